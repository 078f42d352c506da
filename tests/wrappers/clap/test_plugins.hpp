// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "attacca/gui/editor.hpp"
#include "attacca/log.hpp"
#include "attacca/params/bool_param.hpp"
#include "attacca/params/float_param.hpp"
#include "attacca/params/output_param.hpp"
#include "attacca/plugin.hpp"
#include "attacca/state/field.hpp"

namespace attacca::clap_test {

/// Four positions, 0 to 3.
class StepParam final : public Param {
 public:
  StepParam(ParamSet& set, std::string_view id, std::string_view name);

  [[nodiscard]] std::uint32_t step_count() const noexcept override { return 3; }
  [[nodiscard]] double to_plain(double normalized) const noexcept override;
  [[nodiscard]] double to_normalized(double plain) const noexcept override;
  [[nodiscard]] std::string format(double normalized) const override;
  [[nodiscard]] std::optional<double> parse(std::string_view text) const override;

 private:
  void apply(double /*normalized*/) noexcept override {}
};

/// An editor without a window: the test is its user.
class TestEditor final : public Editor {
 public:
  TestEditor() { latest = this; }
  ~TestEditor() override { latest = nullptr; }

  [[nodiscard]] PhysicalSize size() const override { return size_; }
  [[nodiscard]] bool can_resize() const override { return true; }
  [[nodiscard]] PhysicalSize constrain(PhysicalSize wanted) const override;
  bool set_size(PhysicalSize size) override;
  bool set_scale(double scale) override;
  Result<void> open(ParentWindow parent, EditorContext& context) override;
  void close() noexcept override;
  void set_visible(bool visible) override { visible_ = visible; }
  void track_info_changed(const TrackInfo& info) override;
  void param_changed(const Param& /*param*/) override { ++param_changes; }

  EditorContext* context = nullptr;  ///< while open
  std::uintptr_t parent_handle = 0;
  std::vector<std::string> names;  ///< of the track, as shown
  int param_changes = 0;
  int ticks = 0;
  int readable = 0;
  bool visible_ = true;
  std::function<void()> on_track;

  static inline TestEditor* latest = nullptr;
  static inline bool refuse_to_open = false;
  static inline bool use_loop = false;  ///< a timer, and descriptor 0
  static inline bool stop_timer_in_tick = false;

 private:
  PhysicalSize size_{400, 300};
  EventLoop::Handle timer_ = 0;
  EventLoop::Handle watch_ = 0;
};

/// A plugin with one of each.
class FullPlugin final : public Plugin {
 public:
  static constexpr PluginInfo info{
      .id = "org.attacca.test.full",
      .name = "Full Test",
      .vendor = "Attacca",
      .version = "1.2.3",
      .description = "Everything once",
      .url = "https://example.org/full",
      .features = {Feature::audio_effect, Feature::dynamics, Feature::compressor, Feature::mixing},
  };

  FullPlugin() { latest = this; }
  ~FullPlugin() override { latest = nullptr; }

  [[nodiscard]] std::span<const AudioLayout> layouts() const noexcept override;
  [[nodiscard]] std::unique_ptr<Editor> make_editor() override;
  bool initialize(const AudioLayout& layout, const BufferConfig& config,
                  InitContext& context) override;
  void reset() noexcept override { ++resets; }
  ProcessStatus process(AudioBuffer& buffer, AuxBuffers& aux,
                        ProcessContext& context) noexcept override;
  void deactivate() override {
    ++deactivations;
    ++deactivations_of_all;
  }
  void on_track_info(const TrackInfo& info) override;

  /// Called first thing in process(), while a test holds the callback open or looks around.
  std::function<void(ProcessContext&)> during_process;

  FloatParam gain{params(),
                  {.id = "gain",
                   .name = "Gain",
                   .range = FloatRange::linear(0.0, 2.0),
                   .default_value = 1.0,
                   .unit = "x",
                   .decimals = 3}};
  BoolParam bypass{params(), {.id = "bypass", .name = "Bypass", .flags = {.bypass = true}}};
  StepParam steps{params(), "steps", "Steps"};
  OutputParam seen{params(),
                   {.id = "seen", .name = "Seen", .range = FloatRange::linear(0.0, 1000000.0)}};
  BoolParam secret{
      params(),
      {.id = "secret", .name = "Secret", .flags = {.automatable = false, .hidden = true}}};

  Field<std::string> label{fields(), {.id = "label", .in_presets = false}};

  Log log{tasks()};

  int initializations = 0;
  int deactivations = 0;
  int resets = 0;
  BufferConfig config;
  std::vector<std::string> main_names;  ///< of the track, as received by on_track_info()

  // [audio]
  std::uint32_t blocks = 0;
  std::uint32_t frames = 0;
  bool info_changed = false;
  std::uint64_t revision = 0;
  Transport transport;
  ProcessMode mode = ProcessMode::realtime;
  std::optional<std::uint32_t> report_latency;
  ProcessStatus answer = ProcessStatus::normal();

  static inline FullPlugin* latest = nullptr;
  static inline int deactivations_of_all = 0;
  static inline std::uint32_t latency_at_activation = 0;
  enum class Trouble { none, refuse, raise };
  static inline Trouble initialize_trouble = Trouble::none;
  static inline Trouble editor_trouble = Trouble::none;
};

/// A plugin without parameters, editor and category.
class BarePlugin final : public Plugin {
 public:
  static constexpr PluginInfo info{.id = "org.attacca.test.bare",
                                   .name = "Bare Test",
                                   .vendor = "Attacca",
                                   .features = {Feature::utility}};

  ProcessStatus process(AudioBuffer&, AuxBuffers&, ProcessContext&) noexcept override {
    return ProcessStatus::keep_alive();
  }
};

/// A plugin that cannot even be made.
class ThrowingPlugin final : public Plugin {
 public:
  static constexpr PluginInfo info{
      .id = "org.attacca.test.throwing", .name = "Throwing Test", .vendor = "Attacca"};

  ThrowingPlugin() { throw std::runtime_error("no licence for this test"); }

  ProcessStatus process(AudioBuffer&, AuxBuffers&, ProcessContext&) noexcept override {
    return ProcessStatus::error();
  }
};

}  // namespace attacca::clap_test
