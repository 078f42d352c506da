# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# _attacca_drop_unused_sections(<target>): what nothing refers to is not linked, by MinGW's linker.
#
# On 64-bit Windows each function has a record in .pdata that refers to it, and ld's own script keeps all
# of these (KEEP), and with them every function. Here they are left to follow their functions: ld empties
# the records of functions that went (0 to 0), and sorts them before all others, where no search for an
# address finds them. What .xdata refers to, types that are caught for one, stays. The sections that are
# read out of the file are kept by name.
function(_attacca_drop_unused_sections target)
  set(script "${ATTACCA_WORK_FOLDER}/windows-sections.ld")
  get_property(state GLOBAL PROPERTY ATTACCA_WINDOWS_SECTIONS)
  if(NOT state)
    set(state unknown)
    execute_process(COMMAND "${CMAKE_CXX_COMPILER}" -print-prog-name=ld OUTPUT_VARIABLE linker
                    OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    execute_process(COMMAND "${linker}" --verbose OUTPUT_VARIABLE text ERROR_QUIET)
    set(line "==================================================")
    if(text MATCHES "GNU ld" AND text MATCHES "\n${line}\n(.*)\n${line}")
      set(text "${CMAKE_MATCH_1}\n")
      string(REGEX REPLACE "KEEP *\\((\\*\\(\\.pdata[^()]*\\))\\)" "\\1" changed "${text}")
      string(REGEX REPLACE "(\n *)(\\.pdata )" "\\1.attmeta BLOCK(__section_alignment__) : { KEEP(*(.attmeta)) }\\1.attacca BLOCK(__section_alignment__) : { KEEP(*(.attacca)) }\\1\\2"
                           changed "${changed}")
      if(NOT changed STREQUAL text AND changed MATCHES "KEEP\\(\\*\\(\\.xdata" AND changed MATCHES "\\.attmeta"
         AND NOT changed MATCHES "KEEP *\\(\\*\\(\\.pdata")
        file(CONFIGURE OUTPUT "${script}" CONTENT "${changed}" @ONLY)
        set(state known)
      endif()
    endif()
    set_property(GLOBAL PROPERTY ATTACCA_WINDOWS_SECTIONS ${state})
    if(state STREQUAL unknown)
      message(STATUS "attacca: the linker's script is not as GNU ld 2.40's: plugins keep functions that nothing calls")
    endif()
  endif()
  if(state STREQUAL known)
    target_link_options(${target} PRIVATE -Wl,--gc-sections "-Wl,-T,${script}")
    set_property(TARGET ${target} APPEND PROPERTY LINK_DEPENDS "${script}")
  endif()
endfunction()
