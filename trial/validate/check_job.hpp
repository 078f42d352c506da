// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "attacca/base/result.hpp"
#include "trial/validate/check_runner.hpp"

namespace attacca::validate {

/// How a child that runs a check is called where it is not forked: PROGRAM --internal-check LOG
/// JOB, both handles or descriptors of shared memory in decimal digits; the second holds a document
/// as text_of() makes it.
inline constexpr char kCheckArgument[] = "--internal-check";
inline constexpr std::size_t kJobSize = std::size_t{64} * 1024;

/// A job that came from another process, with what it refers to.
struct OwnedJob {
  Job job;
  Subject subject;
  host::HostProfile profile;
  std::uint64_t seed = 1;
  /// It is only to do what the check wants done in a process that then calls exit().
  bool is_exit_trial = false;
};

[[nodiscard]] std::string text_of(const Job& job, std::uint64_t seed, bool is_exit_trial);
/// Errors: not such a text, or a check that does not exist. What it holds stays where it is.
[[nodiscard]] Result<std::unique_ptr<OwnedJob>> parse_job(const std::string& text);
/// Whether a child would find the check by its name.
[[nodiscard]] bool is_known(const Check& check);

}  // namespace attacca::validate
