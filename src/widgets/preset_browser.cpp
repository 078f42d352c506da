// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/preset_browser.hpp"

#include <span>
#include <string_view>
#include <utility>

#include "attacca/widgets/label.hpp"
#include "attacca/widgets/layout.hpp"
#include "attacca/widgets/list.hpp"
#include "attacca/widgets/text_field.hpp"
#include "widgets/plain_text.hpp"

namespace attacca::widgets {

namespace {

bool fits(const Preset& preset, const std::string& wanted) {
  std::string all = ascii_lower(preset.name) + " " + ascii_lower(preset.creator);
  for (const std::string_view feature : preset.features) all += " " + ascii_lower(feature);
  return all.find(wanted) != std::string::npos;
}

}  // namespace

PresetBrowser::PresetBrowser() {
  auto search = text_field("Search presets");
  search->on_change([this](const std::string& text) { show_only(ascii_lower(text)); });
  auto lines = list();
  list_ = lines.get();
  list_->on_choice([this](std::size_t line) { load(line); });
  auto message = caption("");
  message_ = message.get();
  add(column(std::move(search), stretched(std::move(lines)), std::move(message)));
}

void PresetBrowser::opened() {
  show_only(wanted_);
}

void PresetBrowser::show_only(const std::string& wanted) {
  wanted_ = wanted;
  shown_.clear();
  if (context() == nullptr) return;
  std::vector<std::string> lines;
  const std::span<const Preset> presets = context()->factory_presets();
  for (std::size_t i = 0; i < presets.size(); ++i) {
    if (!fits(presets[i], wanted)) continue;
    shown_.push_back(i);
    lines.emplace_back(presets[i].name);
  }
  message_->set_text(presets.empty() ? "The plugin comes without presets."
                     : lines.empty() ? "No preset has this in its name."
                                     : "");
  list_->set_lines(std::move(lines));
}

void PresetBrowser::load(std::size_t line) {
  if (context() == nullptr || line >= shown_.size()) return;
  const std::span<const Preset> presets = context()->factory_presets();
  if (shown_[line] >= presets.size()) return;
  const Preset& preset = presets[shown_[line]];
  const auto loaded = context()->load_state(preset.state, StateContext::preset);
  message_->set_text(loaded ? std::string(preset.description) : loaded.error().message);
}

std::unique_ptr<PresetBrowser> preset_browser() {
  return std::make_unique<PresetBrowser>();
}

}  // namespace attacca::widgets
