// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/vst3/host_calls.hpp"

#include <algorithm>
#include <string_view>

#include "host/guard/realtime_guard.hpp"

namespace attacca::validate {

using namespace vst3;  // the results, which every line names

bool HandlerRecord::offers(const Tuid& wanted) const noexcept {
  const bool is_context_info = wanted == IContextInfoProvider::iid ||
                               wanted == IContextInfoProvider2::iid ||
                               wanted == IContextInfoProvider3::iid;
  return !is_context_info || context_info_ != ContextInfo::missing;
}

void HandlerRecord::add(HostCallKind kind, std::uint32_t detail, double value) {
  const bool is_audio = host::in_realtime_scope();
  const host::RealtimePardon writing_down_is_ours;
  const bool is_on_main = !is_audio && loop_.is_main_thread();
  const std::lock_guard lock(mutex_);
  // Many checks play on the main thread: a plugin that goes by the thread's id is right then.
  if (conduct_ != nullptr && !loop_.is_main_thread()) {
    conduct_->add(
        is_audio ? host::OffenceKind::forbidden_on_audio : host::OffenceKind::main_call_off_main,
        detail);
  }
  calls_.push_back({kind, detail, value, is_on_main, phase_.load()});
}

std::vector<HostCall> HandlerRecord::calls() const {
  const std::lock_guard lock(mutex_);
  return calls_;
}

std::size_t HandlerRecord::count(HostCallKind kind) const {
  const std::lock_guard lock(mutex_);
  return static_cast<std::size_t>(std::count_if(
      calls_.begin(), calls_.end(), [kind](const HostCall& call) { return call.kind == kind; }));
}

void HandlerRecord::forget() {
  const std::lock_guard lock(mutex_);
  calls_.clear();
}

void HandlerRecord::detach() {
  const std::lock_guard lock(mutex_);
  conduct_ = nullptr;
}

TResult HandlerRecord::beginEdit(ParamID id) {
  add(HostCallKind::begin_edit, id);
  return kResultTrue;
}

TResult HandlerRecord::performEdit(ParamID id, ParamValue valueNormalized) {
  add(HostCallKind::perform_edit, id, valueNormalized);
  return kResultTrue;
}

TResult HandlerRecord::endEdit(ParamID id) {
  add(HostCallKind::end_edit, id);
  return kResultTrue;
}

TResult HandlerRecord::restartComponent(RestartFlags flags) {
  add(HostCallKind::restart, static_cast<std::uint32_t>(flags));
  return kResultTrue;
}

TResult HandlerRecord::setDirty(TBool) {
  add(HostCallKind::set_dirty);
  return kResultTrue;
}

TResult HandlerRecord::requestOpenEditor(FIDString) {
  add(HostCallKind::open_editor);
  return kNotImplemented;
}

TResult HandlerRecord::startGroupEdit() {
  add(HostCallKind::group_edit);
  return kResultTrue;
}

TResult HandlerRecord::finishGroupEdit() {
  add(HostCallKind::group_edit);
  return kResultTrue;
}

TResult HandlerRecord::answer_context_info() {
  // Which thread a plugin may ask from is not written down: counted, not judged.
  const std::lock_guard lock(mutex_);
  calls_.push_back({HostCallKind::context_info, 0, 0.0, loop_.is_main_thread(), phase_.load()});
  return context_info_ == ContextInfo::answers ? kResultTrue : kResultFalse;
}

TResult HandlerRecord::getContextInfoValue(std::int32_t& value, const char* id) {
  const TResult result = answer_context_info();
  if (id == nullptr) return kInvalidArgument;
  if (result == kResultTrue) value = -1;
  return result;
}

TResult HandlerRecord::getContextInfoString(char16_t* text, std::int32_t maxCharCount,
                                            const char* id) {
  const TResult result = answer_context_info();
  if (id == nullptr || text == nullptr || maxCharCount <= 0) return kInvalidArgument;
  if (result != kResultTrue) return result;
  // As long as it may be, of halves of surrogate pairs.
  std::fill_n(text, maxCharCount - 1, u'\xd83d');
  text[maxCharCount - 1] = u'\0';
  return kResultTrue;
}

TResult HandlerRecord::getContextInfoValueDouble(double& value, const char* id) {
  const TResult result = answer_context_info();
  if (id == nullptr) return kInvalidArgument;
  if (result == kResultTrue) value = 0.5;
  return result;
}

TResult HandlerRecord::setContextInfoValueInt(const char*, std::int32_t) {
  return answer_context_info();
}

TResult HandlerRecord::setContextInfoValueDouble(const char*, double) {
  return answer_context_info();
}

TResult HandlerRecord::setContextInfoString(const char*, char16_t*) {
  return answer_context_info();
}

TResult HandlerRecord::beginEditContextInfoValue(const char*) {
  return answer_context_info();
}

TResult HandlerRecord::endEditContextInfoValue(const char*) {
  return answer_context_info();
}

}  // namespace attacca::validate
