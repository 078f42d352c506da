// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/base/process_end.hpp"

#include <csignal>
#include <exception>
#include <filesystem>
#include <new>
#include <stdexcept>
#include <system_error>

#include <string.h>
#include <sys/resource.h>

namespace attacca::host {
namespace {

// A plugin with its libraries, an editor and a few seconds of audio stay far below these.
constexpr rlim_t kAmpleMemory = rlim_t{4} << 30;
constexpr rlim_t kAmpleStack = rlim_t{512} << 10;
constexpr rlim_t kAmpleFiles = 128;

std::string size_text(rlim_t bytes) {
  const bool is_whole = bytes >= (rlim_t{1} << 20);
  return is_whole ? std::to_string(bytes >> 20) + " MiB" : std::to_string(bytes >> 10) + " KiB";
}

std::string name_of(int signal) {
  const char* const name = sigabbrev_np(signal);
  return name != nullptr ? std::string("SIG") + name : "signal " + std::to_string(signal);
}

}  // namespace

EndCause cause_of(int signal) noexcept {
  switch (signal) {
    case SIGSEGV:
    case SIGBUS:
    case SIGILL:
    case SIGFPE:
    case SIGABRT:
    case SIGTRAP:
    case SIGSYS:
      return EndCause::fault;
    case SIGXCPU:
    case SIGXFSZ:
      return EndCause::limit;
    default:
      return EndCause::outside;
  }
}

std::string narrow_limits() {
  std::string text;
  const auto look = [&text](auto resource, rlim_t ample, const auto& words) {
    rlimit limit{};
    if (getrlimit(resource, &limit) != 0 || limit.rlim_cur >= ample) return;
    text += (text.empty() ? "" : ", ") + words(limit.rlim_cur);
  };
  look(RLIMIT_AS, kAmpleMemory, [](rlim_t n) { return "memory " + size_text(n) + " (ulimit -v)"; });
  look(RLIMIT_DATA, kAmpleMemory, [](rlim_t n) { return "data " + size_text(n) + " (ulimit -d)"; });
  look(RLIMIT_STACK, kAmpleStack,
       [](rlim_t n) { return "stack " + size_text(n) + " (ulimit -s)"; });
  look(RLIMIT_NOFILE, kAmpleFiles,
       [](rlim_t n) { return std::to_string(n) + " open files (ulimit -n)"; });
  return text;
}

std::string describe_signal_end(std::string_view who, int signal, std::string_view when,
                                std::string_view limits) {
  const std::string plugin(who);
  const std::string phase = when.empty() ? "" : " " + std::string(when);
  const std::string name = name_of(signal);
  switch (cause_of(signal)) {
    case EndCause::fault:
      if (limits.empty()) return plugin + " crashed with " + name + phase;
      return "the process that ran " + plugin + " ended with " + name + phase +
             " under narrow limits: " + std::string(limits) +
             ": raise them and try again before the plugin is blamed";
    case EndCause::limit:
      return "the system ended the process that ran " + plugin + " with " + name + phase + ": " +
             (signal == SIGXCPU ? "its limit on CPU time (ulimit -t)"
                                : "its limit on the size of files (ulimit -f)") +
             " was reached; raise the limit";
    case EndCause::outside:
      break;
  }
  return "the process that ran " + plugin + " was ended from outside with " + name + phase +
         (signal == SIGKILL ? ": by a user, or by the system because memory ran out" : "");
}

std::string describe_exception(const std::exception& error) {
  if (dynamic_cast<const std::bad_alloc*>(&error) != nullptr ||
      dynamic_cast<const std::length_error*>(&error) != nullptr) {
    const std::string limits = narrow_limits();
    return "there is not enough memory" + (limits.empty() ? "" : ": the limits are " + limits);
  }
  if (const auto* file = dynamic_cast<const std::filesystem::filesystem_error*>(&error)) {
    const std::string path = file->path1().string();
    return (path.empty() ? "a file" : path) + " cannot be used: " + file->code().message();
  }
  if (const auto* system = dynamic_cast<const std::system_error*>(&error)) {
    return "the system refused: " + system->code().message();
  }
  return "attacca made a mistake of its own; please report it with the call that shows it";
}

}  // namespace attacca::host
