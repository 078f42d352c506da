// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <utility>

#include "attacca/host_menu.hpp"
#include "attacca/note_names.hpp"
#include "attacca/note_port.hpp"
#include "attacca/remote_controls.hpp"

namespace attacca {

// What plugins list when they are asked.

RemoteControls& RemoteControls::section(std::string_view name) {
  section_ = name;
  return *this;
}

RemoteControls& RemoteControls::page(std::string_view name, std::span<const Param* const> params) {
  constexpr std::size_t kKnobs = RemoteControlsPage::kKnobs;
  const std::size_t pages = std::max<std::size_t>(1, (params.size() + kKnobs - 1) / kKnobs);
  for (std::size_t i = 0; i < pages; ++i) {
    RemoteControlsPage& page = pages_.emplace_back();
    page.section = section_;
    page.name = name;
    if (pages > 1) {
      page.name += ' ';
      page.name += std::to_string(i + 1);
    }
    const auto on_page = params.subspan(std::min(params.size(), i * kKnobs));
    std::copy_n(on_page.begin(), std::min(on_page.size(), kKnobs), page.params.begin());
  }
  return *this;
}

NoteNames& NoteNames::add(std::int16_t key, std::string_view name, std::int16_t channel,
                          std::int16_t port) {
  const bool is_known = key >= 0 && key < 128 && channel >= -1 && channel < 16 && port >= -1 &&
                        port < static_cast<std::int16_t>(NotePorts::kMost);
  if (is_known) names_.push_back({key, std::string(name), channel, port});
  return *this;
}

std::string_view NoteNames::find(std::int16_t key, std::int16_t channel,
                                 std::int16_t port) const noexcept {
  const NoteName* best = nullptr;
  int best_matches = -1;
  for (const NoteName& each : names_) {
    const bool fits = each.key == key && (each.channel < 0 || each.channel == channel) &&
                      (each.port < 0 || each.port == port);
    const int matches = (each.channel >= 0 ? 1 : 0) + (each.port >= 0 ? 1 : 0);
    if (!fits || matches <= best_matches) continue;
    best = &each;
    best_matches = matches;
  }
  return best == nullptr ? std::string_view() : best->name;
}

HostMenu& HostMenu::add(HostMenuItem item) {
  items_.push_back(std::move(item));
  return *this;
}

}  // namespace attacca
