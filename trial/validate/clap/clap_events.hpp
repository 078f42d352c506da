// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

#include "abi/clap/events.hpp"
#include "abi/clap/ext/params.hpp"
#include "host/plugin/offence.hpp"

namespace attacca::validate {

/// A change of a parameter, for everything, without a cookie. [any]
[[nodiscard]] clap::EventParamValue value_event(clap::Id id, double value, std::uint32_t frame = 0);

/// Input events exactly as they are added: any type, size, order and time. [main]
class ClapEventList {
 public:
  ClapEventList();
  ClapEventList(const ClapEventList&) = delete;
  ClapEventList& operator=(const ClapEventList&) = delete;

  /// Adds a copy, followed by `trailing` bytes of 0xa5 that its size counts in.
  template <typename Event>
  void add(const Event& event, std::uint32_t trailing = 0) {
    auto bytes = std::make_unique<std::byte[]>(sizeof event + trailing);
    std::memset(bytes.get(), 0xa5, sizeof event + trailing);
    Event copy = event;
    copy.header.size = static_cast<std::uint32_t>(sizeof event) + trailing;
    std::memcpy(bytes.get(), &copy, sizeof event);
    events_.push_back(std::move(bytes));
  }
  void clear() { events_.clear(); }

  [[nodiscard]] const clap::InputEvents* list() const noexcept { return &list_; }

 private:
  std::vector<std::unique_ptr<std::byte[]>> events_;
  clap::InputEvents list_{};
};

/// Takes output events: keeps parameter values, refuses when asked to, and notes what CLAP forbids.
class ClapEventSink {
 public:
  struct Value {
    clap::Id id;
    double value;
    std::uint32_t frame;
  };

  explicit ClapEventSink(host::OffenceList& conduct);
  ClapEventSink(const ClapEventSink&) = delete;
  ClapEventSink& operator=(const ClapEventSink&) = delete;

  bool refuses = false;  ///< try_push answers false, and nothing is kept.

  /// Empties it for a block of so many frames; 0: a flush, where times mean nothing. [main]
  void begin(std::uint32_t frames) noexcept;
  [[nodiscard]] const clap::OutputEvents* list() const noexcept { return &list_; }
  [[nodiscard]] const std::vector<Value>& values() const noexcept { return values_; }
  /// How many events were offered, taken or not.
  [[nodiscard]] std::size_t offered() const noexcept { return offered_; }

 private:
  static bool try_push(const clap::OutputEvents* list, const clap::EventHeader* event);
  void check(const clap::EventHeader& event) noexcept;

  static constexpr std::size_t kMostValues = 8192;
  host::OffenceList& conduct_;
  std::vector<Value> values_;
  std::size_t offered_ = 0;
  std::uint32_t frames_ = 0;
  std::uint32_t last_time_ = 0;
  clap::OutputEvents list_{};
};

}  // namespace attacca::validate
