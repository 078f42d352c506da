// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "faulty/plugin/track_cell.hpp"
#include "faulty/plugin/voices.hpp"

namespace attacca::faulty {

inline constexpr std::size_t kParams = 4;

/// What the plugin comes with, in both formats.
struct FactoryPreset {
  const char* name;
  const char* key;
  double gain;    ///< normalized
  double bypass;  ///< 0 or 1
};
inline constexpr std::array<FactoryPreset, 2> kPresets = {
    FactoryPreset{"Quiet", "quiet", 0.125, 0.0}, FactoryPreset{"Loud", "loud", 0.875, 0.0}};
/// As hosts see it.
[[nodiscard]] const char* name_of(const FactoryPreset& preset) noexcept;

/// One parameter, in normalized values: gain, bypass, audio digest, editor digest. The ids that
/// hosts see are index + 1.
struct ParamFacts {
  const char* name;
  const char* unit;
  double default_value;  ///< normalized
  std::int32_t steps;
  bool is_bypass;
  bool is_read_only;
};
[[nodiscard]] ParamFacts facts_of(std::size_t index) noexcept;

/// What a plugin does whatever its format: a gain with a short echo, which follows its track. Its
/// faults are where the words `is(Fault::…)` are; without them it is as it should be.
class Effect {
 public:
  static constexpr std::size_t kChannels = 2;
  static constexpr std::uint32_t kEcho = 64;  ///< frames; also its tail

  Effect();
  ~Effect();

  /// @name Life
  /// @{
  void activate();        ///< [main]
  void deactivate();      ///< [main]
  void reset() noexcept;  ///< [audio]
  [[nodiscard]] bool is_active() const noexcept { return is_active_; }
  [[nodiscard]] std::uint32_t latency() const noexcept;  ///< frames [any]
  /// @}

  /// @name Parameters, normalized
  /// @{
  [[nodiscard]] double value(std::size_t index) const noexcept;  ///< [any]
  void set(std::size_t index, double value) noexcept;            ///< [any]
  /// An offset of the gain, normalized, which is heard only; 0: none. [audio]
  void modulate(double offset) noexcept;
  [[nodiscard]] std::string text_of(std::size_t index, double value) const;
  [[nodiscard]] std::optional<double> value_of(std::size_t index, std::string_view text) const;
  /// @}

  /// @name State [main]
  /// @{
  [[nodiscard]] std::vector<std::byte> save() const;
  [[nodiscard]] bool load(std::span<const std::byte> bytes);
  static constexpr std::size_t kStateSize = 44;
  static constexpr std::size_t kFirstStateSize = 20;  ///< What the first version saved.
  /// @}

  /// @name Presets [main]
  /// @{
  /// Program 0 is the plugin as it is made, the others are kPresets. Without an effect where it is
  /// the one that was loaded last.
  [[nodiscard]] bool load_program(std::size_t program);
  [[nodiscard]] std::size_t program() const noexcept;
  /// @}

  /// @name Track and editor
  /// @{
  void receive(TrackRecord record);  ///< [not audio]
  void open_editor();                ///< [main]
  void close_editor();               ///< [main]
  void idle_editor();                ///< A timer's tick. [main]
  /// @}

  /// @name A callback [audio]
  /// @{
  void begin_callback() noexcept;
  void note_on(const NoteName& note, double velocity) noexcept;
  void note_off(const NoteName& named) noexcept;
  [[nodiscard]] Voices& voices() noexcept { return voices_; }
  void process(const float* const* in, float* const* out, std::size_t channels,
               std::uint32_t frames) noexcept;
  void process(const double* const* in, double* const* out, std::size_t channels,
               std::uint32_t frames) noexcept;
  void end_callback() noexcept;
  /// The audio digest, normalized, when the host does not have it yet.
  [[nodiscard]] std::optional<double> report() const noexcept;
  void reported() noexcept;  ///< The host took it.
                             /// @}

 private:
  template <typename Sample>
  void render(const Sample* const* in, Sample* const* out, std::size_t channels,
              std::uint32_t frames) noexcept;
  void show();
  void misbehave() noexcept;
  [[nodiscard]] bool load_first_version(std::span<const std::byte> bytes);
  [[nodiscard]] std::atomic<double>& trail() const noexcept;

  std::array<std::atomic<double>, 2> values_;
  mutable std::atomic<double> trail_{0.5};  ///< a field: where the gain has been
  std::atomic<double> program_{0.0};        ///< the one that was loaded last
  std::vector<std::byte> more_;             ///< behind a state, for the fault that keeps it
  std::unique_ptr<TrackCell> track_;
  std::atomic<std::uint32_t> seen_by_audio_{0};
  std::atomic<std::uint32_t> seen_by_editor_{0};
  std::uint32_t reported_ = 0;
  bool has_reported_ = false;

  // What the main thread knows of the track.
  mutable std::mutex main_mutex_;
  std::uint32_t received_ = 0;
  bool has_editor_ = false;

  // What the audio thread hands to the editor, for the faults that go that way.
  std::atomic<int> meter_writers_{0};
  std::atomic<std::uint32_t> meter_{0};

  mutable std::mutex state_mutex_;
  std::array<std::array<float, kEcho>, kChannels> echo_{};
  std::uint32_t echo_at_ = 0;
  float bypassed_ = 0.0f;  ///< how far the bypass has faded in, 0..1
  Voices voices_;
  std::atomic<double> modulation_{0.0};
  std::atomic<bool> has_edits_waiting_{false};
  bool is_active_ = false;
  bool had_note_ = false;
  bool mutes_ = false;
  int activations_ = 0;
};

}  // namespace attacca::faulty
