// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <charconv>
#include <string>

#include <sys/timex.h>

#include "files/file.hpp"
#include "parlando/conductor/doctor.hpp"

namespace parlando {
namespace {

Finding check_buffers() {
  Finding finding{"receive buffers", Finding::State::warning, "net.core.rmem_max is unknown"};
  const auto text = attacca::files::read_text("/proc/sys/net/core/rmem_max", 64);
  std::uint64_t bytes = 0;
  if (!text) return finding;
  std::from_chars(text->data(), text->data() + text->size(), bytes);
  constexpr std::uint64_t kEnough = 1 << 20;
  finding.state = bytes >= kEnough ? Finding::State::ok : Finding::State::warning;
  finding.what = "at most " + std::to_string(bytes / 1'024) + " kB a socket (net.core.rmem_max)";
  if (bytes < kEnough) {
    finding.what +=
        "; enough for hundreds of musicians. For thousands: sysctl -w "
        "net.core.rmem_max=4194304";
  }
  return finding;
}

Finding check_clock() {
  timex clock{};
  const int state = ::adjtimex(&clock);
  if (state >= 0 && state != TIME_ERROR && (clock.status & STA_UNSYNC) == 0) {
    return {"clock", Finding::State::ok, "the system's clock is kept right by a time server"};
  }
  return {"clock", Finding::State::ok,
          "nothing keeps the system's clock right: no matter on one machine, but DAWs on others "
          "would play at other times (timedatectl set-ntp true)"};
}

}  // namespace

std::vector<Finding> check_system() {
  return {check_buffers(), check_clock()};
}

}  // namespace parlando
