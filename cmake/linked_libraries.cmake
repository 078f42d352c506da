# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# What becomes part of a plugin's binary besides its own code and the framework, with version, licence
# (SPDX) and, where this system has it, the licence's text: for `attacca ship`, which has to hand the
# notices on.

# The number behind #define <name>, out of a header's text.
function(_attacca_defined out text name)
  string(REGEX MATCH "define[ \t]+${name}[ \t]+([0-9]+)" found "${text}")
  set(${out} "${CMAKE_MATCH_1}" PARENT_SCOPE)
endfunction()

# <out>: "1.2.3" of three numbers in a header; "" where it has none.
function(_attacca_header_version out header major minor patch)
  set(version "")
  if(EXISTS "${header}")
    file(READ "${header}" text)
    _attacca_defined(first "${text}" ${major})
    _attacca_defined(second "${text}" ${minor})
    _attacca_defined(third "${text}" ${patch})
    if(NOT first STREQUAL "")
      set(version "${first}.${second}.${third}")
    endif()
  endif()
  set(${out} "${version}" PARENT_SCOPE)
endfunction()

# Appends an entry to the JSON list in <out>. Debian's packages have the texts of their licences.
function(_attacca_linked out name version license homepage)
  set(text "")
  foreach(package IN LISTS ARGN)
    if(NOT text AND EXISTS "/usr/share/doc/${package}/copyright")
      set(text "/usr/share/doc/${package}/copyright")
    endif()
  endforeach()
  set(list "${${out}}")
  if(list)
    string(APPEND list ",")
  endif()
  string(APPEND list "\n    {\"name\": \"${name}\", \"version\": \"${version}\", \"license\": \"${license}\", "
         "\"homepage\": \"${homepage}\", \"text\": \"${text}\"}")
  set(${out} "${list}" PARENT_SCOPE)
endfunction()

# Once for a build: they are the same for every plugin.
function(_attacca_find_linked_libraries)
  set(linked "")
  find_path(ATTACCA_RAPIDJSON_INCLUDE rapidjson/reader.h)
  find_path(ATTACCA_EXPECTED_INCLUDE tl/expected.hpp)
  mark_as_advanced(ATTACCA_RAPIDJSON_INCLUDE ATTACCA_EXPECTED_INCLUDE)
  _attacca_header_version(version "${ATTACCA_RAPIDJSON_INCLUDE}/rapidjson/rapidjson.h"
                          RAPIDJSON_MAJOR_VERSION RAPIDJSON_MINOR_VERSION RAPIDJSON_PATCH_VERSION)
  _attacca_linked(linked RapidJSON "${version}" MIT https://rapidjson.org rapidjson-dev)
  _attacca_header_version(version "${ATTACCA_EXPECTED_INCLUDE}/tl/expected.hpp" TL_EXPECTED_VERSION_MAJOR
                          TL_EXPECTED_VERSION_MINOR TL_EXPECTED_VERSION_PATCH)
  _attacca_linked(linked "tl::expected" "${version}" CC0-1.0 https://tl.tartanllama.xyz libexpected-dev)
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    string(REGEX MATCH "^[0-9]+" major "${CMAKE_CXX_COMPILER_VERSION}")
    _attacca_linked(linked libstdc++ "${CMAKE_CXX_COMPILER_VERSION}"
                    "GPL-3.0-or-later WITH GCC-exception-3.1" https://gcc.gnu.org
                    libstdc++-${major}-dev libstdc++6)
  elseif(NOT APPLE AND NOT WIN32)
    _attacca_linked(linked libstdc++ "" "GPL-3.0-or-later WITH GCC-exception-3.1" https://gcc.gnu.org
                    libstdc++6)
  endif()
  set(zstd "")
  _attacca_header_version(version "${ATTACCA_ZSTD_INCLUDE}/zstd.h" ZSTD_VERSION_MAJOR
                          ZSTD_VERSION_MINOR ZSTD_VERSION_RELEASE)
  _attacca_linked(zstd Zstandard "${version}" "BSD-3-Clause OR GPL-2.0-only"
                  https://facebook.github.io/zstd libzstd-dev)
  set_property(GLOBAL PROPERTY ATTACCA_LINKED_LIBRARIES "${linked}")
  set_property(GLOBAL PROPERTY ATTACCA_LINKED_ZSTD "${zstd}")
endfunction()

# The JSON list of a plugin: _attacca_linked_libraries(<out> LIBS <targets and libraries…>)
function(_attacca_linked_libraries out)
  cmake_parse_arguments(LINKED "" "" "LIBS" ${ARGN})
  get_property(is_known GLOBAL PROPERTY ATTACCA_LINKED_LIBRARIES SET)
  if(NOT is_known)
    _attacca_find_linked_libraries()
  endif()
  get_property(list GLOBAL PROPERTY ATTACCA_LINKED_LIBRARIES)
  get_property(zstd GLOBAL PROPERTY ATTACCA_LINKED_ZSTD)
  foreach(library IN LISTS LINKED_LIBS)
    if(library STREQUAL attacca_state_zstd)
      string(APPEND list ",${zstd}")
    elseif(library MATCHES "^attacca")
      continue()
    elseif(library MATCHES "[\\$<>\\\\\"]")
      message(STATUS "attacca: ${library} is in no bill of materials: give LIBS targets or names")
    else()
      # The author's own: what it is, only the author knows.
      _attacca_linked(list "${library}" "" NOASSERTION "")
    endif()
  endforeach()
  set(${out} "[${list}\n  ]" PARENT_SCOPE)
endfunction()
