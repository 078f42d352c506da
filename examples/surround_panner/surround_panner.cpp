// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Layouts with speakers: a mono source among those that the host has, or in ambisonics.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <numbers>
#include <span>
#include <utility>
#include <vector>

#include <attacca/bypass.hpp>
#include <attacca/export.hpp>
#include <attacca/params/float_param.hpp>

namespace {

constexpr double kDegree = std::numbers::pi / 180.0;
constexpr std::size_t kMostChannels = 16;

using Gains = std::array<float, kMostChannels>;

/// The gains of a source far away: ambisonic channels up to the third order, ACN and SN3D
/// (M. Chapman et al., A standard for interchange of Ambisonic signal sets, 2009). Azimuth to the
/// left and elevation upwards, in degrees.
Gains encode(double azimuth, double elevation) {
  const double x = std::cos(azimuth * kDegree) * std::cos(elevation * kDegree);
  const double y = std::sin(azimuth * kDegree) * std::cos(elevation * kDegree);
  const double z = std::sin(elevation * kDegree);
  const double r3 = std::sqrt(3.0), r15 = std::sqrt(15.0);
  const double r38 = std::sqrt(3.0 / 8.0), r58 = std::sqrt(5.0 / 8.0);
  const double exact[kMostChannels] = {1.0,
                                       y,
                                       z,
                                       x,
                                       r3 * x * y,
                                       r3 * y * z,
                                       1.5 * z * z - 0.5,
                                       r3 * x * z,
                                       r3 / 2.0 * (x * x - y * y),
                                       r58 * y * (3.0 * x * x - y * y),
                                       r15 * x * y * z,
                                       r38 * y * (5.0 * z * z - 1.0),
                                       z * (2.5 * z * z - 1.5),
                                       r38 * x * (5.0 * z * z - 1.0),
                                       r15 / 2.0 * z * (x * x - y * y),
                                       r58 * x * (x * x - 3.0 * y * y)};
  Gains gains;
  std::transform(std::begin(exact), std::end(exact), gains.begin(),
                 [](double gain) { return static_cast<float>(gain); });
  return gains;
}

/// A source between the two speakers around it, equally loud everywhere: V. Pulkki, Virtual sound
/// source positioning using vector base amplitude panning, Journal of the Audio Engineering Society
/// 45 (6), 1997, in the plane.
class Ring {
 public:
  /// The speakers at ear level, where ITU-R BS.775 and BS.2051 place them.
  void place(const attacca::Channels& channels) {
    using attacca::Speaker;
    const bool has_sides = channels.find(Speaker::left_side).has_value();
    const double back = has_sides ? 135.0 : 110.0;
    speakers_.clear();
    for (const auto& [speaker, angle] : {std::pair{Speaker::center, 0.0},
                                         {Speaker::left, 30.0},
                                         {Speaker::left_side, 90.0},
                                         {Speaker::left_surround, back},
                                         {Speaker::right_surround, 360.0 - back},
                                         {Speaker::right_side, 270.0},
                                         {Speaker::right, 330.0}}) {
      if (const auto channel = channels.find(speaker)) speakers_.push_back({angle, *channel});
    }
  }

  [[nodiscard]] Gains at(double azimuth) const {
    Gains gains{};
    for (std::size_t i = 0; i < speakers_.size(); ++i) {
      const Placed& first = speakers_[i];
      const Placed& second = speakers_[(i + 1) % speakers_.size()];
      const double gap = turn(second.angle - first.angle);
      const double way = turn(azimuth - first.angle);
      if (way >= gap) continue;
      // With nothing behind the listener, the nearer one.
      double a = way < gap / 2.0 ? 1.0 : 0.0;
      double b = 1.0 - a;
      if (gap < 180.0) {
        a = std::sin((gap - way) * kDegree);
        b = std::sin(way * kDegree);
      }
      const double power = std::sqrt(a * a + b * b);
      gains[first.channel] = static_cast<float>(a / power);
      gains[second.channel] = static_cast<float>(b / power);
      break;
    }
    return gains;
  }

