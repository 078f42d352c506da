// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "abi/clap/events.hpp"
#include "host/clap/clap_notes.hpp"
#include "host/plugin/callback_visitor.hpp"
#include "host/plugin/note_event.hpp"
#include "host/plugin/parameter.hpp"
#include "host/plugin/transport.hpp"

namespace attacca::host {

/// Parameter edits and notes as a CLAP input list. Nothing is allocated while it is filled.
class ClapInputEvents {
 public:
  /// Room for so many edits.
  explicit ClapInputEvents(std::size_t edits);
  ClapInputEvents(const ClapInputEvents&) = delete;
  ClapInputEvents& operator=(const ClapInputEvents&) = delete;

  /// Ids and cookies, sorted by id. Not while anything processes. [main]
  void set_cookies(std::vector<std::pair<clap::Id, void*>> cookies) {
    cookies_ = std::move(cookies);
  }
  /// What the plugin's note ports take; with any, there is room for as many notes as edits. Not
  /// while anything processes. [main]
  void set_note_ports(std::vector<NotePortInfo> ports) {
    ports_ = std::move(ports);
    if (!ports_.empty()) events_.resize(2 * edits_);
  }
  /// The list of these edits and notes, each sorted by frame, until the next call; as many as fit.
  /// Edits come before notes of the same frame. `visitor` is called when the plugin looks at the
  /// list. [audio, or main while inactive]
  const clap::InputEvents* fill(std::span<const ParameterEdit> edits,
                                std::span<const NoteEvent> notes = {},
                                CallbackVisitor* visitor = nullptr) noexcept;
  /// How many notes of the last list were not carried. [audio]
  [[nodiscard]] std::size_t left_out() const noexcept { return left_out_; }

 private:
  [[nodiscard]] void* cookie_of(clap::Id id) const noexcept;
  void add(const ParameterEdit& edit) noexcept;
  void add(const NoteEvent& note) noexcept;

  std::size_t edits_;
  std::vector<ClapEvent> events_;
  std::vector<NotePortInfo> ports_;
  std::size_t left_out_ = 0;
  CallbackVisit visit_;
  std::uint32_t count_ = 0;
  std::vector<std::pair<clap::Id, void*>> cookies_;
  clap::InputEvents list_{};
};

/// The transport in CLAP's form. [any]
[[nodiscard]] clap::EventTransport clap_transport(const Transport& transport) noexcept;

}  // namespace attacca::host
