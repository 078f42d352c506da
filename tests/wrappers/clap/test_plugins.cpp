// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "test_plugins.hpp"

#include <algorithm>
#include <cmath>

#include "attacca/export.hpp"
#include "tests/support/double_plugin.hpp"
#include "tests/support/extended_plugin.hpp"
#include "tests/support/note_plugin.hpp"
#include "tests/support/surround_plugin.hpp"

namespace attacca::clap_test {

StepParam::StepParam(ParamSet& set, std::string_view id, std::string_view name)
    : Param(set, id, name, {}) {
  set_default_normalized(1.0 / 3.0);
}

double StepParam::to_plain(double normalized) const noexcept {
  if (std::isnan(normalized)) return 1.0;
  return std::round(std::clamp(normalized, 0.0, 1.0) * 3.0);
}

double StepParam::to_normalized(double plain) const noexcept {
  if (std::isnan(plain)) return default_normalized();
  return std::round(std::clamp(plain, 0.0, 3.0)) / 3.0;
}

std::string StepParam::format(double normalized) const {
  return "step " + std::to_string(static_cast<int>(to_plain(normalized)));
}

std::optional<double> StepParam::parse(std::string_view text) const {
  if (text.size() != 6 || text.substr(0, 5) != "step ") return std::nullopt;
  return to_normalized(text[5] - '0');
}

PhysicalSize TestEditor::constrain(PhysicalSize wanted) const {
  return {std::clamp<std::uint32_t>(wanted.width, 100, 1000),
          std::clamp<std::uint32_t>(wanted.height, 100, 1000)};
}

bool TestEditor::set_size(PhysicalSize size) {
  if (constrain(size) != size) return false;
  size_ = size;
  return true;
}

bool TestEditor::set_scale(double scale) {
  size_ = to_physical({400, 300}, scale);
  return true;
}

Result<void> TestEditor::open(ParentWindow parent, EditorContext& editor_context) {
  if (refuse_to_open) return fail("cannot open the test editor: it was asked to refuse");
  context = &editor_context;
  parent_handle = parent.handle;
  if (use_loop) {
    EventLoop& loop = context->event_loop();
    timer_ = loop.start_timer(std::chrono::milliseconds(20), [this] {
      ++ticks;
      if (stop_timer_in_tick) context->event_loop().stop(timer_);
    });
    watch_ = loop.watch(EventLoop::Source(0), [this] { ++readable; });
  }
  return {};
}

void TestEditor::close() noexcept {
  if (context == nullptr) return;
  context->event_loop().stop(timer_);
  context->event_loop().stop(watch_);
  context = nullptr;
}

void TestEditor::track_info_changed(const TrackInfo& info) {
  names.emplace_back(info.name ? info.name->view() : "(absent)");
  if (on_track) on_track();
}

std::span<const AudioLayout> FullPlugin::layouts() const noexcept {
  static constexpr std::array<AuxPort, 1> kSidechain = {{{"Sidechain", 1}}};
  static constexpr std::array<AudioLayout, 4> kLayouts = {{
      {.main_inputs = 2, .main_outputs = 2, .name = "Stereo"},
      {.main_inputs = 1, .main_outputs = 2},
      {.main_inputs = 2, .main_outputs = 2, .aux_inputs = kSidechain, .name = "Keyed"},
      {.main_inputs = 0, .main_outputs = 4, .aux_inputs = kSidechain, .name = "Quad"},
  }};
  return kLayouts;
}

std::unique_ptr<Editor> FullPlugin::make_editor() {
  if (editor_trouble == Trouble::raise) throw std::runtime_error("no display for this test");
  if (editor_trouble == Trouble::refuse) return nullptr;
  return std::make_unique<TestEditor>();
}

bool FullPlugin::initialize(const AudioLayout& /*layout*/, const BufferConfig& new_config,
                            InitContext& context) {
  ++initializations;
  if (initialize_trouble == Trouble::raise) throw std::runtime_error("no memory for this test");
  config = new_config;
  context.set_latency(latency_at_activation);
  return initialize_trouble == Trouble::none;
}

ProcessStatus FullPlugin::process(AudioBuffer& buffer, AuxBuffers& /*aux*/,
                                  ProcessContext& context) noexcept {
  if (during_process) during_process(context);
  ++blocks;
  frames += buffer.frames();
  transport = context.transport();
  mode = context.mode();
  info_changed = context.track_info_changed();
  revision = context.track_info().revision;
  seen.report(static_cast<double>(revision));
  if (report_latency) context.set_latency(*report_latency);
  for (std::size_t channel = 0; channel < buffer.channels(); ++channel) {
    for (float& sample : buffer.channel(channel)) sample *= gain.value();
  }
  return answer;
}

void FullPlugin::on_track_info(const TrackInfo& track) {
  main_names.emplace_back(track.name ? track.name->view() : "(absent)");
}

}  // namespace attacca::clap_test

ATTACCA_EXPORT(attacca::clap_test::FullPlugin, attacca::clap_test::BarePlugin,
               attacca::clap_test::ThrowingPlugin, attacca::test::NotePlugin,
               attacca::test::DoublePlugin, attacca::test::SurroundPlugin,
               attacca::test::ExtendedPlugin);
