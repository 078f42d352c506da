// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/soak/change_source.hpp"

#include <array>
#include <string>

namespace attacca::trial {
namespace {

constexpr std::array kWords = {"Lead Vox",
                               "Schlagzeug",
                               "Gitarre \u00e4\u00f6\u00fc",
                               "\u30d9\u30fc\u30b9",
                               "Kick",
                               "\u0412\u043e\u043a\u0430\u043b",
                               "\U0001F3B8 Solo",
                               "Streicher II",
                               "FX",
                               "Sub-Bus"};
/// Within the room of VST3's String128, so that no format cuts.
constexpr std::size_t kLongest = 100;

}  // namespace

host::TrackInfo ChangeSource::next() {
  const std::uint64_t bits = random_();
  host::TrackInfo change;
  std::string name = kWords[bits % kWords.size()];
  name += ' ' + std::to_string(++number_);
  // One in four is long: a slow copy is open to a reader for longer.
  if ((bits >> 8) % 4 == 0) {
    while (name.size() + 8 < kLongest) name += " take " + std::to_string((bits >> 16) % 10);
  }
  change.name = std::move(name);
  change.color =
      host::Color{static_cast<std::uint8_t>(bits >> 32), static_cast<std::uint8_t>(bits >> 40),
                  static_cast<std::uint8_t>(bits >> 48), 255};
  return change;
}

}  // namespace attacca::trial
