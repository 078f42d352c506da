// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/status.hpp"

#include <algorithm>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "fixtures.hpp"
#include "package/bundler.hpp"
#include "package/installer.hpp"

using namespace attacca::package;
using namespace attacca::package::test;
namespace fs = std::filesystem;

namespace {

// A build folder with one plugin, its sources, and search paths of its own.
class Workshop {
 public:
  Workshop() {
    edit("first");
    const nlohmann::json manifest = {
        {"target", "fake_gain"},
        {"name", "Gain"},
        {"binary", (folder / "build/lib/fake_gain.so").string()},
        {"bundles", {bundle("vst3").string(), bundle("clap").string()}},
        {"sources",
         {{{"root", folder.path().string()},
           {"base", (folder / "plugin").string()},
           {"files", {"gain.cpp"}},
           {"include", nlohmann::json::array()},
           {"excluded", (folder / "build").string()}}}}};
    write(folder / "build/plugins/manifest.d/fake_gain.json", manifest.dump());
    paths.vst3 = {folder / "home/.vst3", folder / "usr/vst3"};
    paths.clap = {folder / "home/.clap", folder / "usr/clap"};
  }

  void edit(const std::string& text) const { write(folder / "plugin/gain.cpp", text); }

  [[nodiscard]] std::string sources() const {
    return digest_of_sources({{folder.path(), {}, {"plugin/gain.cpp"}, {}, {}}}).value_or("");
  }

  void build(std::size_t padding = 0) const {
    Bytes bytes = fake_plugin_from(sources().substr(7));
    bytes.resize(bytes.size() + padding);
    write(folder / "build/lib/fake_gain.so", bytes);
    BundleRequest request;
    request.name = "Gain";
    request.out = folder / "build/plugins";
    REQUIRE(make_bundles({*read_plugin_binary(folder / "build/lib/fake_gain.so")}, request));
  }

  [[nodiscard]] fs::path bundle(const std::string& format) const {
    return folder / ("build/plugins/Gain." + format);
  }

  void install(const std::string& format, const fs::path& to) const {
    InstallRequest request;
    request.folder = to;
    REQUIRE(install_bundles({bundle(format)}, request));
  }

  [[nodiscard]] PluginStatus status() const {
    auto statuses = status_of_build(folder / "build", paths);
    REQUIRE(statuses);
    REQUIRE(statuses->size() == 1);
    return std::move(statuses->front());
  }

  TemporaryFolder folder;
  SearchPaths paths;
};

bool says(const std::vector<std::string>& sentences, const std::string& text) {
  return std::any_of(sentences.begin(), sentences.end(), [&](const std::string& sentence) {
    return sentence.find(text) != std::string::npos;
  });
}

}  // namespace

TEST_CASE("all is well when sources, bundles and installed copies agree") {
  Workshop shop;
  shop.build();
  shop.install("vst3", shop.paths.vst3[0]);
  shop.install("clap", shop.paths.clap[0]);
  const PluginStatus status = shop.status();
  CHECK_FALSE(status.stale());
  REQUIRE(status.built.size() == 2);
  REQUIRE(status.installed.size() == 2);
  for (const PluginCopy& copy : status.built) CHECK(copy.state == CopyState::current);
  for (const PluginCopy& copy : status.installed) CHECK(copy.state == CopyState::current);
}

TEST_CASE("a bundle that was not built is missed") {
  const Workshop shop;
  const PluginStatus status = shop.status();
  CHECK(status.stale());
  CHECK(says(status.findings, "bundle not built"));
}

TEST_CASE("an edited source makes the built bundle fall behind, and the installed one with it") {
  Workshop shop;
  shop.build();
  shop.install("vst3", shop.paths.vst3[0]);
  shop.edit("second");
  const PluginStatus status = shop.status();
  CHECK(says(status.findings, "built bundle is behind the sources"));
  CHECK(says(status.findings, "installed copy " + (shop.paths.vst3[0] / "Gain.vst3").string() +
                                  " is stale: built from sha256:"));
  CHECK(status.installed[0].state == CopyState::stale);
}

TEST_CASE("a note or a log beside the sources makes nothing stale") {
  Workshop shop;
  shop.build();
  write(shop.folder / "plugin/notes.txt", "remember");
  write(shop.folder / "plugin/scratch.cpp", "int x;");
  write(shop.folder / "run.log", "0.1 s");
  CHECK_FALSE(shop.status().stale());
}

TEST_CASE("a command that is suggested can be pasted into a shell") {
  CHECK(typed("/a/Gain.clap") == "/a/Gain.clap");
  CHECK(typed("/a b/it's $x") == "'/a b/it'\\''s $x'");
  CHECK(typed("") == "''");
  CHECK(typed(home_folder() / "a b") == "~/'a b'");
  CHECK(typed("~/x") == "'~/x'");  // a folder of that name, not the home folder
  Workshop shop;
  shop.paths.clap[1] = shop.folder / "my plugins";
  shop.build();
  shop.install("clap", shop.paths.clap[1]);
  shop.edit("second");
  shop.build();
  CHECK(says(shop.status().findings, " --to '" + shop.paths.clap[1].string() + "'"));
}

