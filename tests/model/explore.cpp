// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "tests/model/explore.hpp"

#include <vector>

namespace attacca::model {
namespace {

// Moves on to the next path; false when there is none.
bool next(std::vector<Execution::Choice>& path) {
  while (!path.empty() && path.back().taken + 1 == path.back().count) path.pop_back();
  if (path.empty()) return false;
  ++path.back().taken;
  return true;
}

}  // namespace

Exploration explore(const Options& options, const std::function<void(Execution&)>& scenario) {
  Execution execution(options);
  Exploration result;
  std::vector<Execution::Choice> path;
  do {
    ++result.runs;
    result.failure = execution.run(path, false, scenario);
  } while (result.failure.empty() && next(path));
  if (!result.failure.empty()) {
    execution.run(path, true, scenario);
    result.trace = execution.trace();
  }
  return result;
}

}  // namespace attacca::model
