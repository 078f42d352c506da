// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gallery_view.hpp"

#include <cmath>
#include <cstddef>
#include <functional>
#include <numbers>
#include <span>
#include <utility>

#include <attacca/widgets/button.hpp>
#include <attacca/widgets/curve_editor.hpp>
#include <attacca/widgets/envelope.hpp>
#include <attacca/widgets/generic_editor.hpp>
#include <attacca/widgets/knob.hpp>
#include <attacca/widgets/label.hpp>
#include <attacca/widgets/layout.hpp>
#include <attacca/widgets/list.hpp>
#include <attacca/widgets/loudness_meter.hpp>
#include <attacca/widgets/menu.hpp>
#include <attacca/widgets/meter.hpp>
#include <attacca/widgets/piano.hpp>
#include <attacca/widgets/preset_browser.hpp>
#include <attacca/widgets/scope.hpp>
#include <attacca/widgets/slider.hpp>
#include <attacca/widgets/spectrum.hpp>
#include <attacca/widgets/tabs.hpp>
#include <attacca/widgets/text_field.hpp>
#include <attacca/widgets/xy_pad.hpp>

using namespace attacca::widgets;

GalleryParams::GalleryParams(attacca::ParamScope scope)
    : cutoff{scope,
             {.id = "cutoff",
              .name = "Cutoff",
              .range = attacca::FloatRange::logarithmic(20, 20000),
              .default_value = 1200,
              .unit = "Hz",
              .modulation = attacca::Modulation::whole}},
      resonance{scope, {.id = "resonance", .name = "Resonance", .default_value = 0.3}},
      pan{scope,
          {.id = "pan",
           .name = "Pan",
           .range = attacca::FloatRange::linear(-100, 100),
           .default_value = -35,
           .unit = "%"}},
      level{scope,
            {.id = "level",
             .name = "Level",
             .range = attacca::FloatRange::linear(-60, 12),
             .default_value = -6,
             .unit = "dB"}},
      drive{scope,
            {.id = "drive",
             .name = "Drive",
             .range = attacca::FloatRange::linear(0, 24),
             .default_value = 9,
             .unit = "dB"}},
      mix{scope,
          {.id = "mix",
           .name = "Mix",
           .range = attacca::FloatRange::linear(0, 100),
           .default_value = 65,
           .unit = "%"}},
      attack{scope.group({.id = "env", .name = "Envelope"}),
             {.id = "attack",
              .name = "Attack",
              .range = attacca::FloatRange::logarithmic(1, 5000),
              .default_value = 40,
              .unit = "ms"}},
      decay{scope.group({.id = "env", .name = "Envelope"}),
            {.id = "decay",
             .name = "Decay",
             .range = attacca::FloatRange::logarithmic(1, 5000),
             .default_value = 300,
             .unit = "ms"}},
      sustain{scope.group({.id = "env", .name = "Envelope"}),
              {.id = "sustain",
               .name = "Sustain",
               .range = attacca::FloatRange::linear(0, 100),
               .default_value = 55,
               .unit = "%"}},
      release{scope.group({.id = "env", .name = "Envelope"}),
              {.id = "release",
               .name = "Release",
               .range = attacca::FloatRange::logarithmic(1, 5000),
               .default_value = 600,
               .unit = "ms"}},
      voices{scope, {.id = "voices", .name = "Voices", .min = 1, .max = 16, .default_value = 6}},
      on{scope, {.id = "on", .name = "Filter on", .default_value = true}},
      mono{scope, {.id = "mono", .name = "Mono"}},
      wave{scope,
           {.id = "wave",
            .name = "Wave",
            .values = {{Wave::sine, "sine", "Sine"},
                       {Wave::triangle, "triangle", "Triangle"},
                       {Wave::saw, "saw", "Saw"},
                       {Wave::square, "square", "Square"}},
            .default_value = Wave::saw}},
      filter{scope,
             {.id = "filter",
              .name = "Type",
              .values = {{Filter::low_pass, "low_pass", "Low-pass"},
                         {Filter::high_pass, "high_pass", "High-pass"},
                         {Filter::band_pass, "band_pass", "Band-pass"},
                         {Filter::notch, "notch", "Notch"},
                         {Filter::comb, "comb", "Comb"},
                         {Filter::formant, "formant", "Formant"}}}},
      reduction{scope,
                {.id = "reduction",
                 .name = "Reduction",
                 .range = attacca::FloatRange::linear(-24, 0),
                 .default_value = -7.5,
                 .unit = "dB"}} {}