TEST_CASE("an installed copy that was not renewed is named, and the advice mends it") {
  Workshop shop;
  shop.build();
  shop.install("clap", shop.paths.clap[1]);
  shop.edit("second");
  shop.build();
  const PluginStatus status = shop.status();
  REQUIRE(status.findings.size() == 1);
  CHECK(says(status.findings, (shop.paths.clap[1] / "Gain.clap").string() + " is stale"));
  CHECK(says(status.findings, "attacca install " + shop.bundle("clap").string() + " --to " +
                                  shop.paths.clap[1].string()));
  shop.install("clap", shop.paths.clap[1]);
  CHECK_FALSE(shop.status().stale());
}

TEST_CASE("the same sources in other bytes are distinguished from stale") {
  Workshop shop;
  shop.build();
  shop.install("clap", shop.paths.clap[0]);
  shop.build(16);
  const PluginStatus status = shop.status();
  CHECK_FALSE(status.stale());
  CHECK(status.installed[0].state == CopyState::other_build);
  CHECK(says(status.notes, "another build"));
}

TEST_CASE("the copy that hosts meet first shadows the others, whatever its file name") {
  Workshop shop;
  shop.build();
  shop.install("vst3", shop.paths.vst3[1]);
  shop.install("clap", shop.paths.clap[1]);
  fs::create_directories(shop.paths.clap[0] / "vendor");
  fs::rename(shop.paths.clap[1] / "Gain.clap", shop.paths.clap[0] / "vendor/Renamed.clap");
  shop.edit("second");
  shop.build();
  shop.install("clap", shop.paths.clap[1]);
  const PluginStatus status = shop.status();
  const fs::path shadowing = shop.paths.clap[0] / "vendor/Renamed.clap";
  CHECK(says(status.findings, shadowing.string() + " is stale"));
  CHECK(says(status.notes,
             shadowing.string() + " shadows " + (shop.paths.clap[1] / "Gain.clap").string()));
  const auto shadowed = std::find_if(
      status.installed.begin(), status.installed.end(),
      [&](const PluginCopy& copy) { return copy.path == shop.paths.clap[1] / "Gain.clap"; });
  REQUIRE(shadowed != status.installed.end());
  CHECK(shadowed->shadowed_by == shadowing);
  CHECK(shadowed->state == CopyState::current);
}

TEST_CASE(
    "a third-party plugin of the same name is found, and those of other names are left alone") {
  Workshop shop;
  shop.build();
  write(shop.paths.clap[0] / "Gain.clap", read(ATTACCA_THIRD_PARTY_CLAP));
  write(shop.paths.clap[0] / "Other.clap", read(ATTACCA_THIRD_PARTY_CLAP));
  write(shop.paths.clap[1] / "Gain.clap", "damaged");
  const PluginStatus status = shop.status();
  CHECK(status.installed.size() == 2);
  CHECK(says(status.findings, "carries no build identity"));
  CHECK(says(status.findings, "cannot be read"));
}

TEST_CASE("loops of links on the search paths end") {
  Workshop shop;
  shop.build();
  shop.install("vst3", shop.paths.vst3[0]);
  fs::create_directory_symlink(shop.paths.vst3[0], shop.paths.vst3[0] / "again");
  fs::create_directory_symlink("loop", shop.paths.vst3[0] / "loop");
  shop.paths.vst3.push_back(shop.paths.vst3[0]);
  CHECK(shop.status().installed.size() == 1);
}

TEST_CASE("a process that still runs an old or uninstalled copy is named") {
  Workshop shop;
  shop.build();
  shop.install("vst3", shop.paths.vst3[0]);
  const std::string old_sources = shop.sources();
  const fs::path binary = shop.status().installed[0].binaries[0];
  const int file = ::open(binary.c_str(), O_RDONLY | O_CLOEXEC);
  void* mapped = ::mmap(nullptr, 4096, PROT_READ, MAP_PRIVATE, file, 0);
  ::close(file);
  REQUIRE(mapped != MAP_FAILED);
  CHECK_FALSE(shop.status().stale());

  SUBCASE("replaced by a newer one") {
    shop.edit("second");
    shop.build();
    shop.install("vst3", shop.paths.vst3[0]);
  }
  SUBCASE("uninstalled") {
    InstallRequest request;
    request.folder = shop.paths.vst3[0];
    REQUIRE(uninstall_bundle("Gain", request));
  }
  const PluginStatus status = shop.status();
  REQUIRE(status.running.size() == 1);
  CHECK(status.running[0].process == ::getpid());
  CHECK(says(status.findings, "process " + std::to_string(::getpid())));
  CHECK(says(status.findings, "still runs an old"));
  if (::geteuid() == 0) CHECK(says(status.findings, old_sources.substr(0, 19)));
  ::munmap(mapped, 4096);
}

TEST_CASE("a folder that is no build, or a damaged record, is one clear error") {
  const TemporaryFolder folder;
  CHECK_FALSE(status_of_build(folder.path(), {}).has_value());
  for (const std::string text : {"", "{", "[]", "{\"target\":1}"}) {
    write(folder / "plugins/manifest.d/x.json", text);
    const auto status = status_of_build(folder.path(), {});
    REQUIRE_FALSE(status.has_value());
    CHECK(status.error().message.find("x.json") != std::string::npos);
  }
}
