// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

#include "abi/vst3/component.hpp"
#include "trial/validate/vst3/raw_module.hpp"

namespace attacca::validate {

/// Tries to make what there is not: `judge(what, result, pointer is null)`. [main]
template <typename Judge>
void make_unknown(CheckContext& context, Judge judge) {
  const RawModule module(context);
  const auto attempt = [&](const vst3::Tuid& cid, const vst3::Tuid& wanted,
                           const std::string& what) {
    context.step(what);
    int other = 0;
    void* made = &other;
    const vst3::TResult result = module.factory()->createInstance(cid, wanted, &made);
    judge(what, result, made == nullptr);
  };
  vst3::Tuid unknown = module.class_id();
  attempt(vst3::Tuid{}, vst3::IComponent::iid, "createInstance of class 0");
  unknown.bytes[15] ^= 0x5au;
  attempt(unknown, vst3::IComponent::iid, "createInstance of an unknown class");
  attempt(module.class_id(), vst3::Tuid::from_words(0x41747461, 0x63636120, 1, 2),
          "createInstance for an unknown interface");
}

}  // namespace attacca::validate
