// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/probe/listening.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>

#include "attacca/dsp/fft.hpp"

namespace parlando::probe {
namespace {

double decibels_of_power(double power) {
  return 10 * std::log10(std::max(power, 1e-20));
}

std::size_t frame_at(const Recording& recording, double seconds) {
  return static_cast<std::size_t>(std::max(std::llround(seconds * recording.rate), 0LL));
}

std::span<const float> stretch(const Recording& recording, const std::vector<float>& channel,
                               double from, double to) {
  const std::size_t end = std::min(frame_at(recording, to), channel.size());
  const std::size_t begin = std::min(frame_at(recording, from), end);
  return std::span(channel).subspan(begin, end - begin);
}

double power(std::span<const float> samples) {
  double sum = 0;
  for (const float sample : samples) {
    const auto value = static_cast<double>(sample);
    sum += value * value;
  }
  return samples.empty() ? 0 : sum / static_cast<double>(samples.size());
}

void add_spectrum(const Recording& recording, const std::vector<float>& channel, double from,
                  attacca::dsp::RealFft& fft, std::vector<double>& sum) {
  const std::size_t size = fft.size();
  std::vector<float> samples(size, 0.0F);
  const auto heard =
      stretch(recording, channel, from, from + static_cast<double>(size) / recording.rate);
  for (std::size_t i = 0; i < heard.size() && i < size; ++i) {
    const double phase = 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(size);
    samples[i] = heard[i] * static_cast<float>(0.5 - 0.5 * std::cos(phase));
  }
  std::vector<std::complex<float>> bins(fft.bins());
  fft.forward(samples, bins);
  const double scale = 1 / (static_cast<double>(size) * static_cast<double>(size));
  for (std::size_t i = 0; i < bins.size(); ++i)
    sum[i] += static_cast<double>(std::norm(bins[i])) * scale;
}

}  // namespace

double peak(const Recording& recording, double from, double to) {
  float most = 0;
  for (const auto* channel : {&recording.left, &recording.right}) {
    for (const float sample : stretch(recording, *channel, from, to)) {
      most = std::max(most, std::abs(sample));
    }
  }
  return static_cast<double>(most);
}

double level(const Recording& recording, double from, double to) {
  return decibels_of_power((power(stretch(recording, recording.left, from, to)) +
                            power(stretch(recording, recording.right, from, to))) /
                           2);
}

double leaning(const Recording& recording, double from, double to) {
  constexpr double kMost = 60;
  const double left = decibels_of_power(power(stretch(recording, recording.left, from, to)));
  const double right = decibels_of_power(power(stretch(recording, recording.right, from, to)));
  return std::clamp(left - right, -kMost, kMost);
}

std::optional<double> onset(const Recording& recording, double from, double to, double threshold) {
  std::optional<double> first;
  for (const auto* channel : {&recording.left, &recording.right}) {
    const auto samples = stretch(recording, *channel, from, to);
    const auto found = std::find_if(samples.begin(), samples.end(), [&](float sample) {
      return static_cast<double>(std::abs(sample)) > threshold;
    });
    if (found == samples.end()) continue;
    const double at = from + static_cast<double>(found - samples.begin()) / recording.rate;
    first = std::min(first.value_or(at), at);
  }
  return first;
}

std::vector<double> spectrum(const Recording& recording, double from, std::size_t order) {
  attacca::dsp::RealFft fft(std::size_t{1} << order);
  std::vector<double> sum(fft.bins(), 0.0);
  add_spectrum(recording, recording.left, from, fft, sum);
  add_spectrum(recording, recording.right, from, fft, sum);
  return sum;
}

std::vector<double> bands(const Recording& recording, double from) {
  constexpr std::array<double, 25> kEdges = {
      20,    100,   200,   300,   400,   510,   630,   770,   920,   1'080, 1'270,  1'480, 1'720,
      2'000, 2'320, 2'700, 3'150, 3'700, 4'400, 5'300, 6'400, 7'700, 9'500, 12'000, 15'500};
  constexpr double kFloor = -140;
  const std::vector<double> powers = spectrum(recording, from);
  const double width = recording.rate / 2 / static_cast<double>(powers.size() - 1);
  std::vector<double> result(kEdges.size() - 1, 0.0);
  for (std::size_t i = 0; i < powers.size(); ++i) {
    const double hertz = static_cast<double>(i) * width;
    const auto* edge = std::upper_bound(kEdges.begin(), kEdges.end(), hertz);
    if (edge == kEdges.begin() || edge == kEdges.end()) continue;
    result[static_cast<std::size_t>(edge - kEdges.begin()) - 1] += powers[i];
  }
  for (double& band : result) band = std::max(decibels_of_power(band), kFloor);
  return result;
}

double distance(std::span<const double> a, std::span<const double> b) {
  constexpr double kHeard = 50;
  double loudest = -1e9;
  for (std::size_t i = 0; i < a.size(); ++i) loudest = std::max({loudest, a[i], b[i]});
  double sum = 0;
  int count = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (std::max(a[i], b[i]) < loudest - kHeard) continue;
    // What is far below the loudest is not heard, however far.
    const double low = loudest - kHeard;
    sum += std::abs(std::max(a[i], low) - std::max(b[i], low));
    ++count;
  }
  return count == 0 ? 0 : sum / count;
}

double brightness(std::span<const double> bands) {
  double sum = 0;
  double weighted = 0;
  for (std::size_t i = 0; i < bands.size(); ++i) {
    const double power = std::pow(10, bands[i] / 10);
    sum += power;
    weighted += power * (static_cast<double>(i) + 0.5);
  }
  return sum > 0 ? weighted / sum : 0;
}

std::optional<double> pitch(const Recording& recording, double from) {
  constexpr double kLowest = 25;  // Hz
  constexpr double kHighest = 4'500;
  constexpr double kDeep = 0.15;
  const auto longest = static_cast<std::size_t>(recording.rate / kLowest);
  const auto shortest = static_cast<std::size_t>(recording.rate / kHighest);
  const std::size_t window = longest * 2;
  std::vector<double> samples(window + longest, 0.0);
  const double to = from + static_cast<double>(samples.size()) / recording.rate;
  for (const auto* channel : {&recording.left, &recording.right}) {
    const auto heard = stretch(recording, *channel, from, to);
    for (std::size_t i = 0; i < heard.size() && i < samples.size(); ++i) {
      samples[i] += static_cast<double>(heard[i]);
    }
  }
  std::vector<double> difference(longest + 1, 0.0);
  double sum = 0;
  difference[0] = 1;
  for (std::size_t lag = 1; lag <= longest; ++lag) {
    double total = 0;
    for (std::size_t i = 0; i < window; ++i) {
      const double step = samples[i] - samples[i + lag];
      total += step * step;
    }
    sum += total;
    difference[lag] = sum > 0 ? total * static_cast<double>(lag) / sum : 1;
  }
  for (std::size_t lag = std::max<std::size_t>(shortest, 2); lag < longest; ++lag) {
    if (difference[lag] > kDeep || difference[lag] > difference[lag + 1]) continue;
    // The bottom of the parabola through the three values around it.
    const double before = difference[lag - 1];
    const double after = difference[lag + 1];
    const double bend = before - 2 * difference[lag] + after;
    const double shift = bend > 0 ? (before - after) / (2 * bend) : 0;
    const double hertz = recording.rate / (static_cast<double>(lag) + shift);
    return 69 + 12 * std::log2(hertz / 440);
  }
  return std::nullopt;
}

}  // namespace parlando::probe
