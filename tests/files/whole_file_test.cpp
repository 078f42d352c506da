// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// What files are on every system.

#include <thread>

#include <doctest/doctest.h>

#include "files/atomic_file.hpp"
#include "files/file.hpp"
#include "files/file_lock.hpp"
#include "tests/files/temporary_place.hpp"

namespace attacca::files::test {

namespace fs = std::filesystem;

TEST_CASE("separators at the end of a path say nothing, and a path of nothing else has none left") {
  CHECK(without_last_separators("folder/Gain.clap//") == "folder/Gain.clap");
  CHECK(without_last_separators("Gain.clap") == "Gain.clap");
  CHECK(without_last_separators("//") == "");
  // A backslash is part of a name but on Windows.
  const bool is_separator = fs::path::preferred_separator == '\\';
  CHECK(without_last_separators("Gain.clap\\") == (is_separator ? "Gain.clap" : "Gain.clap\\"));
}

TEST_CASE("a file takes its place only when it is whole") {
  const Place place;
  const fs::path target = place / "report.html";
  put(target, "old");
  {
    auto abandoned = AtomicFile::create(target);
    REQUIRE(abandoned);
    REQUIRE(abandoned->write("half"));
    CHECK(text_in(target) == "old");
  }
  CHECK(text_in(target) == "old");
  CHECK(place.count() == 1);
  auto whole = AtomicFile::create(target);
  REQUIRE(whole);
  REQUIRE(whole->write("first"));
  REQUIRE(whole->rewind());
  REQUIRE(whole->write("new"));
  REQUIRE(whole->commit());
  CHECK(text_in(target) == "new");
  CHECK(place.count() == 1);
}

TEST_CASE("a library that opens by name reaches the file") {
  const Place place;
  auto file = AtomicFile::create(place / "out.wav");
  REQUIRE(file);
  put(file->path_to_write(), "by name");
  REQUIRE(file->commit());
  CHECK(text_in(place / "out.wav") == "by name");
}

TEST_CASE("threads that write one file leave one whole file") {
  const Place place;
  const fs::path target = place / "report.html";
  bool is_written[2] = {false, false};
  const auto write_often = [&](int index) {
    bool is_good = true;
    for (int i = 0; i < 50; ++i) {
      const std::string text(3000, index == 0 ? 'a' : 'b');
      is_good = write_file_atomically(target, text).has_value() && is_good;
    }
    is_written[index] = is_good;
  };
  std::thread other(write_often, 1);
  write_often(0);
  other.join();
  CHECK(is_written[0]);
  CHECK(is_written[1]);
  const std::string text = text_in(target);
  CHECK((text == std::string(3000, 'a') || text == std::string(3000, 'b')));
  CHECK(place.count() == 1);
}

TEST_CASE("a folder and a file are locked by one at a time, until it is closed") {
  const Place place;
  put(place / "file", "content");
  for (const bool is_folder : {false, true}) {
    CAPTURE(is_folder);
    const auto opened = [&] {
      auto handle = is_folder ? open_folder(place.path()) : open_regular_file(place / "file");
      REQUIRE(handle.has_value());
      return std::move(*handle);
    };
    FileHandle first = opened();
    const FileHandle second = opened();
    REQUIRE(try_lock(first) == Lock::taken);
    CHECK(try_lock(second) == Lock::busy);
    // Others go on using what is locked.
    CHECK(create_file_below(opened_folder(place.path()), is_folder ? "x" : "y", 0644, "new"));
    CHECK(text_in(place / "file") == "content");
    first = FileHandle();
    CHECK(try_lock(second) == Lock::taken);
  }
}

TEST_CASE("a file is read below a folder that has been moved meanwhile") {
  const Place place;
  fs::create_directory(place / "before");
  put(place / "before/file", "content");
  const FileHandle folder = opened_folder(place / "before");
  fs::rename(place / "before", place / "after");
  fs::create_directory(place / "before");
  const auto file = open_regular_file_below(folder, "file", "file");
  REQUIRE_MESSAGE(file.has_value(), file.error().message);
  CHECK(size_of(*file, "file").value() == 7);
  CHECK(create_folder_below(folder, "inner", 0755, "inner"));
  CHECK(fs::is_directory(place / "after/inner"));
}

TEST_CASE("names in every script are written, read and removed") {
  const Place place;
  const std::string name =
      "\u00dcn\u00ef-\u0395\u03bb\u03bb-\u041a\u0438\u0440-\u05e2\u05d1\u05e8-\u0939\u093f-"
      "\u65e5\u672c\u8a9e-\ud55c-\U0001f3bb";
  CHECK(fs::path(name).string() == name);
  CHECK(create_folders(place / name / name));
  REQUIRE(write_file_atomically(place / name / name / "file", "content"));
  CHECK(read_text(place / name / name / "file", 100).value() == "content");
  CHECK(is_present(place / name));
  CHECK(remove_tree_below(opened_folder(place.path()), name));
  CHECK_FALSE(is_present(place / name));
  CHECK(place.count() == 0);
}

}  // namespace attacca::files::test
