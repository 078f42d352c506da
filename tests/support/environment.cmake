# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# What ctest reads before the tests: those that load the Attacca Witness leave nothing in the user's
# state folder. Those that are about its recordings name a folder of their own.
if(NOT DEFINED ENV{ATTACCA_WITNESS_DIR})
  set(ENV{ATTACCA_WITNESS_DIR} off)
endif()
