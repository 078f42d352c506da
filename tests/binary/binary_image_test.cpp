// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "binary/binary_image.hpp"

#include <algorithm>
#include <cstdlib>
#include <random>

#include <doctest/doctest.h>

#include "package/plugin_binary.hpp"
#include "tests/package/fixtures.hpp"
#include "tests/package/hybrid_pe.hpp"

using namespace attacca::binary;
using namespace attacca::package;
using namespace attacca::package::test;

namespace {

// Reads the way everybody does, records included, and only has to come back.
void must_survive(const Bytes& file) {
  const auto image = read_binary_image(file);
  (void)find_build_identity(file, image ? &*image : nullptr);
  (void)find_plugin_metadata(file, image ? &*image : nullptr);
}

// Copies, so that the sanitizer sees a block of exactly this size.
Bytes first(const Bytes& file, std::size_t size) {
  return {file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size)};
}

void every_truncation_is_refused(const Bytes& file) {
  REQUIRE(read_binary_image(file));
  const std::size_t step = file.size() > 8192 ? 61 : 1;
  for (std::size_t size = 0; size < file.size(); size += size < 4096 ? 1 : step) {
    const auto image = read_binary_image(first(file, size));
    CAPTURE(size);
    REQUIRE_FALSE(image.has_value());
    REQUIRE_FALSE(image.error().message.empty());
  }
  CHECK_FALSE(read_binary_image(first(file, file.size() - 1)).has_value());
}

void every_header_lie_is_survived(const Bytes& file) {
  const std::size_t header = std::min<std::size_t>(file.size(), 1024);
  for (std::size_t at = 0; at < header; ++at) {
    for (const unsigned value : {0x00U, 0x01U, 0x7FU, 0x80U, 0xFFU}) {
      Bytes lying = file;
      lying[at] = static_cast<std::byte>(value);
      must_survive(lying);
    }
  }
  for (std::size_t at = 0; at + 8 <= header; ++at) {
    for (const unsigned width : {2U, 4U, 8U}) {
      Bytes lying = file;
      for (unsigned i = 0; i < width; ++i) lying[at + i] = std::byte{0xFF};
      must_survive(lying);
    }
  }
}

void every_random_damage_is_survived(const Bytes& file) {
  std::mt19937 random(20260101);
  std::uniform_int_distribution<std::size_t> place(0, file.size() - 1);
  std::uniform_int_distribution<unsigned> value(0, 255);
  for (int round = 0; round < 400; ++round) {
    Bytes damaged = file;
    for (int i = 0; i < 40; ++i) damaged[place(random)] = static_cast<std::byte>(value(random));
    must_survive(damaged);
  }
}

void put(Bytes& file, std::size_t at, std::uint64_t value, unsigned width, bool big_endian) {
  if (file.size() < at + width) file.resize(at + width);
  for (unsigned i = 0; i < width; ++i) {
    file[at + i] = static_cast<std::byte>(value >> 8U * (big_endian ? width - 1 - i : i));
  }
}

// A header, three sections (none, .dynsym, .dynstr) and one exported symbol, "clap_entry".
Bytes tiny_elf(bool wide, bool big_endian, std::uint16_t machine) {
  Bytes file = bytes_of(
      "\x7F"
      "ELF");
  const unsigned word = wide ? 8 : 4;
  const std::size_t header = wide ? 64 : 52;
  const std::size_t symbol = wide ? 24 : 16;
  const std::size_t section = wide ? 64 : 40;
  const std::size_t strings = header + symbol;
  const std::size_t table = strings + 16;
  const auto set = [&](std::size_t at, std::uint64_t value, unsigned width) {
    put(file, at, value, width, big_endian);
  };
  set(4, wide ? 2 : 1, 1);
  set(5, big_endian ? 2 : 1, 1);
  set(16, 3, 2);
  set(18, machine, 2);
  set(wide ? 40 : 32, table, word);
  set(wide ? 58 : 46, section, 2);
  set(wide ? 60 : 48, 3, 2);
  set(wide ? 62 : 50, 0, 2);
  set(header, 1, 4);
  set(header + (wide ? 4 : 12), 0x10, 1);
  set(header + (wide ? 6 : 14), 1, 2);
  const Bytes name = bytes_of(std::string_view("\0clap_entry\0", 12));
  file.resize(strings);  // the rest of the symbol is zero
  file.insert(file.end(), name.begin(), name.end());
  file.resize(table + 3 * section);
  const auto fill_section = [&](std::size_t index, std::uint32_t type, std::size_t offset,
                                std::size_t size, std::uint32_t link) {
    const std::size_t at = table + index * section;
    set(at + 4, type, 4);
    set(at + (wide ? 24 : 16), offset, word);
    set(at + (wide ? 32 : 20), size, word);
    set(at + (wide ? 40 : 24), link, 4);
  };
  fill_section(1, 11, header, symbol, 2);
  fill_section(2, 3, strings, 12, 0);
  return file;
}

}  // namespace

