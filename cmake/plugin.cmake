# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# attacca_add_plugin(<target> NAME "<Display Name>" SOURCES <files…>
#                    [LIBS <targets…>] [FORMATS clap vst3] [OWN_ENTRIES] [NO_BUNDLE])
#
# One shared library <build>/lib/<target>.so that is a plugin in each of the FORMATS (by default
# both), its bundles in <build>/plugins/<Display Name>.{vst3,clap}, and the record by which
# `attacca status` finds both again (<build>/plugins/manifest.d/<target>.json).
#
# OWN_ENTRIES: the sources define the formats' entry points themselves; nothing of the framework is
#              linked but the build identity.
# NO_BUNDLE:   only the library.

include("${CMAKE_CURRENT_LIST_DIR}/build_identity.cmake")

set(ATTACCA_ENTRIES_clap clap_entry CACHE INTERNAL "What CLAP hosts look up")
set(ATTACCA_ENTRIES_vst3 GetPluginFactory ModuleEntry ModuleExit
    CACHE INTERNAL "What VST3 hosts look up")

# What a host's process must not share with a plugin: C++ runtimes and symbols. -z now: the first
# call of a function on the audio thread must not take the loader's lock.
function(_attacca_isolate target formats)
  target_compile_options(${target} PRIVATE -ffunction-sections -fdata-sections)
  # Two machines, or two folders, give the same binary.
  target_compile_options(${target} PRIVATE "-ffile-prefix-map=${ATTACCA_FRAMEWORK_ROOT}=attacca"
                                           "-ffile-prefix-map=${PROJECT_SOURCE_DIR}=."
                                           "-ffile-prefix-map=${CMAKE_BINARY_DIR}=build")
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    target_compile_options(${target} PRIVATE -fno-gnu-unique)
  endif()
  if(APPLE OR WIN32)
    return()
  endif()
  set(script "${CMAKE_BINARY_DIR}/attacca/${target}/exports.map")
  set(entries "")
  foreach(format IN LISTS formats)
    foreach(entry IN LISTS ATTACCA_ENTRIES_${format})
      string(APPEND entries " ${entry};")
    endforeach()
  endforeach()
  file(CONFIGURE OUTPUT "${script}" CONTENT "{ global:${entries} local: *; };\n" @ONLY)
  target_link_options(${target} PRIVATE "-Wl,--version-script=${script}" -Wl,--gc-sections
                      -Wl,--as-needed -Wl,-z,relro -Wl,-z,now -Wl,-z,noseparate-code)
  set_property(TARGET ${target} APPEND PROPERTY LINK_DEPENDS "${script}")
  if(NOT ATTACCA_SANITIZE)
    # A sanitizer's runtime is the host's, and it has to see what it watches.
    target_link_options(${target} PRIVATE -static-libstdc++ -static-libgcc -Wl,--exclude-libs,ALL
                        -Wl,-Bsymbolic -Wl,--no-undefined)
    # What the runtime allocates while it is loaded goes with it: base/free_exception_pool.cpp, out of
    # the core's archive. Without the core (OWN_ENTRIES) the name stays undefined and does nothing.
    target_link_options(${target} PRIVATE -Wl,-u,attacca_free_exception_pool)
  endif()
endfunction()

# Release builds ship without symbols; <target>.so.debug beside the library has them for debuggers.
function(_attacca_split_symbols target)
  if(APPLE OR WIN32 OR ATTACCA_SANITIZE OR CMAKE_BUILD_TYPE STREQUAL Debug
     OR NOT CMAKE_BUILD_TYPE OR NOT CMAKE_OBJCOPY)
    return()
  endif()
  add_custom_command(
    TARGET ${target}
    POST_BUILD
    COMMAND "${CMAKE_OBJCOPY}" --only-keep-debug $<TARGET_FILE_NAME:${target}>
            $<TARGET_FILE_NAME:${target}>.debug
    COMMAND "${CMAKE_OBJCOPY}" --strip-all
            --add-gnu-debuglink=$<TARGET_FILE_NAME:${target}>.debug $<TARGET_FILE_NAME:${target}>
    WORKING_DIRECTORY $<TARGET_FILE_DIR:${target}>
    COMMENT "Moving the symbols of ${target} beside it"
    VERBATIM)
endfunction()

function(_attacca_json_list out)
  set(text "")
  foreach(value IN LISTS ARGN)
    string(REPLACE "\\" "\\\\" value "${value}")
    string(REPLACE "\"" "\\\"" value "${value}")
    list(APPEND text "\"${value}\"")
  endforeach()
  list(JOIN text ", " text)
  set(${out} "[${text}]" PARENT_SCOPE)
endfunction()

