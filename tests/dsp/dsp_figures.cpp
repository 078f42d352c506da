// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// What attacca/dsp makes of numbers, for a script that works them out another way. Binary floats in
// and out, in this machine's byte order:
//
//   dsp_figures forward SIZE                  samples -> bins, as re im re im …
//   dsp_figures inverse SIZE                  bins -> samples
//   dsp_figures window NAME periodic|symmetric SIZE
//   dsp_figures spectra SIZE OVERLAP WINDOW   samples -> bins of each frame of an analysis

#include <complex>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "attacca/dsp/fft.hpp"
#include "attacca/dsp/stft.hpp"
#include "attacca/dsp/window.hpp"

namespace {

using attacca::dsp::Window;

const std::map<std::string_view, Window> kWindows = {{"rectangular", Window::rectangular},
                                                     {"sine", Window::sine},
                                                     {"hann", Window::hann},
                                                     {"hamming", Window::hamming},
                                                     {"blackman", Window::blackman},
                                                     {"blackman_harris", Window::blackman_harris},
                                                     {"flat_top", Window::flat_top}};

std::vector<float> read_all() {
  std::vector<float> numbers;
  float number = 0.0f;
  while (std::fread(&number, sizeof number, 1, stdin) == 1) numbers.push_back(number);
  return numbers;
}

void write_all(const void* numbers, std::size_t count) {
  if (std::fwrite(numbers, sizeof(float), count, stdout) != count) std::exit(1);
}

/// Samples as Stft reads them.
struct OneChannel {
  std::vector<float> samples;
  [[nodiscard]] static std::size_t channels() { return 1; }
  [[nodiscard]] std::size_t frames() const { return samples.size(); }
  [[nodiscard]] std::span<const float> channel(std::size_t) const { return samples; }
};

int usage() {
  std::fprintf(stderr, "see the top of dsp_figures.cpp\n");
  return 2;
}

}  // namespace

int main(int count, char** words) {
  const std::vector<std::string> args(words + 1, words + count);
  if (args.size() < 2) return usage();
  if (args[0] == "forward" || args[0] == "inverse") {
    attacca::dsp::RealFft fft(std::stoul(args[1]));
    std::vector<float> in = read_all();
    std::vector<std::complex<float>> bins(fft.bins());
    if (args[0] == "forward") {
      fft.forward(in, bins);
      write_all(bins.data(), 2 * bins.size());
    } else {
      for (std::size_t k = 0; k < bins.size(); ++k) bins[k] = {in[2 * k], in[2 * k + 1]};
      std::vector<float> time(fft.size());
      fft.inverse(bins, time);
      write_all(time.data(), time.size());
    }
  } else if (args[0] == "window" && args.size() == 4) {
    const auto ends = args[2] == "periodic" ? attacca::dsp::WindowEnds::periodic
                                            : attacca::dsp::WindowEnds::symmetric;
    const auto window = attacca::dsp::make_window(kWindows.at(args[1]), std::stoul(args[3]), ends);
    write_all(window.data(), window.size());
  } else if (args[0] == "spectra" && args.size() == 4) {
    attacca::dsp::Stft stft({.size = std::stoul(args[1]),
                             .overlap = std::stoul(args[2]),
                             .analysis = kWindows.at(args[3])});
    stft.prepare(1);
    stft.analyze(OneChannel{read_all()}, [](std::size_t, attacca::dsp::Stft::ConstBins bins) {
      write_all(bins.data(), 2 * bins.size());
    });
  } else {
    return usage();
  }
  return 0;
}