TEST_CASE("an ELF library shows its architecture, exports and sections") {
  const auto image = read_binary_image(fake_plugin());
  REQUIRE(image);
  CHECK(image->format == ObjectFormat::elf);
  REQUIRE(image->slices.size() == 1);
  CHECK(image->slices[0].shared_library);
  CHECK(image->exports_symbol("clap_entry"));
  CHECK(image->exports_symbol("GetPluginFactory"));
  CHECK_FALSE(image->exports_symbol("no_such_symbol"));
  CHECK_FALSE(image->exports_symbol("clap_entr"));
}

TEST_CASE("an ELF library names the libraries that are opened with it, with and without sections") {
  Bytes file = fake_plugin();
  for (const bool is_stripped : {false, true}) {
    if (is_stripped) {
      put(file, 40, 0, 8, false);
      put(file, 60, 0, 2, false);
    }
    const auto image = read_binary_image(file);
    REQUIRE(image);
    const auto& needed = image->slices[0].needed;
    CHECK(std::find(needed.begin(), needed.end(), "libm.so.6") != needed.end());
  }
}

TEST_CASE("ELF of every word size and byte order is read") {
  struct Machine {
    std::uint16_t number;
    bool wide;
    bool big_endian;
    const char* name;
  };
  for (const Machine& machine :
       {Machine{62, true, false, "x86_64"}, Machine{183, true, false, "aarch64"},
        Machine{40, false, false, "armv7l"}, Machine{3, false, false, "i686"},
        Machine{243, true, false, "riscv64"}, Machine{21, true, true, "ppc64"},
        Machine{22, true, true, "s390x"}, Machine{20, false, true, "ppc"}}) {
    CAPTURE(std::string(machine.name));
    const Bytes file = tiny_elf(machine.wide, machine.big_endian, machine.number);
    const auto image = read_binary_image(file);
    REQUIRE(image);
    CHECK(image->slices[0].architecture == machine.name);
    REQUIRE(image->slices[0].exports.size() == 1);
    CHECK(image->slices[0].exports[0] == "clap_entry");
    every_truncation_is_refused(file);
    every_header_lie_is_survived(file);
  }
}

TEST_CASE("ELF without a section table is read as the loader reads it") {
  Bytes stripped = fake_plugin();
  put(stripped, 40, 0, 8, false);
  put(stripped, 60, 0, 2, false);
  const auto image = read_binary_image(stripped);
  REQUIRE(image);
  CHECK(image->exports_symbol("clap_entry"));
  CHECK(image->exports_symbol("something_else"));
  CHECK(find_build_identity(stripped, &*image).has_value());
  every_header_lie_is_survived(stripped);
  every_random_damage_is_survived(stripped);
}

TEST_CASE("a PE library shows its architecture and exports") {
  const Bytes file = make_pe({"GetPluginFactory", "clap_entry"});
  const auto image = read_binary_image(file);
  REQUIRE(image);
  CHECK(image->format == ObjectFormat::pe);
  CHECK(image->slices[0].architecture == "x86_64");
  CHECK(image->slices[0].shared_library);
  CHECK(image->slices[0].exports == std::vector<std::string>{"GetPluginFactory", "clap_entry"});
  CHECK(find_build_identity(file, &*image).has_value());
  CHECK(read_binary_image(make_pe({"a"}, 0x014C))->slices[0].architecture == "x86");
  CHECK(read_binary_image(make_pe({"a"}, 0xAA64))->slices[0].architecture == "arm64");
}

TEST_CASE("a PE library made by a real compiler is read") {
  const char* path = ATTACCA_FAKE_DLL;
  if (*path == '\0') {
    MESSAGE("no compiler for Windows here: not checked");
    return;
  }
  const auto binary = read_plugin_binary(path);
  REQUIRE(binary);
  CHECK(binary->architectures() == "x86_64");
  CHECK(binary->formats().size() == 2);
  REQUIRE(binary->identity);
  CHECK(binary->identity->plugin == "fake_gain");
  CHECK(binary->plugins.size() == 1);
  every_header_lie_is_survived(binary->bytes);
}

TEST_CASE("a Mach-O bundle shows its architecture and exports, however they are stored") {
  for (const bool trie : {false, true}) {
    for (const bool wide : {false, true}) {
      for (const bool big_endian : {false, true}) {
        CAPTURE(trie);
        CAPTURE(wide);
        CAPTURE(big_endian);
        const std::uint32_t cpu = wide ? 0x0100000CU : 7U;
        const Bytes file = make_macho(kMacEntries, {cpu, wide, big_endian, trie, 8});
        const auto image = read_binary_image(file);
        REQUIRE(image);
        CHECK(image->format == ObjectFormat::macho);
        CHECK(image->slices[0].architecture == (wide ? "arm64" : "i386"));
        CHECK(image->slices[0].exports == std::vector<std::string>{"GetPluginFactory",
                                                                   "bundleEntry", "bundleExit",
                                                                   "clap_entry"});
        CHECK(find_build_identity(file, &*image).has_value());
        every_truncation_is_refused(file);
        every_header_lie_is_survived(file);
        every_random_damage_is_survived(file);
      }
    }
  }
}

