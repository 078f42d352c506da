// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "fake_host.hpp"

#include <algorithm>
#include <cstring>

#include "platform/poller.hpp"

namespace attacca::test {

vst3::TResult AttributeList::getString(AttrID id, char16_t* string, std::uint32_t sizeInBytes) {
  HostCalls::note("getString");
  if (while_reading) while_reading();
  const auto found = texts.find(id);
  if (found == texts.end()) return absent();
  const std::u16string& text = found->second;
  const std::size_t room = habit == Habit::bytes_are_units ? sizeInBytes : sizeInBytes / 2;
  const std::size_t count = std::min(text.size(), room);
  std::copy_n(text.begin(), count, string);
  if (habit == Habit::bytes_are_units) {
    string[count] = 0;  // one more than it was allowed
  } else if (habit != Habit::no_terminator && count < room) {
    string[count] = 0;
  }
  return vst3::kResultOk;
}

vst3::TResult AttributeList::getBinary(AttrID id, const void*& data, std::uint32_t& sizeInBytes) {
  HostCalls::note("getBinary");
  const auto found = binaries.find(id);
  if (found == binaries.end()) return absent();
  data = found->second.data();
  sizeInBytes = static_cast<std::uint32_t>(found->second.size());
  return vst3::kResultOk;
}

vst3::TResult Stream::read(void* buffer, std::int32_t numBytes, std::int32_t* numBytesRead) {
  HostCalls::note("read");
  std::int32_t count = std::min(numBytes, chunk);
  if (!endless) {
    count = std::min(count, static_cast<std::int32_t>(bytes.size() - position));
    std::memcpy(buffer, bytes.data() + position, static_cast<std::size_t>(count));
    position += static_cast<std::size_t>(count);
  } else {
    std::memset(buffer, 'x', static_cast<std::size_t>(count));
  }
  if (numBytesRead != nullptr) *numBytesRead = count + claims_more_by;
  return short_is_false && count < numBytes ? vst3::kResultFalse : vst3::kResultOk;
}

vst3::TResult Stream::write(void* buffer, std::int32_t numBytes, std::int32_t* numBytesWritten) {
  HostCalls::note("write");
  const std::int32_t count = full ? 0 : std::min(numBytes, chunk);
  bytes.append(static_cast<const char*>(buffer), static_cast<std::size_t>(count));
  if (numBytesWritten != nullptr) *numBytesWritten = count;
  return full ? vst3::kResultFalse : vst3::kResultOk;
}

vst3::TResult Queue::getPoint(std::int32_t index, std::int32_t& sampleOffset, double& value) {
  if (index < 0 || static_cast<std::size_t>(index) >= points.size()) return vst3::kResultFalse;
  sampleOffset = points[static_cast<std::size_t>(index)].offset;
  value = points[static_cast<std::size_t>(index)].value;
  return vst3::kResultOk;
}

vst3::TResult Queue::addPoint(std::int32_t sampleOffset, double value, std::int32_t& index) {
  if (full) return vst3::kResultFalse;
  index = static_cast<std::int32_t>(points.size());
  points.push_back({sampleOffset, value});
  return vst3::kResultOk;
}

vst3::IParamValueQueue* Changes::addParameterData(const vst3::ParamID& id, std::int32_t& index) {
  if (null_queues) return nullptr;
  for (std::size_t i = 0; i < queues.size(); ++i) {
    if (queues[i]->id != id) continue;
    index = static_cast<std::int32_t>(i);
    return queues[i].get();
  }
  add(id, {});
  index = static_cast<std::int32_t>(queues.size() - 1);
  return queues.back().get();
}

bool Handler::offers(const vst3::Tuid& wanted) const noexcept {
  return provides ||
         (wanted != vst3::IContextInfoProvider::iid && wanted != vst3::IContextInfoProvider2::iid &&
          wanted != vst3::IContextInfoProvider3::iid);
}

vst3::TResult Handler::beginEdit(vst3::ParamID /*id*/) {
  HostCalls::note("beginEdit");
  calls.emplace_back("begin");
  return vst3::kResultOk;
}

vst3::TResult Handler::performEdit(vst3::ParamID /*id*/, double value) {
  HostCalls::note("performEdit");
  calls.push_back("perform " + std::to_string(value));
  return vst3::kResultOk;
}

vst3::TResult Handler::endEdit(vst3::ParamID /*id*/) {
  HostCalls::note("endEdit");
  calls.emplace_back("end");
  return vst3::kResultOk;
}

vst3::TResult Handler::restartComponent(vst3::RestartFlags flags) {
  HostCalls::note("restartComponent");
  if (on_restart) on_restart(flags);
  const std::lock_guard lock(mutex_);
  calls.emplace_back("restart");
  restarts.push_back(flags);
  changed_.notify_all();
  return vst3::kResultOk;
}

bool Handler::wait_for_restart(vst3::RestartFlags flags) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, std::chrono::seconds(20), [&] {
    return std::any_of(restarts.begin(), restarts.end(),
                       [flags](vst3::RestartFlags sent) { return vst3::has(sent, flags); });
  });
}

