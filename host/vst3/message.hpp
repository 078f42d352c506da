// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

#include "abi/vst3/base/implements.hpp"
#include "abi/vst3/base/ref.hpp"
#include "abi/vst3/message.hpp"
#include "host/vst3/attribute_list.hpp"

namespace attacca::host {

/// What the two halves of a plugin send each other.
class Message final : public vst3::Implements<vst3::IMessage> {
 public:
  vst3::FIDString getMessageID() override { return id_.c_str(); }
  void setMessageID(vst3::FIDString id) override { id_ = id != nullptr ? id : ""; }
  vst3::IAttributeList* getAttributes() override { return attributes_.get(); }

 private:
  std::string id_;
  vst3::Ref<AttributeList> attributes_ = vst3::make_ref<AttributeList>();
};

}  // namespace attacca::host