# What `attacca status` needs to know about a plugin of this build.
function(_attacca_write_manifest target name bundles)
  get_target_property(items ${target} ATTACCA_IDENTITY_ITEMS)
  get_target_property(excluded ${target} ATTACCA_IDENTITY_EXCLUDED)
  _attacca_json_list(bundles ${bundles})
  _attacca_json_list(items ${items})
  _attacca_json_list(excluded ${excluded})
  _attacca_json_list(framework_items ${ATTACCA_FRAMEWORK_ITEMS})
  file(
    GENERATE
    OUTPUT "${CMAKE_BINARY_DIR}/plugins/manifest.d/${target}.json"
    CONTENT
      "{
  \"target\": \"${target}\",
  \"name\": \"${name}\",
  \"binary\": \"$<TARGET_FILE:${target}>\",
  \"bundles\": ${bundles},
  \"sources\": [
    {\"root\": \"${ATTACCA_FRAMEWORK_ROOT}\", \"items\": ${framework_items}, \"excluded\": []},
    {\"root\": \"${PROJECT_SOURCE_DIR}\", \"items\": ${items}, \"excluded\": ${excluded}}
  ]
}
")
endfunction()

# The bundles are made by the project's own program: built here, or found where it is installed.
function(_attacca_add_bundles target name bundles)
  if(ATTACCA_TOOLS)
    # The target may be defined later than the plugins; the name is resolved when all is known.
    set(program "$<TARGET_FILE:attacca_cli>")
    set(program_dependency attacca_cli)
  else()
    find_program(ATTACCA_PROGRAM attacca)
    if(NOT ATTACCA_PROGRAM)
      message(STATUS "attacca: no program to make bundles with; ${target} stays a library")
      return()
    endif()
    set(program "${ATTACCA_PROGRAM}")
    set(program_dependency "")
  endif()
  set(stamp "${CMAKE_BINARY_DIR}/attacca/${target}/bundled")
  set(format all)
  list(LENGTH ARGN count)
  if(count EQUAL 1)
    set(format ${ARGN})
  endif()
  add_custom_command(
    OUTPUT "${stamp}"
    COMMAND "${program}" bundle "$<TARGET_FILE:${target}>" --name "${name}" --format ${format}
            --out "${CMAKE_BINARY_DIR}/plugins"
    COMMAND "${CMAKE_COMMAND}" -E touch "${stamp}"
    DEPENDS ${target} "$<TARGET_FILE:${target}>" ${program_dependency}
    COMMENT "Bundling ${name}"
    VERBATIM)
  add_custom_target(${target}_bundle ALL DEPENDS "${stamp}")
endfunction()

function(attacca_add_plugin target)
  cmake_parse_arguments(PLUGIN "OWN_ENTRIES;NO_BUNDLE" "NAME" "SOURCES;LIBS;FORMATS" ${ARGN})
  if(NOT PLUGIN_NAME OR NOT PLUGIN_SOURCES)
    message(FATAL_ERROR "attacca_add_plugin(${target}): give NAME and SOURCES")
  endif()
  if(NOT PLUGIN_FORMATS)
    set(PLUGIN_FORMATS clap vst3)
  endif()
  foreach(format IN LISTS PLUGIN_FORMATS)
    if(NOT DEFINED ATTACCA_ENTRIES_${format})
      message(FATAL_ERROR "attacca_add_plugin(${target}): unknown format ${format}")
    endif()
  endforeach()

  add_library(${target} MODULE ${PLUGIN_SOURCES})
  set_target_properties(
    ${target}
    PROPERTIES PREFIX ""
               LIBRARY_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/lib"
               CXX_VISIBILITY_PRESET hidden
               VISIBILITY_INLINES_HIDDEN ON
               POSITION_INDEPENDENT_CODE ON)
  target_compile_features(${target} PRIVATE cxx_std_20)
  target_link_libraries(${target} PRIVATE ${PLUGIN_LIBS})
  if(NOT PLUGIN_OWN_ENTRIES)
    foreach(library attacca_core attacca_clap_entry attacca_vst3_entry)
      string(REGEX REPLACE "^attacca_(.*)_entry$" "\\1" format ${library})
      if(TARGET ${library} AND (library STREQUAL attacca_core OR format IN_LIST PLUGIN_FORMATS))
        target_link_libraries(${target} PRIVATE ${library})
      endif()
    endforeach()
  endif()
  _attacca_isolate(${target} "${PLUGIN_FORMATS}")
  _attacca_split_symbols(${target})
  attacca_add_build_identity(${target})
  if(PLUGIN_NO_BUNDLE)
    return()
  endif()
  set(bundles "")
  foreach(format IN LISTS PLUGIN_FORMATS)
    list(APPEND bundles "${CMAKE_BINARY_DIR}/plugins/${PLUGIN_NAME}.${format}")
  endforeach()
  _attacca_write_manifest(${target} "${PLUGIN_NAME}" "${bundles}")
  _attacca_add_bundles(${target} "${PLUGIN_NAME}" "${bundles}" ${PLUGIN_FORMATS})
endfunction()
