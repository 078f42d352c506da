// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "tests/support/fake_main_loop.hpp"

#include <list>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include <doctest/doctest.h>
#include <poll.h>

namespace attacca::test {

using namespace core;

namespace {

/// A timer, a descriptor, a descriptor's source, or a mode's name.
struct Object {
  enum class Kind { timer, descriptor, source, mode } kind;
  int references = 1;
  bool valid = true;
  bool in_loop = false;
  void* info = nullptr;
  double due = 0;
  double interval = 0;
  void (*on_timer)(CFRunLoopTimerRef, void*) = nullptr;
  int fd = -1;
  bool enabled = false;
  void (*on_ready)(CFFileDescriptorRef, CFOptionFlags, void*) = nullptr;
  Object* source_of = nullptr;
};

template <typename Ref>
Object& object_of(Ref ref) {
  return *const_cast<Object*>(reinterpret_cast<const Object*>(ref));
}
template <typename Ref>
Ref as(Object* object) {
  return reinterpret_cast<Ref>(object);
}

}  // namespace

struct FakeMainLoop::State {
  RunLoopFunctions functions{};
  std::thread::id main = std::this_thread::get_id();
  mutable std::recursive_mutex mutex;
  std::list<std::unique_ptr<Object>> all;
  Object common_modes{Object::Kind::mode};
  double now = 1000;
  bool running = true;
  bool application = false;
  bool refusing = false;

