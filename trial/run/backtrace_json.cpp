// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/run/backtrace_json.hpp"

#include <array>
#include <cstdio>
#include <string>

namespace attacca::trial {
namespace {

using nlohmann::ordered_json;

std::string hexadecimal(std::uint64_t value) {
  std::array<char, 24> text{};
  std::snprintf(text.data(), text.size(), "0x%llx", static_cast<unsigned long long>(value));
  return text.data();
}

ordered_json text_or_null(const std::string& text) {
  return text.empty() ? ordered_json(nullptr) : ordered_json(text);
}

}  // namespace

ordered_json json_of_frames(const std::vector<host::SourceFrame>& frames) {
  ordered_json list = ordered_json::array();
  for (const host::SourceFrame& frame : frames) {
    list.push_back({{"function", text_or_null(frame.function)},
                    {"file", text_or_null(frame.file)},
                    {"line", frame.line > 0 ? ordered_json(frame.line) : ordered_json(nullptr)},
                    {"module", text_or_null(frame.module)},
                    {"offset", hexadecimal(frame.offset)},
                    {"inlined", frame.is_inlined}});
  }
  return list;
}

ordered_json json_of_crash(const host::CrashReport& report) {
  ordered_json threads = ordered_json::array();
  for (const host::ThreadStack& thread : report.threads) {
    threads.push_back({{"id", thread.id},
                       {"name", thread.name},
                       {"main", thread.is_main},
                       {"in_audio_callback", thread.in_realtime_scope},
                       {"frames", json_of_frames(thread.frames)}});
  }
  return {{"signal", host::name_of_signal(report.signal)},
          {"address", report.address ? ordered_json(hexadecimal(*report.address)) : nullptr},
          {"threads", std::move(threads)}};
}

}  // namespace attacca::trial