vst3::TResult Handler::setDirty(vst3::TBool state) {
  calls.emplace_back(state != 0 ? "dirty" : "clean");
  return vst3::kResultOk;
}

void Handler::note(const char* id) {
  {
    const std::lock_guard lock(mutex_);
    asked.emplace_back(id);
  }
  if (on_ask) on_ask(id);
}

vst3::TResult Handler::getContextInfoValue(std::int32_t& value, const char* id) {
  HostCalls::note("getContextInfoValue");
  note(id);
  const std::lock_guard lock(mutex_);
  const auto found = ints.find(id);
  if (found == ints.end()) return success_for_absent ? vst3::kResultOk : vst3::kNotImplemented;
  value = found->second;
  return vst3::kResultOk;
}

vst3::TResult Handler::getContextInfoString(char16_t* text, std::int32_t maxCharCount,
                                            const char* id) {
  HostCalls::note("getContextInfoString");
  note(id);
  const std::lock_guard lock(mutex_);
  const auto found = texts.find(id);
  if (found == texts.end()) return success_for_absent ? vst3::kResultOk : vst3::kNotImplemented;
  const std::size_t room = static_cast<std::size_t>(maxCharCount);
  const std::size_t count = std::min(found->second.size(), room);
  std::copy_n(found->second.begin(), count, text);
  if (count < room) text[count] = 0;
  return vst3::kResultOk;
}

vst3::TResult Handler::getContextInfoValueDouble(double& value, const char* id) {
  HostCalls::note("getContextInfoValueDouble");
  note(id);
  const std::lock_guard lock(mutex_);
  const auto found = doubles.find(id);
  if (found == doubles.end()) return success_for_absent ? vst3::kResultOk : vst3::kNotImplemented;
  value = found->second;
  return vst3::kResultOk;
}

vst3::TResult FakeRunLoop::registerEventHandler(vst3::IEventHandler* handler,
                                                vst3::FileDescriptor fd) {
  HostCalls::note("registerEventHandler");
  if (refuses) return vst3::kResultFalse;
  fds.emplace_back(vst3::Ref<vst3::IEventHandler>::share(handler), fd);
  return vst3::kResultOk;
}

vst3::TResult FakeRunLoop::unregisterEventHandler(vst3::IEventHandler* handler) {
  HostCalls::note("unregisterEventHandler");
  std::erase_if(fds, [handler](const auto& entry) { return entry.first.get() == handler; });
  return vst3::kResultOk;
}

vst3::TResult FakeRunLoop::registerTimer(vst3::ITimerHandler* handler, vst3::TimerInterval) {
  HostCalls::note("registerTimer");
  if (refuses) return vst3::kResultFalse;
  timers.push_back(vst3::Ref<vst3::ITimerHandler>::share(handler));
  return vst3::kResultOk;
}

vst3::TResult FakeRunLoop::unregisterTimer(vst3::ITimerHandler* handler) {
  HostCalls::note("unregisterTimer");
  std::erase_if(timers, [handler](const auto& entry) { return entry.get() == handler; });
  return vst3::kResultOk;
}

void FakeRunLoop::turn(std::chrono::milliseconds timeout) {
  std::vector<core::Poller::Source> polled;
  for (const auto& [handler, fd] : fds) polled.push_back({fd});
  core::Poller().wait(polled, timeout);
  const auto ready_fds = fds;  // handlers may register and unregister
  for (std::size_t i = 0; i < ready_fds.size(); ++i) {
    if (polled[i].state == core::Poller::State::ready) {
      ready_fds[i].first->onFDIsSet(ready_fds[i].second);
    }
  }
  const auto due = timers;
  for (const auto& timer : due) timer->onTimer();
}

vst3::TResult Context::getName(vst3::String128 out) {
  HostCalls::note("getName");
  const std::size_t count = std::min(name.size(), std::size_t{127});
  std::copy_n(name.begin(), count, out);
  out[count] = 0;
  return vst3::kResultOk;
}

void* Context::other_interface(const vst3::Tuid& wanted) noexcept {
  const bool is_loop = run_loop != nullptr && wanted == vst3::IRunLoop::iid;
  if (!is_loop) return nullptr;
  run_loop->addRef();
  this->release();  // Implements is about to count this object instead
  return static_cast<vst3::IRunLoop*>(run_loop);
}

void* Frame::other_interface(const vst3::Tuid& wanted) noexcept {
  const bool is_loop = run_loop != nullptr && wanted == vst3::IRunLoop::iid;
  if (!is_loop) return nullptr;
  run_loop->addRef();
  this->release();
  return static_cast<vst3::IRunLoop*>(run_loop);
}

vst3::TResult Frame::resizeView(vst3::IPlugView* view, vst3::ViewRect* newSize) {
  HostCalls::note("resizeView");
  requests.push_back(*newSize);
  if (!agrees) return vst3::kResultFalse;
  if (calls_on_size) view->onSize(newSize);
  return vst3::kResultOk;
}

}  // namespace attacca::test
