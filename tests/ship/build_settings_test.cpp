// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "ship/build_settings.hpp"

#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>
#include <unistd.h>

#include "ship/release.hpp"

namespace fs = std::filesystem;
using namespace attacca::ship;

namespace {

/// A build folder with this CMakeCache.txt and the record of one plugin.
class BuildFolder {
 public:
  explicit BuildFolder(const std::string& cache)
      : path_(fs::temp_directory_path() / ("attacca-ship-" + std::to_string(::getpid()))) {
    fs::create_directories(path_ / "plugins/manifest.d");
    std::ofstream(path_ / "CMakeCache.txt") << cache;
    std::ofstream(path_ / "plugins/manifest.d/gain.json")
        << R"({"target": "gain", "name": "Gain", "binary": "", "bundles": [], "sources": []})";
  }
  ~BuildFolder() { fs::remove_all(path_); }
  BuildFolder(const BuildFolder&) = delete;
  BuildFolder& operator=(const BuildFolder&) = delete;

  [[nodiscard]] std::string refusal() const {
    const auto plugins = plugins_to_release({.build = path_, .plugins = {}, .out = {}, .name = {}});
    return plugins ? "" : plugins.error().error.message;
  }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

const std::string kSources = "CMAKE_HOME_DIRECTORY:INTERNAL=/src/a b\n";

}  // namespace

TEST_CASE("a build folder says which project it builds, and how") {
  const BuildFolder build(
      "# comment\n//Help: with=signs\nCMAKE_BUILD_TYPE:STRING=Release\n"
      "CMAKE_PROJECT_NAME:STATIC=my_plugins\n"
      "CMAKE_PROJECT_VERSION:STATIC=1.2.3\nATTACCA_SANITIZE:STRING=\n" +
      kSources);
  const auto settings = read_build_settings(build.path());
  REQUIRE(settings);
  CHECK(settings->project == "my_plugins");
  CHECK(settings->version == "1.2.3");
  CHECK(settings->sources == "/src/a b");
  CHECK(settings->build_type == "Release");
  CHECK_FALSE(settings->is_sanitized);
  CHECK(build.refusal().empty());
}

TEST_CASE("what musicians cannot use is not shipped, and the way out is named") {
  CHECK(BuildFolder("CMAKE_BUILD_TYPE:STRING=Debug\n" + kSources).refusal().find("a Debug build") !=
        std::string::npos);
  const std::string sanitized =
      BuildFolder("ATTACCA_SANITIZE:STRING=thread\n" + kSources).refusal();
  CHECK(sanitized.find("sanitizers") != std::string::npos);
  CHECK(sanitized.find("cmake -S /src/a b") != std::string::npos);
  CHECK(BuildFolder("nothing").refusal().find("configure again") != std::string::npos);
  CHECK(BuildFolder(kSources).refusal().empty());  // no build type: built as Release is
}
