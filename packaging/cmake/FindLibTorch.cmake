# SPDX-License-Identifier: Apache-2.0
# LibTorch without a CUDA toolkit (PyTorch's own package file insists on one): libtorch_cpu and libc10 of the folder named
# by -DLIBTORCH=, else by $LIBTORCH, else of the one that packaging/setup unpacked into the user's cache.
# Result: LibTorch::LibTorch, LibTorch_ROOT (the folder with lib/ and include/), LibTorch_VERSION.

set(LIBTORCH "" CACHE PATH "Folder of LibTorch with lib/ and include/")

file(STRINGS ${CMAKE_SOURCE_DIR}/packaging/lock _libtorch_locked REGEX "^wheel torch ")
string(REGEX REPLACE "^wheel torch ([0-9.]+) .*" "\\1" _libtorch_locked "${_libtorch_locked}")
if(LIBTORCH)
  set(LibTorch_ROOT ${LIBTORCH})
elseif(NOT "$ENV{LIBTORCH}" STREQUAL "")
  set(LibTorch_ROOT $ENV{LIBTORCH})
elseif(NOT "$ENV{DATALEVER_HOME}" STREQUAL "")
  set(LibTorch_ROOT $ENV{DATALEVER_HOME}/cache/libtorch/${_libtorch_locked}/torch)
elseif(NOT "$ENV{XDG_CACHE_HOME}" STREQUAL "")
  set(LibTorch_ROOT $ENV{XDG_CACHE_HOME}/datalever/libtorch/${_libtorch_locked}/torch)
else()
  set(LibTorch_ROOT $ENV{HOME}/.cache/datalever/libtorch/${_libtorch_locked}/torch)
endif()

# Looked at anew each time: another folder may have been named since.
set(_libtorch_include ${LibTorch_ROOT}/include)
set(_libtorch_libraries ${LibTorch_ROOT}/lib/libtorch_cpu.so ${LibTorch_ROOT}/lib/libc10.so)
set(LibTorch_COMPLETE TRUE)
foreach(_libtorch_file ${_libtorch_include}/ATen/core/Tensor.h ${_libtorch_libraries})
  if(NOT EXISTS ${_libtorch_file})
    set(LibTorch_COMPLETE FALSE)
  endif()
endforeach()
# In older releases the numbers stand in the second of these files.
foreach(_libtorch_file torch/headeronly/version.h torch/csrc/api/include/torch/version.h)
  if(EXISTS ${_libtorch_include}/${_libtorch_file} AND NOT LibTorch_VERSION)
    file(STRINGS ${_libtorch_include}/${_libtorch_file} LibTorch_VERSION REGEX "#define TORCH_VERSION_(MAJOR|MINOR|PATCH) ")
    list(TRANSFORM LibTorch_VERSION REPLACE "[^0-9]+" "")
    list(JOIN LibTorch_VERSION "." LibTorch_VERSION)
  endif()
endforeach()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibTorch
  REQUIRED_VARS LibTorch_ROOT LibTorch_COMPLETE VERSION_VAR LibTorch_VERSION
  REASON_FAILURE_MESSAGE
    "${LibTorch_ROOT} does not hold it. Run packaging/setup (it fetches LibTorch), or give -DLIBTORCH=/path/to/libtorch, 2.6 or newer.")

if(LibTorch_FOUND AND NOT TARGET LibTorch::LibTorch)
  add_library(LibTorch::LibTorch INTERFACE IMPORTED)
  target_include_directories(LibTorch::LibTorch SYSTEM INTERFACE
    ${_libtorch_include} ${_libtorch_include}/torch/csrc/api/include)
  target_link_libraries(LibTorch::LibTorch INTERFACE ${_libtorch_libraries} Threads::Threads)
  # RPATH, not RUNPATH: LibTorch's own libgomp must win over the system's. What LibTorch itself needs is found through its
  # own relative paths when it is loaded, so the linker does not look for it.
  target_link_options(LibTorch::LibTorch INTERFACE
    "LINKER:--disable-new-dtags" "LINKER:--unresolved-symbols=ignore-in-shared-libs")
endif()
