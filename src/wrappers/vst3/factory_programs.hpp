// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "abi/vst3/edit_controller.hpp"
#include "abi/vst3/parameter_changes.hpp"
#include "abi/vst3/units.hpp"
#include "attacca/base/result.hpp"

namespace attacca::core {
class Instance;
}

namespace attacca::vst3_wrapper {

/// The factory presets as VST3 has them: one program list at the root, and a parameter that chooses
/// from it. The first program is the plugin as it is made, so that there is one for every moment;
/// the others are the presets in their order. Only plugins with presets carry more than this.
class FactoryPrograms {
 public:
  static constexpr vst3::ProgramListID kListId = 2;  ///< 1 is Programs::kList

  virtual ~FactoryPrograms() = default;

  [[nodiscard]] vst3::ParamID id() const noexcept { return id_; }
  /// At least 2. [any]
  [[nodiscard]] std::int32_t count() const noexcept { return count_; }
  [[nodiscard]] std::int32_t index_of(double normalized) const noexcept {
    return std::min(count_ - 1,
                    static_cast<std::int32_t>(std::clamp(normalized, 0.0, 1.0) * count_));
  }
  [[nodiscard]] double value_of(std::int32_t index) const noexcept {
    return static_cast<double>(index) / (count_ - 1);
  }

  virtual void info(vst3::ParameterInfo& info) const = 0;
  virtual void list_info(vst3::ProgramListInfo& info) const = 0;
  /// False if there is no such program. [main]
  virtual bool name(std::int32_t index, vst3::String128 name) const = 0;
  [[nodiscard]] virtual std::optional<std::int32_t> find(std::string_view name) const = 0;
  /// The program that was loaded last, normalized 0..1. [main]
  [[nodiscard]] virtual double value() const noexcept = 0;
  /// Loads the program, unless it is the one that was loaded last: hosts send the value again with
  /// each project, where it must not undo what has been edited since. Behind a preset from
  /// elsewhere, which is no program, the first one is loaded. Inside the gate. [main]
  virtual Result<void> choose(double normalized) = 0;
  /// Remembers what the host's queues say. True if there is something to do on main. [audio]
  [[nodiscard]] virtual bool note(vst3::IParameterChanges* changes) noexcept = 0;
  /// choose() of what was noted. Inside the gate. [main]
  virtual Result<void> choose_noted() = 0;

 protected:
  FactoryPrograms(vst3::ParamID id, std::int32_t count) noexcept : id_(id), count_(count) {}

 private:
  const vst3::ParamID id_;
  const std::int32_t count_;
};

/// Null without presets. `core` outlives it. [main]
[[nodiscard]] std::unique_ptr<FactoryPrograms> make_factory_programs(core::Instance& core);

}  // namespace attacca::vst3_wrapper
