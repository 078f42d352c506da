// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "witness/record/record_kind.hpp"

namespace attacca::witness {

/// A text or a state of which only this is known.
struct Digest {
  std::uint64_t length = 0;  ///< in bytes
  std::uint64_t hash = 0;    ///< of the recording's own kind: KeyedDigest
  friend bool operator==(const Digest&, const Digest&) = default;
};

/// A VST3 id of a class or an interface, as it lies in memory.
struct Uid {
  std::array<std::uint8_t, 16> bytes{};
  friend bool operator==(const Uid&, const Uid&) = default;
};

/// One argument, or one part of an answer.
using Value = std::variant<std::int64_t, double, std::string, Digest, Uid>;

/// One thing that a plugin was told or answered.
struct Record {
  RecordKind kind = RecordKind::call;
  std::uint16_t thread = 0;    ///< 1 is the first that called
  std::uint32_t object = 0;    ///< instance of a plugin, or a view of one; 0: the module
  std::uint64_t sequence = 0;  ///< in the order in which calls began, over all threads
  std::uint64_t time = 0;      ///< nanoseconds
  std::string_view name;       ///< lives in Recording::names
  std::vector<Value> values;
};

/// What one process of a DAW did, in the order of Record::sequence.
struct Recording {
  Recording() = default;
  Recording(Recording&&) = default;
  Recording& operator=(Recording&&) = default;
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;

  std::vector<Record> records;
  std::deque<std::string> names;
  /// What is to be said about the file: that it ends in the middle of a record, that some were
  /// damaged. Empty: it is whole.
  std::string trouble;

  /// `name` as it is kept here. [any]
  std::string_view keep(std::string_view name) {
    if (const auto kept = index_.find(name); kept != index_.end()) return *kept;
    return *index_.insert(names.emplace_back(name)).first;
  }

 private:
  std::set<std::string_view> index_;
};

}  // namespace attacca::witness
