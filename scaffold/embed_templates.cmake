# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# Writes the source of template_called() from templates/*.in and framework_parts.txt, so that one
# installed program knows them all. Sets embedded_templates to its path; a changed or added file
# configures anew.
file(GLOB template_files CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/templates/*.in)
list(SORT template_files)
list(APPEND template_files ${CMAKE_CURRENT_SOURCE_DIR}/framework_parts.txt)
set(entries "")
foreach(template_file IN LISTS template_files)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${template_file})
  get_filename_component(name ${template_file} NAME_WLE)
  file(READ ${template_file} text)
  string(APPEND entries "    {\"${name}\", R\"template(${text})template\"},\n")
endforeach()
set(embedded_templates ${CMAKE_CURRENT_BINARY_DIR}/embedded_templates.cpp)
file(
  WRITE ${embedded_templates}.new
  "// Written by scaffold/embed_templates.cmake from scaffold/templates.
#include \"scaffold/templates.hpp\"

namespace attacca::scaffold {

namespace {
struct Template {
  std::string_view name;
  std::string_view text;
};
constexpr Template kTemplates[] = {
${entries}};
}

std::string_view template_called(std::string_view name) noexcept {
  for (const Template& each : kTemplates) {
    if (each.name == name) return each.text;
  }
  return {};
}

}  // namespace attacca::scaffold
")
configure_file(${embedded_templates}.new ${embedded_templates} COPYONLY)
