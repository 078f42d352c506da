# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# attacca_source_lines(<out lines> <out files of the project> <out files of the framework>)
#
# For each source that a plugin is compiled from the line "<sha256>  <path relative to its root>":
# what its target lists, and what that includes, directly or not, as far as it lies below the
# project's folder or the framework's. A note or log that lies beside them is no source.
# package/source_digest.cpp counts the same files; a test holds the two together.
#
# Reads the variables that build_identity.cmake writes: ROOT, BASE, FILES, EXCLUDED of the project,
# FRAMEWORK_ROOT, FRAMEWORK_FILES of the framework, INCLUDE (folders, for both).

cmake_policy(VERSION 3.25)

set(_attacca_code "[.](c|cc|cpp|cxx|h|hh|hpp|hxx|inc|inl|ipp|m|mm)$")

# The names that a file includes, each led by its < or ".
function(_attacca_includes_of path out_names)
  set(names "")
  if(path MATCHES "${_attacca_code}")
    file(STRINGS "${path}" lines REGEX "^[ \t]*#[ \t]*include[ \t]*[<\"][^<>\"]+[>\"]")
    foreach(line IN LISTS lines)
      string(REGEX MATCH "([<\"])([^<>\"]+)[>\"]" match "${line}")
      list(APPEND names "${CMAKE_MATCH_1}${CMAKE_MATCH_2}")
    endforeach()
  endif()
  set(${out_names} "${names}" PARENT_SCOPE)
endfunction()

# The root that a path belongs to: the innermost of project, framework and build folder. "" for what
# lies in none of them, "-" in the build folder.
function(_attacca_root_of path out_root)
  set(found "")
  foreach(root IN ITEMS "${ROOT}" "${FRAMEWORK_ROOT}" "${EXCLUDED}")
    cmake_path(IS_PREFIX root "${path}" inside)
    string(LENGTH "${root}" length)
    string(LENGTH "${found}" found_length)
    if(inside AND length GREATER found_length)
      set(found "${root}")
    endif()
  endforeach()
  if(found STREQUAL EXCLUDED AND NOT found STREQUAL ROOT AND NOT found STREQUAL "")
    set(found "-")
  endif()
  set(${out_root} "${found}" PARENT_SCOPE)
endfunction()

function(attacca_source_lines out_lines out_own out_framework)
  # Folders that belong to nobody here hold no sources of ours.
  set(folders "")
  foreach(folder IN LISTS INCLUDE)
    _attacca_root_of("${folder}" root)
    if(NOT root STREQUAL "" AND NOT root STREQUAL "-")
      list(APPEND folders "${folder}")
    endif()
  endforeach()

  set(waiting "")
  foreach(file IN LISTS FILES)
    cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY "${BASE}" NORMALIZE)
    list(APPEND waiting "${file}")
  endforeach()
  foreach(file IN LISTS FRAMEWORK_FILES)
    list(APPEND waiting "${FRAMEWORK_ROOT}/${file}")
  endforeach()

  set(listed "${waiting}")
  set(lines "")
  set(own "")
  set(framework "")
  while(waiting)
    list(POP_FRONT waiting path)
    if(DEFINED "seen_${path}")
      continue()
    endif()
    set("seen_${path}" TRUE)
    _attacca_root_of("${path}" root)
    if(root STREQUAL "" AND path IN_LIST listed)
      set(root "${ROOT}") # a listed source may lie beside the project
    endif()
    if(root STREQUAL "" OR root STREQUAL "-")
      continue()
    endif()
    if(NOT EXISTS "${path}" OR IS_DIRECTORY "${path}")
      continue()
    endif()
    cmake_path(RELATIVE_PATH path BASE_DIRECTORY "${root}" OUTPUT_VARIABLE relative)
    file(SHA256 "${path}" digest)
    list(APPEND lines "${digest}  ${relative}")
    if(root STREQUAL FRAMEWORK_ROOT)
      list(APPEND framework "${relative}")
    else()
      list(APPEND own "${relative}")
    endif()
    cmake_path(GET path PARENT_PATH beside)
    _attacca_includes_of("${path}" names)
    foreach(name IN LISTS names)
      string(SUBSTRING "${name}" 0 1 kind)
      string(SUBSTRING "${name}" 1 -1 name)
      if(kind STREQUAL "\"")
        set(places "${beside}" ${folders})
      elseif(DEFINED "found_${name}")
        continue() # wherever it is, it was looked at
      else()
        set("found_${name}" TRUE)
        set(places ${folders})
      endif()
      foreach(place IN LISTS places)
        if(EXISTS "${place}/${name}")
          cmake_path(ABSOLUTE_PATH name BASE_DIRECTORY "${place}" NORMALIZE OUTPUT_VARIABLE header)
          list(APPEND waiting "${header}")
          break()
        endif()
      endforeach()
    endforeach()
  endwhile()
  list(REMOVE_DUPLICATES lines)
  set(${out_lines} "${lines}" PARENT_SCOPE)
  set(${out_own} "${own}" PARENT_SCOPE)
  set(${out_framework} "${framework}" PARENT_SCOPE)
endfunction()
