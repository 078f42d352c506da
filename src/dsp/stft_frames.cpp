// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/dsp/detail/stft_frames.hpp"

#include <algorithm>
#include <cassert>

namespace attacca::dsp::detail {

namespace {

/// Calls `use(begin in the ring, begin in the samples, count)` for one or two pieces.
template <typename Use>
void in_ring(std::size_t ring_size, std::size_t at, std::size_t count, Use&& use) noexcept {
  const std::size_t first = std::min(count, ring_size - at);
  use(at, std::size_t{0}, first);
  if (first < count) use(std::size_t{0}, first, count - first);
}

}  // namespace

StftFrames::StftFrames(const StftOptions& options)
    : options_(options),
      analysis_(make_window(options.analysis, options.size)),
      synthesis_(options.size + options.padding, 1.0f) {
  assert(options.overlap > 0 && options.size % options.overlap == 0);
  assert(options.padding == 0 || options.synthesis == Window::rectangular);
  if (options.padding == 0) fill_window(synthesis_, options.synthesis);
  // D. W. Griffin and J. S. Lim, Signal estimation from modified short-time Fourier transform, IEEE
  // Transactions on Acoustics, Speech, and Signal Processing 32 (2), 1984: weighted overlap-add.
  std::vector<float> scale(hop());
  for (std::size_t phase = 0; phase < hop(); ++phase) {
    double sum = 0.0;
    for (std::size_t n = phase; n < size(); n += hop()) {
      sum += static_cast<double>(analysis_[n]) * static_cast<double>(synthesis_[n]);
    }
    assert(sum > 1e-6);  // windows that leave a hole: more overlap, or another window
    scale[phase] = sum > 1e-6 ? static_cast<float>(1.0 / sum) : 0.0f;
  }
  for (std::size_t n = 0; n < synthesis_.size(); ++n) synthesis_[n] *= scale[n % hop()];
}

void StftFrames::prepare(std::size_t channels, std::size_t side_channels) {
  in_.assign(channels + side_channels, Ring(size()));
  out_.assign(channels, Ring(transform_size()));
  reset();
}

void StftFrames::reset() noexcept {
  for (Ring& ring : in_) std::fill(ring.begin(), ring.end(), 0.0f);
  for (Ring& ring : out_) std::fill(ring.begin(), ring.end(), 0.0f);
  written_ = read_ = filled_ = 0;
}

void StftFrames::take(std::size_t channel, std::span<const float> samples) noexcept {
  Ring& ring = in_[channel];
  in_ring(size(), written_, samples.size(),
          [&](std::size_t at, std::size_t from, std::size_t count) {
            std::copy_n(&samples[from], count, &ring[at]);
          });
}

void StftFrames::take_silence(std::size_t channel, std::size_t count) noexcept {
  Ring& ring = in_[channel];
  in_ring(size(), written_, count, [&](std::size_t at, std::size_t, std::size_t length) {
    std::fill_n(&ring[at], length, 0.0f);
  });
}

void StftFrames::give(std::size_t channel, std::span<float> samples) noexcept {
  Ring& ring = out_[channel];
  in_ring(ring.size(), read_, samples.size(),
          [&](std::size_t at, std::size_t to, std::size_t count) {
            std::copy_n(&ring[at], count, &samples[to]);
            std::fill_n(&ring[at], count, 0.0f);
          });
}

bool StftFrames::advance(std::size_t count) noexcept {
  written_ = (written_ + count) % size();
  read_ = (read_ + count) % transform_size();
  filled_ += count;
  if (filled_ < hop()) return false;
  filled_ = 0;
  return true;
}

void StftFrames::frame(std::size_t channel, std::span<float> time) const noexcept {
  const Ring& ring = in_[channel];
  in_ring(size(), written_, size(), [&](std::size_t at, std::size_t to, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) time[to + i] = ring[at + i] * analysis_[to + i];
  });
  std::fill(time.begin() + static_cast<std::ptrdiff_t>(size()), time.end(), 0.0f);
}

void StftFrames::overlap_add(std::size_t channel, std::span<const float> time) noexcept {
  Ring& ring = out_[channel];
  in_ring(ring.size(), read_, time.size(),
          [&](std::size_t at, std::size_t from, std::size_t count) {
            for (std::size_t i = 0; i < count; ++i) {
              ring[at + i] += time[from + i] * synthesis_[from + i];
            }
          });
}

}  // namespace attacca::dsp::detail
