// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// The pages of parameters that a hardware controller with eight knobs turns through:
//
//     void remote_controls(attacca::RemoteControls& controls) const override {
//       controls.page("Envelope", {&attack_, &release_});
//       controls.section("Mixer").page("Levels", {&level_, nullptr, &pan_});  // one knob left free
//     }
//
// Main thread, inside Plugin::remote_controls(). In CLAP alone; VST3 hosts lay parameters out by
// their groups.

#include <array>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace attacca {

class Param;

/// A page as hosts see it. Names are UTF-8; null: the knob is free.
struct RemoteControlsPage {
  static constexpr std::size_t kKnobs = 8;

  std::string section;
  std::string name;
  std::array<const Param*, kKnobs> params = {};
};

/// Collects the pages of a plugin, in the order in which hosts turn through them. All members
/// [main].
class RemoteControls {
 public:
  /// The section that the pages after this belong to. Without one they belong to "Main".
  RemoteControls& section(std::string_view name);

  /// A page; null leaves a knob free. More than eight become several pages: "Name 1", "Name 2".
  RemoteControls& page(std::string_view name, std::initializer_list<const Param*> params) {
    return page(name, std::span(params.begin(), params.size()));
  }
  RemoteControls& page(std::string_view name, std::span<const Param* const> params);

  [[nodiscard]] std::span<const RemoteControlsPage> pages() const noexcept { return pages_; }

 private:
  std::string section_ = "Main";
  std::vector<RemoteControlsPage> pages_;
};

}  // namespace attacca