 private:
  struct Placed {
    double angle;  ///< degrees to the left, from 0 to 360
    std::size_t channel;
  };
  static double turn(double angle) { return angle - 360.0 * std::floor(angle / 360.0); }

  std::vector<Placed> speakers_;
};

}  // namespace

class SurroundPanner final : public attacca::Plugin {
 public:
  static constexpr attacca::PluginInfo info{
      .id = "org.attacca.surround_panner",
      .name = "Attacca Surround Panner",
      .vendor = "Attacca",
      .version = "0.1.0",
      .description = "A mono source in surround or ambisonics",
      .features = {attacca::Feature::surround, attacca::Feature::ambisonic,
                   attacca::Feature::audio_effect},
  };

  std::span<const attacca::AudioLayout> layouts() const noexcept override {
    namespace sets = attacca::channels;
    static constexpr attacca::AudioLayout kLayouts[] = {
        {.main_inputs = 1, .main_outputs = sets::surround_5_1, .name = "5.1"},
        {.main_inputs = 1, .main_outputs = sets::surround_7_1, .name = "7.1"},
        {.main_inputs = 1, .main_outputs = sets::quad, .name = "Quad"},
        {.main_inputs = 1, .main_outputs = 2, .name = "Stereo"},
        {.main_inputs = 1, .main_outputs = attacca::Channels::ambisonic(1), .name = "AmbiX 1"},
        {.main_inputs = 1, .main_outputs = attacca::Channels::ambisonic(3), .name = "AmbiX 3"}};
    return kLayouts;
  }

  bool initialize(const attacca::AudioLayout& layout, const attacca::BufferConfig&,
                  attacca::InitContext&) override {
    is_ambisonic_ = layout.main_outputs.ambisonic_order().has_value();
    ring_.place(layout.main_outputs);
    return true;
  }
  void reset() noexcept override { is_fresh_ = true; }

  attacca::ProcessStatus process(attacca::AudioBuffer& buffer, attacca::AuxBuffers&,
                                 attacca::ProcessContext&) noexcept override {
    for (const attacca::AudioBuffer& part : buffer.each_block(kPart)) {
      const auto azimuth = static_cast<double>(azimuth_.smoothed.next_block(part.frames()));
      const auto elevation = static_cast<double>(elevation_.smoothed.next_block(part.frames()));
      const Gains wanted = is_ambisonic_ ? encode(azimuth, elevation) : ring_.at(azimuth);
      if (std::exchange(is_fresh_, false)) gains_ = wanted;
      // The first channel is the source, and an output as well.
      std::array<float, kPart> source;
      std::ranges::copy(part.channel(0), source.begin());
      for (std::size_t c = 0; c < part.channels(); ++c) {
        const float step = (wanted[c] - gains_[c]) / static_cast<float>(part.frames());
        for (std::uint32_t i = 0; i < part.frames(); ++i) {
          part.sample(c, i) = source[i] * (gains_[c] + step * static_cast<float>(i + 1));
        }
      }
      gains_ = wanted;
    }
    return attacca::ProcessStatus::normal();
  }

 private:
  static constexpr std::uint32_t kPart = 32;

  attacca::FloatParam azimuth_{params(),
                               {.id = "azimuth",
                                .name = "Azimuth",
                                .range = attacca::FloatRange::linear(-180.0, 180.0),
                                .default_value = 0.0,
                                .unit = "°",  // to the left
                                .smoothing = attacca::Smoothing::linear(20.0f)}};
  attacca::FloatParam elevation_{params(),
                                 {.id = "elevation",
                                  .name = "Elevation",  // heard in ambisonics
                                  .range = attacca::FloatRange::linear(-90.0, 90.0),
                                  .default_value = 0.0,
                                  .unit = "°",
                                  .smoothing = attacca::Smoothing::linear(20.0f)}};
  attacca::Bypass bypass_{*this};  // the source comes from the center

  bool is_ambisonic_ = false;
  Ring ring_;
  Gains gains_{};
  bool is_fresh_ = true;
};

ATTACCA_EXPORT(SurroundPanner);
