// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/run_check.hpp"

#include <exception>
#include <string>

#include "host/base/child_processes.hpp"
#include "host/crash/crash_reporter.hpp"
#include "trial/validate/check_context.hpp"

namespace attacca::validate {

void run_check(const Job& job, std::uint64_t seed, VerdictLog& log) {
  try {
    CheckContext context(*job.subject, *job.profile, seed, log);
    try {
      context.step("running the check");
      job.check->run(context);
    } catch (const CheckEnded&) {
      // Said already.
    }
    context.collect_raw();
    context.step("unloading the file");
  } catch (const std::exception& error) {
    log.fail(std::string("an exception got through: ") + error.what());
  }
}

void run_check_in_child(const Job& job, std::uint64_t seed, SharedLog& log) {
  host::install_crash_reporter(log.crash);
  SharedLogWriter writer(log);
  host::adopt_orphans();  // what a plugin starts and detaches is still this check's
  run_check(job, seed, writer);
  if (const auto left = host::end_children(); !left.empty()) {
    writer.fail("processes that the plugin started were still there at the end: " +
                host::text_of(left));
  }
  writer.finish();
}

std::uint64_t seed_of(const Check& check, std::uint64_t seed) noexcept {
  // FNV-1a, 64 bit (Fowler, Noll, Vo), over the name, then the seed.
  std::uint64_t hash = 0xcbf29ce484222325u;
  const auto mix = [&hash](std::uint8_t byte) { hash = (hash ^ byte) * 0x100000001b3u; };
  for (const char letter : check.name) mix(static_cast<std::uint8_t>(letter));
  for (unsigned shift = 0; shift < 64; shift += 8) mix(static_cast<std::uint8_t>(seed >> shift));
  return hash;
}

}  // namespace attacca::validate