TEST_CASE("a universal file shows what each part exports") {
  const Bytes intel = make_macho(kMacEntries);
  const Bytes arm = make_macho({"_clap_entry"}, {0x0100000C, true, false, true, 8});
  const Bytes file = make_universal({{0x01000007, intel}, {0x0100000C, arm}});
  const auto image = read_binary_image(file);
  REQUIRE(image);
  REQUIRE(image->slices.size() == 2);
  CHECK(image->slices[1].architecture == "arm64");
  CHECK(image->exports_symbol("clap_entry"));
  CHECK_FALSE(image->exports_symbol("GetPluginFactory"));  // only one of the two has it
  CHECK(find_build_identity(file, &*image).has_value());
  every_truncation_is_refused(file);
  every_header_lie_is_survived(file);
}

TEST_CASE("a file cut anywhere is refused and never read outside") {
  every_truncation_is_refused(fake_plugin());
  every_truncation_is_refused(make_pe({"GetPluginFactory", "clap_entry"}));
}

TEST_CASE("a file that lies in its header is survived") {
  every_header_lie_is_survived(fake_plugin());
  every_header_lie_is_survived(make_pe({"GetPluginFactory", "clap_entry"}));
  every_random_damage_is_survived(fake_plugin());
  every_random_damage_is_survived(make_pe({"GetPluginFactory", "clap_entry"}));
}

TEST_CASE("overlapping export names cannot claim more memory than the limit") {
  // Every entry of the name table points at one long name.
  std::vector<std::string> names(60000, "");
  names[0] = std::string(4000, 'x');
  Bytes file = make_pe(names);
  for (std::size_t i = 1; i < names.size(); ++i) {
    std::copy_n(file.begin() + 0x200 + 40, 4,
                file.begin() + 0x200 + 40 + static_cast<std::ptrdiff_t>(4 * i));
  }
  const auto image = read_binary_image(file);
  REQUIRE_FALSE(image.has_value());
  CHECK(image.error().message.find("more exported names") != std::string::npos);
}

TEST_CASE("what is no program file is refused by name") {
  CHECK(read_binary_image({}).error().message == "the file is empty");
  for (const std::string_view text : {"hello", "#!/bin/sh\n", "MZ", "PK\x03\x04 zip", "x"}) {
    CHECK_FALSE(read_binary_image(bytes_of(text)).has_value());
  }
  // A Java class begins like a universal Mach-O file.
  CHECK_FALSE(read_binary_image(bytes_of(std::string_view("\xCA\xFE\xBA\xBE\0\0\0\x3D rest", 13)))
                  .has_value());
}

TEST_CASE("a program is no plugin although it can be read") {
  const auto program = read_plugin_binary("/proc/self/exe");
  REQUIRE(program);
  CHECK(program->formats().empty());
}

TEST_CASE("hybrid images for Windows on ARM are told from those of one machine") {
  struct Case {
    std::uint16_t machine;
    bool has_metadata;
    const char* architecture;
  };
  for (const Case& each : {Case{0x8664, false, "x86_64"}, Case{0x8664, true, "arm64ec"},
                           Case{0xAA64, false, "arm64"}, Case{0xAA64, true, "arm64x"}}) {
    CAPTURE(std::string(each.architecture));
    Hybrid hybrid;
    hybrid.machine = each.machine;
    hybrid.has_metadata = each.has_metadata;
    const Bytes file = hybrid_image(hybrid);
    const auto image = read_binary_image(file);
    REQUIRE(image);
    CHECK(image->slices[0].architecture == each.architecture);
    CHECK(image->exports_symbol("clap_entry"));
    every_header_lie_is_survived(file);
    every_random_damage_is_survived(file);
  }
}

TEST_CASE("an ARM64X image exports what processes of both machines find") {
  for (const bool by_delta : {false, true}) {
    CAPTURE(by_delta);
    Hybrid hybrid;
    hybrid.by_delta = by_delta;
    hybrid.other = {"GetPluginFactory", "something_else"};
    const Bytes file = hybrid_image(hybrid);
    const auto image = read_binary_image(file);
    REQUIRE(image);
    CHECK(image->slices[0].exports == std::vector<std::string>{"GetPluginFactory"});
    every_truncation_is_refused(file);
    every_header_lie_is_survived(file);
    every_random_damage_is_survived(file);
  }
}
