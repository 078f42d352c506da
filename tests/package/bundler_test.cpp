// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/bundler.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "fixtures.hpp"
#include "hybrid_pe.hpp"
#include "package/file_tree.hpp"
#include "package/macos_signature.hpp"
#include "package/module_info.hpp"
#include "package/plugin_bundle.hpp"

using namespace attacca::package;
using namespace attacca::package::test;
namespace fs = std::filesystem;

namespace {

PluginBinary binary_from(const fs::path& path, const Bytes& bytes) {
  write(path, bytes);
  auto binary = read_plugin_binary(path);
  REQUIRE(binary);
  return std::move(*binary);
}

BundleRequest request_for(const fs::path& out, std::vector<PluginFormat> formats = {}) {
  BundleRequest request;
  request.out = out;
  request.formats = std::move(formats);
  return request;
}

constexpr std::uint16_t kAarch64 = 183;

}  // namespace

TEST_CASE("a Linux plugin becomes a VST3 folder and a CLAP file") {
  const TemporaryFolder folder;
  const auto binary = binary_from(folder / "fake.so", for_machine(fake_plugin(), kAarch64));
  const auto made = make_bundles({binary}, request_for(folder / "new/out"));
  REQUIRE(made);
  CHECK(made->size() == 2);
  const fs::path vst3 = folder / "new/out/Fake Gain.vst3";
  CHECK(read(vst3 / "Contents/aarch64-linux/Fake Gain.so") == binary.bytes);
  CHECK(read(folder / "new/out/Fake Gain.clap") == binary.bytes);
  CHECK(leftovers(folder / "new/out").empty());
  CHECK(read_plugin_bundle(vst3)->problems.empty());
}

TEST_CASE("moduleinfo.json says what the binary's record says") {
  const TemporaryFolder folder;
  const auto binary = binary_from(folder / "fake.so", fake_plugin());
  REQUIRE(make_bundles({binary}, request_for(folder.path())));
  const auto info = nlohmann::json::parse(
      read_text(folder / "Fake Gain.vst3/Contents/Resources/moduleinfo.json"));
  CHECK(info["Name"] == "Fake Gain");
  CHECK(info["Version"] == "1.2.3");
  CHECK(info["Factory Info"]["Vendor"] == "Attacca & friends");
  CHECK(info["Factory Info"]["E-Mail"] == "nobody@example.org");
  CHECK(info["Factory Info"]["Flags"]["Unicode"] == true);
  REQUIRE(info["Classes"].size() == 1);
  const auto& entry = info["Classes"][0];
  CHECK(entry["CID"] == "00112233445566778899AABBCCDDEEFF");
  CHECK(entry["Category"] == "Audio Module Class");
  CHECK(entry["Sub Categories"] == nlohmann::json({"Fx", "Tools"}));
  CHECK(entry["SDKVersion"] == "VST 3.7.14");
  CHECK(entry["Class Flags"] == 2);
  CHECK(entry["Cardinality"] == 2147483647);
}

TEST_CASE("one bundle holds the binaries of several platforms") {
  const TemporaryFolder folder;
  const std::vector<PluginBinary> binaries{
      binary_from(folder / "a.so", for_machine(fake_plugin(), 62)),
      binary_from(folder / "b.so", for_machine(fake_plugin(), kAarch64)),
      binary_from(folder / "c.dll", make_pe({"GetPluginFactory", "clap_entry"})),
      binary_from(folder / "d.dylib", make_macho(kMacEntries)),
      binary_from(folder / "e.dylib", make_macho(kMacEntries, {0x0100000C, true, false, true, 8}))};
  const auto made = make_bundles(binaries, request_for(folder.path(), {PluginFormat::vst3}));
  REQUIRE(made);
  const fs::path contents = folder / "Fake Gain.vst3/Contents";
  CHECK(fs::is_regular_file(contents / "x86_64-linux/Fake Gain.so"));
  CHECK(fs::is_regular_file(contents / "aarch64-linux/Fake Gain.so"));
  CHECK(fs::is_regular_file(contents / "x86_64-win/Fake Gain.vst3"));
  const auto universal = read_plugin_binary(contents / "MacOS/Fake Gain");
  REQUIRE(universal);
  CHECK(universal->architectures() == "x86_64 + arm64");
  const auto bundle = read_plugin_bundle(folder / "Fake Gain.vst3");
  REQUIRE(bundle);
  CHECK(bundle->problems.empty());
  CHECK(bundle->binaries.size() == 4);
}

