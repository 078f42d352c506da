// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "abi/clap/entry.hpp"
#include "standalone/program.hpp"

extern "C" const attacca::clap::PluginEntry clap_entry;

int main(int argc, char** argv) {
  return attacca::standalone::run_program(argc, argv, clap_entry);
}