namespace {

void show_levels(std::span<MeterLevel> levels) {
  levels[0] = {.peak = 0.71F, .rms = 0.40F};
  if (levels.size() > 1) levels[1] = {.peak = 1.12F, .rms = 0.56F};
}

attacca::dsp::LoudnessLevels show_loudness() {
  return {.momentary = -19.4, .short_term = -24.1, .integrated = -22.8};
}

std::unique_ptr<Widget> disabled(std::unique_ptr<Widget> widget) {
  widget->set_enabled(false);
  return widget;
}

std::unique_ptr<Widget> knobs(GalleryParams& params) {
  return panel(
      "Knobs",
      column({.gap = 14},
             row({.gap = 14, .align = Align::center}, knob(params.cutoff, {.diameter = 72}),
                 knob(params.resonance), knob(params.pan), knob(params.voices)),
             row({.gap = 14, .align = Align::center}, knob(params.level, {.diameter = 36}),
                 knob(params.drive, {.diameter = 36}),
                 knob(params.mix, {.diameter = 36, .has_value = false}),
                 disabled(knob(params.mix, {.diameter = 36})))));
}

std::unique_ptr<Widget> sliders(GalleryParams& params) {
  return panel("Sliders", row({.gap = 16},
                              stretched(column(slider(params.mix), slider(params.pan),
                                               slider(params.cutoff, {.has_caption = false}),
                                               disabled(slider(params.drive)))),
                              fader(params.level), fader(params.pan)));
}

std::unique_ptr<Widget> choices(GalleryParams& params) {
  return panel("Choices",
               column({.gap = 12}, segments(params.wave),
                      row({.align = Align::center}, toggle(params.on), toggle(params.mono), space(),
                          sized({130, 0}, menu(params.filter))),
                      row({.align = Align::center}, button("Panic", [] {}),
                          button("Randomize", [] {}), disabled(button("Undo", [] {})), space(),
                          sized({150, 0}, text_field("Search presets")))));
}

std::unique_ptr<Widget> levels() {
  return panel(
      "Levels",
      row({.gap = 16}, meter({.read = show_levels}),
          stretched(column(
              {.gap = 12}, meter({.read = show_levels, .lies = true}),
              meter({.read = show_levels, .channels = 1, .lies = true, .has_scale = false}),
              loudness_meter({.read = show_loudness}), label("Peaks fall by 20 dB a second"),
              caption("A press forgets what was too loud"), heading("غناء رئيسي · リード · 🔥")))));
}

/// What is read once and stays: nothing is painted again.
std::function<bool(std::span<float>)> once(bool (*read)(std::span<float>)) {
  return [read, is_read = false](std::span<float> values) mutable {
    return !std::exchange(is_read, true) && read(values);
  };
}

/// A sine with a little of its third harmonic, two periods.
bool show_wave(std::span<float> samples) {
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const double phase =
        4 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(samples.size());
    samples[i] = static_cast<float>(0.7 * std::sin(phase) + 0.2 * std::sin(3 * phase));
  }
  return true;
}

/// Ten harmonics of 110 Hz above a floor.
bool show_magnitudes(std::span<float> magnitudes) {
  for (std::size_t i = 0; i < magnitudes.size(); ++i) {
    const double frequency = static_cast<double>(i) * 48000.0 / 2048;
    magnitudes[i] = 0.0005F;
    for (int harmonic = 1; harmonic <= 10; ++harmonic) {
      const double away = (frequency - harmonic * 110.0) / 25.0;
      magnitudes[i] += static_cast<float>(0.6 / harmonic * std::exp(-away * away));
    }
  }
  return true;
}

/// One that nobody keeps; a plugin's would be a field.
std::unique_ptr<Widget> some_curve() {
  const auto curve = std::make_shared<attacca::BreakpointCurve>(
      attacca::BreakpointCurve::through(
          {{0, 0.1, 0.6}, {0.35, 0.9, -0.5}, {0.7, 0.3, 0}, {1, 0.8, 0}})
          .value_or(attacca::BreakpointCurve()));
  return curve_editor(
      {.read = [curve] { return *curve; },
       .write = [curve](const attacca::BreakpointCurve& edited) { *curve = edited; }});
}

std::unique_ptr<Widget> pictures(GalleryParams& params, std::size_t page) {
  auto names = list();
  names->set_lines({"Warm", "Bright", "Broken glass", "Lead Vox", "リード", "Sub"});
  names->choose(1);
  auto pages = tabs(
      tab("Two at once", stretched(xy_pad(params.cutoff, params.resonance))),
      tab("Pictures",
          column(
              stretched(row(stretched(sized({130, 0}, envelope({params.attack, params.decay,
                                                                params.sustain, params.release}))),
                            stretched(sized({130, 0}, some_curve())))),
              stretched(
                  row(stretched(scope({.read = once(show_wave)})), stretched(std::move(names)))),
              stretched(spectrum({.read = once(show_magnitudes)})))),
      tab("Presets", preset_browser()));
  pages->show(page);
  return pages;
}

std::unique_ptr<Widget> played_piano() {
  auto keys = piano({.first_key = 36, .keys = 49});
  for (const int key : {48, 55, 63}) keys->show(key, true);
  return keys;
}

}  // namespace

std::unique_ptr<Widget> make_gallery(GalleryParams& params, attacca::ParamSet& all,
                                     std::size_t page) {
  return column(
      {.gap = 12, .padding = 14},
      stretched(row(
          {.gap = 12},
          stretched(column({.gap = 12}, knobs(params), choices(params), stretched(levels())), 5),
          stretched(column({.gap = 12}, sliders(params),
                           stretched(sized({0, 200}, panel("", pictures(params, page))))),
                    4),
          stretched(all_parameters(all, "All parameters"), 5))),
      sized({0, 84}, played_piano()));
}
