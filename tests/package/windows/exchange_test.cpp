// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The exchange of an installed plugin on Windows, where no step swaps two folders.

#include <iterator>

#include <doctest/doctest.h>
#include <windows.h>

#include "binary/native_architecture.hpp"
#include "files/own_program.hpp"
#include "package/search_paths.hpp"
#include "package/sha256.hpp"
#include "processes/outcome.hpp"
#include "tests/files/temporary_place.hpp"
#include "tests/package/windows/placed.hpp"

namespace attacca::package::test {
namespace {

namespace fs = std::filesystem;
using files::test::Place;
using files::test::put;
using files::test::text_in;

/// "old", "new", "none", or "mixed" when it is not whole.
std::string what_is_at(const fs::path& path) {
  if (!files::is_present(path)) return "none";
  if (!fs::is_directory(path)) return text_in(path);
  const std::string first = text_in(path / "first");
  return first == text_in(path / "second") ? first : "mixed";
}

}  // namespace

TEST_CASE("an exchange that is killed before any of its steps leaves a whole plugin") {
  for (const std::string name : {"Gain.vst3", "Gain.clap", "Ünï-日本 🎻.vst3"}) {
    CAPTURE(name);
    bool has_come_to_its_end = false;
    for (int step = 1; !has_come_to_its_end && step < 20; ++step) {
      CAPTURE(step);
      const Place place;
      REQUIRE(place_new(place.path(), name, {}, "old").empty());
      const processes::Outcome killed =
          processes::run({(files::own_program().parent_path() / KILLED_INSTALL).string(),
                          place.path().string(), name, std::to_string(step)},
                         {}, [](const processes::Child&) { return true; });
      has_come_to_its_end = killed.exit_code == 0;
      if (!has_come_to_its_end) REQUIRE(killed.exit_code == 9);
      const std::string left = what_is_at(place / name);
      CHECK((left == "old" || left == "new" || left == "none"));
      // The next one in this folder brings back what had stepped aside, and tidies up.
      {
        REQUIRE(StagingFolder::create(place.path()).has_value());
      }
      const std::string restored = what_is_at(place / name);
      CHECK(restored == (left == "none" ? "old" : left));
      CHECK(place.count() == 1);
      if (has_come_to_its_end) CHECK(restored == "new");
    }
    CHECK(has_come_to_its_end);
  }
}

TEST_CASE("a plugin that is loaded steps aside, and does not come back when the new one is gone") {
  const Place place;
  const std::string library = text_in(files::own_program().parent_path() / KILLED_INSTALL);
  REQUIRE(place_new(place.path(), "Gain.clap", {}, library).empty());
  // As a plugin that a host runs: the system removes no file that is mapped as an image.
  const HMODULE loaded =
      ::LoadLibraryExW((place / "Gain.clap").c_str(), nullptr, LOAD_LIBRARY_AS_IMAGE_RESOURCE);
  REQUIRE(loaded != nullptr);
  CHECK(place_new(place.path(), "Gain.clap", {}) == "");
  CHECK(what_is_at(place / "Gain.clap") == "new");
  {
    auto staging = StagingFolder::create(place.path());
    REQUIRE(staging);
    REQUIRE(take_away(*staging, "Gain.clap"));
  }
  {
    REQUIRE(StagingFolder::create(place.path()));
  }
  CHECK(what_is_at(place / "Gain.clap") == "none");
  CHECK(place.count() == 1);  // what stepped aside
  ::FreeLibrary(loaded);
  {
    REQUIRE(StagingFolder::create(place.path()));
  }
  CHECK(place.count() == 0);
}

TEST_CASE("a plugin that another program holds stays, and the message says what to do") {
  const Place place;
  REQUIRE(place_new(place.path(), "Gain.clap", {}, "old").empty());
  const HANDLE held = ::CreateFileW((place / "Gain.clap").c_str(), GENERIC_READ, 0, nullptr,
                                    OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
  REQUIRE(held != INVALID_HANDLE_VALUE);
  const std::string said = place_new(place.path(), "Gain.clap", {});
  ::CloseHandle(held);
  CHECK(said.find("Gain.clap: ") != std::string::npos);
  CHECK(said.ends_with("then try again"));
  CHECK(what_is_at(place / "Gain.clap") == "old");
  CHECK(place.count() == 1);
}

TEST_CASE("two that install into one folder wait for each other") {
  const Place place;
  const std::string program = (files::own_program().parent_path() / KILLED_INSTALL).string();
  const std::string folder = place.path().string();
  const auto goes_on = [](const processes::Child&) { return true; };
  auto first = lock_destination(place.path());
  REQUIRE(first);
  CHECK(processes::run({program, folder}, {}, goes_on).exit_code == 3);
  const processes::Outcome waiting =
      processes::run({program, folder, "Gain.clap", "0"}, {}, [&](const processes::Child&) {
        *first = files::FileHandle();
        return true;
      });
  CHECK(waiting.exit_code == 0);
  CHECK(what_is_at(place / "Gain.clap") == "new");
  CHECK(processes::run({program, folder}, {}, goes_on).exit_code == 0);
}

TEST_CASE("plugins are installed where hosts for Windows look") {
  const auto user = install_folder(PluginFormat::vst3, InstallScope::user);
  REQUIRE(user);
  CHECK(user->string().ends_with("\\Programs\\Common\\VST3"));
  const auto everybody = install_folder(PluginFormat::clap, InstallScope::system);
  REQUIRE(everybody);
  CHECK(everybody->string().ends_with("\\Common Files\\CLAP"));
  const SearchPaths paths = SearchPaths::of_environment();
  CHECK(paths.vst3.front() == *user);
  CHECK(paths.clap.at(1) == *everybody);
  CHECK(shown(L"\\\\?\\UNC\\server\\share\\x") == "\\\\server\\share\\x");
  CHECK(shown(L"\\\\?\\C:\\x") == "C:\\x");
  CHECK(typed(L"C:\\a b") == "\"C:\\a b\"");
}

TEST_CASE("digests are those of the standard") {
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(binary::native_object_format() == binary::ObjectFormat::pe);
}

}  // namespace attacca::package::test
