// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "main_thread/macos/main_run_loop.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

namespace attacca::core {
namespace {

using Handle = EventLoop::Handle;
using Callback = std::shared_ptr<const std::function<void()>>;

/// What the system has of ours: a timer or a descriptor.
struct Registered {
  const MainRunLoop* loop = nullptr;
  const RunLoopFunctions* system = nullptr;
  Callback call;
  CFRunLoopTimerRef timer = nullptr;
  CFFileDescriptorRef descriptor = nullptr;

  /// None of its callbacks begins any more.
  void end() const noexcept {
    if (timer != nullptr) {
      system->CFRunLoopTimerInvalidate(timer);
      system->CFRelease(timer);
    }
    if (descriptor != nullptr) {
      system->CFFileDescriptorInvalidate(descriptor);  // and its source
      system->CFRelease(descriptor);
    }
  }
};

/// All loops' of this binary, by numbers, which is what the system calls back with: one that was
/// stopped meanwhile is not found, and no object has to outlive anything.
struct Table {
  static Table& all() {
    static Table table;
    return table;
  }

  [[nodiscard]] Callback find(Handle handle) {
    const std::lock_guard lock(mutex);
    const auto found = registered.find(handle);
    return found != registered.end() ? found->second.call : nullptr;
  }

  std::mutex mutex;
  Handle last = 0;                          ///< guarded by mutex
  std::map<Handle, Registered> registered;  ///< guarded by mutex
};

void* as_info(Handle handle) noexcept {
  return reinterpret_cast<void*>(
      static_cast<std::uintptr_t>(handle));  // NOLINT(performance-no-int-to-ptr)
}

Handle from_info(const void* info) noexcept {
  return reinterpret_cast<std::uintptr_t>(info);
}

Handle next_handle() noexcept {
  Table& table = Table::all();
  const std::lock_guard lock(table.mutex);
  return ++table.last;
}

void keep(Handle handle, const Registered& registered) {
  Table& table = Table::all();
  const std::lock_guard lock(table.mutex);
  table.registered.emplace(handle, registered);
}

void on_timer(CFRunLoopTimerRef /*timer*/, void* info) {
  if (const Callback tick = Table::all().find(from_info(info))) (*tick)();
}

void on_ready(CFFileDescriptorRef /*descriptor*/, CFOptionFlags /*what*/, void* info) {
  Table& table = Table::all();
  const Handle handle = from_info(info);
  const Callback ready = table.find(handle);
  if (ready == nullptr) return;
  (*ready)();
  const std::lock_guard lock(table.mutex);
  const auto still = table.registered.find(handle);
  if (still == table.registered.end()) return;
  still->second.system->CFFileDescriptorEnableCallBacks(still->second.descriptor,
                                                        kFileDescriptorRead);
}

}  // namespace

MainRunLoop::~MainRunLoop() {
  std::vector<Registered> ending;
  Table& table = Table::all();
  {
    const std::lock_guard lock(table.mutex);
    std::erase_if(table.registered, [&](const auto& each) {
      if (each.second.loop != this) return false;
      ending.push_back(each.second);
      return true;
    });
  }
  for (const Registered& each : ending) each.end();
}

bool MainRunLoop::is_here() const noexcept {
  return system_.CFRunLoopGetCurrent() == system_.CFRunLoopGetMain();
}

EventLoop::Handle MainRunLoop::watch(Source source, std::function<void()> ready) {
  if (!ready || source.native() < 0) return 0;
  const Handle handle = next_handle();
  const CFFileDescriptorContext context = {0, as_info(handle), nullptr, nullptr, nullptr};
  Registered made = {this, &system_,
                     std::make_shared<const std::function<void()>>(std::move(ready))};
  made.descriptor = system_.CFFileDescriptorCreate(nullptr, static_cast<int>(source.native()), 0,
                                                   &on_ready, &context);
  if (made.descriptor == nullptr) return 0;
  const CFRunLoopSourceRef in_loop =
      system_.CFFileDescriptorCreateRunLoopSource(nullptr, made.descriptor, 0);
  if (in_loop == nullptr) {
    made.end();
    return 0;
  }
  keep(handle, made);
  system_.CFFileDescriptorEnableCallBacks(made.descriptor, kFileDescriptorRead);
  const CFRunLoopRef loop = system_.CFRunLoopGetMain();
  system_.CFRunLoopAddSource(loop, in_loop, system_.kCFRunLoopCommonModes);
  system_.CFRelease(in_loop);  // the loop and the descriptor have it
  system_.CFRunLoopWakeUp(loop);
  return handle;
}

EventLoop::Handle MainRunLoop::start_timer(std::chrono::milliseconds period,
                                           std::function<void()> tick) {
  if (!tick) return 0;
  const Handle handle = next_handle();
  CFRunLoopTimerContext context = {0, as_info(handle), nullptr, nullptr, nullptr};
  // 0 would be once.
  const double seconds =
      std::chrono::duration<double>(std::max(period, std::chrono::milliseconds(1))).count();
  Registered made = {this, &system_,
                     std::make_shared<const std::function<void()>>(std::move(tick))};
  made.timer = system_.CFRunLoopTimerCreate(nullptr, system_.CFAbsoluteTimeGetCurrent() + seconds,
                                            seconds, 0, 0, &on_timer, &context);
  if (made.timer == nullptr) return 0;
  keep(handle, made);
  const CFRunLoopRef loop = system_.CFRunLoopGetMain();
  system_.CFRunLoopAddTimer(loop, made.timer, system_.kCFRunLoopCommonModes);
  system_.CFRunLoopWakeUp(loop);
  return handle;
}

void MainRunLoop::stop(Handle handle) noexcept {
  Registered ending;
  {
    Table& table = Table::all();
    const std::lock_guard lock(table.mutex);
    const auto found = table.registered.find(handle);
    if (found == table.registered.end() || found->second.loop != this) return;
    ending = std::move(found->second);
    table.registered.erase(found);
  }
  ending.end();
}

std::shared_ptr<MainRunLoop> main_run_loop(const RunLoopFunctions& system, LoopOf thread) {
  const CFRunLoopRef main = system.CFRunLoopGetMain();
  if (system.CFRunLoopGetCurrent() != main) return nullptr;
  if (thread == LoopOf::any_thread) {
    const CFStringRef mode = system.CFRunLoopCopyCurrentMode(main);
    if (mode != nullptr) system.CFRelease(mode);
    if (mode == nullptr && !system.application_runs()) return nullptr;
  }
  return std::make_shared<MainRunLoop>(system);
}

}  // namespace attacca::core