TEST_CASE("each kind of image for Windows on ARM has a folder of its own") {
  const TemporaryFolder folder;
  const auto image = [](std::uint16_t machine, bool is_hybrid) {
    Hybrid hybrid;
    hybrid.machine = machine;
    hybrid.has_metadata = is_hybrid;
    return hybrid_image(hybrid);
  };
  const std::vector<PluginBinary> binaries{binary_from(folder / "a.dll", image(0x8664, false)),
                                           binary_from(folder / "b.dll", image(0x8664, true)),
                                           binary_from(folder / "c.dll", image(0xAA64, false)),
                                           binary_from(folder / "d.dll", image(0xAA64, true))};
  REQUIRE(make_bundles(binaries, request_for(folder.path(), {PluginFormat::vst3})));
  for (const char* const place : {"x86_64-win", "arm64ec-win", "arm64-win", "arm64x-win"}) {
    CAPTURE(place);
    CHECK(fs::is_regular_file(folder / "Fake Gain.vst3/Contents" / place / "Fake Gain.vst3"));
  }
  CHECK(read_plugin_bundle(folder / "Fake Gain.vst3")->problems.empty());
}

TEST_CASE("a macOS plugin becomes signed folders with Info.plist and PkgInfo") {
  const TemporaryFolder folder;
  const auto binary = binary_from(folder / "fake.dylib", make_macho(kMacEntries));
  REQUIRE(make_bundles({binary}, request_for(folder.path())));
  for (const std::string format : {"vst3", "clap"}) {
    const fs::path contents = folder / ("Fake Gain." + format + "/Contents");
    const auto program = read_plugin_binary(contents / "MacOS/Fake Gain");
    REQUIRE(program);
    CHECK(program->plugins.size() == binary.plugins.size());
    CHECK(program->formats() == binary.formats());
    CHECK(check_signature(program->bytes).summary.find("org.attacca.fake-gain." + format) !=
          std::string::npos);
    const auto bundle = read_plugin_bundle(contents.parent_path());
    REQUIRE(bundle);
    CHECK(bundle->problems.empty());
    CHECK(read_text(contents / "PkgInfo") == "BNDL?\?\?\?");
    const std::string plist = read_text(contents / "Info.plist");
    for (const std::string part : {"<key>CFBundleExecutable</key>\n  <string>Fake Gain</string>",
                                   "<key>CFBundlePackageType</key>\n  <string>BNDL</string>",
                                   "<key>CFBundleSignature</key>\n  <string>?\?\?\?</string>",
                                   "<key>CFBundleVersion</key>\n  <string>1.2.3</string>"}) {
      CHECK(plist.find(part) != std::string::npos);
    }
    CHECK(plist.find("<string>org.attacca.fake-gain." + format + "</string>") != std::string::npos);
  }
}

TEST_CASE("names with letters that XML reserves stay readable in Info.plist") {
  const TemporaryFolder folder;
  const auto binary = binary_from(folder / "fake.dylib", make_macho(kMacEntries));
  BundleRequest request = request_for(folder.path(), {PluginFormat::clap});
  request.name = "A<B>&C";
  request.macos_identifier = "org.example.abc";
  REQUIRE(make_bundles({binary}, request));
  const std::string plist = read_text(folder / "A<B>&C.clap/Contents/Info.plist");
  CHECK(plist.find("<string>A&lt;B&gt;&amp;C</string>") != std::string::npos);
  CHECK(plist.find("<string>org.example.abc</string>") != std::string::npos);
}

TEST_CASE("what XML cannot hold does not spoil an Info.plist") {
  const std::string plist =
      info_plist({"A\x1b\x01", "B\xff", "org.example.\xef\xbf\xbf", "1\xed\xa0\x80"});
  CHECK(plist.find("<string>A\uFFFD\uFFFD</string>") != std::string::npos);
  CHECK(plist.find("<string>B\uFFFD</string>") != std::string::npos);
  CHECK(plist.find("<string>org.example.\uFFFD</string>") != std::string::npos);
  for (const char letter : plist) CHECK((letter == '\n' || (letter & '\xE0') != 0));
}

