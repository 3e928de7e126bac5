# SPDX-License-Identifier: Apache-2.0
# LibTorch without a CUDA toolkit (PyTorch's own package file insists on one): imports libtorch_cpu and libc10 of the
# folder named by -DLIBTORCH=, else by $LIBTORCH, else the one that packaging/setup unpacked into the user's cache.
# Result: LibTorch::LibTorch, LibTorch_ROOT (the folder with lib/ and include/), LibTorch_VERSION.

set(LIBTORCH "" CACHE PATH "Folder of LibTorch with lib/ and include/")
set(_libtorch_caches "$ENV{DATALEVER_HOME}/cache" "$ENV{XDG_CACHE_HOME}/datalever" "$ENV{HOME}/.cache/datalever")
list(TRANSFORM _libtorch_caches APPEND "/libtorch/2.15.0/torch")
find_path(LibTorch_INCLUDE_DIR ATen/core/Tensor.h
  HINTS ${LIBTORCH} $ENV{LIBTORCH} ${_libtorch_caches} PATH_SUFFIXES include NO_DEFAULT_PATH)
get_filename_component(LibTorch_ROOT "${LibTorch_INCLUDE_DIR}" DIRECTORY)
find_library(LibTorch_CPU_LIBRARY torch_cpu HINTS ${LibTorch_ROOT}/lib NO_DEFAULT_PATH)
find_library(LibTorch_C10_LIBRARY c10 HINTS ${LibTorch_ROOT}/lib NO_DEFAULT_PATH)
if(LibTorch_INCLUDE_DIR AND EXISTS ${LibTorch_INCLUDE_DIR}/torch/headeronly/version.h)
  file(STRINGS ${LibTorch_INCLUDE_DIR}/torch/headeronly/version.h _libtorch_version REGEX "#define TORCH_VERSION \"")
  string(REGEX REPLACE ".*\"([0-9.]+).*" "\\1" LibTorch_VERSION "${_libtorch_version}")
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibTorch
  REQUIRED_VARS LibTorch_CPU_LIBRARY LibTorch_C10_LIBRARY LibTorch_INCLUDE_DIR
  REASON_FAILURE_MESSAGE "Run packaging/run once (it fetches LibTorch), or give -DLIBTORCH=/path/to/libtorch.")

if(LibTorch_FOUND AND NOT TARGET LibTorch::LibTorch)
  add_library(LibTorch::LibTorch INTERFACE IMPORTED)
  target_include_directories(LibTorch::LibTorch SYSTEM INTERFACE
    ${LibTorch_INCLUDE_DIR} ${LibTorch_INCLUDE_DIR}/torch/csrc/api/include)
  target_link_libraries(LibTorch::LibTorch INTERFACE ${LibTorch_CPU_LIBRARY} ${LibTorch_C10_LIBRARY} Threads::Threads)
  target_link_options(LibTorch::LibTorch INTERFACE "LINKER:--disable-new-dtags" "LINKER:--unresolved-symbols=ignore-in-shared-libs")
endif()
