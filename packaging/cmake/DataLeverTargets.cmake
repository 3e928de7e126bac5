# SPDX-License-Identifier: Apache-2.0
# How every target of the project is compiled, and the three kinds of target there are.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)

add_library(datalever_options INTERFACE)
target_compile_features(datalever_options INTERFACE cxx_std_20)
target_compile_options(datalever_options INTERFACE
  -march=x86-64-v3 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -fno-math-errno
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>) # g++ 12 sees overlaps inside std::string that are none (its bug 105651)
if(DATALEVER_WARNINGS_AS_ERRORS)
  target_compile_options(datalever_options INTERFACE -Werror)
endif()
if(DATALEVER_SANITIZER)
  target_compile_options(datalever_options INTERFACE -fsanitize=${DATALEVER_SANITIZER} -fno-omit-frame-pointer)
  target_link_options(datalever_options INTERFACE -fsanitize=${DATALEVER_SANITIZER})
endif()
target_include_directories(datalever_options INTERFACE ${CMAKE_SOURCE_DIR})

# datalever_library(core_data SOURCES a.cpp ... PUBLIC core_base PRIVATE simdjson::simdjson)
function(datalever_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC datalever_options ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE})
endfunction()

# moc of Qt 6.4 cannot read the standard library's <concepts>; with its guard defined, moc alone skips it
set(CMAKE_AUTOMOC_MOC_OPTIONS -D_GLIBCXX_CONCEPTS)

# datalever_window_library(ui_plots SOURCES line_plot.cpp ... PUBLIC ui_theme PRIVATE ...): the same with moc
function(datalever_window_library name)
  datalever_library(${name} ${ARGN})
  set_target_properties(${name} PROPERTIES AUTOMOC ON)
  target_compile_definitions(${name} PUBLIC QT_NO_KEYWORDS)
endfunction()

# datalever_tests_provoke_faults(tst_x ...): of readers; tst_provoked_faults runs after them and misses none
function(datalever_tests_provoke_faults)
  set_tests_properties(${ARGN} PROPERTIES FIXTURES_SETUP provoked_faults)
endfunction()

# all programs, without the tests
add_custom_target(programs)

# datalever_program(datalever-cli SOURCES main.cpp ... LINK core_store ...)
function(datalever_program name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE datalever_options ${ARG_LINK})
  add_dependencies(programs ${name})
  install(TARGETS ${name} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endfunction()

# datalever_test(tst_hash SOURCES tst_hash.cpp LINK core_base LABELS fast): a Qt Test program and its ctest entry.
# tests/<folder>/tst_x.cpp holds one QObject class with private Q_SLOTS, QTEST_GUILESS_MAIN and #include "tst_x.moc".
function(datalever_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LINK;LABELS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  target_link_libraries(${name} PRIVATE datalever_options tests_support ${ARG_LINK} Qt6::Test)
  target_compile_definitions(${name} PRIVATE QT_NO_KEYWORDS)
  add_test(NAME ${name} COMMAND ${name})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 300)
  endif()
  set(environment QT_QPA_PLATFORM=offscreen DATALEVER_HOME=${CMAKE_BINARY_DIR}/tests/home)
  if(DATALEVER_SANITIZER MATCHES thread)
    list(APPEND environment TSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/support/thread_sanitizer.supp)
  endif()
  set_tests_properties(${name} PROPERTIES LABELS "${ARG_LABELS}" TIMEOUT ${ARG_TIMEOUT} SKIP_RETURN_CODE 77
    ENVIRONMENT "${environment}")
endfunction()
