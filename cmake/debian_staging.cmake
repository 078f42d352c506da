# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# Run by CPack on what is about to be packed: Debian wants manuals and changelogs compressed, without
# the time of day (Debian Policy 12.1, 12.7).
file(GLOB_RECURSE texts "${CPACK_TEMPORARY_DIRECTORY}/*/usr/share/man/*.1"
     "${CPACK_TEMPORARY_DIRECTORY}/*/usr/share/doc/*/changelog")
foreach(text IN LISTS texts)
  execute_process(COMMAND gzip -9n "${text}" COMMAND_ERROR_IS_FATAL ANY)
endforeach()
