// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "abi/clap/events.hpp"
#include "host/parameter.hpp"
#include "host/transport.hpp"

namespace attacca::host {

/// Parameter edits as a CLAP input list. The memory is allocated once.
class ClapInputEvents {
 public:
  explicit ClapInputEvents(std::size_t capacity);
  ClapInputEvents(const ClapInputEvents&) = delete;
  ClapInputEvents& operator=(const ClapInputEvents&) = delete;

  /// Ids and cookies, sorted by id. [main, while nothing processes]
  void set_cookies(std::vector<std::pair<clap::Id, void*>> cookies) {
    cookies_ = std::move(cookies);
  }
  /// The list of these edits, until the next call; as many as fit. [audio; main while inactive]
  const clap::InputEvents* fill(std::span<const ParameterEdit> edits) noexcept;

 private:
  [[nodiscard]] void* cookie_of(clap::Id id) const noexcept;

  std::vector<clap::EventParamValue> events_;
  std::uint32_t count_ = 0;
  std::vector<std::pair<clap::Id, void*>> cookies_;
  clap::InputEvents list_{};
};

/// The transport in CLAP's form. [any]
[[nodiscard]] clap::EventTransport clap_transport(const Transport& transport) noexcept;

}  // namespace attacca::host
