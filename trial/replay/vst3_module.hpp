// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstring>
#include <string_view>
#include <vector>

#include "abi/vst3/base/module_exports.hpp"
#include "attacca/base/result.hpp"
#include "host/base/shared_library.hpp"
#include "host/vst3/module_functions.hpp"
#include "trial/replay/actor.hpp"
#include "trial/replay/vst3_arguments.hpp"

namespace attacca::trial {

/// [any]
[[nodiscard]] inline vst3::Tuid tuid_of(const witness::Uid& uid) {
  vst3::Tuid tuid;
  std::memcpy(tuid.data(), uid.bytes.data(), uid.bytes.size());
  return tuid;
}

/// A plugin's file in a replay: its entries and its factory. `options` outlive it. All [main].
class Vst3Module {
 public:
  explicit Vst3Module(const ReplayOptions& options) : options_(options) {}
  Vst3Module(const Vst3Module&) = delete;
  Vst3Module& operator=(const Vst3Module&) = delete;

  /// Errors: it cannot be loaded, or is no VST3 plugin.
  Result<void> load();
  /// Whether it is a call of the entries or the factory; `queryInterface` is where its object is 0.
  [[nodiscard]] static bool has(std::string_view name) noexcept;
  /// Makes one that makes no object.
  Acted act(const witness::RecordedCall& call, HostObjects& host);
  /// IPluginFactory.createInstance: `made` gets the object; null where there was none either in the
  /// recording.
  Acted create(const witness::RecordedCall& call, void*& made);
  /// As often as it was entered.
  void leave_all() {
    while (entered_ > 0) leave();
  }

 private:
  void leave();
  Acted ask_factory(const witness::RecordedCall& call, HostObjects& host);
  Result<vst3::Tuid> choose();

  const ReplayOptions& options_;
  host::SharedLibrary library_;
  host::ModuleFunctions functions_;
  int entered_ = 0;
  vst3::IPluginFactory* factory_ = nullptr;       ///< the last one
  std::vector<vst3::IPluginFactory*> factories_;  ///< each with a reference
  vst3::IPluginFactory2* second_ = nullptr;       ///< of the factory's own references
  vst3::IPluginFactory3* third_ = nullptr;
};

}  // namespace attacca::trial
