// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The program that the scanning tests run as their child.

#include "host/load/scan.hpp"

int main(int argc, char** argv) {
  return attacca::host::scan_child_main(argc, argv).value_or(99);
}
