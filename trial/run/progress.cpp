// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/run/progress.hpp"

#include <algorithm>
#include <cstdio>
#include <string>

#include "files/standard_streams.hpp"
#include "text/printable.hpp"
#include "text/utf8.hpp"

namespace attacca::trial {
namespace {

constexpr std::size_t kBarWidth = 24;

std::string bar(double part) {
  const auto full = static_cast<std::size_t>(std::clamp(part, 0.0, 1.0) * kBarWidth);
  std::string text;
  for (std::size_t i = 0; i < kBarWidth; ++i) text += i < full ? "━" : "╌";
  return text;
}

}  // namespace

Progress::Progress(double seconds) : is_interactive_(files::is_terminal(2)), total_(seconds) {}

Progress::~Progress() {
  if (is_shown_) std::fputs("\r\x1b[K", stderr);
}

void Progress::show(double seconds, std::uint64_t changes, std::uint64_t late,
                    std::string_view name) {
  const auto now = std::chrono::steady_clock::now();
  if (!is_interactive_ || now < next_) return;
  next_ = now + std::chrono::milliseconds(100);
  is_shown_ = true;
  std::fprintf(stderr, "\r\x1b[K%s %5.1f / %.1f s   %llu changes   %llu late   \"%s\"",
               bar(seconds / total_).c_str(), seconds, total_,
               static_cast<unsigned long long>(changes), static_cast<unsigned long long>(late),
               text::printable(text::cut_utf8(name, 40)).c_str());
  std::fflush(stderr);
}

}  // namespace attacca::trial
