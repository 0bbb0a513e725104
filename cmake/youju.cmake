# SPDX-License-Identifier: Apache-2.0
# How a room, a room's tests and a fuzz target are declared.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_program(YOUJU_PYTHON python3 REQUIRED)

find_program(YOUJU_CCACHE ccache)
if(YOUJU_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${YOUJU_CCACHE})
endif()
find_program(YOUJU_MOLD mold)
if(YOUJU_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

add_library(youju_flags INTERFACE)
target_compile_options(youju_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
  -Wformat=2 -Werror=format-security -Werror=return-type -Werror=unused-result)
target_compile_definitions(youju_flags INTERFACE YOUJU_VERSION="${PROJECT_VERSION}")
target_include_directories(youju_flags INTERFACE ${CMAKE_SOURCE_DIR}/src ${CMAKE_BINARY_DIR}/generated)
if(YOUJU_SANITIZE OR YOUJU_FUZZ)
  target_compile_options(youju_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  target_link_options(youju_flags INTERFACE -fsanitize=address,undefined)
endif()
if(YOUJU_FUZZ)
  target_compile_options(youju_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

# youju_pkg(name package...) makes the imported target PkgConfig::name of pkg-config packages.
macro(youju_pkg name)
  pkg_check_modules(${name} REQUIRED IMPORTED_TARGET ${ARGN})
endmacro()

# youju_room(name SOURCES ... [LINK ...] [TESTS ...] [LIGHT]): library youju_<name>, its unit tests test_<name>.
# LIGHT: hardly optimised, so that it compiles in three fifths of the time; what takes time in it are the rooms below.
# Rooms it may use follow from src/ROOMS; the library links those that are built.
function(youju_room room)
  cmake_parse_arguments(ARG "LIGHT" "" "SOURCES;LINK;TESTS" ${ARGN})
  foreach(list ARG_SOURCES ARG_TESTS)
    foreach(file ${${list}})
      if(NOT IS_ABSOLUTE ${file} AND NOT EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/${file})
        message(WARNING "room ${room}: ${file} is missing")
        list(REMOVE_ITEM ${list} ${file})
      endif()
    endforeach()
  endforeach()
  if(NOT ARG_SOURCES)
    return()
  endif()
  add_library(youju_${room} STATIC ${ARG_SOURCES})
  if(YOUJU_TOGETHER)
    set_target_properties(youju_${room} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 16)
    if(ARG_LIGHT AND NOT YOUJU_FUZZ)
      target_compile_options(youju_${room} PRIVATE -Og)
    endif()
    if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)  # it would spend a tenth of its time on giving memory back; a fifth more of it is used
      target_compile_options(youju_${room} PRIVATE --param=ggc-min-expand=200 --param=ggc-min-heapsize=400000)
    endif()
  endif()
  target_link_libraries(youju_${room} PUBLIC youju_flags fmt ${ARG_LINK} Threads::Threads)
  file(STRINGS ${CMAKE_SOURCE_DIR}/src/ROOMS lines REGEX "^${room}:")
  string(REGEX REPLACE "^${room}: *" "" allowed "${lines}")
  separate_arguments(allowed)
  foreach(lower ${allowed})
    if(TARGET youju_${lower})
      target_link_libraries(youju_${room} PUBLIC youju_${lower})
    endif()
  endforeach()
  if(room STREQUAL base)
    target_precompile_headers(youju_base PRIVATE ${CMAKE_SOURCE_DIR}/src/base/pch.h)
  else()
    target_precompile_headers(youju_${room} REUSE_FROM youju_base)
  endif()
  if(YOUJU_TESTS AND ARG_TESTS)
    youju_test(test_${room} SOURCES ${ARG_TESTS} LINK youju_${room})
  endif()
endfunction()

# The headers every unit test begins with, read once.
function(youju_test_headers)
  if(TARGET youju_test_headers)
    return()
  endif()
  set(carrier ${CMAKE_BINARY_DIR}/generated/test_headers.cpp)
  file(GENERATE OUTPUT ${carrier} CONTENT "// Carries the headers.\n")
  add_library(youju_test_headers OBJECT ${carrier})
  target_link_libraries(youju_test_headers PRIVATE youju_flags fmt Threads::Threads)
  target_compile_options(youju_test_headers PRIVATE -O0)
  target_precompile_headers(youju_test_headers PRIVATE ${CMAKE_SOURCE_DIR}/src/base/pch.h <doctest/doctest.h>)
endfunction()

# youju_test(name [MAIN file] SOURCES ... LINK ...): a program of unit tests; MAIN where it needs a main() of its own. Tests are compiled without
# optimisation: what takes time in them are the rooms.
function(youju_test name)
  cmake_parse_arguments(ARG "" "MAIN" "SOURCES;LINK" ${ARGN})
  if(NOT ARG_MAIN)
    set(ARG_MAIN ${CMAKE_SOURCE_DIR}/tests/doctest_main.cpp)
  endif()
  youju_test_headers()
  add_executable(${name} ${ARG_MAIN} ${ARG_SOURCES})
  set_source_files_properties(${ARG_MAIN} PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
  target_link_libraries(${name} PRIVATE ${ARG_LINK})
  target_compile_options(${name} PRIVATE -O0)
  target_precompile_headers(${name} REUSE_FROM youju_test_headers)
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR})  # "tests/fresh_database.h"
  target_compile_definitions(${name} PRIVATE YOUJU_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
endfunction()

# youju_fuzz(name sources room...): libFuzzer target fuzz_<name>. Sources beside the target's own, in one list, where the rest of their room would only
# be compiled for nothing.
function(youju_fuzz name sources)
  if(YOUJU_FUZZ)
    add_executable(fuzz_${name} ${sources})
    foreach(room ${ARGN})
      target_link_libraries(fuzz_${name} PRIVATE youju_${room})
    endforeach()
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
    target_precompile_headers(fuzz_${name} REUSE_FROM youju_base)
  endif()
endfunction()

# youju_embed(target file identifier): bytes of a file as `extern const std::string_view <identifier>` in youju::embedded.
function(youju_embed target file identifier)
  set(out ${CMAKE_BINARY_DIR}/generated/embed/${identifier}.cpp)
  get_filename_component(abs ${file} ABSOLUTE)
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DIN=${abs} -DOUT=${out} -DID=${identifier} -P ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
    DEPENDS ${abs} ${CMAKE_SOURCE_DIR}/cmake/embed.cmake VERBATIM)
  target_sources(${target} PRIVATE ${out})
  set_source_files_properties(${out} PROPERTIES SKIP_PRECOMPILE_HEADERS ON SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

# youju_sql(room file): named queries of a room's .sql file (docs/format/sql.md) as #include "<room>/<room>_sql.h".
function(youju_sql room file)
  get_filename_component(abs ${file} ABSOLUTE)
  set(out ${CMAKE_BINARY_DIR}/generated/${room}/${room}_sql)
  add_custom_command(OUTPUT ${out}.h ${out}.cpp
    COMMAND ${YOUJU_PYTHON} ${CMAKE_SOURCE_DIR}/tools/embed_sql.py queries ${room} ${abs} ${out}.h ${out}.cpp
    DEPENDS ${abs} ${CMAKE_SOURCE_DIR}/tools/embed_sql.py VERBATIM)
  target_sources(youju_${room} PRIVATE ${out}.h ${out}.cpp)
  set_property(GLOBAL APPEND PROPERTY YOUJU_SQL_ROOMS ${room})
endfunction()

# test_queries: every room's queries, whether or not the rest of the room compiles. Called at the end of the configuration.
function(youju_queries_test)
  get_property(rooms GLOBAL PROPERTY YOUJU_SQL_ROOMS)
  if(NOT YOUJU_TESTS OR NOT rooms)
    return()
  endif()
  youju_test(test_queries SOURCES ${CMAKE_SOURCE_DIR}/tests/queries_test.cpp LINK youju_db)
  foreach(room ${rooms})
    set(generated ${CMAKE_BINARY_DIR}/generated/${room}/${room}_sql)
    get_target_property(folder youju_${room} SOURCE_DIR)
    if(NOT room STREQUAL db)
      add_custom_command(OUTPUT ${generated}_again.cpp
        COMMAND ${YOUJU_PYTHON} ${CMAKE_SOURCE_DIR}/tools/embed_sql.py queries ${room} ${folder}/${room}.sql
          ${generated}_again.h ${generated}_again.cpp
        DEPENDS ${folder}/${room}.sql ${CMAKE_SOURCE_DIR}/tools/embed_sql.py VERBATIM)
      target_sources(test_queries PRIVATE ${generated}_again.cpp)
    endif()
  endforeach()
endfunction()
cmake_language(DEFER CALL youju_queries_test)
