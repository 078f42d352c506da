// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Builds a small plugin project in a folder of its own, as a user of the framework would.

#include <algorithm>

#include <dlfcn.h>
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "fixtures.hpp"
#include "package/build_manifest.hpp"
#include "package/plugin_bundle.hpp"

using namespace attacca::package;
using namespace attacca::package::test;
namespace fs = std::filesystem;

namespace {

class Project {
 public:
  explicit Project(std::string environment = "", const std::string& options = "")
      : environment_(std::move(environment)) {
    const fs::path source = ATTACCA_SOURCE_ROOT;
    for (const fs::directory_entry& each : fs::directory_iterator(source / "cmake")) {
      if (!each.is_regular_file()) continue;
      write(folder / "attacca/cmake" / each.path().filename(), read(each.path()));
    }
    write(folder / "attacca/CMakeLists.txt", "project(attacca VERSION 7.8.9 LANGUAGES CXX)\n");
    for (const char* const header : {"build_identity.hpp", "platform/record_sections.hpp"}) {
      write(folder / "attacca/include/attacca" / header, read(source / "include/attacca" / header));
    }
    for (const std::string file : {"CMakeLists.txt", "stranger.cpp", "deep/curve.hpp"}) {
      write(folder / ("project/" + file), read(source / "tests/package/plugin_project" / file));
    }
    options_ = options;
    const auto configured = run(environment_ + " '" ATTACCA_CMAKE "' -S " + text("project") +
                                " -B " + text("project/build") +
                                " -G '" ATTACCA_GENERATOR
                                "' -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_COMPILER='" ATTACCA_CXX
                                "'"
                                " -DATTACCA_PACKER='" ATTACCA_PACKER "' -DFRAMEWORK=" +
                                text("attacca") + " " + options_);
    INFO(configured.out);
    INFO(configured.err);
    REQUIRE(configured.status == 0);
  }

  std::string build() const {
    const auto built = run(environment_ + " '" ATTACCA_CMAKE "' --build " + text("project/build"));
    INFO(built.out);
    INFO(built.err);
    REQUIRE(built.status == 0);
    return built.out;
  }

  [[nodiscard]] fs::path library() const { return folder / "project/build/lib/stranger.so"; }

  [[nodiscard]] BuildIdentity identity() const {
    const auto binary = read_plugin_binary(library());
    REQUIRE(binary);
    REQUIRE(binary->identity);
    return *binary->identity;
  }

  [[nodiscard]] std::string sources_now() const {
    const auto manifests = read_build_manifests(folder / "project/build");
    REQUIRE(manifests);
    REQUIRE(manifests->size() == 1);
    return digest_of_sources(manifests->front().sources).value_or("");
  }

  void append(const std::string& file, const std::string& more) const {
    write(folder / file, read_text(folder / file) + more);
  }

  [[nodiscard]] std::string text(const std::string& name) const {
    return "'" + (folder / name).string() + "'";
  }

  TemporaryFolder folder;

 private:
  std::string environment_;
  std::string options_;
};

}  // namespace

TEST_CASE("a binary's identity follows its sources, and the build does no more than it must") {
  const Project project;
  project.build();
  const BuildIdentity first = project.identity();
  CHECK(first.plugin == "stranger");
  CHECK(first.framework == "7.8.9");
  CHECK(first.build_type == "Release");
  CHECK(first.compiler.find(' ') != std::string::npos);
  CHECK(first.flags.find("-O2 -g1") != std::string::npos);
  CHECK(first.sources == project.sources_now());

  // The built bundles carry the same record.
  for (const std::string name : {"Stranger.vst3", "Stranger.clap"}) {
    const auto bundle = read_plugin_bundle(project.folder / ("project/build/plugins/" + name));
    REQUIRE(bundle);
    CHECK(bundle->problems.empty());
    CHECK(bundle->identity()->sources == first.sources);
  }

  // Nothing changed: nothing is compiled or linked, and the time stays.
  const auto stamp = fs::last_write_time(project.library());
  project.build();
  CHECK(fs::last_write_time(project.library()) == stamp);

  SUBCASE("a line of the plugin") {
    project.append("project/stranger.cpp", "// a line\n");
  }
  SUBCASE("a line of the framework") {
    project.append("attacca/include/attacca/build_identity.hpp", "// a line\n");
  }
  SUBCASE("a line of what the plugin includes") {
    project.append("project/deep/curve.hpp", "// a line\n");
  }
  CHECK(project.sources_now() != first.sources);
  CHECK(project.identity().sources == first.sources);
  project.build();
  CHECK(project.identity().sources != first.sources);
  CHECK(project.identity().sources == project.sources_now());
}

