// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "abi/vst3/base/implements.hpp"
#include "abi/vst3/base/ref.hpp"
#include "abi/vst3/message.hpp"
#include "host/base/main_loop.hpp"
#include "host/plugin/offence.hpp"

namespace attacca::host {

/// Stands between the two halves of a plugin, as in hosts that keep them apart: a half never sees
/// the other one itself, and messages from the wrong thread are noted. [main]
class ConnectionProxy final : public vst3::Implements<vst3::IConnectionPoint> {
 public:
  ConnectionProxy(vst3::Ref<vst3::IConnectionPoint> target, MainLoop& loop, OffenceList& offences)
      : target_(std::move(target)), loop_(loop), offences_(&offences) {}

  vst3::TResult connect(vst3::IConnectionPoint*) override { return vst3::kNotImplemented; }
  vst3::TResult disconnect(vst3::IConnectionPoint*) override { return vst3::kNotImplemented; }
  vst3::TResult notify(vst3::IMessage* message) override {
    if (!target_) return vst3::kResultFalse;
    if (message == nullptr) {
      offences_->add(OffenceKind::null_argument);
      return vst3::kInvalidArgument;
    }
    if (!loop_.is_main_thread()) offences_->add(OffenceKind::main_call_off_main);
    return target_->notify(message);
  }

  void detach() noexcept { target_.reset(); }

 private:
  vst3::Ref<vst3::IConnectionPoint> target_;
  MainLoop& loop_;
  OffenceList* offences_;
};

}  // namespace attacca::host
