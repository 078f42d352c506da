// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <atomic>
#include <cmath>

#include "attacca/state/preset.hpp"
#include "base/unicode.hpp"
#include "core/instance.hpp"
#include "params/stable_id.hpp"
#include "wrappers/vst3/factory_programs.hpp"

namespace attacca::vst3_wrapper {
namespace {

constexpr std::size_t kUnits = 128;  // of a String128
constexpr std::string_view kAsMade = "Init";

/// No id of an author's has a blank, and this one makes way for a hash that is taken.
vst3::ParamID free_id(const ParamSet& params) {
  vst3::ParamID id = core::stable_id_of("attacca program");
  while (params.find_stable(id) != nullptr) --id;
  return id;
}

class EmbeddedPrograms final : public FactoryPrograms {
 public:
  explicit EmbeddedPrograms(core::Instance& core)
      : FactoryPrograms(free_id(core.params()),
                        static_cast<std::int32_t>(core.presets().size()) + 1),
        core_(core) {}

  void info(vst3::ParameterInfo& info) const override {
    using Flag = vst3::ParameterInfo;
    info = {};
    info.id = id();
    core::utf16_from_utf8("Preset", info.title, kUnits);
    core::utf16_from_utf8("Preset", info.shortTitle, kUnits);
    info.stepCount = count() - 1;
    info.unitId = vst3::kRootUnitId;
    info.flags = Flag::kIsProgramChange | Flag::kIsList;
  }

  void list_info(vst3::ProgramListInfo& info) const override {
    info = {};
    info.id = kListId;
    core::utf16_from_utf8("Factory presets", info.name, kUnits);
    info.programCount = count();
  }

  bool name(std::int32_t index, vst3::String128 name) const override {
    if (index < 0 || index >= count()) return false;
    core::utf16_from_utf8(name_of(index), name, kUnits);
    return true;
  }

  [[nodiscard]] std::optional<std::int32_t> find(std::string_view name) const override {
    for (std::int32_t index = 0; index < count(); ++index) {
      if (name_of(index) == name) return index;
    }
    return std::nullopt;
  }

  [[nodiscard]] double value() const noexcept override {
    const std::optional<std::size_t> preset = core_.preset();
    return value_of(preset ? static_cast<std::int32_t>(*preset) + 1 : 0);
  }

  Result<void> choose(double normalized) override {
    // What blocks have brought before is older, and the same value in a block is an echo.
    from_main_.store(normalized, std::memory_order_relaxed);
    noted_.store(-1.0, std::memory_order_release);
    return load(normalized);
  }

  bool note(vst3::IParameterChanges* changes) noexcept override {
    const std::int32_t queues = changes != nullptr ? changes->getParameterCount() : 0;
    bool noted = false;
    for (std::int32_t i = 0; i < queues; ++i) {
      vst3::IParamValueQueue* const queue = changes->getParameterData(i);
      if (queue == nullptr || queue->getParameterId() != id()) continue;
      std::int32_t offset = 0;
      double value = 0.0;
      const std::int32_t points = queue->getPointCount();
      if (points < 1 || queue->getPoint(points - 1, offset, value) != vst3::kResultOk) continue;
      if (!(value >= 0.0) || value == from_main_.load(std::memory_order_relaxed)) continue;
      from_main_.store(-1.0, std::memory_order_relaxed);
      noted_.store(value, std::memory_order_release);
      noted = true;
    }
    return noted;
  }

  Result<void> choose_noted() override {
    const double noted = noted_.exchange(-1.0, std::memory_order_acquire);
    return noted < 0.0 ? Result<void>() : load(noted);
  }

 private:
  Result<void> load(double normalized) {
    const std::int32_t index = index_of(normalized);
    if (std::isnan(normalized)) return {};
    // A preset from elsewhere has no program: "Init" stands for it, and is not what is loaded.
    const bool is_what_it_says = index > 0 || !core_.is_preset_from_elsewhere();
    if (index == index_of(value()) && is_what_it_says) return {};
    if (index == 0) return core_.load_preset(std::nullopt);
    return core_.load_preset(static_cast<std::size_t>(index - 1));
  }

  [[nodiscard]] std::string_view name_of(std::int32_t index) const {
    return index == 0 ? kAsMade : core_.presets()[static_cast<std::size_t>(index - 1)].name;
  }

  core::Instance& core_;
  // Normalized; below zero: nothing.
  std::atomic<double> noted_{-1.0};      ///< by the audio thread, for the main thread
  std::atomic<double> from_main_{-1.0};  ///< what the host set last on its main thread
};

}  // namespace

std::unique_ptr<FactoryPrograms> make_factory_programs(core::Instance& core) {
  if (core.presets().empty()) return nullptr;
  return std::make_unique<EmbeddedPrograms>(core);
}

}  // namespace attacca::vst3_wrapper
