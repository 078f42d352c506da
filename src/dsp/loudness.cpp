// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/dsp/loudness.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace attacca::dsp {

namespace {

constexpr double kOffset = -0.691;     ///< dB, BS.1770-4, annex 1
constexpr double kAbsoluteGate = -70;  ///< LUFS
constexpr double kRelativeGate = -10;  ///< LU below the mean
constexpr double kBinWidth = 0.1;
constexpr std::size_t kMomentarySteps = 4;
constexpr double kLowestRate = 8000;

double lufs(double energy) noexcept {
  return energy > 1e-20 ? kOffset + 10 * std::log10(energy) : LoudnessLevels::kSilence;
}

}  // namespace

/// The two filters of BS.1770-4 are given for 48 kHz; these are the analogue ones that they were
/// made of by the bilinear transform, found by solving for the given coefficients.
void Loudness::prepare(double sample_rate) noexcept {
  const double rate = sample_rate >= kLowestRate ? sample_rate : kLowestRate;
  {
    constexpr double kFrequency = 1681.974450955533;
    constexpr double kGain = 3.999843853973347;  // dB
    constexpr double kQ = 0.7071752369554196;
    const double k = std::tan(std::numbers::pi * kFrequency / rate);
    const double high = std::pow(10.0, kGain / 20);
    const double band = std::pow(high, 0.4996667741545416);
    const double a0 = 1 + k / kQ + k * k;
    shelf_ = {(high + band * k / kQ + k * k) / a0, 2 * (k * k - high) / a0,
              (high - band * k / kQ + k * k) / a0, 2 * (k * k - 1) / a0, (1 - k / kQ + k * k) / a0};
  }
  {
    constexpr double kFrequency = 38.13547087602444;
    constexpr double kQ = 0.5003270373238773;
    const double k = std::tan(std::numbers::pi * kFrequency / rate);
    const double a0 = 1 + k / kQ + k * k;
    high_pass_ = {1, -2, 1, 2 * (k * k - 1) / a0, (1 - k / kQ + k * k) / a0};
  }
  step_frames_ = static_cast<std::size_t>(std::lround(rate / 10));
  reset();
}

void Loudness::reset() noexcept {
  for (Channel& channel : channels_) channel.state = {};
  frames_ = 0;
  energy_ = 0;
  steps_ = {};
  next_ = 0;
  whole_ = 0;
  bins_ = {};
  levels_ = {};
}

void Loudness::set_weight(std::size_t channel, double weight) noexcept {
  if (channel < kMostChannels) channels_[channel].weight = weight;
}

/// Both filters, in the transposed direct form II.
double Loudness::weighted(Channel& channel, double sample) const noexcept {
  auto& state = channel.state;
  const auto run = [](const Biquad& filter, double in, double& s1, double& s2) {
    const double out = filter.b0 * in + s1;
    s1 = filter.b1 * in - filter.a1 * out + s2;
    s2 = filter.b2 * in - filter.a2 * out;
    return out;
  };
  return run(high_pass_, run(shelf_, sample, state[0], state[1]), state[2], state[3]);
}

void Loudness::add(std::span<const std::span<const float>> channels) noexcept {
  if (channels.empty()) return;
  const std::size_t frames = channels.front().size();
  const std::size_t count = std::min(channels.size(), kMostChannels);
  for (std::size_t done = 0; done < frames;) {
    const std::size_t part = std::min(frames - done, step_frames_ - frames_);
    for (std::size_t i = 0; i < count; ++i) {
      Channel& channel = channels_[i];
      double energy = 0;
      for (const float sample : channels[i].subspan(done, part)) {
        const double out =
            weighted(channel, std::isfinite(sample) ? static_cast<double>(sample) : 0.0);
        energy += out * out;
      }
      energy_ += channel.weight * energy;
    }
    done += part;
    frames_ += part;
    if (frames_ == step_frames_) end_step();
  }
}

double Loudness::mean_of_last(std::size_t steps) const noexcept {
  double sum = 0;
  for (std::size_t i = 1; i <= steps; ++i) sum += steps_[(next_ + kSteps - i) % kSteps];
  return sum / static_cast<double>(steps);
}

void Loudness::end_step() noexcept {
  steps_[next_] = energy_ / static_cast<double>(step_frames_);
  next_ = (next_ + 1) % kSteps;
  whole_ = std::min(whole_ + 1, kSteps);
  frames_ = 0;
  energy_ = 0;
  if (whole_ < kMomentarySteps) return;
  const double momentary = mean_of_last(kMomentarySteps);
  levels_.momentary = lufs(momentary);
  if (whole_ == kSteps) levels_.short_term = lufs(mean_of_last(kSteps));
  gate(momentary);
}

/// The mean of all blocks of 400 ms, a new one each 100 ms, that are not below the absolute gate,
/// nor 10 LU below the mean of these.
void Loudness::gate(double energy) noexcept {
  if (levels_.momentary >= kAbsoluteGate) {
    const double place = (levels_.momentary - kAbsoluteGate) / kBinWidth;
    Bin& bin = bins_[std::min(static_cast<std::size_t>(place), kBins - 1)];
    ++bin.count;
    bin.energy += energy;
  }
  const auto mean_from = [this](std::size_t first) {
    double sum = 0;
    std::uint64_t count = 0;
    for (std::size_t i = first; i < kBins; ++i) {
      sum += bins_[i].energy;
      count += bins_[i].count;
    }
    return count > 0 ? lufs(sum / static_cast<double>(count)) : LoudnessLevels::kSilence;
  };
  const double all = mean_from(0);
  if (all <= LoudnessLevels::kSilence) return;
  const double threshold = (all + kRelativeGate - kAbsoluteGate) / kBinWidth;
  levels_.integrated = mean_from(threshold > 0 ? static_cast<std::size_t>(threshold) : 0);
}

}  // namespace attacca::dsp
