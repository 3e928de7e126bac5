# SPDX-License-Identifier: Apache-2.0
# What the window's fonts and icons are made from: Debian's fonts, and the wheels that packaging/setup fetched into the
# folder named by -DDATALEVER_ASSETS, else by $DATALEVER_ASSETS, else the user's cache.
# Result: Assets_FOLDER, Assets_FONTTOOLS, Assets_TABLER (wheels), Assets_INTER (folder), Assets_MONO (file).

set(DATALEVER_ASSETS "" CACHE PATH "Folder with the wheels of the asset lines of packaging/lock")

if(DATALEVER_ASSETS)
  set(Assets_FOLDER ${DATALEVER_ASSETS})
elseif(NOT "$ENV{DATALEVER_ASSETS}" STREQUAL "")
  set(Assets_FOLDER $ENV{DATALEVER_ASSETS})
elseif(NOT "$ENV{DATALEVER_HOME}" STREQUAL "")
  set(Assets_FOLDER $ENV{DATALEVER_HOME}/cache/assets)
elseif(NOT "$ENV{XDG_CACHE_HOME}" STREQUAL "")
  set(Assets_FOLDER $ENV{XDG_CACHE_HOME}/datalever/assets)
else()
  set(Assets_FOLDER $ENV{HOME}/.cache/datalever/assets)
endif()

# Looked at anew each time: another folder may have been named since.
set(Assets_COMPLETE TRUE)
foreach(_asset fonttools pytablericons)
  file(STRINGS ${CMAKE_SOURCE_DIR}/packaging/lock _asset_line REGEX "^asset ${_asset} ")
  string(REGEX MATCH "^asset [^ ]+ ([^ ]+) ([0-9a-f]+)" _asset_line "${_asset_line}")
  set(_asset_file ${Assets_FOLDER}/${_asset}-${CMAKE_MATCH_1}-py3-none-any.whl)
  set(_asset_hash "")
  if(EXISTS ${_asset_file})
    file(SHA256 ${_asset_file} _asset_hash)
  endif()
  if(NOT _asset_hash STREQUAL CMAKE_MATCH_2)
    set(Assets_COMPLETE FALSE)
    set(_asset_reason "${_asset_file} is missing or not the one that packaging/lock names")
  endif()
  set(_asset_${_asset} ${_asset_file})
endforeach()
set(Assets_FONTTOOLS ${_asset_fonttools})
set(Assets_TABLER ${_asset_pytablericons})

set(Assets_INTER /usr/share/fonts/opentype/inter)
set(Assets_MONO /usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-Regular.ttf)
foreach(_asset_file ${Assets_INTER}/Inter-Regular.otf ${Assets_MONO})
  if(NOT EXISTS ${_asset_file})
    set(Assets_COMPLETE FALSE)
    set(_asset_reason "${_asset_file} of Debian's fonts-inter and fonts-jetbrains-mono is missing")
  endif()
endforeach()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Assets REQUIRED_VARS Assets_FOLDER Assets_COMPLETE
  REASON_FAILURE_MESSAGE
    "${_asset_reason}. Run packaging/setup (it installs fonts and fetches icons), or build without the window: -DDATALEVER_WINDOW=OFF.")
