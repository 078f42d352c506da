// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

#include "abi/clap/events.hpp"
#include "abi/clap/query.hpp"
#include "attacca/event.hpp"
#include "attacca/formats/format_parts.hpp"

namespace attacca::clap_wrapper {

class Instance;

/// An extension that only some plugins offer, or only some ask of their host.
struct Part {
  bool (*is_id)(const char* id) noexcept;  ///< null: nothing is offered
  const void* table;
  void (*connect)(Instance& instance);  ///< null, or what init looks up; outside the gate. [main]
};

/// What sends note events, for plugins that have note ports.
struct NoteOutputPart {
  /// push_note_event().
  Sent (*push)(const clap::OutputEvents& out, std::uint32_t frame, const Event& event) noexcept;
};

/// Offers `table`.
template <clap::PluginTable T>
constexpr Part part_of(const T& table, void (*connect)(Instance&) = nullptr) noexcept {
  return {&clap::is_id_of<T>, &table, connect};
}

}  // namespace attacca::clap_wrapper
