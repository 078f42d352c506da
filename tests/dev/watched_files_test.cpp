// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/watched_files.hpp"

#include <fstream>

#include <doctest/doctest.h>

#include "tests/support/temporary_folder.hpp"

namespace attacca::dev {
namespace {

TEST_CASE("what was compiled from a target's inputs belongs to it, with all headers") {
  const std::string inputs = "/home/a/p/src/gain.cpp\n/home/a/p/build/made.cpp\n../lib/core.cpp\n";
  const std::string deps =
      "CMakeFiles/gain.dir/gain.cpp.o: #deps 3, deps mtime 17 (VALID)\n"
      "    ../src/gain.cpp\n"
      "    /usr/include/math.h\n"
      "    ../src/gain.hpp\n"
      "\n"
      "CMakeFiles/other.dir/other.cpp.o: #deps 2, deps mtime 17 (VALID)\n"
      "    ../src/other.cpp\n"
      "    ../src/other.hpp\n"
      "\n"
      "CMakeFiles/core.dir/Unity/unity_0.cxx.o: #deps 2, deps mtime 17 (STALE)\n"
      "    /home/a/p/build/made.cpp\n"
      "    ../lib/core.hpp\n"
      "\n";
  CHECK(files_of_ninja(inputs, deps, "/home/a/p/build") ==
        FileSet{"/home/a/p/src/gain.cpp", "/home/a/p/src/gain.hpp", "/home/a/p/lib/core.cpp",
                "/home/a/p/lib/core.hpp"});
}

TEST_CASE("names with blanks and quotes are read as Ninja writes them") {
  CHECK(files_of_ninja("'/p/my src/gain.cpp'\n'/p/o'\\''neil.cpp'\n",
                       "gain.o: #deps 2, deps mtime 17 (VALID)\n    /p/my src/gain.cpp\n"
                       "    /p/my src/gain.hpp\n",
                       "/p/build") ==
        FileSet{"/p/my src/gain.cpp", "/p/my src/gain.hpp", "/p/o'neil.cpp"});
}

TEST_CASE("a build folder beside the sources is not taken for a part of them") {
  CHECK(files_of_ninja("/p/build-2/x.cpp\n/p/build/y.cpp\n", "", "/p/build") ==
        FileSet{"/p/build-2/x.cpp"});
}

TEST_CASE("without Ninja the recorded sources and the headers beside them are watched") {
  const test::TemporaryFolder folder;
  std::filesystem::create_directories(folder / "src/deep");
  std::filesystem::create_directories(folder / "src/build");
  for (const char* const name :
       {"src/a.cpp", "src/a.hpp", "src/deep/b.h", "src/notes.txt", "src/build/made.hpp"}) {
    std::ofstream(folder / name) << "x";
  }
  std::filesystem::create_symlink(folder / "src/deep/b.h", folder / "src/link.h");
  DevProject project;
  project.home = folder.path();
  project.build = folder / "src/build";
  project.sources = {folder / "src/a.cpp", folder / "src/gone.cpp", folder / "src/build/made.cpp"};
  CHECK(files_to_watch(project) == FileSet{folder / "src/a.cpp", folder / "src/a.hpp",
                                           folder / "src/deep/b.h", folder / "src/gone.cpp",
                                           folder / "src/link.h"});
}

}  // namespace
}  // namespace attacca::dev
