// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/preparation.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "host/plugin/module.hpp"
#include "midi_file/reader.hpp"
#include "trial/run/test_signal.hpp"

namespace attacca::dev {
namespace {

bool is_signal(const std::string& input) {
  constexpr std::string_view kSignals[] = {"noise", "silence", "impulse", "sine", "sweep"};
  return std::find(std::begin(kSignals), std::end(kSignals), input) != std::end(kSignals);
}

std::size_t take_over_parameters(host::PluginInstance& from, host::PluginInstance& to) {
  std::size_t count = 0;
  for (const host::ParameterInfo& parameter : to.parameters()) {
    if (parameter.is_read_only || from.find_parameter(parameter.id) == nullptr) continue;
    const auto value = from.parameter_value(parameter.id);
    if (!value || *value < parameter.minimum || *value > parameter.maximum) continue;
    if (to.set_parameter(parameter.id, *value)) ++count;
  }
  return count;
}

}  // namespace

Result<std::unique_ptr<Seat>> load_seat(const std::filesystem::path& binary, const std::string& id,
                                        const SoundOptions& options, host::MainLoop& loop) {
  auto module = host::Module::open(binary);
  if (!module) return tl::unexpected(module.error());
  auto plugin = (*module)->create(id, loop);
  if (!plugin) return tl::unexpected(plugin.error());
  host::Transport song;
  song.tempo = options.tempo;
  return std::make_unique<Seat>(std::move(*module), std::move(*plugin), song);
}

Result<host::TrackInfo> track_of(const SoundOptions& options) {
  host::TrackInfo info;
  info.name = options.track_name;
  info.index = 1;
  if (!options.track_color.empty()) {
    auto color = host::parse_color(options.track_color);
    if (!color) return fail("--color: " + color.error().message);
    info.color = *color;
  }
  return info;
}

Result<std::optional<host::AudioClip>> input_for(const SoundOptions& options, double rate,
                                                 std::uint32_t channels) {
  if (channels == 0 || options.input == "live") return std::optional<host::AudioClip>();
  if (is_signal(options.input)) {
    auto signal = trial::test_signal(options.input, rate, channels);
    if (!signal) return tl::unexpected(signal.error());
    return std::optional(std::move(*signal));
  }
  auto clip = host::read_audio_file(options.input);
  if (clip) clip = host::resample(std::move(*clip), rate);
  if (!clip) {
    return fail("--input: " + clip.error().message +
                " (or give noise, silence, impulse, sine, sweep or live)");
  }
  return std::optional(host::with_channels(std::move(*clip), channels));
}

Result<std::optional<Phrase>> phrase_for(const SoundOptions& options, const host::PortLayout& ports,
                                         double rate) {
  if (options.midi == "none" || ports.note_inputs.empty()) return std::optional<Phrase>();
  if (options.midi.empty()) {
    if (!ports.inputs.empty()) return std::optional<Phrase>();
    return std::optional(Phrase(Phrase::built_in(), rate));
  }
  const auto file = midi_file::read(options.midi);
  if (!file) return fail("--midi: " + file.error().message);
  return std::optional(Phrase(*file, rate));
}

FadeLaw law_for(const host::PortLayout& ports) noexcept {
  return ports.inputs.empty() ? FadeLaw::uncorrelated : FadeLaw::correlated;
}

std::string take_over_state(host::PluginInstance& from, host::PluginInstance& to,
                            std::size_t& bytes) {
  std::string why = "it has no state any more";
  if (to.has_state() && from.has_state()) {
    const auto state = from.save_state();
    if (state) {
      bytes = state->size();
      const auto loaded = to.load_state(*state);
      if (loaded) return {};
      why = "the new build refuses the state (" + loaded.error().message + ")";
    } else {
      why = "the state could not be saved (" + state.error().message + ")";
    }
  } else if (!to.has_state() && !from.has_state()) {
    (void)take_over_parameters(from, to);
    return {};
  }
  const std::size_t count = take_over_parameters(from, to);
  return why + "; " + std::to_string(count) + (count == 1 ? " parameter" : " parameters") +
         " with the same ids kept their values";
}

}  // namespace attacca::dev
