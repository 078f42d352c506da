# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# attacca_add_plugin(<target> NAME "<Display Name>" SOURCES <files…> [EDITOR] [STANDALONE]
#                    [LIBS <targets…>] [FORMATS clap vst3] [PRESETS <files…>] [PINS <file>]
#                    [STATE_COMPRESSED] [USER_PRESETS] [ICON <svg>]
#                    [OWN_ENTRIES] [NO_BUNDLE] [RECORDS_CALLS])
#
# One shared library <build>/lib/<target>.so that is a plugin in each of the FORMATS (by default
# both), its bundles in <build>/plugins/<Display Name>.{vst3,clap}, and the record by which
# `attacca status` finds both again (<build>/plugins/manifest.d/<target>.json). Two plugins of one
# build have two display names. docs/cmake.md has the whole of it.
#
# EDITOR:      it draws an editor with attacca/gui, or has one of attacca/widgets (links both).
# STANDALONE:  it is a program of its own as well, <build>/programs/<target> (docs/standalone.md).
# ICON:        the program's, an SVG file, for the desktops that `attacca ship` has it installed in.
# LIBS:        what else it is linked with.
# USER_PRESETS: presets in files, which hosts and the editor list (docs/presets.md).
# STATE_COMPRESSED: hosts are given states in Zstandard; both forms are read (docs/state.md).
# PRESETS:     factory presets, put into the binary in this order (docs/presets.md).
# PINS:        the lock file of `attacca pin`, which every build compares; needs ATTACCA_TOOLS.
# OWN_ENTRIES: the sources define the formats' entry points themselves; nothing of the framework is
#              linked but the build identity.
# NO_BUNDLE:   only the library.
# RECORDS_CALLS: what its host calls is recorded in a file (docs/host-profiles.md).
#
# Release builds, and builds without a type, compile the plugin with -O2 -g1: shipped without its
# symbols, which lie in <target>.so.debug beside the library. Other targets are left alone.

include("${CMAKE_CURRENT_LIST_DIR}/build_identity.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/linked_libraries.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/presets.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/windows_mathematics.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/windows_sections.cmake")

set(ATTACCA_ENTRIES_clap clap_entry CACHE INTERNAL "What CLAP hosts look up")
set(ATTACCA_ENTRIES_vst3 GetPluginFactory ModuleEntry ModuleExit
    CACHE INTERNAL "What VST3 hosts look up")
if(APPLE)
  set(ATTACCA_ENTRIES_vst3 GetPluginFactory bundleEntry bundleExit
      CACHE INTERNAL "What VST3 hosts look up")
endif()

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
  if(APPLE)
    # Names of functions and lines are not shipped. Initial values of the C++ runtime's that nothing of
    # ours lets happen: platform/macos/terminate.cpp.
    target_link_options(${target} PRIVATE -Wl,-dead_strip -Wl,-dead_strip_dylibs)
    if(NOT CMAKE_BUILD_TYPE STREQUAL Debug)
      target_link_options(${target} PRIVATE -Wl,-S -Wl,-x)
    endif()
    foreach(format IN LISTS formats)
      foreach(entry IN LISTS ATTACCA_ENTRIES_${format})
        target_link_options(${target} PRIVATE -Wl,-exported_symbol,_${entry})
      endforeach()
    endforeach()
    return()
  endif()
  if(WIN32)
    # What is marked for export is exported, and nothing else. The runtime and the threads are in the
    # file, which needs no DLL but the system's.
    target_link_options(${target} PRIVATE -static)
    if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
      # LLVM's linker drops functions by itself, and its C++ runtime keeps no pool.
      target_link_options(${target} PRIVATE -Wl,-u,attacca_free_exception_pool)
      _attacca_drop_unused_sections(${target})
    endif()
    return()
  endif()
  set(script "${ATTACCA_WORK_FOLDER}/${target}/exports.map")
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
    # A sanitizer's runtime is the host's, and it has to see what it watches. The unwinder alone is
    # the system's: a plain C interface with versions, there wherever glibc is, and 24 kB.
    target_link_options(${target} PRIVATE -static-libstdc++ -Wl,--exclude-libs,ALL -Wl,-Bsymbolic
                        -Wl,--no-undefined)
    # What the runtime allocates while it is loaded goes with it: base/free_exception_pool.cpp, out of
    # the core's archive. Without the core (OWN_ENTRIES) the name stays undefined and does nothing.
    target_link_options(${target} PRIVATE -Wl,-u,attacca_free_exception_pool)
  endif()
