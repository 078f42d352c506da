// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/dsp/fft.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <numbers>

namespace attacca::dsp {

namespace {

/// e^(−2πi·k/n).
std::complex<double> root_of_unity(std::size_t k, std::size_t n) {
  const double angle = -2.0 * std::numbers::pi * static_cast<double>(k) / static_cast<double>(n);
  return {std::cos(angle), std::sin(angle)};
}

/// One stage of radix 4: `n` points are left of each of the `stride` transforms that are under way.
/// `twiddles`: six numbers for each of n / 4.
void radix4_stage(std::size_t n, std::size_t stride, const float* twiddles,
                  const float* __restrict re, const float* __restrict im, float* __restrict re_out,
                  float* __restrict im_out) noexcept {
  const std::size_t quarter = n / 4;
  for (std::size_t p = 0; p < quarter; ++p) {
    const float* const w = twiddles + 6 * p;
    const float w1_re = w[0], w1_im = w[1], w2_re = w[2], w2_im = w[3], w3_re = w[4], w3_im = w[5];
    const std::size_t a = stride * p;
    const std::size_t b = a + stride * quarter;
    const std::size_t c = b + stride * quarter;
    const std::size_t d = c + stride * quarter;
    const std::size_t to = stride * 4 * p;
    for (std::size_t q = 0; q < stride; ++q) {
      const float sum_ac_re = re[a + q] + re[c + q], sum_ac_im = im[a + q] + im[c + q];
      const float dif_ac_re = re[a + q] - re[c + q], dif_ac_im = im[a + q] - im[c + q];
      const float sum_bd_re = re[b + q] + re[d + q], sum_bd_im = im[b + q] + im[d + q];
      // i·(b − d)
      const float turned_re = im[d + q] - im[b + q], turned_im = re[b + q] - re[d + q];
      re_out[to + q] = sum_ac_re + sum_bd_re;
      im_out[to + q] = sum_ac_im + sum_bd_im;
      const float x1_re = dif_ac_re - turned_re, x1_im = dif_ac_im - turned_im;
      const float x2_re = sum_ac_re - sum_bd_re, x2_im = sum_ac_im - sum_bd_im;
      const float x3_re = dif_ac_re + turned_re, x3_im = dif_ac_im + turned_im;
      re_out[to + stride + q] = w1_re * x1_re - w1_im * x1_im;
      im_out[to + stride + q] = w1_re * x1_im + w1_im * x1_re;
      re_out[to + 2 * stride + q] = w2_re * x2_re - w2_im * x2_im;
      im_out[to + 2 * stride + q] = w2_re * x2_im + w2_im * x2_re;
      re_out[to + 3 * stride + q] = w3_re * x3_re - w3_im * x3_im;
      im_out[to + 3 * stride + q] = w3_re * x3_im + w3_im * x3_re;
    }
  }
}

}  // namespace

RealFft::RealFft(std::size_t size) : size_(size), half_(size / 2) {
  assert(std::has_single_bit(size) && size >= 2 && size <= (std::size_t{1} << 24));
  for (std::size_t n = half_; n >= 4; n /= 4) {
    for (std::size_t p = 0; p < n / 4; ++p) {
      for (std::size_t power = 1; power <= 3; ++power) {
        const std::complex<double> w = root_of_unity(power * p, n);
        stage_twiddles_.push_back(static_cast<float>(w.real()));
        stage_twiddles_.push_back(static_cast<float>(w.imag()));
      }
    }
  }
  for (std::size_t k = 0; k <= half_; ++k) {
    const std::complex<double> w = root_of_unity(k, size_);
    halves_.re.push_back(static_cast<float>(w.real()));
    halves_.im.push_back(static_cast<float>(w.imag()));
  }
  for (Split* split : {&values_, &scratch_}) {
    split->re.resize(half_);
    split->im.resize(half_);
  }
}

void RealFft::transform(float* re, float* im, float* re_scratch, float* im_scratch) const noexcept {
  float* const re_home = re;
  float* const im_home = im;
  const float* twiddles = stage_twiddles_.data();
  std::size_t n = half_;
  std::size_t stride = 1;
  for (; n >= 4; n /= 4, stride *= 4) {
    radix4_stage(n, stride, twiddles, re, im, re_scratch, im_scratch);
    twiddles += 6 * (n / 4);
    std::swap(re, re_scratch);
    std::swap(im, im_scratch);
  }
  if (n == 2) {
    for (std::size_t q = 0; q < stride; ++q) {
      const float a_re = re[q], a_im = im[q], b_re = re[q + stride], b_im = im[q + stride];
      re[q] = a_re + b_re;
      im[q] = a_im + b_im;
      re[q + stride] = a_re - b_re;
      im[q + stride] = a_im - b_im;
    }
  }
  if (re == re_home) return;
  std::copy_n(re, half_, re_home);
  std::copy_n(im, half_, im_home);
}

/// The even samples are the real, the odd ones the imaginary part of half as many points; from
/// their transform Z follows X[k] = (Z[k] + Z*[M−k])/2 − i/2·e^(−2πi·k/N)·(Z[k] − Z*[M−k]).
void RealFft::forward(std::span<const float> time, std::span<std::complex<float>> bins) noexcept {
  assert(time.size() == size_ && bins.size() == this->bins());
  for (std::size_t i = 0; i < half_; ++i) {
    values_.re[i] = time[2 * i];
    values_.im[i] = time[2 * i + 1];
  }
  transform(values_.re.data(), values_.im.data(), scratch_.re.data(), scratch_.im.data());
  const float* const re = values_.re.data();
  const float* const im = values_.im.data();
  bins[0] = {re[0] + im[0], 0.0f};
  bins[half_] = {re[0] - im[0], 0.0f};
  for (std::size_t k = 1; k < half_; ++k) {
    const std::size_t mirror = half_ - k;
    const float even_re = 0.5f * (re[k] + re[mirror]), even_im = 0.5f * (im[k] - im[mirror]);
    const float odd_re = 0.5f * (im[k] + im[mirror]), odd_im = 0.5f * (re[mirror] - re[k]);
    const float w_re = halves_.re[k], w_im = halves_.im[k];
    bins[k] = {even_re + w_re * odd_re - w_im * odd_im, even_im + w_re * odd_im + w_im * odd_re};
  }
}

void RealFft::inverse(std::span<const std::complex<float>> bins, std::span<float> time) noexcept {
  assert(time.size() == size_ && bins.size() == this->bins());
  const float scale = 1.0f / static_cast<float>(size_);
  float* const re = values_.re.data();
  float* const im = values_.im.data();
  re[0] = scale * (bins[0].real() + bins[half_].real());
  im[0] = scale * (bins[0].real() - bins[half_].real());
  for (std::size_t k = 1; k < half_; ++k) {
    const std::complex<float> bin = bins[k], other = bins[half_ - k];
    const float even_re = bin.real() + other.real(), even_im = bin.imag() - other.imag();
    const float dif_re = bin.real() - other.real(), dif_im = bin.imag() + other.imag();
    // The conjugate twiddle factor undoes the turn.
    const float odd_re = halves_.re[k] * dif_re + halves_.im[k] * dif_im;
    const float odd_im = halves_.re[k] * dif_im - halves_.im[k] * dif_re;
    re[k] = scale * (even_re - odd_im);
    im[k] = scale * (even_im + odd_re);
  }
  // With real and imaginary part swapped on both sides the forward transform is the inverse one.
  transform(im, re, scratch_.im.data(), scratch_.re.data());
  for (std::size_t i = 0; i < half_; ++i) {
    time[2 * i] = re[i];
    time[2 * i + 1] = im[i];
  }
}

}  // namespace attacca::dsp
