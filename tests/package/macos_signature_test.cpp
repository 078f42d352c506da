// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/macos_signature.hpp"

#include <algorithm>
#include <bit>
#include <span>

#include <doctest/doctest.h>

#include "binary/byte_reader.hpp"
#include "binary/macho_signature.hpp"
#include "fixtures.hpp"
#include "package/bundler.hpp"
#include "package/installer.hpp"
#include "package/plugin_bundle.hpp"
#include "package/sha256.hpp"

namespace attacca::package {
namespace {

namespace cs = binary::code_signature;
using namespace attacca::package::test;

const std::string kPlist = "<plist/>";
const std::string kResources = "<files/>";

SignedWith signed_with() {
  return {"org.attacca.gain.vst3", kPlist, kResources};
}

Bytes signed_program() {
  auto made = sign_ad_hoc(make_macho(kMacEntries), signed_with());
  REQUIRE(made);
  return *made;
}

std::string hex_of(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    text += kDigits[static_cast<unsigned char>(c) >> 4U];
    text += kDigits[static_cast<unsigned char>(c) & 15U];
  }
  return text;
}

std::span<const std::byte> part_of(const PluginBinary& binary, std::size_t which) {
  const auto& slice = binary.image.slices.at(which);
  return std::span(binary.bytes).subspan(slice.offset, slice.size);
}

std::string only_problem(const SignatureReport& report) {
  return report.problems.size() == 1 ? report.problems.front()
                                     : std::to_string(report.problems.size()) + " problems";
}

}  // namespace

