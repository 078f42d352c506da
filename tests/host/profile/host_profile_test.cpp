// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/profile/host_profile.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <regex>
#include <sstream>

#include "host/engine/block_cutter.hpp"
#include "host/profile/host_habits.hpp"
#include "host/profile/host_profile_file.hpp"
#include "tests/host/host_test_support.hpp"

namespace attacca::host::test {

namespace {

constexpr const char* kHead = "name = \"N\"\nvendor = \"V\"\nversion = \"1\"\nsummary = \"S.\"\n";

std::string with(const std::string& rest) {
  return kHead + rest;
}

std::string error_of(const std::string& text) {
  const auto parsed = parse_host_profile(text, "p.toml");
  REQUIRE_FALSE(parsed.has_value());
  return parsed.error().message;
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// The table in docs/host-profiles.md: each habit, and which profiles have it.
std::string habit_table() {
  std::ostringstream table;
  table << "| habit | what the host does | well-behaved | profiles that differ "
           "|\n|---|---|---|---|\n";
  const HostProfile plain;
  for (const HostHabit& habit : host_habits()) {
    std::string who;
    for (const std::string_view name : host_profile_names()) {
      const HostProfile profile = must(host_profile(name));
      const std::string value = value_text(habit, profile);
      if (value == value_text(habit, plain)) continue;
      who += (who.empty() ? "" : ", ") + std::string(name);
      if (value != "true" && value != "false") who += " (" + value + ")";
    }
    table << "| `" << habit.key << "` | " << habit.description << " | " << value_text(habit, plain)
          << " | " << who << " |\n";
  }
  return table.str();
}

}  // namespace

TEST_CASE("what the TOML library does not expect is a mistake like any other") {
  CHECK(error_of("\u00E9 = 1").starts_with("p.toml:1:"));
  CHECK(error_of(kHead + std::string("\uFE7Fname = 1")).starts_with("p.toml:5:"));
  CHECK(error_of("[[[a").starts_with("p.toml:1:"));
}

TEST_CASE("a profile cannot write control characters to somebody's terminal") {
  const std::string key = error_of(with("\"a\\n\\u001B[31m\" = 1\n"));
  CHECK(key.find("unknown key \"a\\u{A}\\u{1B}[31m\"") != std::string::npos);
  const std::string habit = error_of(with("[habits.\"\\u0085\"]\nvalue = 1\nsource = \"x\"\n"));
  CHECK(habit.find("unknown habit \"\\u{85}\"") != std::string::npos);
}

TEST_CASE("a profile file sets fields, and keeps where each habit is known from") {
  const auto file =
      must(parse_host_profile(with("[habits.block_sizes]\nvalue = \"odd\"\nsource = \"a/b#1: x\"\n"
                                   "[habits.stream_chunk]\nvalue = 23\nsource = \"rule: y\"\n"
                                   "[habits.clap_run_loop]\nvalue = false\nsource = \"rule: z\"\n"),
                              "p.toml"));
  CHECK(file.profile.name == "N");
  CHECK(file.summary == "S.");
  CHECK(file.profile.block_sizes == BlockSizes::odd);
  CHECK(file.profile.stream_chunk == 23);
  CHECK_FALSE(file.profile.clap_run_loop);
  REQUIRE(file.settings.size() == 3);
  CHECK(file.settings[0].habit->key == "stream_chunk");  // in the order of the fields
  CHECK(file.settings[1].source == "a/b#1: x");
}

TEST_CASE("mistakes in a profile are reported with their place and what would be right") {
  const std::string odd = "[habits.block_sizes]\nvalue = \"huge\"\nsource = \"s\"\n";
  CHECK(error_of(with(odd)) == "p.toml:6:9: \"block_sizes\" must be one of fixed, varying, odd");
  CHECK(error_of(with("[habits.stream_chunk]\nvalue = -1\nsource = \"s\"\n")) ==
        "p.toml:6:9: \"stream_chunk\" must be a whole number from 0 to 1048576");
  CHECK(error_of(with("[habits.empty_blocks]\nvalue = 1\nsource = \"s\"\n")) ==
        "p.toml:6:9: \"empty_blocks\" must be true or false");
  CHECK(error_of(with("[habits.empty_blocks]\nvalue = true\n")) ==
        "p.toml:5:9: \"empty_blocks\" has no source: where is the habit known from?");
  CHECK(error_of(with("[habits.empty_blocks]\nsource = \"s\"\n")) ==
        "p.toml:5:9: \"empty_blocks\" has no value");
  CHECK(error_of(with("[habits.empty_blocks]\nvalue = true\nsource = \"\"\n"))
            .find("\"source\" must be a text") != std::string::npos);
  CHECK(error_of(with("[habits]\nempty_blocks = true\n"))
            .find("must be a table with value and source") != std::string::npos);
  CHECK(error_of(with("habits = 3\n")).find("\"habits\" must be a table") != std::string::npos);
  CHECK(error_of(with("colour = 3\n")).find("5:1: unknown key \"colour\"; the profile has name") !=
        std::string::npos);
  const std::string unknown = error_of(with("[habits.rudeness]\nvalue = 1\nsource = \"s\"\n"));
  CHECK(unknown.starts_with("p.toml:5:9: unknown habit \"rudeness\"; known are stream_chunk "));
  CHECK(unknown.ends_with(" vst3_translated_role_words"));
  CHECK(error_of("vendor = \"V\"\n").find("\"name\" is missing") != std::string::npos);
  CHECK(error_of("name = \"a").starts_with("p.toml:1:"));
  CHECK(error_of(std::string(kMaxProfileBytes + 1, '#')).find("too large") != std::string::npos);
}

TEST_CASE("broken and cut profiles are refused, never more") {
  const std::string whole = read_file(std::string(TEST_SOURCE) + "/profiles/hostile.toml");
  REQUIRE(whole.size() > 1000);
  for (std::size_t size = 0; size < whole.size(); size += 13) {
    (void)parse_host_profile(std::string_view(whole).substr(0, size), "cut");
    std::string damaged = whole;
    damaged[size] = static_cast<char>(damaged[size] ^ 0x55);
    (void)parse_host_profile(damaged, "damaged");
  }
}

TEST_CASE("a profile comes from the library by name and from a file by path") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "mine.toml";
  std::ofstream(path) << with("[habits.stream_chunk]\nvalue = 9\nsource = \"rule: x\"\n");
  CHECK(must(host_profile(path.string())).stream_chunk == 9);
  CHECK(must(host_profile("short-reads")).stream_chunk == 17);
  CHECK(host_profile((folder.path() / "none.toml").string()).error().message.find("cannot read") ==
        0);
  CHECK_FALSE(host_profile(folder.path().string()).has_value());
}

TEST_CASE("the shipped profiles are those of the folder, and attacca is the default") {
  std::size_t files = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(TEST_SOURCE) + "/profiles")) {
    ++files;
    CAPTURE(entry.path());
    const auto embedded = must(host_profile_file(entry.path().stem().string()));
    const auto read = must(read_host_profile(entry.path()));
    CHECK(embedded.profile == read.profile);
    CHECK(embedded.settings.size() == read.settings.size());
  }
  CHECK(files == host_profile_names().size());
  CHECK(host_profile_names().front() == "attacca");
  CHECK(must(host_profile("attacca")) == HostProfile());
}

