// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "witness/record/record_file.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace attacca::witness {
namespace {

Entry entry_of(std::uint64_t sequence, const char* name) {
  Entry entry;
  entry.sequence = sequence;
  entry.time = sequence * 1000;
  entry.object = 3;
  entry.name = name;
  return entry;
}

Result<Recording> read(const std::string& bytes) {
  return read_recording(std::as_bytes(std::span(bytes)), "a.witness");
}

/// Three records; returns where each ends too, and where the names before them do.
std::string small_file(std::vector<std::size_t>* ends = nullptr,
                       std::vector<std::size_t>* names = nullptr) {
  std::string file = file_head();
  for (const auto& [number, name] :
       {std::pair{0, "clap.plugin.activate"}, {1, "clap.plugin.process"}}) {
    append_name(file, static_cast<std::uint16_t>(number), name);
    if (names != nullptr) names->push_back(file.size());
  }
  Entry first = entry_of(0, "");
  first.put_real(48000.0);
  first.put_integer(-7);
  append_entry(file, first, 0, 1);
  if (ends != nullptr) ends->push_back(file.size());
  Entry second = entry_of(1, "");
  second.kind = RecordKind::detail;
  second.put_text("eleven byte");
  second.put_digest(12, 0xABCDEFu);
  append_entry(file, second, 1, 2);
  if (ends != nullptr) ends->push_back(file.size());
  Entry third = entry_of(2, "");
  third.kind = RecordKind::result;
  third.put_uid("0123456789abcdef");
  append_entry(file, third, 1, 2);
  if (ends != nullptr) ends->push_back(file.size());
  return file;
}

TEST_CASE("what was written is read") {
  const auto recording = read(small_file());
  REQUIRE(recording);
  CHECK(recording->trouble.empty());
  REQUIRE(recording->records.size() == 3);
  const Record& first = recording->records[0];
  CHECK(first.kind == RecordKind::call);
  CHECK(first.name == "clap.plugin.activate");
  CHECK(first.thread == 1);
  CHECK(first.object == 3);
  CHECK(first.values == std::vector<Value>{48000.0, std::int64_t{-7}});
  const Record& second = recording->records[1];
  CHECK(second.time == 1000);
  CHECK(second.values == std::vector<Value>{std::string("eleven byte"), Digest{12, 0xABCDEFu}});
  Uid uid;
  std::copy_n("0123456789abcdef", 16, uid.bytes.begin());
  CHECK(recording->records[2].values == std::vector<Value>{uid});
}

TEST_CASE("records are sorted by their sequence, whoever was faster on the way to the file") {
  std::string file = file_head();
  append_name(file, 0, "a");
  append_entry(file, entry_of(5, ""), 0, 1);
  append_entry(file, entry_of(3, ""), 0, 2);
  const auto recording = read(file);
  REQUIRE(recording);
  CHECK(recording->records[0].sequence == 3);
}

TEST_CASE("a file that was cut off anywhere gives all records that are complete") {
  std::vector<std::size_t> ends;
  std::vector<std::size_t> names;
  const std::string file = small_file(&ends, &names);
  for (std::size_t length = 0; length <= file.size(); ++length) {
    INFO(length);
    const auto recording = read(file.substr(0, length));
    if (length < kFileHeadBytes) {
      REQUIRE_FALSE(recording);
      CHECK(recording.error().message.starts_with("a.witness is no witness file"));
      continue;
    }
    REQUIRE(recording);
    const auto complete = static_cast<std::size_t>(
        std::count_if(ends.begin(), ends.end(), [&](std::size_t end) { return end <= length; }));
    CHECK(recording->records.size() == complete);
    const auto is_end = [length](const std::vector<std::size_t>& all) {
      return std::find(all.begin(), all.end(), length) != all.end();
    };
    if (length == kFileHeadBytes || is_end(ends) || is_end(names)) {
      CHECK(recording->trouble.empty());
    } else {
      CHECK(recording->trouble.find("ends in the middle of a record") != std::string::npos);
    }
  }
}

TEST_CASE("a damaged record costs itself alone") {
  std::vector<std::size_t> ends;
  const std::string file = small_file(&ends);
  for (std::size_t byte = ends[0] + 8; byte < ends[1]; ++byte) {
    std::string damaged = file;
    damaged[byte] = static_cast<char>(damaged[byte] ^ 0x10);
    const auto recording = read(damaged);
    REQUIRE(recording);
    CHECK(recording->records.size() == 2);
    CHECK(recording->trouble == "a.witness: 1 records are damaged; 2 complete records were read");
  }
}

TEST_CASE("what is no witness file is refused with one clear message") {
  for (const std::string& bytes : {std::string(), std::string("attacca"), std::string(5000, '\0'),
                                   std::string("RIFF....WAVE....")}) {
    const auto recording = read(bytes);
    REQUIRE_FALSE(recording);
    CHECK(recording.error().message ==
          "a.witness is no witness file: it does not begin with \"attacca-witness\"; give the file "
          "that the Attacca Witness has written");
  }
}

TEST_CASE("a later version is refused by its number") {
  std::string file = small_file();
  file[kFileHead.size()] = 9;
  const auto recording = read(file);
  REQUIRE_FALSE(recording);
  CHECK(recording.error().message ==
        "a.witness is a witness file of version 9; this program reads version 1: use the attacca "
        "that belongs to the witness");
}

TEST_CASE("a length that no record has ends the reading, and nothing is lost before it") {
  std::vector<std::size_t> ends;
  std::string file = small_file(&ends);
  for (const char byte : {'\0', '\x7F', '\xFF'}) {
    std::fill_n(file.begin() + static_cast<std::ptrdiff_t>(ends[1]), 4, byte);
    const auto recording = read(file);
    REQUIRE(recording);
    CHECK(recording->records.size() == 2);
    CHECK(recording->trouble.find("cannot be read from byte " + std::to_string(ends[1])) !=
          std::string::npos);
  }
}

TEST_CASE("1 GB is read up to a bound, and the message says so") {
  // Records first, and then the same record for ever.
  std::string record;
  append_name(record, 0, std::string(1000, 'n'));
  std::string start = small_file();
  std::uint64_t given = 0;
  const std::uint64_t all = std::uint64_t{1} << 30U;
  std::string pending = start;
  const auto recording = read_recording(
      [&](std::span<std::byte> out) -> Result<std::size_t> {
        if (given >= all) return std::size_t{0};
        while (pending.size() < out.size()) pending += record;
        std::copy_n(std::as_bytes(std::span(pending)).begin(), out.size(), out.begin());
        pending.erase(0, out.size());
        given += out.size();
        return out.size();
      },
      "a.witness");
  REQUIRE(recording);
  CHECK(recording->records.size() == 3);
  CHECK(given <= kMostFileBytes + (std::uint64_t{2} << 20U));
  CHECK(recording->trouble ==
        "a.witness is longer than the 256 MB that are read; the rest is left out; 3 complete "
        "records were read");
}

TEST_CASE("values that do not fit are left out, and the entry says so") {
  Entry entry = entry_of(0, "");
  entry.put_text(std::string(200, 'x'));
  CHECK(entry.is_cut);
  entry.put_digest(1, 2);
  std::string file = file_head();
  append_name(file, 0, "a");
  append_entry(file, entry, 0, 1);
  const auto recording = read(file);
  REQUIRE(recording);
  REQUIRE(recording->records.size() == 1);
  CHECK(recording->records[0].values == std::vector<Value>{std::string(104, 'x')});
}

}  // namespace
}  // namespace attacca::witness