endfunction()

# Release builds ship without symbols; <target>.so.debug beside the library has them for debuggers.
function(_attacca_split_symbols target)
  if(APPLE OR ATTACCA_SANITIZE OR CMAKE_BUILD_TYPE STREQUAL Debug OR NOT CMAKE_OBJCOPY)
    return()
  endif()
  if(WIN32 AND NOT CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    return() # a .pdb from the beginning
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

# A list of a generator expression's values, as the inside of a JSON list.
function(_attacca_json_values out expression)
  set(${out} "[$<$<BOOL:${expression}>:\"$<JOIN:${expression},\", \">\">]" PARENT_SCOPE)
endfunction()

# What `attacca status` and `attacca ship` need to know about a plugin of this build.
function(_attacca_write_manifest target name bundles icon)
  get_target_property(framework_files ${target} ATTACCA_FRAMEWORK_FILES)
  _attacca_json_list(bundles ${bundles})
  _attacca_json_list(framework_files ${framework_files})
  _attacca_json_list(name "${name}")
  string(REGEX REPLACE "^\\[(.*)\\]$" "\\1" name "${name}")
  _attacca_json_list(icon "${icon}")
  string(REGEX REPLACE "^\\[(.*)\\]$" "\\1" icon "${icon}")
  if(NOT icon)
    set(icon "\"\"")
  endif()
  set(program "")
  if(TARGET ${target}_standalone)
    set(program "$<TARGET_FILE:${target}_standalone>")
  endif()
  _attacca_json_values(files "$<TARGET_PROPERTY:${target},SOURCES>")
  _attacca_json_values(include "$<TARGET_PROPERTY:${target},INCLUDE_DIRECTORIES>")
  get_target_property(libraries ${target} ATTACCA_OTHER_LIBRARIES)
  _attacca_linked_libraries(linked LIBS ${libraries})
  file(
    GENERATE
    OUTPUT "${CMAKE_BINARY_DIR}/plugins/manifest.d/${target}.json"
    CONTENT
      "{
  \"target\": \"${target}\",
  \"name\": ${name},
  \"binary\": \"$<TARGET_FILE:${target}>\",
  \"program\": \"${program}\",
  \"icon\": ${icon},
  \"bundles\": ${bundles},
  \"sources\": [
    {\"root\": \"${ATTACCA_FRAMEWORK_ROOT}\", \"base\": \"${ATTACCA_FRAMEWORK_ROOT}\",
     \"files\": ${framework_files}, \"include\": [\"${ATTACCA_FRAMEWORK_ROOT}/src\"],
     \"excluded\": \"${CMAKE_BINARY_DIR}\"},
    {\"root\": \"${PROJECT_SOURCE_DIR}\", \"base\": \"${CMAKE_CURRENT_SOURCE_DIR}\",
     \"files\": ${files}, \"include\": ${include},
     \"excluded\": \"${CMAKE_BINARY_DIR}\"}
  ],
  \"linked\": ${linked}
}
")
endfunction()

# The bundles are made by the same code as `attacca bundle`, in a small program that is built along;
# ATTACCA_PACKER names another one, which cross builds need.
function(_attacca_add_bundles target name)
  set(program_dependency "")
  if(ATTACCA_PACKER)
    set(program "${ATTACCA_PACKER}")
  elseif(TARGET attacca_packer)
    # Built for another machine it runs by an emulator, or else is another build's (ATTACCA_PACKER).
    set(program ${CMAKE_CROSSCOMPILING_EMULATOR} "$<TARGET_FILE:attacca_packer>")
    set(program_dependency attacca_packer)
  else()
    message(FATAL_ERROR "attacca_add_plugin(${target}): nothing to make bundles with: add Attacca "
                        "with add_subdirectory() before, or set ATTACCA_PACKER to a built "
                        "attacca_packer, or give NO_BUNDLE")
  endif()
  set(stamp "${ATTACCA_WORK_FOLDER}/${target}/bundled")
  add_custom_command(
    OUTPUT "${stamp}"
    COMMAND ${program} "$<TARGET_FILE:${target}>" --name "${name}" --out
            "${CMAKE_BINARY_DIR}/plugins" --format ${ARGN}
    COMMAND "${CMAKE_COMMAND}" -E touch "${stamp}"
    DEPENDS ${target} "$<TARGET_FILE:${target}>" ${program_dependency}
    COMMENT "Bundling ${name}"
    VERBATIM)
  add_custom_target(${target}_bundle ALL DEPENDS "${stamp}")
endfunction()

# Fails the build if the bundles break what was pinned.
function(_attacca_compare_pins target lock)
  if(NOT ATTACCA_TOOLS OR ATTACCA_SANITIZE OR WIN32)
    message(STATUS "attacca: ${target}: its PINS are compared with ATTACCA_TOOLS, without "
                   "sanitizers, and not for Windows")
    return()
  endif()
  cmake_path(ABSOLUTE_PATH lock BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" NORMALIZE)
  if(NOT EXISTS "${lock}")
    message(FATAL_ERROR "attacca_add_plugin(${target}): there is no lock file ${lock}: write it with "
                        "attacca pin")
  endif()
  set(stamp "${ATTACCA_WORK_FOLDER}/${target}/pins-compared")
  add_custom_command(
    OUTPUT "${stamp}"
    COMMAND $<TARGET_FILE:attacca_cli> pin ${ARGN} --lock "${lock}" --check
    COMMAND "${CMAKE_COMMAND}" -E touch "${stamp}"
    DEPENDS "${ATTACCA_WORK_FOLDER}/${target}/bundled" "${lock}" attacca_cli
    COMMENT "Comparing ${target} with what was pinned"
    VERBATIM)
  add_custom_target(${target}_pins ALL DEPENDS "${stamp}")
  add_dependencies(${target}_pins ${target}_bundle)
endfunction()

# Two plugins of one name would overwrite each other's bundles, and hosts could not tell them apart.
function(_attacca_claim_name target name)
  if(name MATCHES "[/\\\\;\n\"$<>:|?*]" OR name MATCHES "^[. ]" OR name MATCHES "[. ]$")
    message(FATAL_ERROR "attacca_add_plugin(${target}): NAME \"${name}\" is no name for a bundle: "
                        "leave out / \\ ; : | ? * < > $ and quotes, and dots and blanks at its ends")
  endif()
  string(TOLOWER "${name}" key) # file systems of macOS and Windows make no difference either
  get_property(owner GLOBAL PROPERTY "attacca_plugin_named_${key}")
  if(owner)
    get_property(place GLOBAL PROPERTY "attacca_plugin_place_${key}")
    message(FATAL_ERROR "attacca_add_plugin(${target}): NAME \"${name}\" is taken by the plugin "
                        "${owner} (${place}): both would be bundled as "
                        "${CMAKE_BINARY_DIR}/plugins/${name}; give one of them another NAME")
  endif()
  set_property(GLOBAL PROPERTY "attacca_plugin_named_${key}" "${target}")
  set_property(GLOBAL PROPERTY "attacca_plugin_place_${key}" "${CMAKE_CURRENT_SOURCE_DIR}")
endfunction()

# The author's own code is optimised as the framework is, and its lines are known to backtraces.
function(_attacca_optimise target)
  if(MSVC)
    return()
  endif()
  set(options "")
  if(CMAKE_BUILD_TYPE STREQUAL "" AND NOT CMAKE_CONFIGURATION_TYPES)
    set(options -O2 -g1 -DNDEBUG)
    message(STATUS "attacca: no CMAKE_BUILD_TYPE: ${target} is built as Release is")
  elseif(CMAKE_BUILD_TYPE STREQUAL Release AND NOT CMAKE_CXX_FLAGS_RELEASE MATCHES "^-O2 -g1")
    # -O3 makes plugins a third larger and the callbacks no faster.
    set(options -O2 -g1)
  endif()
  target_compile_options(${target} PRIVATE ${options})
  set_target_properties(${target} PROPERTIES ATTACCA_OPTIMISATION "${options}")
endfunction()

function(_attacca_link_framework target)
  cmake_parse_arguments(LINK "EDITOR;RECORDS_CALLS" "" "FORMATS" ${ARGN})
  set(libraries attacca_core attacca_dsp)
  foreach(format IN LISTS LINK_FORMATS)
    if(LINK_RECORDS_CALLS)
      # The parts without the entry, which the recording one stands in for.
      target_link_libraries(
        ${target} PRIVATE "$<FILTER:$<TARGET_OBJECTS:attacca_${format}_entry>,EXCLUDE,/entry\\.cpp>")
      add_dependencies(${target} attacca_${format}_entry)
      list(APPEND libraries attacca_witness_${format})
    else()
      list(APPEND libraries attacca_${format}_entry)
    endif()
    list(APPEND libraries attacca_${format})
  endforeach()
  if(LINK_EDITOR)
    if(NOT TARGET attacca_gui)
      message(FATAL_ERROR "attacca_add_plugin(${target}): EDITOR needs Cairo, Pango and XCB, which "
                          "were not found: install libcairo2-dev libpango1.0-dev libxcb1-dev (or "
                          "what your system calls them) and configure again")
    endif()
    list(APPEND libraries attacca_widgets attacca_gui)
  else()
    # The headers of drawing then say what is missing, instead of the linker.
    target_compile_definitions(${target} PRIVATE ATTACCA_PLUGIN_WITHOUT_EDITOR=1)
  endif()
  foreach(library IN LISTS libraries)
    if(NOT TARGET ${library})
      message(FATAL_ERROR "attacca_add_plugin(${target}): there is no ${library}: add Attacca with "
                          "add_subdirectory() or FetchContent before")
    endif()
  endforeach()
  target_link_libraries(${target} PRIVATE ${libraries})
  set_target_properties(${target} PROPERTIES ATTACCA_LIBRARIES "${libraries}")
endfunction()

# <target>_witness, built on request: the same plugin, which also reports what it saw of its track, in
# <build>/witness/<Display Name>.{vst3,clap} for `attacca validate` (docs/track-info.md).
# _attacca_add_witness(<target> <display name> [EDITOR] SOURCES … LIBS … FORMATS …)
function(_attacca_add_witness target name)
  cmake_parse_arguments(WITNESS "EDITOR" "" "SOURCES;LIBS;FORMATS;PRESETS" ${ARGN})
  set(witness ${target}_witness)
  set(folder "${CMAKE_BINARY_DIR}/witness")
  add_library(${witness} MODULE EXCLUDE_FROM_ALL ${WITNESS_SOURCES})
  set_target_properties(
    ${witness}
    PROPERTIES PREFIX ""
               LIBRARY_OUTPUT_DIRECTORY "${folder}"
               CXX_VISIBILITY_PRESET hidden
               VISIBILITY_INLINES_HIDDEN ON
               POSITION_INDEPENDENT_CODE ON)
  target_compile_features(${witness} PRIVATE cxx_std_20)
  target_link_libraries(${witness} PRIVATE ${WITNESS_LIBS} attacca_track_witness)
  set(editor "")
  if(WITNESS_EDITOR)
    set(editor EDITOR)
  endif()
  _attacca_link_framework(${witness} ${editor} FORMATS ${WITNESS_FORMATS})
  if(WITNESS_PRESETS)
    _attacca_add_presets(${witness} FORMATS ${WITNESS_FORMATS} FILES ${WITNESS_PRESETS})
  endif()
  _attacca_optimise(${witness})
  _attacca_isolate(${witness} "${WITNESS_FORMATS}")
  get_target_property(framework ${witness} ATTACCA_LIBRARIES)
  attacca_add_build_identity(${witness} FRAMEWORK ${framework})
  foreach(format IN LISTS WITNESS_FORMATS)
    add_custom_command(
      TARGET ${witness}
      POST_BUILD
      COMMAND "${CMAKE_COMMAND}" -E copy $<TARGET_FILE:${witness}> "${folder}/${name}.${format}"
      VERBATIM)
  endforeach()
endfunction()

# <build>/programs/<target>: the plugin by its CLAP entry, and the host it runs in.
# _attacca_add_program(<target> [EDITOR] SOURCES … LIBS …)
function(_attacca_add_program target)
  cmake_parse_arguments(PROGRAM "EDITOR" "" "SOURCES;LIBS;PRESETS" ${ARGN})
  if(NOT TARGET attacca_standalone)
    if(CMAKE_SOURCE_DIR STREQUAL ATTACCA_FRAMEWORK_ROOT)
      return() # Attacca's own examples, in a build without the host
    endif()
    if(NOT CMAKE_SYSTEM_NAME STREQUAL Linux)
      message(STATUS "attacca: ${target} is a program of its own on Linux alone")
      return()
    endif()
    message(FATAL_ERROR "attacca_add_plugin(${target}): STANDALONE needs the host: set "
                        "ATTACCA_TOOLS to ON before Attacca is added, and see that what it needs "
                        "is installed (scripts/install-deps.sh --for plugin)")
  endif()
  set(program ${target}_standalone)
  add_executable(${program} ${PROGRAM_SOURCES})
  set_target_properties(
    ${program}
    PROPERTIES OUTPUT_NAME ${target}
               RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/programs"
               CXX_VISIBILITY_PRESET hidden
               VISIBILITY_INLINES_HIDDEN ON)
  target_compile_features(${program} PRIVATE cxx_std_20)
  target_link_libraries(${program} PRIVATE ${PROGRAM_LIBS} attacca_standalone_entry)
  set(editor "")
  if(PROGRAM_EDITOR)
    set(editor EDITOR)
  endif()
  _attacca_link_framework(${program} ${editor} FORMATS clap)
  if(PROGRAM_PRESETS)
    _attacca_add_presets(${program} FORMATS clap FILES ${PROGRAM_PRESETS})
  endif()
  _attacca_optimise(${program})
  _attacca_split_symbols(${program})
  get_target_property(framework ${program} ATTACCA_LIBRARIES)
  attacca_add_build_identity(${program} FRAMEWORK ${framework} attacca_standalone attacca_audio_io)
endfunction()

function(attacca_add_plugin target)
  cmake_parse_arguments(PLUGIN
                        "EDITOR;STANDALONE;OWN_ENTRIES;NO_BUNDLE;RECORDS_CALLS;STATE_COMPRESSED;USER_PRESETS" "NAME;PINS;ICON"
                        "SOURCES;LIBS;FORMATS;PRESETS" ${ARGN})
  set(usage "attacca_add_plugin(<target> NAME \"<Display Name>\" SOURCES <files…> [EDITOR] "
            "[STANDALONE] [LIBS <targets…>] [FORMATS clap vst3] [PRESETS <files…>] [PINS <file>] "
            "[STATE_COMPRESSED] [USER_PRESETS] [ICON <svg>] [OWN_ENTRIES] [NO_BUNDLE] "
            "[RECORDS_CALLS])")
  list(JOIN usage "" usage)
  # A word in capitals behind SOURCES is no file but an option that there is not.
  foreach(word IN LISTS PLUGIN_SOURCES PLUGIN_LIBS PLUGIN_FORMATS)
    if(word MATCHES "^[A-Z_]+$" AND NOT EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${word}" AND NOT TARGET ${word})
      list(APPEND PLUGIN_UNPARSED_ARGUMENTS "${word}")
    endif()
  endforeach()
  if(PLUGIN_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "attacca_add_plugin(${target}): unknown: ${PLUGIN_UNPARSED_ARGUMENTS}: ${usage}")
  endif()
  if(NOT PLUGIN_NAME OR NOT PLUGIN_SOURCES)
    message(FATAL_ERROR "attacca_add_plugin(${target}): give a target, NAME and SOURCES: ${usage}")
  endif()
  if(PLUGIN_ICON)
    cmake_path(ABSOLUTE_PATH PLUGIN_ICON BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" NORMALIZE)
    if(NOT PLUGIN_STANDALONE)
      message(FATAL_ERROR "attacca_add_plugin(${target}): ICON is the program's: give STANDALONE too")
    endif()
    if(NOT PLUGIN_ICON MATCHES "\\.svg$" OR NOT EXISTS "${PLUGIN_ICON}")
      message(FATAL_ERROR "attacca_add_plugin(${target}): ICON is no SVG file that is there: "
                          "${PLUGIN_ICON}")
    endif()
  endif()
  if(PLUGIN_RECORDS_CALLS AND PLUGIN_OWN_ENTRIES)
    message(FATAL_ERROR "attacca_add_plugin(${target}): RECORDS_CALLS stands in the framework's "
                        "entries, and OWN_ENTRIES leaves them out: take one of them")
  endif()
  if(TARGET ${target})
    message(FATAL_ERROR "attacca_add_plugin(${target}): there is a target ${target} already: choose "
                        "another name for the target; NAME is what hosts show")
  endif()
  if(NOT PLUGIN_FORMATS)
    set(PLUGIN_FORMATS clap vst3)
  endif()
  foreach(format IN LISTS PLUGIN_FORMATS)
    if(NOT DEFINED ATTACCA_ENTRIES_${format})
      message(FATAL_ERROR "attacca_add_plugin(${target}): unknown format ${format}: clap and vst3")
    endif()
  endforeach()
  list(REMOVE_DUPLICATES PLUGIN_FORMATS)
  if("attacca_gui" IN_LIST PLUGIN_LIBS)
    set(PLUGIN_EDITOR TRUE)
    list(REMOVE_ITEM PLUGIN_LIBS attacca_gui)
  endif()
  if(NOT PLUGIN_NO_BUNDLE)
    _attacca_claim_name(${target} "${PLUGIN_NAME}")
  endif()

  if(PLUGIN_STATE_COMPRESSED)
    if(NOT TARGET attacca_state_zstd)
      message(FATAL_ERROR "attacca_add_plugin(${target}): STATE_COMPRESSED needs the static library of "
                          "Zstandard: install libzstd-dev (or what your system calls it) and "
                          "configure again")
    endif()
    # With the witness and the program, which are made of the same.
    list(APPEND PLUGIN_LIBS attacca_state_zstd)
  endif()
  if(PLUGIN_USER_PRESETS)
    list(APPEND PLUGIN_LIBS attacca_preset_files)
    if(TARGET attacca_clap_presets AND "clap" IN_LIST PLUGIN_FORMATS)
      list(APPEND PLUGIN_LIBS attacca_clap_presets)
    endif()
  endif()

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
  set_target_properties(${target} PROPERTIES ATTACCA_OTHER_LIBRARIES "${PLUGIN_LIBS}")
  set(framework "")
  if(NOT PLUGIN_OWN_ENTRIES)
    set(editor "")
    if(PLUGIN_EDITOR)
      set(editor EDITOR)
    endif()
    set(recording "")
    if(PLUGIN_RECORDS_CALLS)
      set(recording RECORDS_CALLS)
    endif()
    _attacca_link_framework(${target} ${editor} ${recording} FORMATS ${PLUGIN_FORMATS})
    get_target_property(framework ${target} ATTACCA_LIBRARIES)
    if(PLUGIN_PRESETS)
      _attacca_add_presets(${target} FORMATS ${PLUGIN_FORMATS} FILES ${PLUGIN_PRESETS})
    endif()
  endif()
  _attacca_optimise(${target})
  _attacca_isolate(${target} "${PLUGIN_FORMATS}")
  _attacca_split_symbols(${target})
  attacca_add_build_identity(${target} FRAMEWORK ${framework})
  if(TARGET attacca_track_witness AND NOT PLUGIN_OWN_ENTRIES AND NOT PLUGIN_RECORDS_CALLS
     AND NOT attacca_track_witness IN_LIST PLUGIN_LIBS)
    _attacca_add_witness(${target} "${PLUGIN_NAME}" ${editor} SOURCES ${PLUGIN_SOURCES}
                         PRESETS ${PLUGIN_PRESETS} LIBS ${PLUGIN_LIBS} FORMATS ${PLUGIN_FORMATS})
  endif()
  if(PLUGIN_STANDALONE)
    _attacca_add_program(${target} ${editor} SOURCES ${PLUGIN_SOURCES} LIBS ${PLUGIN_LIBS}
                         PRESETS ${PLUGIN_PRESETS})
  endif()
  if(PLUGIN_NO_BUNDLE)
    return()
  endif()
  set(bundles "")
  foreach(format IN LISTS PLUGIN_FORMATS)
    list(APPEND bundles "${CMAKE_BINARY_DIR}/plugins/${PLUGIN_NAME}.${format}")
  endforeach()
  _attacca_write_manifest(${target} "${PLUGIN_NAME}" "${bundles}" "${PLUGIN_ICON}")
  list(LENGTH PLUGIN_FORMATS count)
  if(count GREATER 1)
    set(PLUGIN_FORMATS all)
  endif()
  _attacca_add_bundles(${target} "${PLUGIN_NAME}" ${PLUGIN_FORMATS})
  if(PLUGIN_PINS)
    _attacca_compare_pins(${target} "${PLUGIN_PINS}" ${bundles})
  endif()
endfunction()