TEST_CASE("every habit that ships differs from the default or confirms it, and names its source") {
  const std::regex form(
      "[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+(#[0-9]+| [a-z0-9/_.]+)[:, ].*|measured: docs/.*|"
      "rule( broken)?: .*");
  for (const std::string_view name : host_profile_names()) {
    for (const HabitSetting& setting : must(host_profile_file(name)).settings) {
      CAPTURE(name);
      CAPTURE(setting.habit->key);
      CAPTURE(setting.source);
      CHECK(std::regex_match(setting.source, form));
      const bool breaks_rules = setting.source.starts_with("rule broken");
      CHECK((!breaks_rules || name == "hostile"));
    }
  }
}

TEST_CASE("the table of habits in the documentation is that of the code") {
  const std::string path = std::string(TEST_SOURCE) + "/docs/host-profiles.md";
  std::string text = read_file(path);
  const std::string table = habit_table();
  if (std::getenv("ATTACCA_WRITE_DOCS") != nullptr) {
    const std::size_t begin = text.find("| habit |");
    const std::size_t end = text.find("\n\n", begin);
    REQUIRE(end != std::string::npos);
    text.replace(begin, end + 1 - begin, table);
    std::ofstream(path, std::ios::binary) << text;
  }
  CHECK_MESSAGE(text.find(table) != std::string::npos,
                "run this test with ATTACCA_WRITE_DOCS=1, which writes the table");
}

TEST_CASE("blocks are cut so that every period is played whole, and as the kind says") {
  for (const BlockSizes sizes : {BlockSizes::fixed, BlockSizes::varying, BlockSizes::odd}) {
    BlockCutter cutter(sizes);
    std::size_t pieces = 0;
    bool has_odd = false;
    for (int period = 0; period < 200; ++period) {
      const std::uint32_t whole = period % 2 == 0 ? 512 : 37;
      std::uint32_t left = whole;
      while (left > 0) {
        const std::uint32_t piece = cutter.next(left);
        REQUIRE(piece >= 1);
        REQUIRE(piece <= left);
        has_odd = has_odd || (piece % 2 == 1 && whole == 512);
        left -= piece;
        ++pieces;
      }
    }
    if (sizes == BlockSizes::fixed) CHECK(pieces == 200);
    if (sizes == BlockSizes::odd) CHECK(pieces == 400);
    if (sizes == BlockSizes::varying) CHECK(pieces > 400);
    CHECK(has_odd == (sizes != BlockSizes::fixed));
  }
  BlockCutter cutter(BlockSizes::odd);
  CHECK(cutter.next(1) == 1);
}

}  // namespace attacca::host::test
