// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

#include "parlando/conductor/fields.hpp"
#include "parlando/conductor/phrase.hpp"
#include "parlando/conductor/records.hpp"
#include "parlando/conductor/session.hpp"
#include "parlando/conductor/transport_clock.hpp"

namespace parlando {

// The objects of docs/parlando/control.md. [any] Allocates.

/// `process` may be null.
[[nodiscard]] Json json_of(const MusicianRecord& musician, const ProcessRecord* process,
                           const Session& session);
[[nodiscard]] Json json_of(const ProcessRecord& process);
[[nodiscard]] Json json_of(const TransportClock& transport, std::int64_t wall);
[[nodiscard]] Json json_of(const PhraseRecord& phrase);
[[nodiscard]] Json json_of(const Heard& note);

/// One line of JSON; what is no UTF-8 becomes U+FFFD.
[[nodiscard]] std::string line_of(const Json& json);

}  // namespace parlando
