# SPDX-License-Identifier: Apache-2.0
# Installs beside the programs the libraries of LibTorch that datalever-worker needs, and nothing else of it. They keep
# their places relative to each other, by which they find each other, so the installed tree can be moved.

set(DATALEVER_LIBTORCH_DESTINATION lib/datalever/libtorch)
get_filename_component(_libtorch_parent ${LibTorch_ROOT} DIRECTORY)
file(RELATIVE_PATH _libtorch_name ${_libtorch_parent} ${LibTorch_ROOT})
set_target_properties(datalever-worker PROPERTIES
  INSTALL_RPATH "$ORIGIN/../${DATALEVER_LIBTORCH_DESTINATION}/${_libtorch_name}/lib")

install(CODE "
  set(parent \"${_libtorch_parent}\")
  set(destination \"\${CMAKE_INSTALL_PREFIX}/${DATALEVER_LIBTORCH_DESTINATION}\")
  file(GET_RUNTIME_DEPENDENCIES EXECUTABLES \"$<TARGET_FILE:datalever-worker>\"
    RESOLVED_DEPENDENCIES_VAR libraries UNRESOLVED_DEPENDENCIES_VAR absent)
  if(absent)
    message(FATAL_ERROR \"datalever-worker needs libraries that are not there: \${absent}\")
  endif()
  foreach(library IN LISTS libraries)
    file(RELATIVE_PATH place \"\${parent}\" \"\${library}\")
    if(place MATCHES \"^(${_libtorch_name}|nvidia)/\")
      get_filename_component(folder \"\${place}\" DIRECTORY)
      file(INSTALL \"\${library}\" DESTINATION \"\${destination}/\${folder}\" FOLLOW_SYMLINK_CHAIN)
    endif()
  endforeach()
  file(GLOB licences LIST_DIRECTORIES true RELATIVE \"\${parent}\" \"\${parent}/*.dist-info/licenses\")
  foreach(licence IN LISTS licences)
    get_filename_component(wheel \"\${licence}\" DIRECTORY)
    file(INSTALL \"\${parent}/\${licence}/\" DESTINATION \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_DOCDIR}/LICENSES/\${wheel}\")
  endforeach()
")
