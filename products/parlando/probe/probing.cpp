// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/probe/probing.hpp"

#include "parlando/probe/controllers.hpp"
#include "parlando/probe/key_switches.hpp"
#include "parlando/probe/polyphony.hpp"
#include "parlando/probe/range.hpp"

namespace parlando::probe {

attacca::Result<Findings> probe(const Render& render,
                                const std::function<void(const std::string&)>& progress) {
  Findings findings;
  progress("every key");
  if (auto found = find_range(render, findings); !found) return tl::unexpected(found.error());
  progress("many keys at a time");
  if (auto found = find_polyphony(render, findings); !found) return tl::unexpected(found.error());
  progress("keys that may switch");
  if (auto found = find_key_switches(render, findings); !found) {
    return tl::unexpected(found.error());
  }
  const auto tell = [&](int controller) { progress("controller " + std::to_string(controller)); };
  if (auto found = find_controllers(render, usual_controllers(), findings, tell); !found) {
    return tl::unexpected(found.error());
  }
  return findings;
}

}  // namespace parlando::probe