TEST_CASE("what is not compiled changes neither the build nor what attacca status says") {
  const Project project;
  project.build();
  const auto stamp = fs::last_write_time(project.library());
  for (const std::string name : {"notes.txt", "run.log", "scratch.cpp", "other-build/generated.cpp",
                                 "with space/[odd].hpp"}) {
    write(project.folder / ("project/" + name), "x");
  }
  CHECK(project.sources_now() == project.identity().sources);
  project.build();
  CHECK(fs::last_write_time(project.library()) == stamp);
}

TEST_CASE("the plugin's own code sees the record that the file carries") {
  const Project project;
  project.build();
  void* library = ::dlopen(project.library().c_str(), RTLD_NOW | RTLD_LOCAL);
  REQUIRE(library != nullptr);
  void* symbol = ::dlsym(library, "GetPluginFactory");
  REQUIRE(symbol != nullptr);
  const auto identity = parse_build_identity(reinterpret_cast<const char* (*)()>(symbol)());
  REQUIRE(identity);
  CHECK(identity->sources == project.identity().sources);
  ::dlclose(library);
}

TEST_CASE("a plugin exports its entry points and nothing else") {
  const Project project;
  project.build();
  auto exports = read_plugin_binary(project.library())->image.slices[0].exports;
  std::sort(exports.begin(), exports.end());
  CHECK(exports ==
        std::vector<std::string>{"GetPluginFactory", "ModuleEntry", "ModuleExit", "clap_entry"});
}

TEST_CASE("git is asked for revision and changes where it is there") {
  const Project project;
  const std::string git =
      "cd " + project.text("project") + " && git -c user.name=x -c user.email=x@example.org ";
  if (run("git --version").status != 0) {
    MESSAGE("no git here: not checked");
    return;
  }
  REQUIRE(run(git + "init -q . && printf build > .gitignore && git add -A && git -c user.name=x "
                    "-c user.email=x@example.org commit -q -m x")
              .status == 0);
  project.build();
  std::string revision = run(git + "rev-parse HEAD").out;
  revision.erase(std::remove(revision.begin(), revision.end(), '\n'), revision.end());
  CHECK(project.identity().revision == revision);
  CHECK_FALSE(project.identity().dirty);
  project.append("project/stranger.cpp", "// a line\n");
  project.build();
  CHECK(project.identity().revision == revision);
  CHECK(project.identity().dirty);
  // A commit changes no source; the record still has to follow.
  REQUIRE(run(git + "commit -q -a -m y").status == 0);
  project.build();
  CHECK(project.identity().revision != revision);
  CHECK_FALSE(project.identity().dirty);
}

TEST_CASE("a build without git has an identity all the same") {
  const Project project("", "-DCMAKE_DISABLE_FIND_PACKAGE_Git=ON");
  project.build();
  CHECK(project.identity().revision == "unknown");
  CHECK_FALSE(project.identity().dirty);
  CHECK(project.identity().sources == project.sources_now());
}

TEST_CASE("SOURCE_DATE_EPOCH makes two builds in two folders the same to the byte") {
  const Project one("SOURCE_DATE_EPOCH=1700000000");
  const Project two("SOURCE_DATE_EPOCH=1700000000");
  one.build();
  two.build();
  CHECK(one.identity().time == "2023-11-14T22:13:20Z");
  CHECK(read(one.library()) == read(two.library()));
}
