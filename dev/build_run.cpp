// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/build_run.hpp"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>
#include <vector>

namespace attacca::dev {
namespace {

using Clock = std::chrono::steady_clock;
using processes::Print;
using processes::Signal;

/// For a build tool that was interrupted to tidy up.
constexpr std::chrono::seconds kTidyUp{5};
constexpr std::chrono::milliseconds kTidyUpLook{20};
/// A compiler that goes mad is not to fill the memory.
constexpr std::size_t kMostOutput = std::size_t{16} << 20;

std::vector<std::string> command_of(const DevProject& project) {
  std::vector<std::string> words = {project.cmake.string(), "--build", project.build.string(),
                                    "--target", project.target};
  if (project.ninja.empty()) {
    words.emplace_back("--parallel");
    words.push_back(std::to_string(std::max(1u, std::thread::hardware_concurrency())));
  }
  return words;
}

}  // namespace

Result<std::unique_ptr<BuildRun>> BuildRun::start(const DevProject& project) {
  auto child = processes::Child::start(command_of(project),
                                       {.errors = Print::with_output, .most_output = kMostOutput});
  if (!child) return tl::unexpected(child.error());
  return std::unique_ptr<BuildRun>(new BuildRun(std::move(*child)));
}

BuildRun::BuildRun(std::unique_ptr<processes::Child> child)
    : child_(std::move(child)), group_(child_->process(), Signal::interrupt) {}

BuildRun::~BuildRun() {
  if (child_->look({})) return;
  child_->send(Signal::interrupt);
  const auto until = Clock::now() + kTidyUp;
  while (!child_->look(kTidyUpLook) && Clock::now() < until) {
  }
  // With what does not listen.
  child_->send(Signal::kill);
}

std::optional<bool> BuildRun::look() {
  const auto ending = child_->look({});
  if (!ending) return std::nullopt;
  return ending->is_good();
}

}  // namespace attacca::dev
