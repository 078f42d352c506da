// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// What a library calls by its import table is counted while it is in a real-time scope, and goes on
// as it would have.

#include <doctest/doctest.h>

#include "host/base/shared_library.hpp"
#include "host/guard/realtime_guard.hpp"
#include "host/stack/symbolizer.hpp"

namespace attacca::host {
namespace {

using Kind = RealtimeOffenceKind;

struct Offender {
  SharedLibrary library = SharedLibrary::load(TEST_OFFENDER).value();
  void call(const char* name) const { reinterpret_cast<void (*)()>(library.find(name))(); }
};

struct Offence {
  const char* function;
  Kind kind;
};

TEST_CASE("each kind of call is counted once, with the function that made it") {
  REQUIRE(realtime_guard_reach() == RealtimeGuardReach::everything);
  const Offender offender;
  auto symbolizer = Symbolizer::of_this_process();
  for (const Offence& each : {Offence{"allocate", Kind::allocation}, Offence{"release", Kind::free},
                              Offence{"lock", Kind::lock}, Offence{"doze", Kind::sleep},
                              Offence{"open_file", Kind::file}}) {
    CAPTURE(each.function);
    RealtimeOffences offences;
    {
      const RealtimeScope scope(offences);
      offender.call(each.function);
    }
    CHECK(offences.count(each.kind) == 1);
    CHECK(offences.total() == 1);
    const auto sites = offences.sites();
    REQUIRE(sites.size() == 1);
    const auto frames = symbolizer.frames_of(sites.front().backtrace);
    REQUIRE_FALSE(frames.empty());
    CHECK(frames.front().function == each.function);
  }
}

TEST_CASE("nothing is counted outside a scope, nor what is allowed within") {
  const Offender offender;
  RealtimeOffences offences;
  offender.call("allocate");
  offender.call("release");
  {
    const RealtimeScope scope(offences);
    offender.call("compute");
    offender.call("release_nothing");
    const RealtimePardon pardon;
    offender.call("doze");
  }
  CHECK(offences.total() == 0);
}

TEST_CASE("a call that is watched changes no error code") {
  const Offender offender;
  RealtimeOffences offences;
  const RealtimeScope scope(offences);
  const auto tell = reinterpret_cast<unsigned long (*)()>(offender.library.find("fail_and_tell"));
  CHECK(tell() == 1234);
}

}  // namespace
}  // namespace attacca::host
