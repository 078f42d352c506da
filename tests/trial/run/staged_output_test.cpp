// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/run/staged_output.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <doctest/doctest.h>

#include "tests/support/temporary_folder.hpp"

using attacca::trial::StagedOutput;
namespace fs = std::filesystem;

namespace {

struct Place {
  attacca::test::TemporaryFolder temporary;
  fs::path folder = temporary.path();

  static void write(const fs::path& path, const std::string& text) { std::ofstream(path) << text; }
  static std::string read(const fs::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  [[nodiscard]] auto count() const { return std::distance(fs::directory_iterator(folder), {}); }
};

}  // namespace

TEST_CASE("an output takes its place only when it is whole") {
  const Place place;
  const fs::path target = place.folder / "out.wav";
  Place::write(target, "old");
  {
    const StagedOutput abandoned(target);
    Place::write(abandoned.path(), "half");
    CHECK(Place::read(target) == "old");
  }
  CHECK(Place::read(target) == "old");
  CHECK(place.count() == 1);
  {
    StagedOutput whole(target);
    Place::write(whole.path(), "new");
    CHECK(whole.commit().has_value());
  }
  CHECK(Place::read(target) == "new");
  CHECK(place.count() == 1);
}

TEST_CASE("checking whether an output can be written leaves nothing behind") {
  const Place place;
  CHECK(StagedOutput(place.folder / "out.wav").check_writable().has_value());
  CHECK(place.count() == 0);
  const auto folder = StagedOutput(place.folder).check_writable();
  REQUIRE_FALSE(folder.has_value());
  CHECK(folder.error().message.ends_with("Is a directory"));
  const auto nowhere = StagedOutput(place.folder / "no" / "out.wav").check_writable();
  REQUIRE_FALSE(nowhere.has_value());
  CHECK(nowhere.error().message.ends_with("No such file or directory"));
}

TEST_CASE("a device is written directly") {
  const StagedOutput device("/dev/null");
  CHECK(device.path() == "/dev/null");
}
