// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include <attacca/params/bool_param.hpp>
#include <attacca/params/enum_param.hpp>
#include <attacca/params/float_param.hpp>
#include <attacca/params/int_param.hpp>
#include <attacca/params/output_param.hpp>
#include <attacca/params/param_set.hpp>
#include <attacca/widgets/widget.hpp>

enum class Wave : std::uint8_t { sine, triangle, saw, square };
enum class Filter : std::uint8_t { low_pass, high_pass, band_pass, notch, comb, formant };

/// Parameters of every kind, for the widgets to show.
struct GalleryParams {
  explicit GalleryParams(attacca::ParamScope scope);

  attacca::FloatParam cutoff;
  attacca::FloatParam resonance;
  attacca::FloatParam pan;
  attacca::FloatParam level;
  attacca::FloatParam drive;
  attacca::FloatParam mix;
  attacca::FloatParam attack;
  attacca::FloatParam decay;
  attacca::FloatParam sustain;
  attacca::FloatParam release;
  attacca::IntParam voices;
  attacca::BoolParam on;
  attacca::BoolParam mono;
  attacca::EnumParam<Wave> wave;
  attacca::EnumParam<Filter> filter;
  attacca::OutputParam reduction;
};

/// Every widget there is, for 1280 × 800; `page` of the tabs is shown at first.
std::unique_ptr<attacca::widgets::Widget> make_gallery(GalleryParams& params,
                                                       attacca::ParamSet& all,
                                                       std::size_t page = 0);
