// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "attacca/base/result.hpp"
#include "parlando/protocol/id.hpp"

namespace parlando {

/// What is known of an orchestra beyond what its musicians tell.
struct Session {
  struct Instrument {
    std::string name;       ///< of its definition, or empty
    double latency_ms = 0;  ///< how much earlier it has to be played
    friend bool operator==(const Instrument&, const Instrument&) = default;
  };
  /// Other names for musicians.
  std::map<std::string, Id> aliases;
  std::map<Id, Instrument> instruments;
  /// For each file that was played: who plays which part, empty: nobody. By the file's name.
  std::map<std::string, std::map<std::string, std::string>> maps;

  friend bool operator==(const Session&, const Session&) = default;
};

/// Keeps the session in a file, `session.json` in the folder `parlando` of $XDG_STATE_HOME. The
/// file is always whole; one that cannot be read is kept beside its place. [main]
class SessionStore {
 public:
  /// `file` empty: the session is kept nowhere.
  explicit SessionStore(std::filesystem::path file) : file_(std::move(file)) {}

  /// Where it lies for this user; empty without a home.
  [[nodiscard]] static std::filesystem::path default_file();

  /// Reads the file. A damaged one is renamed to `session.json.damaged` (or `.damaged-2` …), and
  /// the session is empty. One that cannot be opened, or is of a later version, stays as it is, and
  /// nothing is saved. What happened, for people; empty if nothing did.
  std::string load();
  /// Writes what was changed since the file was read or written last; what another conductor has
  /// changed there meanwhile is kept, and taken over, and what has been damaged there is set aside.
  /// Errors: the folder or the disk did not take it; the file could not be read, or is of a later
  /// version by now; another conductor keeps its folder locked for a tenth of a second.
  [[nodiscard]] attacca::Result<void> save();

  Session session;

 private:
  std::filesystem::path file_;
  Session in_file_;
  std::string unreadable_;  // why nothing is saved; empty: it is
};

/// The session as a document, and back. [any] Errors: not such a document.
[[nodiscard]] std::string text_of(const Session& session);
attacca::Result<Session> parse_session(const std::string& text);

}  // namespace parlando
