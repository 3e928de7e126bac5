# SPDX-License-Identifier: Apache-2.0
"""unpack_libtorch.py FOLDER: unpacks what DataLever needs from FOLDER/wheels/*.whl into FOLDER and deletes the wheels.

Kept: the headers, the libraries that libtorch_cpu.so needs besides the system's, the licences. Files keep the wheel's
dates, so that unpacking the same wheel again makes nothing be rebuilt.
"""
import os
import re
import shutil
import sys
import time
import zipfile

KEPT = re.compile(
    r"torch/include/.+"
    r"|torch/lib/(libtorch_cpu\.so|libc10\.so|libgomp\.so\.1)"
    r"|nvidia/cu13/lib/(libcudart|libcupti)\.so\.13"
    r"|[^/]+\.dist-info/licenses/.+"
)


def unpack(wheel, folder):
    with zipfile.ZipFile(wheel) as archive:
        for entry in archive.infolist():
            if entry.is_dir() or not KEPT.fullmatch(entry.filename):
                continue
            # ZipFile.extract refuses to leave the folder and checks every file's CRC
            file = archive.extract(entry, folder)
            date = time.mktime(entry.date_time + (0, 0, -1))
            os.utime(file, (date, date))


def main():
    folder = sys.argv[1]
    wheels = os.path.join(folder, "wheels")
    for name in sorted(os.listdir(wheels)):
        try:
            unpack(os.path.join(wheels, name), folder)
        except (OSError, zipfile.BadZipFile) as failure:
            sys.exit(f"{name}: {failure}")
        os.remove(os.path.join(wheels, name))
    shutil.rmtree(wheels)


if __name__ == "__main__":
    main()
