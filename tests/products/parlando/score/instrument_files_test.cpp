// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/score/instrument_files.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include <doctest/doctest.h>

#include "tests/support/environment_variable.hpp"
#include "tests/support/temporary_folder.hpp"

namespace parlando::score::test {
namespace {

namespace fs = std::filesystem;

#if defined(_WIN32)
constexpr const char* kOwn = "APPDATA";
constexpr const char* kSite = "ProgramData";
#else
constexpr const char* kOwn = "XDG_DATA_HOME";
constexpr const char* kSite = "XDG_DATA_DIRS";
#endif

/// Folders of this test's own.
class Folders {
 public:
  Folders() {
    attacca::test::set_environment(kOwn, (root_ / "own").string());
    attacca::test::set_environment(kSite, (root_ / "site").string());
  }

  void write(const char* place, const std::string& name, const std::string& text) const {
    const fs::path folder = root_.path() / place / "parlando" / "instruments";
    fs::create_directories(folder);
    std::ofstream(folder / (name + ".parlando")) << text;
  }

 private:
  attacca::test::TemporaryFolder root_;
};

std::string definition(const char* name, const char* description) {
  return R"({"parlando": 1, "name": ")" + std::string(name) + R"(", "description": ")" +
         description + "\"}";
}

}  // namespace

TEST_CASE("the user's own definition comes before that of the system") {
  const Folders folders;
  folders.write("site", "Violin", definition("Violin", "site"));
  folders.write("site", "Cello", definition("Cello", "site"));
  CHECK(find_instrument("Violin")->description == "site");
  folders.write("own", "Violin", definition("Violin", "own"));
  CHECK(find_instrument("Violin")->description == "own");
  CHECK(list_instruments() == std::vector<std::string>{"Cello", "Violin"});
}

TEST_CASE("a definition that is not there or not right is said with its file") {
  const Folders folders;
  folders.write("own", "Violin", "{");
  folders.write("own", "Other", definition("Cello", ""));
  CHECK(find_instrument("Violin").error().message.find("Violin.parlando: line 1, column 2") !=
        std::string::npos);
  CHECK(find_instrument("Other").error().message.find("its name is \"Cello\"") !=
        std::string::npos);
  CHECK(find_instrument("Violine").error().message.find("did you mean \"Violin\"?") !=
        std::string::npos);
  CHECK(find_instrument("../Violin").error().message.find("no name of a definition") !=
        std::string::npos);
}

TEST_CASE("what is saved can be found, and is replaced only where that is wanted") {
  const Folders folders;
  const Instrument violin = {.name = "Violin", .family = "strings", .range = {55, 100}};
  const auto saved = save_instrument(violin, false);
  REQUIRE_MESSAGE(saved.has_value(), saved.error().message);
  CHECK(*find_instrument("Violin") == violin);
  CHECK(save_instrument(violin, false).error().message.find("it is there already") !=
        std::string::npos);
  CHECK(save_instrument(violin, true).has_value());
  CHECK_FALSE(save_instrument({.name = "a/b"}, true).has_value());
}

}  // namespace parlando::score::test
