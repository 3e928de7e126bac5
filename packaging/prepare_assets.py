# SPDX-License-Identifier: Apache-2.0
"""prepare_assets.py FONTTOOLS.whl TABLER.whl INTER_FOLDER MONO.ttf ICONS.txt OUT: makes in OUT what the window's fonts and
icons are compiled from: OUT/assets.qrc, OUT/fonts, OUT/icons, OUT/licences. Same input, same bytes.

DataLever Sans is Inter with tabular figures: Inter's own are of unequal width, and Qt before 6.7 cannot switch a font
feature on, so each digit's code point is mapped to its `tnum` glyph. Contextual alternates are left out, which would draw
"->" of a user's text as an arrow.
"""
import os
import shutil
import sys
import zipfile

WEIGHTS = ("Regular", "Medium", "SemiBold")
DIGITS = range(0x30, 0x3A)
KEPT_FEATURES = ["ccmp", "locl", "kern", "mark", "mkmk"]
# Latin, Greek, Cyrillic, then punctuation, super- and subscripts, currencies, letter-like signs, fractions, arrows,
# mathematics, technical and geometric signs
KEPT_CHARACTERS = [
    *range(0x20, 0x250), *range(0x2B0, 0x370), *range(0x370, 0x400), *range(0x400, 0x530), *range(0x1E00, 0x1F00),
    *range(0x2000, 0x20D0), *range(0x2100, 0x2190), *range(0x2190, 0x2400), *range(0x25A0, 0x2720), 0xFEFF, 0xFFFD,
]


def tabular_figures(font):
    """The glyphs of the feature tnum: proportional name -> tabular name."""
    gsub = font["GSUB"].table
    figures = {}
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for table in gsub.LookupList.Lookup[index].SubTable:
                    figures.update(getattr(table, "ExtSubTable", table).mapping)
    return figures


def freeze(font):
    figures = tabular_figures(font)
    for table in font["cmap"].tables:  # tables may share one mapping
        table.cmap = {code: figures.get(glyph, glyph) if code in DIGITS else glyph for code, glyph in table.cmap.items()}
    zero = font.getBestCmap()[DIGITS[0]]
    for digit in DIGITS:  # Inter's 4 is a thousandth narrower in two weights
        glyph = font.getBestCmap()[digit]
        font["hmtx"][glyph] = (font["hmtx"][zero][0], font["hmtx"][glyph][1])


def rename(font, weight):
    family = "DataLever Sans"
    plain = family.replace(" ", "")
    # pairs of family and style as Qt and fontconfig group them: by the typographic names 16 and 17
    names = {1: f"{family} {weight}".removesuffix(" Regular"), 2: "Regular", 3: f"{plain}-{weight}", 4: f"{family} {weight}",
             6: f"{plain}-{weight}", 16: family, 17: weight}
    table = font["name"]
    for identifier in (16, 17, 21, 22, 25):
        table.removeNames(nameID=identifier)
    for identifier, text in names.items():
        table.setName(text, identifier, 3, 1, 0x409)
    cff = font["CFF "].cff
    cff.fontNames = [f"{plain}-{weight}"]
    top = cff.topDictIndex[0]
    top.FamilyName, top.FullName = family, f"{family} {weight}"


def make_sans(source, target, weight):
    from fontTools import subset
    from fontTools.ttLib import TTFont

    font = TTFont(source, recalcTimestamp=False)
    freeze(font)
    options = subset.Options(layout_features=KEPT_FEATURES, name_IDs=["*"], notdef_outline=True, hinting=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=KEPT_CHARACTERS)
    subsetter.subset(font)
    rename(font, weight)
    font.save(target)


def extract_icons(wheel, names, folder):
    with zipfile.ZipFile(wheel) as archive:
        for name in names:
            try:
                picture = archive.read(f"pytablericons/icons/outline/{name}.svg")
            except KeyError:
                sys.exit(f"{os.path.basename(wheel)} has no icon {name}, which {sys.argv[5]} names")
            with open(os.path.join(folder, f"{name}.svg"), "wb") as file:
                file.write(picture)


def extract_licences(tabler, folder):
    """The licences' texts: Debian's packages always have theirs, the wheel has one of Tabler."""
    for package in ("fonts-inter", "fonts-jetbrains-mono"):
        shutil.copyfile(f"/usr/share/doc/{package}/copyright", os.path.join(folder, f"{package}.txt"))
    with zipfile.ZipFile(tabler) as archive:
        text = next(name for name in archive.namelist() if name.endswith(".dist-info/LICENSE"))
        with open(os.path.join(folder, "tabler-icons.txt"), "wb") as file:
            file.write(archive.read(text))
    return [f"licences/{name}" for name in sorted(os.listdir(folder))]


def write_list(out, files):
    lines = ['<RCC><qresource prefix="/datalever">', *(f"<file>{file}</file>" for file in files), "</qresource></RCC>"]
    with open(os.path.join(out, "assets.qrc"), "w", encoding="ascii") as file:
        file.write("\n".join(lines) + "\n")


def main():
    fonttools, tabler, inter, mono, icons, out = sys.argv[1:]
    sys.path.insert(0, fonttools)
    for folder in ("fonts", "icons", "licences"):
        shutil.rmtree(os.path.join(out, folder), ignore_errors=True)
        os.makedirs(os.path.join(out, folder))
    with open(icons, encoding="ascii") as file:
        names = [line.strip() for line in file if line.strip() and not line.startswith("#")]
    extract_icons(tabler, names, os.path.join(out, "icons"))
    files = [f"icons/{name}.svg" for name in names]
    for weight in WEIGHTS:
        files.append(f"fonts/DataLeverSans-{weight}.otf")
        make_sans(os.path.join(inter, f"Inter-{weight}.otf"), os.path.join(out, files[-1]), weight)
    files.append("fonts/JetBrainsMono-Regular.ttf")
    shutil.copyfile(mono, os.path.join(out, files[-1]))
    files += extract_licences(tabler, os.path.join(out, "licences"))
    write_list(out, files)


if __name__ == "__main__":
    main()
