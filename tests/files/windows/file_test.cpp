// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "files/file.hpp"

#include <doctest/doctest.h>
#include <windows.h>

#include "files/atomic_file.hpp"
#include "files/windows/native.hpp"
#include "tests/files/temporary_place.hpp"

namespace attacca::files::test {

namespace fs = std::filesystem;

TEST_CASE("paths of more than 260 characters in every script are made, written, read and removed") {
  const Place place;
  const fs::path part = "Ünï-Ελλ-Кир-עבר-عرب-हिन्-日本語-한국-🎻";
  fs::path folder = place.path();
  while (folder.native().size() < 400) folder /= part;
  REQUIRE(create_folders(folder));
  REQUIRE(write_file_atomically(folder / "音.txt", "first"));
  REQUIRE(write_file_atomically(folder / "音.txt", "the second"));
  CHECK(read_text(folder / "音.txt", 100).value() == "the second");
  CHECK(read_file(folder / "音.txt")->size() == 10);
  CHECK(open_regular_file_below(opened_folder(folder), "音.txt", "音.txt").has_value());
  CHECK(remove_tree_below(opened_folder(place.path()), part.string()));
  CHECK(place.count() == 0);
}

TEST_CASE("only regular files are read as program files") {
  const Place place;
  put(place / "file", "content");
  for (const fs::path& path :
       {place.path(), place / "missing", fs::path("NUL"), fs::path("CON"), fs::path(""),
        place / std::string(300, 'x'), place / "file/inner", place / "a*b?"}) {
    CAPTURE(path.string());
    CHECK_FALSE(read_file(path).has_value());
  }
  CHECK(read_file(place / "file")->size() == 7);
  CHECK_FALSE(read_file(place / "file", 6).has_value());
  CHECK(read_text("NUL", 100).value().empty());
  CHECK_FALSE(read_text(place.path(), 100).has_value());
}

TEST_CASE("what another program has locked is said to be so, with its path") {
  const Place place;
  put(place / "held.dll", "content");
  const HANDLE held = ::CreateFileW((place / "held.dll").c_str(), GENERIC_READ, 0, nullptr,
                                    OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
  REQUIRE(held != INVALID_HANDLE_VALUE);
  const auto read = read_file(place / "held.dll");
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().message.find("held.dll: ") != std::string::npos);
  CHECK_FALSE(remove_tree_below(opened_folder(place.path()), "held.dll"));
  ::CloseHandle(held);
  CHECK(remove_tree_below(opened_folder(place.path()), "held.dll"));
}

TEST_CASE("nothing is created over something") {
  const Place place;
  put(place / "file", "old");
  const FileHandle folder = opened_folder(place.path());
  CHECK_FALSE(create_file_below(folder, "file", 0644, "file").has_value());
  CHECK_FALSE(create_folder_below(folder, "file", 0755, "file").has_value());
  CHECK(text_in(place / "file") == "old");
  const auto made = create_file_below(folder, "new", 0644, "new");
  REQUIRE(made);
  CHECK(write_all(*made, std::as_bytes(std::span("a\nb\x1a", 4)), "new"));
  CHECK(text_in(place / "new") == "a\nb\x1a");
}

TEST_CASE("a tree goes with what is read-only in it") {
  const Place place;
  fs::create_directories(place / "tree/a/b");
  put(place / "tree/a/b/file", "x");
  REQUIRE(::SetFileAttributesW((place / "tree/a/b/file").c_str(), FILE_ATTRIBUTE_READONLY) != 0);
  const FileHandle folder = opened_folder(place.path());
  CHECK(remove_tree_below(folder, "tree"));
  CHECK_FALSE(fs::exists(place / "tree"));
  CHECK(remove_tree_below(folder, "tree"));
}

TEST_CASE("a path of a share is given its long form") {
  std::wstring path = L"//server/share/";
  while (path.size() < 300) path += L"folder/";
  CHECK(windows::native_path(path).starts_with(L"\\\\?\\UNC\\server\\share\\folder\\"));
}

}  // namespace attacca::files::test
