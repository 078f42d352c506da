// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <vector>

#include "attacca/base/result.hpp"
#include "parlando/conductor/control_client.hpp"
#include "parlando/score/instrument.hpp"

namespace parlando::agent {

/// A musician as the conductor lists it, and what its instrument can do.
struct Player {
  Json listed;                   ///< docs/parlando/control.md, `list`
  score::Instrument instrument;  ///< Of its definition; one that can do anything, if it has none.
  bool is_defined = false;
  std::string trouble;  ///< Why its definition could not be read; or empty.

  [[nodiscard]] std::string id() const { return listed.value("id", ""); }
  [[nodiscard]] std::string name() const { return listed.value("name", ""); }
  /// Why nothing that it is sent would sound now; empty: all is well.
  [[nodiscard]] std::string silence() const;
  /// "link", and what else there is to say about it.
  [[nodiscard]] Json state() const;
};

/// All musicians at one moment. [not audio]
class Orchestra {
 public:
  /// Asks the conductor. Errors: it does not answer.
  [[nodiscard]] static attacca::Result<Orchestra> ask(ControlClient& client);

  [[nodiscard]] const std::vector<Player>& players() const noexcept { return players_; }
  /// By alias, id, name, or name in another case. Errors: nobody (and who is nearly called so), or
  /// several (and their ids).
  [[nodiscard]] attacca::Result<const Player*> find(const std::string& called) const;
  /// Those who play what is called so: one musician, or those of a section's definition, in its
  /// order. Errors: as `find`; a section of which a musician is not there.
  [[nodiscard]] attacca::Result<std::vector<const Player*>> players_of(
      const std::string& called) const;

 private:
  std::vector<Player> players_;
};

}  // namespace parlando::agent
