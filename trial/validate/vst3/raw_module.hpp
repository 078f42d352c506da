// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "abi/vst3/base/module_exports.hpp"
#include "abi/vst3/base/plugin_factory.hpp"
#include "abi/vst3/base/ref.hpp"
#include "host/base/shared_library.hpp"
#include "host/vst3/module_functions.hpp"
#include "trial/validate/check_context.hpp"

namespace attacca::validate {

/// A VST3 file, loaded and entered by hand, and its factory. Left and unloaded by the destructor.
/// All members [main].
class RawModule {
 public:
  /// Ends the check when the file cannot be loaded or has no factory.
  explicit RawModule(CheckContext& context);
  ~RawModule();
  RawModule(const RawModule&) = delete;
  RawModule& operator=(const RawModule&) = delete;

  [[nodiscard]] const vst3::Ref<vst3::IPluginFactory>& factory() const noexcept { return factory_; }
  /// Of the plugin under test.
  [[nodiscard]] const vst3::Tuid& class_id() const noexcept { return class_id_; }
  /// The newest infos that the factory has of the plugin under test; empty with a factory of the
  /// first generation.
  [[nodiscard]] vst3::PClassInfo2 class_info() const;

  /// @name The exports, for checks that call them out of turn
  /// @{
  [[nodiscard]] vst3::IPluginFactory* get_factory() const { return functions_.factory(); }
  [[nodiscard]] bool enter() const { return functions_.enter(); }
  void leave() const { functions_.leave(); }
  /// @}

 private:
  CheckContext& context_;
  host::SharedLibrary library_;
  host::ModuleFunctions functions_;
  bool is_entered_ = false;
  vst3::Ref<vst3::IPluginFactory> factory_;
  vst3::Tuid class_id_{};
};

}  // namespace attacca::validate
