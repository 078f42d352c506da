# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# ATTACCA_SANITIZE: "", "thread", "address,undefined", or what the preset `fuzz` sets. Applies to
# everything built after it. Undefined behaviour ends the program, as the other findings do: a test
# that only prints one would pass.
set(ATTACCA_SANITIZE "" CACHE STRING "Sanitizers to build with")
if(ATTACCA_SANITIZE)
  add_compile_options(-fsanitize=${ATTACCA_SANITIZE} -fno-omit-frame-pointer)
  if(ATTACCA_SANITIZE MATCHES undefined)
    # Objects come from other people's binaries, which have the same tables but no type information
    # that could be compared.
    add_compile_options(-fno-sanitize-recover=undefined -fno-sanitize=vptr)
  endif()
  add_link_options(-fsanitize=${ATTACCA_SANITIZE})
  add_compile_definitions(ATTACCA_SANITIZED=1)
endif()

# Libraries that crash deliberately: undefined behaviour is to end in the signal that it ends in
# without a sanitizer.
function(attacca_may_crash)
  if(ATTACCA_SANITIZE MATCHES undefined)
    foreach(target IN LISTS ARGN)
      target_compile_options(${target} PRIVATE -fno-sanitize=undefined)
    endforeach()
  endif()
endfunction()
