// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// A library of Pango's name with nothing in it that is needed: what a host brought along.
extern "C" int pango_of_a_host() {
  return 0;
}
