# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# Each of these plugins does one thing that an audio thread must not: the storm has to fail, and not
# on the plugin that does none of it.
foreach(fault correct allocates-each-block allocates-on-first-note frees-old-track
              lock-during-state-load prints-in-callback sleeps-in-callback)
  foreach(format clap vst3)
    set(plugin ${FOLDER}/${fault}.${format})
    file(COPY_FILE ${FAULTY} ${plugin})
    execute_process(COMMAND ${STORM} 200 ${plugin} RESULT_VARIABLE result OUTPUT_VARIABLE said
                    ERROR_VARIABLE said)
    set(is_clean NO)
    if(result EQUAL 0)
      set(is_clean YES)
    endif()
    set(ought_to_be NO)
    if(fault STREQUAL correct)
      set(ought_to_be YES)
    endif()
    if(NOT is_clean STREQUAL ought_to_be)
      message(SEND_ERROR "${fault}.${format}: storm ended with ${result}: ${said}")
    endif()
  endforeach()
endforeach()