TEST_CASE("an ad-hoc signature lies where the loader looks, and is laid out as it reads it") {
  const Bytes file = signed_program();
  const auto place = binary::find_signature_place(file);
  REQUIRE(place);
  REQUIRE(place->command);
  CHECK(place->offset % 16 == 0);
  CHECK(place->offset + place->size == file.size());
  binary::ByteReader reader(std::span<const std::byte>(file).subspan(place->offset),
                            std::endian::big);
  CHECK(reader.u32(0) == 0xFADE0CC0);
  REQUIRE(reader.u32(8) == 3);
  const std::uint64_t directory = reader.u32(16);
  CHECK(reader.u32(12) == 0);
  CHECK(reader.u32(directory) == 0xFADE0C02);
  CHECK(reader.u32(directory + 12) == 2);  // ad hoc
  const std::uint64_t hashes = directory + reader.u32(directory + 16);
  CHECK(reader.u32(directory + 24) == 3);
  CHECK(reader.u32(directory + 32) == place->offset);
  CHECK(reader.text(directory + reader.u32(directory + 20)) == "org.attacca.gain.vst3");
  const auto digest = [&](std::uint64_t at) {
    const auto bytes = reader.bytes().subspan(at, 32);
    return hex_of({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  };
  CHECK(digest(hashes - 32) == sha256_hex(kPlist));
  CHECK(digest(hashes - 3 * 32) == sha256_hex(kResources));
  const auto page = std::span(file).first(std::min<std::uint64_t>(4096, place->offset));
  CHECK(digest(hashes) == sha256_hex(page));
}

TEST_CASE("a signature shows what was changed after it") {
  const SignedWith with = signed_with();
  Bytes file = signed_program();
  const SignatureReport fresh = check_signature(file, &with);
  CHECK(fresh.signing == Signing::present);
  CHECK(fresh.problems.empty());
  CHECK(fresh.notes.empty());
  CHECK(fresh.summary == "ad hoc as org.attacca.gain.vst3, SHA-256 of 1 pages");

  const SignedWith other_list = {with.identifier, "<other/>", kResources};
  CHECK(only_problem(check_signature(file, &other_list)) == "Info.plist is not what was signed");
  const SignedWith other_files = {with.identifier, kPlist, "<other/>"};
  CHECK(only_problem(check_signature(file, &other_files)) ==
        "_CodeSignature/CodeResources is not what was signed");
  file.at(300) ^= std::byte{1};
  CHECK(only_problem(check_signature(file, &with)) == "changed after it was signed, at byte 0");
}

TEST_CASE("what has a signature gets another in its place") {
  const Bytes once = signed_program();
  CHECK(sign_ad_hoc(once, signed_with()).value() == once);
}

TEST_CASE("each part of a universal file is signed by itself") {
  const Bytes file =
      make_universal({{0x01000007, make_macho(kMacEntries)},
                      {0x0100000C, make_macho(kMacEntries, {0x0100000C, true, false, true, 8})}});
  const auto made = sign_ad_hoc(file, signed_with());
  REQUIRE(made);
  const auto image = binary::read_binary_image(*made);
  REQUIRE(image);
  REQUIRE(image->slices.size() == 2);
  const SignedWith with = signed_with();
  for (const auto& slice : image->slices) {
    const auto report = check_signature(std::span(*made).subspan(slice.offset, slice.size), &with);
    CAPTURE(slice.architecture);
    CHECK(report.signing == Signing::present);
    CHECK(report.problems.empty());
    CHECK(slice.exports_symbol("bundleEntry"));
  }
}

TEST_CASE("what cannot be signed says why") {
  CHECK(sign_ad_hoc(fake_plugin(), signed_with()).error().message == "no Mach-O file");
  Bytes full = make_macho(kMacEntries);
  std::fill_n(full.begin() + 20, 4, std::byte{0x7F});  // the size of all load commands
  CHECK(!sign_ad_hoc(full, signed_with()));
}

TEST_CASE(
    "parts for older Macs are packed and installed as they are, and nobody looks for signatures") {
  const MachOOptions kOlder[] = {{0x00000007, false, false, false, 8},
                                 {0x00000012, false, true, false, 8}};
  const TemporaryFolder folder;
  for (const MachOOptions& options : kOlder) {
    const Bytes older = make_macho(kMacEntries, options);
    CHECK(sign_ad_hoc(older, signed_with()).value() == older);
    const auto alone = check_signature(older);
    CHECK(alone.signing == Signing::unread);
    CHECK(alone.problems.empty());

    write(folder / "fake.dylib",
          make_universal({{options.cpu, older}, {0x01000007, make_macho(kMacEntries)}}));
    BundleRequest request;
    request.out = folder.path();
    request.formats = {PluginFormat::vst3};
    REQUIRE(make_bundles({*read_plugin_binary(folder / "fake.dylib")}, request));
    const auto bundle = read_plugin_bundle(folder / "Fake Gain.vst3");
    REQUIRE(bundle);
    CHECK(bundle->all_problems().empty());
    REQUIRE(bundle->notes.size() == 2);
    CHECK(bundle->notes.back().starts_with(
        "whether it is signed is not looked at, as macOS 10.15 and newer do not load it, "));
    const PluginBinary& made = bundle->binaries.front();
    REQUIRE(made.image.slices.size() == 2);
    CHECK(check_signature(part_of(made, 0)).signing == Signing::unread);
    CHECK(check_signature(part_of(made, 1)).signing == Signing::present);
  }
}

TEST_CASE("a signature that lies about itself is an error and no read outside") {
  const Bytes whole = signed_program();
  const auto place = binary::find_signature_place(whole);
  REQUIRE(place);
  std::size_t errors = 0;
  for (std::size_t at = place->offset; at < place->offset + 140; ++at) {
    Bytes file = whole;
    file.at(at) = std::byte{0xFF};
    const auto signature = binary::read_code_signature(file);
    if (!signature) ++errors;
    (void)check_signature(file);
  }
  CHECK(errors > 20);
  for (std::size_t size = 0; size < whole.size(); size += 7) {
    (void)binary::read_code_signature(std::span(whole).first(size));
  }
}

TEST_CASE("parts of a signature that lie over one another are held once") {
  Bytes file = signed_program();
  const auto place = binary::find_signature_place(file);
  REQUIRE(place);
  const auto whole = binary::read_code_signature(file);
  REQUIRE(whole);
  const auto directory = (*whole)->blobs.at(cs::kSlotCodeDirectory);
  constexpr unsigned kParts = 64;
  constexpr unsigned kIndex = 12 + 8 * kParts;
  Bytes signature(kIndex);
  const auto set = [](Bytes& bytes, std::size_t at, std::uint64_t value) {
    for (unsigned i = 0; i < 4; ++i) bytes.at(at + i) = std::byte(value >> (24 - 8 * i) & 0xFFU);
  };
  set(signature, 0, cs::kSuperBlob);
  set(signature, 4, kIndex + directory.size());
  set(signature, 8, kParts);
  for (unsigned i = 0; i < kParts; ++i) {
    set(signature, 12 + 8 * i, i);
    set(signature, 16 + 8 * i, kIndex);
  }
  signature.insert(signature.end(), directory.begin(), directory.end());
  file.resize(place->offset);
  file.insert(file.end(), signature.begin(), signature.end());
  const std::uint64_t size = signature.size();
  for (unsigned i = 0; i < 4; ++i) {
    file.at(*place->command + 12 + i) = std::byte(size >> 8 * i & 0xFFU);
  }
  const auto found = binary::read_code_signature(file);
  REQUIRE(found);
  REQUIRE(found->has_value());
  CHECK((*found)->blobs.size() == kParts);
  for (const auto& [slot, blob] : (*found)->blobs) {
    CHECK(blob.data() == file.data() + place->offset + kIndex);
  }
}

TEST_CASE("a name with what XML escapes is the same name in Info.plist") {
  const TemporaryFolder folder;
  write(folder / "fake.dylib", make_macho(kMacEntries));
  for (const std::string name : {"Drum & Bass", "A<B>&C", "\"It's\""}) {
    CAPTURE(name);
    BundleRequest request;
    request.out = folder.path();
    request.formats = {PluginFormat::vst3};
    request.name = name;
    REQUIRE(make_bundles({*read_plugin_binary(folder / "fake.dylib")}, request));
    const auto bundle = read_plugin_bundle(folder / (name + ".vst3"));
    REQUIRE(bundle);
    CHECK(bundle->all_problems() == std::vector<std::string>{});
  }
}

TEST_CASE("a bundle whose sealed files were changed is no bundle that macOS takes") {
  const TemporaryFolder folder;
  write(folder / "fake.dylib", make_macho(kMacEntries));
  const auto binary = read_plugin_binary(folder / "fake.dylib");
  REQUIRE(binary);
  BundleRequest request;
  request.out = folder.path();
  REQUIRE(make_bundles({*binary}, request));
  const auto bundle = folder / "Fake Gain.vst3";
  REQUIRE(read_plugin_bundle(bundle));
  CHECK(read_plugin_bundle(bundle)->all_problems().empty());

  const auto info = bundle / "Contents/Resources/moduleinfo.json";
  const std::string before = read_text(info);
  write(info, before + " ");
  REQUIRE(read_plugin_bundle(bundle)->macos_problems.size() == 1);
  CHECK(read_plugin_bundle(bundle)->macos_problems.front() ==
        "not what the signature has sealed: " + info.string());
  write(info, before);
  write(bundle / "Contents/Info.plist", std::string_view("<plist></plist>"));
  CHECK(read_plugin_bundle(bundle)->macos_problems.size() == 1);
  write(bundle / "Contents/Info.plist", std::string_view("no list"));
  CHECK(read_plugin_bundle(bundle)->notes.back().starts_with("what Info.plist says is not looked"));
  std::filesystem::remove(bundle / "Contents/Info.plist");
  CHECK(read_plugin_bundle(bundle)->macos_problems.front().starts_with("no Info.plist"));
}

TEST_CASE("Info.plist has to name a program that is there, and others may be beside it") {
  const TemporaryFolder folder;
  write(folder / "fake.dylib", make_macho(kMacEntries));
  BundleRequest request;
  request.out = folder.path();
  request.formats = {PluginFormat::clap};
  REQUIRE(make_bundles({*read_plugin_binary(folder / "fake.dylib")}, request));
  const auto contents = folder / "Fake Gain.clap/Contents";
  std::string plist = read_text(contents / "Info.plist");
  const std::string name = "<string>Fake Gain<";
  const std::size_t at = plist.find(name, plist.find("CFBundleExecutable"));
  REQUIRE(at != std::string::npos);
  plist.replace(at, name.size(), "<string>Other<");
  write(contents / "Info.plist", plist);
  const auto problems_of_its_name = [&folder] {
    std::vector<std::string> found = read_plugin_bundle(folder / "Fake Gain.clap")->macos_problems;
    std::erase_if(found, [](const std::string& problem) {
      return !problem.starts_with("Info.plist names another program");
    });
    return found;
  };
  CHECK(problems_of_its_name() ==
        std::vector<std::string>{"Info.plist names another program, Other: " +
                                 (contents / "MacOS/Fake Gain").string()});
  write(contents / "MacOS/Other", make_macho(kMacEntries));
  CHECK(problems_of_its_name().empty());
}

TEST_CASE("what macOS alone refuses keeps no bundle from being installed on another system") {
  const TemporaryFolder folder;
  write(folder / "fake.dylib", make_macho(kMacEntries));
  write(folder / "fake.so", fake_plugin());
  BundleRequest request;
  request.out = folder.path();
  request.formats = {PluginFormat::vst3};
  REQUIRE(make_bundles(
      {*read_plugin_binary(folder / "fake.so"), *read_plugin_binary(folder / "fake.dylib")},
      request));
  const auto bundle = folder / "Fake Gain.vst3";
  std::filesystem::remove(bundle / "Contents/Info.plist");
  const auto found = read_plugin_bundle(bundle);
  REQUIRE(found);
  CHECK(found->problems.empty());
  CHECK(found->problems_here().empty());
  REQUIRE(found->all_problems().size() == 1);
  CHECK(found->all_problems().front().starts_with("no Info.plist in a bundle for macOS: "));

  InstallRequest install;
  install.folder = folder / "installed";
  CHECK(install_bundles({bundle}, install));
}

TEST_CASE(
    "a program without a bundle whose signature does not fit is no program that macOS takes") {
  const TemporaryFolder folder;
  Bytes file = signed_program();
  write(folder / "fake.dylib", file);
  CHECK(read_plugin_bundle(folder / "fake.dylib")->all_problems().empty());
  file.at(300) ^= std::byte{1};
  write(folder / "fake.dylib", file);
  const auto changed = read_plugin_bundle(folder / "fake.dylib");
  REQUIRE(changed);
  REQUIRE(changed->all_problems().size() == 1);
  CHECK(changed->all_problems().front() ==
        "changed after it was signed, at byte 0, x86_64: " + (folder / "fake.dylib").string());
  const auto seen =
      run(ATTACCA_PROGRAM " inspect --json " + (folder / "fake.dylib").string() + " 2>&1");
  CHECK(seen.status == 1);
  CHECK(seen.out.find("changed after it was signed, at byte 0") != std::string::npos);
}

TEST_CASE("a bundle for one kind of Mac says so") {
  const TemporaryFolder folder;
  write(folder / "fake.dylib", make_macho(kMacEntries));
  BundleRequest request;
  request.out = folder.path();
  request.formats = {PluginFormat::clap};
  REQUIRE(make_bundles({*read_plugin_binary(folder / "fake.dylib")}, request));
  const auto bundle = read_plugin_bundle(folder / "Fake Gain.clap");
  REQUIRE(bundle);
  REQUIRE(bundle->notes.size() == 1);
  CHECK(bundle->notes.front().starts_with("no part for arm64: "));
}

}  // namespace attacca::package
