// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/source_watcher.hpp"

#include <chrono>
#include <fstream>

#include <doctest/doctest.h>

#include "tests/support/temporary_folder.hpp"

namespace attacca::dev {
namespace {

namespace fs = std::filesystem;
using Paths = std::vector<fs::path>;

void write(const fs::path& file, const std::string& text = "x") {
  std::ofstream(file) << text;
}

/// A folder with a file that is watched.
struct Rig {
  Rig() : watcher(*SourceWatcher::create()), file(folder / "gain.cpp") {
    write(file);
    watcher.watch({file});
  }
  test::TemporaryFolder folder;
  SourceWatcher watcher;
  fs::path file;
};

TEST_CASE("a file counts when it is saved in place, once, and when it is closed") {
  Rig rig;
  CHECK(rig.watcher.read().empty());
  {
    std::ofstream half(rig.file);
    half << "half" << std::flush;
    CHECK(rig.watcher.read().empty());
    half << " whole";
  }
  CHECK(rig.watcher.read() == Paths{rig.file});
  write(rig.file);
  write(rig.file);
  CHECK(rig.watcher.read() == Paths{rig.file});
  CHECK(rig.watcher.read().empty());
}

TEST_CASE("an editor that writes beside it and renames has saved it") {
  Rig rig;
  write(rig.folder / ".gain.cpp.swp");
  CHECK(rig.watcher.read().empty());
  fs::rename(rig.folder / ".gain.cpp.swp", rig.file);
  CHECK(rig.watcher.read() == Paths{rig.file});
  // And again: the file is another one by now.
  write(rig.file);
  CHECK(rig.watcher.read() == Paths{rig.file});
}

TEST_CASE("what is removed or renamed counts, and counts again when it is back") {
  Rig rig;
  fs::remove(rig.file);
  CHECK(rig.watcher.read() == Paths{rig.file});
  write(rig.file);
  CHECK(rig.watcher.read() == Paths{rig.file});
  fs::rename(rig.file, rig.folder / "gain.old");
  CHECK(rig.watcher.read() == Paths{rig.file});
  fs::create_hard_link(rig.folder / "gain.old", rig.file);
  CHECK(rig.watcher.read() == Paths{rig.file});
  fs::remove(rig.file);
  fs::create_symlink(rig.folder / "gain.old", rig.file);
  CHECK(rig.watcher.read() == Paths{rig.file});
}

TEST_CASE("other files beside it do not count, but for what CMake reads") {
  Rig rig;
  write(rig.folder / "notes.txt");
  CHECK(rig.watcher.read().empty());
  write(rig.folder / "CMakeLists.txt");
  write(rig.folder / "tools.cmake");
  CHECK(rig.watcher.read() == Paths{rig.folder / "CMakeLists.txt", rig.folder / "tools.cmake"});
}

TEST_CASE("a folder that goes and comes back is watched again, and what is in it counts") {
  test::TemporaryFolder folder;
  const fs::path file = folder / "src/gain.cpp";
  auto watcher = SourceWatcher::create();
  REQUIRE(watcher);
  watcher->watch({file});
  fs::create_directory(folder / "src");
  write(file);
  CHECK(watcher->read().empty());
  watcher->renew();
  CHECK(watcher->read() == Paths{file});
  SUBCASE("removed") {
    fs::remove_all(folder / "src");
  }
  SUBCASE("renamed") {
    fs::rename(folder / "src", folder / "other");
  }
  (void)watcher->read();
  watcher->renew();
  CHECK(watcher->read().empty());
  fs::create_directory(folder / "src");
  write(file);
  watcher->renew();
  CHECK(watcher->read() == Paths{file});
  write(file);
  CHECK(watcher->read() == Paths{file});
}

TEST_CASE("files that no longer belong to it do not count any more") {
  Rig rig;
  const fs::path first = rig.folder / "table.txt";
  const fs::path other = rig.folder / "other.txt";
  rig.watcher.watch({first});
  rig.watcher.watch({other});
  write(first);
  CHECK(rig.watcher.read().empty());
  write(other);
  CHECK(rig.watcher.read() == Paths{other});
}

TEST_CASE(
    "a source or header that is new beside them counts, what an editor keeps there does not") {
  Rig rig;
  const fs::path header = rig.folder / "new.hpp";
  write(header);
  CHECK(rig.watcher.read() == Paths{header});
  write(rig.folder / ".new.hpp");
  write(rig.folder / "new.hpp~");
  fs::create_symlink("someone@host", rig.folder / ".#new.hpp");
  CHECK(rig.watcher.read().empty());
}

TEST_CASE("a folder that has two names is no other one each time it is looked at") {
  const test::TemporaryFolder folder;
  fs::create_directories(folder / "real/src");
  fs::create_directory_symlink(folder / "real", folder / "link");
  const fs::path by_link = folder / "link/src/gain.cpp";
  const fs::path by_place = folder / "real/src/gain.cpp";
  write(by_place);
  auto watcher = SourceWatcher::create();
  REQUIRE(watcher);
  watcher->watch({by_link, by_place});
  for (int i = 0; i < 3; ++i) {
    watcher->renew();
    CHECK(watcher->read().empty());
  }
  write(by_place);
  CHECK(watcher->read() == Paths{by_link});
  // And it is watched by the name that is left.
  watcher->watch({by_place});
  write(by_place);
  CHECK(watcher->read() == Paths{by_place});
}

TEST_CASE("a folder counts as another one when one above it was renamed and made anew") {
  const test::TemporaryFolder folder;
  fs::create_directories(folder / "src/dsp");
  const fs::path file = folder / "src/dsp/gain.cpp";
  write(file);
  auto watcher = SourceWatcher::create();
  REQUIRE(watcher);
  watcher->watch({file});
  fs::rename(folder / "src", folder / "src.old");
  fs::create_directories(folder / "src/dsp");
  write(file);
  watcher->renew();
  CHECK(watcher->read() == Paths{file});
  write(folder / "src.old/dsp/gain.cpp");
  CHECK(watcher->read().empty());
  write(file);
  CHECK(watcher->read() == Paths{file});
}

TEST_CASE("what was saved before it was watched counts, if that was after the build began") {
  Rig rig;
  const fs::path late = rig.folder / "late.txt";
  const fs::path early = rig.folder / "early.txt";
  write(late);
  write(early);
  const auto now = fs::file_time_type::clock::now();
  fs::last_write_time(early, now - std::chrono::hours(1));
  fs::last_write_time(rig.file, now + std::chrono::seconds(1));
  CHECK(rig.watcher.read().empty());
  rig.watcher.watch({rig.file, late, early}, now - std::chrono::minutes(1));
  CHECK(rig.watcher.read() == Paths{late});
  rig.watcher.watch({rig.file, late, early}, now - std::chrono::minutes(1));
  CHECK(rig.watcher.read().empty());
}

}  // namespace
}  // namespace attacca::dev
