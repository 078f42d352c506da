// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/vst3/host_application.hpp"

#include <algorithm>

#include "abi/vst3/audio_processor.hpp"
#include "abi/vst3/channel_context.hpp"
#include "abi/vst3/component.hpp"
#include "abi/vst3/content_scale.hpp"
#include "abi/vst3/edit_controller.hpp"
#include "abi/vst3/message.hpp"
#include "abi/vst3/plug_view.hpp"
#include "abi/vst3/presonus/context_info.hpp"
#include "abi/vst3/units.hpp"
#include "host/vst3/message.hpp"
#include "host/vst3/utf16.hpp"

namespace attacca::host {

using namespace vst3;  // the results, which every line names

HostApplication::HostApplication(const HostProfile& profile,
                                 std::shared_ptr<RunLoopEntries> entries)
    : name_(to_utf16(profile.name)),
      has_run_loop_(profile.vst3_run_loop && profile.vst3_run_loop_without_editor &&
                    entries != nullptr && LoopSleep::takes_descriptors()),
      has_context_info_(profile.vst3_context_info),
      has_info_listener_(profile.vst3_info_listener),
      entries_(std::move(entries)) {}

bool HostApplication::offers(const Tuid& wanted) const noexcept {
  return wanted != IRunLoop::iid || has_run_loop_;
}

TResult HostApplication::getName(String128 name) {
  const std::size_t length = std::min<std::size_t>(name_.size(), 127);
  std::copy_n(name_.begin(), length, name);
  name[length] = u'\0';
  return kResultTrue;
}

TResult HostApplication::createInstance(const Tuid& cid, const Tuid& wanted, void** obj) {
  if (obj == nullptr) return kInvalidArgument;
  *obj = nullptr;
  if (cid == IMessage::iid && wanted == IMessage::iid) {
    *obj = static_cast<IMessage*>(make_ref<Message>().detach());
    return kResultTrue;
  }
  if (cid == IAttributeList::iid && wanted == IAttributeList::iid) {
    *obj = static_cast<IAttributeList*>(make_ref<AttributeList>().detach());
    return kResultTrue;
  }
  return kResultFalse;
}

TResult HostApplication::isPlugInterfaceSupported(const Tuid& wanted) {
  if (wanted == IInfoListener::iid) return has_info_listener_ ? kResultTrue : kResultFalse;
  if (wanted == IContextInfoHandler::iid || wanted == IContextInfoHandler2::iid) {
    return has_context_info_ ? kResultTrue : kResultFalse;
  }
  for (const Tuid& used :
       {IPluginBase::iid, IComponent::iid, IAudioProcessor::iid, IEditController::iid,
        IConnectionPoint::iid, IUnitInfo::iid, IProcessContextRequirements::iid, IPlugView::iid,
        IPlugViewContentScaleSupport::iid}) {
    if (wanted == used) return kResultTrue;
  }
  return kResultFalse;
}

TResult HostApplication::registerEventHandler(IEventHandler* handler, FileDescriptor fd) {
  return entries_ ? entries_->add_descriptor(handler, fd) : kNotInitialized;
}

TResult HostApplication::unregisterEventHandler(IEventHandler* handler) {
  return entries_ ? entries_->remove_descriptors(handler) : kNotInitialized;
}

TResult HostApplication::registerTimer(ITimerHandler* handler, TimerInterval milliseconds) {
  return entries_ ? entries_->add_timer(handler, milliseconds) : kNotInitialized;
}

TResult HostApplication::unregisterTimer(ITimerHandler* handler) {
  return entries_ ? entries_->remove_timers(handler) : kNotInitialized;
}

}  // namespace attacca::host
