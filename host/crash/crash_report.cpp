// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/crash/crash_report.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>
#include <tuple>

#include "host/base/shared_pages.hpp"

namespace attacca::host {
namespace {

ThreadStack stack_of(const CrashRecord& record, const ThreadRecord& thread,
                     Symbolizer& symbolizer) {
  ThreadStack stack;
  stack.id = thread.id;
  stack.name.assign(
      thread.name.data(),
      static_cast<std::size_t>(std::find(thread.name.begin(), thread.name.end(), '\0') -
                               thread.name.begin()));
  stack.is_main = thread.id == record.main_thread;
  stack.in_realtime_scope = thread.in_realtime_scope != 0;
  stack.frames = symbolizer.frames_of(thread.backtrace);
  return stack;
}

std::string title_of(const ThreadStack& thread) {
  std::string text = thread.is_main ? "main thread" : "thread \"" + thread.name + "\"";
  if (thread.in_realtime_scope) text += ", in an audio callback";
  return text;
}

}  // namespace

std::optional<CrashReport> read_crash(const CrashRecord& record) {
  if (record.state == CrashRecord::kEmpty) return std::nullopt;
  CrashReport report;
  report.signal = record.signal;
  report.was_asked = record.was_asked != 0;
  if (record.has_address != 0) report.address = record.address;
  const std::size_t maps_size = std::min<std::size_t>(record.maps_size, record.maps.size());
  Symbolizer symbolizer(ModuleMap::parse(std::string_view(record.maps.data(), maps_size)));
  const std::size_t count = std::min<std::size_t>(record.thread_count, CrashRecord::kThreads);
  for (std::size_t i = 0; i < count; ++i) {
    ThreadRecord thread = record.threads[i];
    // It crashed again while it wrote.
    if (i == 0 && thread.backtrace.size == 0) {
      thread.backtrace.addresses[0] = record.program_counter;
      thread.backtrace.size = 1;
    }
    // Others have not answered in time.
    if (i > 0 && thread.id == 0) continue;
    thread.backtrace.size = std::min<std::uint32_t>(thread.backtrace.size, RawBacktrace::kCapacity);
    report.threads.push_back(stack_of(record, thread, symbolizer));
  }
  if (report.was_asked) {
    const auto rank = [](const ThreadStack& thread) {
      return std::tuple(!thread.is_main, !thread.in_realtime_scope, thread.id);
    };
    std::sort(report.threads.begin(), report.threads.end(),
              [&](const ThreadStack& a, const ThreadStack& b) { return rank(a) < rank(b); });
  }
  return report;
}

std::vector<SourceFrame> symbolize(const CrashRecord& record) {
  auto report = read_crash(record);
  if (!report || report->threads.empty()) return {};
  return std::move(report->threads.front().frames);
}

std::string to_text(const CrashReport& report) {
  std::string text;
  if (report.was_asked) {
    text = "where it was:\n";
  } else {
    text = name_of_signal(report.signal);
    if (report.address) {
      std::array<char, 64> address{};
      std::snprintf(address.data(), address.size(), " at address 0x%llx",
                    static_cast<unsigned long long>(*report.address));
      text += address.data();
    }
    text += ":\n";
  }
  for (const ThreadStack& thread : report.threads) {
    text += "  " + title_of(thread) + "\n" + to_text(thread.frames, 4);
  }
  return text;
}

void UnmapCrashRecord::operator()(CrashRecord* record) const noexcept {
  unshare_pages(record, sizeof(CrashRecord));
}

SharedCrashRecord share_crash_record() {
  // Zeros, which the system gives, are an empty record.
  return SharedCrashRecord(static_cast<CrashRecord*>(share_pages(sizeof(CrashRecord))));
}

}  // namespace attacca::host