  Object* make(Object object) {
    const std::lock_guard lock(mutex);
    if (refusing) return nullptr;
    return all.emplace_back(std::make_unique<Object>(object)).get();
  }
};

namespace {

FakeMainLoop::State* state = nullptr;
FakeMainLoop* the_loop = nullptr;

void release(CFTypeRef ref) {
  const std::lock_guard lock(state->mutex);
  Object& object = object_of(ref);
  CHECK(object.references > 0);
  --object.references;
}

CFRunLoopRef main_loop() {
  return reinterpret_cast<CFRunLoopRef>(state);
}

CFRunLoopTimerRef create_timer(CFAllocatorRef, double first, double interval, CFOptionFlags,
                               CFIndex, void (*due)(CFRunLoopTimerRef, void*),
                               CFRunLoopTimerContext* context) {
  CHECK(interval > 0);
  CHECK(context->version == 0);
  Object timer{Object::Kind::timer};
  timer.due = first;
  timer.interval = interval;
  timer.on_timer = due;
  timer.info = context->info;
  return as<CFRunLoopTimerRef>(state->make(timer));
}

CFFileDescriptorRef create_descriptor(CFAllocatorRef, int fd, unsigned char close_with_it,
                                      void (*ready)(CFFileDescriptorRef, CFOptionFlags, void*),
                                      const CFFileDescriptorContext* context) {
  CHECK(close_with_it == 0);
  CHECK(context->version == 0);
  Object descriptor{Object::Kind::descriptor};
  descriptor.fd = fd;
  descriptor.on_ready = ready;
  descriptor.info = context->info;
  return as<CFFileDescriptorRef>(state->make(descriptor));
}

CFRunLoopSourceRef create_source(CFAllocatorRef, CFFileDescriptorRef descriptor, CFIndex) {
  Object source{Object::Kind::source};
  source.source_of = &object_of(descriptor);
  return as<CFRunLoopSourceRef>(state->make(source));
}

template <typename Ref>
void add(CFRunLoopRef loop, Ref ref, CFStringRef mode) {
  const std::lock_guard lock(state->mutex);
  CHECK(loop == main_loop());
  CHECK(mode == state->functions.kCFRunLoopCommonModes);
  Object& object = object_of(ref);
  CHECK(object.references > 0);
  (object.source_of != nullptr ? *object.source_of : object).in_loop = true;
}

template <typename Ref>
void invalidate(Ref ref) {
  const std::lock_guard lock(state->mutex);
  CHECK(object_of(ref).references > 0);
  object_of(ref).valid = false;
}

void enable(CFFileDescriptorRef descriptor, CFOptionFlags what) {
  const std::lock_guard lock(state->mutex);
  CHECK(what == kFileDescriptorRead);
  CHECK(object_of(descriptor).references > 0);
  object_of(descriptor).enabled = true;
}

bool is_readable(int fd) {
  pollfd polled = {fd, POLLIN, 0};
  return ::poll(&polled, 1, 0) == 1 && (polled.revents & POLLNVAL) == 0;
}

}  // namespace

FakeMainLoop::FakeMainLoop() : state_(new State) {
  REQUIRE(state == nullptr);
  state = state_;
  the_loop = this;
  RunLoopFunctions& all = state_->functions;
  all.CFRelease = release;
  all.CFAbsoluteTimeGetCurrent = [] { return state->now; };
  all.CFRunLoopGetMain = main_loop;
  all.CFRunLoopGetCurrent = [] {
    return std::this_thread::get_id() == state->main ? main_loop() : nullptr;
  };
  all.CFRunLoopCopyCurrentMode = [](CFRunLoopRef) -> CFStringRef {
    const std::lock_guard lock(state->mutex);
    if (!state->running) return nullptr;
    return as<CFStringRef>(state->make({Object::Kind::mode}));
  };
  all.CFRunLoopWakeUp = [](CFRunLoopRef) {};
  all.CFRunLoopAddSource = add<CFRunLoopSourceRef>;
  all.CFRunLoopAddTimer = add<CFRunLoopTimerRef>;
  all.CFRunLoopTimerCreate = create_timer;
  all.CFRunLoopTimerInvalidate = invalidate<CFRunLoopTimerRef>;
  all.CFFileDescriptorCreate = create_descriptor;
  all.CFFileDescriptorEnableCallBacks = enable;
  all.CFFileDescriptorInvalidate = invalidate<CFFileDescriptorRef>;
  all.CFFileDescriptorCreateRunLoopSource = create_source;
  all.kCFRunLoopCommonModes = as<CFStringRef>(&state_->common_modes);
  all.application_runs = [] { return state->application; };
}

FakeMainLoop::~FakeMainLoop() {
  state = nullptr;
  the_loop = nullptr;
  delete state_;
}

const RunLoopFunctions& FakeMainLoop::functions() const noexcept {
  return state_->functions;
}

FakeMainLoop* FakeMainLoop::current() noexcept {
  return the_loop;
}

int FakeMainLoop::turn(double seconds) {
  std::vector<Object*> due;
  {
    const std::lock_guard lock(state_->mutex);
    state_->now += seconds;
    for (const auto& object : state_->all) {
      if (!object->in_loop) continue;
      const bool timer = object->kind == Object::Kind::timer && object->due <= state_->now;
      const bool ready = object->kind == Object::Kind::descriptor && object->enabled;
      if (timer || ready) due.push_back(object.get());
    }
  }
  int calls = 0;
  for (Object* const object : due) {
    {
      const std::lock_guard lock(state_->mutex);
      if (!object->valid) continue;
      if (object->kind == Object::Kind::timer) {
        while (object->due <= state_->now) object->due += object->interval;
      } else {
        if (!is_readable(object->fd)) continue;
        object->enabled = false;
      }
    }
    ++calls;
    if (object->kind == Object::Kind::timer) {
      object->on_timer(as<CFRunLoopTimerRef>(object), object->info);
    } else {
      object->on_ready(as<CFFileDescriptorRef>(object), kFileDescriptorRead, object->info);
    }
  }
  return calls;
}

void FakeMainLoop::set_running(bool loop, bool application) noexcept {
  state_->running = loop;
  state_->application = application;
}

int FakeMainLoop::objects() const noexcept {
  const std::lock_guard lock(state_->mutex);
  int count = 0;
  for (const auto& object : state_->all) {
    if (object->references > 0) ++count;
  }
  return count;
}

void FakeMainLoop::refuse() noexcept {
  state_->refusing = true;
}

}  // namespace attacca::test
