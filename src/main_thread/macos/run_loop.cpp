// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "main_thread/macos/run_loop.hpp"

#include <algorithm>
#include <utility>

namespace attacca::core {

RunLoop::RunLoop(const CoreFoundation& functions) noexcept
    : cf_(functions), loop_(functions.CFRunLoopGetCurrent()) {}

RunLoop::~RunLoop() {
  for (auto& [handle, entry] : entries_) end(*entry);
}

EventLoop::Handle RunLoop::watch(Source source, std::function<void()> ready) {
  if (!ready || source.native() < 0) return 0;
  auto entry = std::make_unique<Entry>(
      Entry{cf_, std::make_shared<const std::function<void()>>(std::move(ready))});
  const CFContext context = {0, entry.get(), nullptr, nullptr, nullptr};
  entry->file = cf_.CFFileDescriptorCreate(nullptr, static_cast<int>(source.native()), 0,
                                           &RunLoop::on_ready, &context);
  if (entry->file == nullptr) return 0;
  entry->source = cf_.CFFileDescriptorCreateRunLoopSource(nullptr, entry->file, 0);
  if (entry->source == nullptr) {
    end(*entry);
    return 0;
  }
  const Handle handle = ++last_handle_;
  Entry& kept = *entries_.emplace(handle, std::move(entry)).first->second;
  cf_.CFRunLoopAddSource(loop_, kept.source, cf_.common_modes);
  cf_.CFFileDescriptorEnableCallBacks(kept.file, kCFFileDescriptorReadCallBack);
  return handle;
}

EventLoop::Handle RunLoop::start_timer(std::chrono::milliseconds period,
                                       std::function<void()> tick) {
  if (!tick) return 0;
  auto entry = std::make_unique<Entry>(
      Entry{cf_, std::make_shared<const std::function<void()>>(std::move(tick))});
  CFContext context = {0, entry.get(), nullptr, nullptr, nullptr};
  const double seconds =
      static_cast<double>(std::max<std::chrono::milliseconds::rep>(period.count(), 1)) / 1000;
  entry->timer = cf_.CFRunLoopTimerCreate(nullptr, cf_.CFAbsoluteTimeGetCurrent() + seconds,
                                          seconds, 0, 0, &RunLoop::on_timer, &context);
  if (entry->timer == nullptr) return 0;
  const Handle handle = ++last_handle_;
  Entry& kept = *entries_.emplace(handle, std::move(entry)).first->second;
  cf_.CFRunLoopAddTimer(loop_, kept.timer, cf_.common_modes);
  return handle;
}

void RunLoop::stop(Handle handle) noexcept {
  const auto found = entries_.find(handle);
  if (found == entries_.end()) return;
  const std::unique_ptr<Entry> entry = std::move(found->second);
  entries_.erase(found);
  end(*entry);
}

/// An invalidated object calls nobody any more.
void RunLoop::end(Entry& entry) noexcept {
  *entry.stopped = true;
  if (entry.timer != nullptr) {
    cf_.CFRunLoopTimerInvalidate(entry.timer);
    cf_.CFRelease(entry.timer);
  }
  if (entry.file != nullptr) {
    cf_.CFFileDescriptorInvalidate(entry.file);
    cf_.CFRelease(entry.file);
  }
  if (entry.source != nullptr) {
    cf_.CFRunLoopSourceInvalidate(entry.source);
    cf_.CFRelease(entry.source);
  }
}

void RunLoop::on_ready(CFFileDescriptorRef file, CFOptionFlags /*which*/, void* info) {
  const Entry& entry = *static_cast<const Entry*>(info);
  const Callback call = entry.call;
  const std::shared_ptr<bool> stopped = entry.stopped;
  const CoreFoundation& cf = entry.cf;
  (*call)();
  // Each call is for one time; the callback may have ended the entry.
  if (!*stopped) cf.CFFileDescriptorEnableCallBacks(file, kCFFileDescriptorReadCallBack);
}

void RunLoop::on_timer(CFRunLoopTimerRef /*timer*/, void* info) {
  const Callback call = static_cast<const Entry*>(info)->call;
  (*call)();
}

}  // namespace attacca::core
