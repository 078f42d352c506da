// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/crash_excerpt.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

namespace attacca::dev {

host::CrashReport of_interest(host::CrashReport crash, const std::filesystem::path& copies) {
  constexpr std::size_t kCallers = 2;
  constexpr std::size_t kWithoutPlugin = 12;
  if (crash.was_asked) {
    const bool is_audio = std::any_of(crash.threads.begin(), crash.threads.end(),
                                      [](const auto& thread) { return thread.in_realtime_scope; });
    std::erase_if(crash.threads, [is_audio](const host::ThreadStack& thread) {
      return is_audio ? !thread.in_realtime_scope : !thread.is_main;
    });
  }
  for (host::ThreadStack& thread : crash.threads) {
    const auto last = std::find_if(thread.frames.rbegin(), thread.frames.rend(),
                                   [&copies](const host::SourceFrame& frame) {
                                     return frame.module.starts_with(copies.string());
                                   });
    const std::size_t most = last == thread.frames.rend()
                                 ? kWithoutPlugin
                                 : static_cast<std::size_t>(thread.frames.rend() - last) + kCallers;
    if (thread.frames.size() > most) thread.frames.resize(most);
  }
  return crash;
}

}  // namespace attacca::dev
