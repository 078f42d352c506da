# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# Writes the source of page_files.hpp from web/*, so that one installed program has the whole page.
# Sets embedded_page to its path; a changed or added file configures anew.
file(GLOB page_files CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/web/*)
set(arrays "")
set(entries "")
set(count 0)
foreach(page_file IN LISTS page_files)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${page_file})
  get_filename_component(name ${page_file} NAME)
  get_filename_component(suffix ${page_file} LAST_EXT)
  set(path "/${name}")
  if(name STREQUAL "index.html")
    set(path "/")
  endif()
  if(suffix STREQUAL ".html")
    set(type "text/html; charset=utf-8")
  elseif(suffix STREQUAL ".css")
    set(type "text/css; charset=utf-8")
  elseif(suffix STREQUAL ".js")
    set(type "text/javascript; charset=utf-8")
  elseif(suffix STREQUAL ".svg")
    set(type "image/svg+xml")
  else()
    message(FATAL_ERROR "the page has no media type for ${name}")
  endif()
  file(READ ${page_file} bytes HEX)
  string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${bytes}")
  string(APPEND arrays "constexpr char kFile${count}[] = {${bytes}};\n")
  string(APPEND entries
         "    {\"${path}\", \"${type}\", {kFile${count}, sizeof kFile${count}}},\n")
  math(EXPR count "${count} + 1")
endforeach()
set(embedded_page ${CMAKE_CURRENT_BINARY_DIR}/page_files.cpp)
file(
  WRITE ${embedded_page}.new
  "// Written by products/parlando/page/embed_page.cmake from web/*.
#include \"parlando/page/page_files.hpp\"

namespace parlando {

namespace {
${arrays}
constexpr PageFile kFiles[] = {
${entries}};
}

std::span<const PageFile> page_files() noexcept {
  return kFiles;
}

}  // namespace parlando
")
configure_file(${embedded_page}.new ${embedded_page} COPYONLY)
