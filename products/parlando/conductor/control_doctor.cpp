// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// What the conductor finds wrong while it runs.

#include "parlando/conductor/control.hpp"
#include "parlando/conductor/doctor.hpp"

namespace parlando {

Control::Reply Control::doctor(Fields& fields, Moment now) {
  if (!fields.finish()) return attacca::fail(fields.error());
  std::vector<Finding> findings = check_system();
  for (Finding& finding : check_sockets(facts_())) findings.push_back(std::move(finding));
  for (Finding& finding : check_musicians(conductor_, now)) findings.push_back(std::move(finding));
  const std::uint64_t dropped = conductor_.outbox().dropped() + facts_().unsent;
  if (dropped > 0) {
    findings.push_back({"sending", Finding::State::wrong,
                        std::to_string(dropped) +
                            " packets to musicians could not be sent: no network led there, or too "
                            "much waited for one process"});
  }
  Json checks = Json::array();
  for (const Finding& finding : findings) checks.push_back(parlando::json_of(finding));
  return Json{{"checks", std::move(checks)}};
}

}  // namespace parlando
