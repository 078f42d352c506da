# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# Writes the source of embedded_profiles.hpp from profiles/*.toml, so that one installed program
# knows them all. Sets embedded_profiles to its path; a changed or added file configures anew.
file(GLOB profile_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/profiles/*.toml)
list(REMOVE_ITEM profile_files ${PROJECT_SOURCE_DIR}/profiles/attacca.toml)
list(SORT profile_files)
list(PREPEND profile_files ${PROJECT_SOURCE_DIR}/profiles/attacca.toml)
set(entries "")
foreach(profile_file IN LISTS profile_files)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${profile_file})
  get_filename_component(name ${profile_file} NAME_WE)
  file(READ ${profile_file} text)
  string(APPEND entries "    {\"${name}\", R\"profile(${text})profile\"},\n")
endforeach()
list(LENGTH profile_files count)
set(embedded_profiles ${CMAKE_CURRENT_BINARY_DIR}/embedded_profiles.cpp)
file(
  WRITE ${embedded_profiles}.new
  "// Written by host/profile/embed_profiles.cmake from profiles/*.toml.
#include \"host/profile/embedded_profiles.hpp\"

namespace attacca::host {

namespace {
constexpr EmbeddedProfile kProfiles[${count}] = {
${entries}};
}

std::span<const EmbeddedProfile> embedded_profiles() noexcept {
  return kProfiles;
}

}  // namespace attacca::host
")
configure_file(${embedded_profiles}.new ${embedded_profiles} COPYONLY)
