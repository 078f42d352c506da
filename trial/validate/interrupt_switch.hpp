// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

namespace attacca::validate {

/// While it lives, what asks this process to end only has was_interrupted() answer true: SIGINT,
/// SIGTERM, SIGQUIT and SIGHUP (a terminal that is closed; unless ignored, see nohup(1)); on
/// Windows Ctrl-C, Ctrl-Break and a console that is closed, which leaves a few seconds. At most
/// one. [main]
class InterruptSwitch {
 public:
  InterruptSwitch();
  ~InterruptSwitch();
  InterruptSwitch(const InterruptSwitch&) = delete;
  InterruptSwitch& operator=(const InterruptSwitch&) = delete;
};

}  // namespace attacca::validate