TEST_CASE("a Windows plugin made by a real compiler is laid out for Windows") {
  const char* dll = ATTACCA_FAKE_DLL;
  if (*dll == '\0') {
    MESSAGE("no compiler for Windows here: not checked");
    return;
  }
  const TemporaryFolder folder;
  const auto made = make_bundles({*read_plugin_binary(dll)}, request_for(folder.path()));
  REQUIRE(made);
  CHECK(read(folder / "Fake Gain.vst3/Contents/x86_64-win/Fake Gain.vst3") == read(dll));
  CHECK(fs::is_regular_file(folder / "Fake Gain.vst3/Contents/Resources/moduleinfo.json"));
  CHECK(read(folder / "Fake Gain.clap") == read(dll));
}

TEST_CASE("what cannot be bundled is refused and leaves nothing behind") {
  const TemporaryFolder folder;
  const auto plugin = binary_from(folder / "in/a.so", fake_plugin());
  const auto plain = binary_from(folder / "in/b.so", read(ATTACCA_PLAIN_LIBRARY));
  const auto half = binary_from(folder / "in/c.so", read(ATTACCA_HALF_PLUGIN));
  const auto arm = binary_from(folder / "in/d.so", for_machine(fake_plugin(), kAarch64));
  const auto mac = binary_from(folder / "in/e.dylib", make_macho(kMacEntries));
  const fs::path out = folder / "out";
  const auto refused = [&](const std::vector<PluginBinary>& binaries, BundleRequest request) {
    const auto made = make_bundles(binaries, request);
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().bad_input);
    return made.error().error.message;
  };
  CHECK(refused({plain}, request_for(out)).find("not a plugin") != std::string::npos);
  CHECK(refused({half}, request_for(out)).find("ModuleEntry") != std::string::npos);
  CHECK(refused({half}, request_for(out, {PluginFormat::clap})).find("clap_entry") !=
        std::string::npos);
  CHECK(refused({plugin, plugin}, request_for(out)).find("two binaries") != std::string::npos);
  CHECK(refused({plugin, arm}, request_for(out)).find("a .clap file holds one") !=
        std::string::npos);
  CHECK(refused({plugin, mac}, request_for(out)).find("macOS is a folder") != std::string::npos);
  CHECK(refused({mac, mac}, request_for(out)).find("two binaries for x86_64") != std::string::npos);
  BundleRequest named = request_for(out);
  named.name = "../escape";
  CHECK(refused({plugin}, named).find("not a name") != std::string::npos);
  CHECK_FALSE(fs::exists(out));
}

TEST_CASE("an older bundle is replaced whole, with nothing of it left inside") {
  const TemporaryFolder folder;
  const auto arm = binary_from(folder / "in/arm.so", for_machine(fake_plugin(), kAarch64));
  const auto riscv = binary_from(folder / "in/riscv.so", for_machine(fake_plugin(), 243));
  const auto request = request_for(folder / "out", {PluginFormat::vst3});
  REQUIRE(make_bundles({arm}, request));
  REQUIRE(make_bundles({riscv}, request));
  CHECK_FALSE(fs::exists(folder / "out/Fake Gain.vst3/Contents/aarch64-linux"));
  CHECK(fs::exists(folder / "out/Fake Gain.vst3/Contents/riscv64-linux"));
  CHECK(leftovers(folder / "out").empty());
}

TEST_CASE("a bundle that cannot be written leaves the older one as it was") {
  const TemporaryFolder folder;
  const auto binary = binary_from(folder / "fake.so", fake_plugin());
  write(folder / "blocked", "a file where a folder should be");
  const auto made = make_bundles({binary}, request_for(folder / "blocked"));
  REQUIRE_FALSE(made.has_value());
  CHECK_FALSE(made.error().bad_input);
  CHECK(read_text(folder / "blocked") == "a file where a folder should be");
}
