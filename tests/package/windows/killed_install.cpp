// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Puts a folder or file NAME with the content "new" into FOLDER and is gone before the step of the
// given number, as if somebody had killed it: killed_install FOLDER NAME STEP
// killed_install FOLDER: ends with 3 where somebody else installs into it, else with 0.

#include <cstdlib>

#include <windows.h>

#include "command_line/arguments.hpp"
#include "files/file_lock.hpp"
#include "files/folder_entries.hpp"
#include "package/staging.hpp"
#include "tests/package/windows/placed.hpp"

int main(int argc, char** argv) {
  const auto words = attacca::command_line::given_words(argc, argv);
  if (words.size() == 1) {
    const auto folder = attacca::files::open_folder_at_end(words[0]);
    if (!folder) return 2;
    return attacca::files::try_lock(*folder) == attacca::files::Lock::busy ? 3 : 0;
  }
  if (words.size() != 3) return 2;
  int left = std::atoi(words[2].c_str());
  attacca::package::PlacingOptions options;
  options.before_step = [&] {
    if (--left == 0) ::TerminateProcess(::GetCurrentProcess(), 9);
  };
  return attacca::package::test::place_new(words[0], words[1], options).empty() ? 0 : 1;
}
