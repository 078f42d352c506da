// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/run_check.hpp"

#include <exception>
#include <string>

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

std::uint64_t seed_of(const Check& check, std::uint64_t seed) noexcept {
  // FNV-1a, 64 bit (Fowler, Noll, Vo), over the name, then the seed.
  std::uint64_t hash = 0xcbf29ce484222325u;
  const auto mix = [&hash](std::uint8_t byte) { hash = (hash ^ byte) * 0x100000001b3u; };
  for (const char letter : check.name) mix(static_cast<std::uint8_t>(letter));
  for (unsigned shift = 0; shift < 64; shift += 8) mix(static_cast<std::uint8_t>(seed >> shift));
  return hash;
}

}  // namespace attacca::validate
