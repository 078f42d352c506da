// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <mutex>

#include "abi/vst3/base/implements.hpp"
#include "abi/vst3/base/plugin_factory.hpp"
#include "abi/vst3/base/ref.hpp"

namespace attacca::vst3_wrapper {

/// Lists the plugins of this binary and makes them. One object for everybody who asks; it goes with
/// the last reference and comes again with the next GetPluginFactory.
class Factory final : public vst3::Implements<vst3::IPluginFactory3> {
 public:
  /// The shared factory with a reference for the caller. Throws when memory runs out. [any]
  static vst3::Ref<Factory> get();

  std::uint32_t release() override;

  vst3::TResult getFactoryInfo(vst3::PFactoryInfo* info) override;
  std::int32_t countClasses() override;
  vst3::TResult getClassInfo(std::int32_t index, vst3::PClassInfo* info) override;
  vst3::TResult getClassInfo2(std::int32_t index, vst3::PClassInfo2* info) override;
  vst3::TResult getClassInfoUnicode(std::int32_t index, vst3::PClassInfoW* info) override;
  vst3::TResult createInstance(const vst3::Tuid& cid, const vst3::Tuid& wanted,
                               void** obj) override;
  vst3::TResult setHostContext(vst3::FUnknown* context) override;

 private:
  void on_last_release() noexcept override {}  // release() does it

  std::mutex context_mutex_;
  vst3::Ref<vst3::FUnknown> context_;
};

}  // namespace attacca::vst3_wrapper
