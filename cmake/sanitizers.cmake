# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# ATTACCA_SANITIZE: "", "thread" or "address,undefined". Applies to everything built after it.
set(ATTACCA_SANITIZE "" CACHE STRING "Sanitizers to build with")
if(ATTACCA_SANITIZE)
  add_compile_options(-fsanitize=${ATTACCA_SANITIZE} -fno-omit-frame-pointer -g)
  add_link_options(-fsanitize=${ATTACCA_SANITIZE})
  add_compile_definitions(ATTACCA_SANITIZED=1)
endif()
