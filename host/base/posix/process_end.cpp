// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/base/process_end.hpp"

#include <csignal>

#include <sys/resource.h>

#include "host/base/signal_abbreviation.hpp"

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

std::string name_of_signal(int signal) {
  const std::string name = signal_abbreviation(signal);
  return name.empty() ? "signal " + std::to_string(signal) : "SIG" + name;
}

std::string_view remark_on(int signal) noexcept {
  switch (signal) {
    case SIGXCPU:
      return ": its limit on CPU time (ulimit -t) was reached; raise the limit";
    case SIGXFSZ:
      return ": its limit on the size of files (ulimit -f) was reached; raise the limit";
    case SIGKILL:
      return ": by a user, or by the system because memory ran out";
    default:
      return "";
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

}  // namespace attacca::host
