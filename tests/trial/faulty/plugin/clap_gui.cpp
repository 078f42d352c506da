// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <string_view>

#include "faulty/plugin/clap_plugin.hpp"

namespace attacca::faulty {

namespace {

constexpr std::uint32_t kTimer = 20;  // ms

bool is_supported(const clap::Plugin*, const char* api, bool is_floating) {
  return !is_floating && std::string_view(api) == clap::kWindowApiX11;
}

bool preferred(const clap::Plugin*, const char** api, bool* is_floating) {
  *api = clap::kWindowApiX11;
  *is_floating = false;
  return true;
}

bool create(const clap::Plugin* plugin, const char* api, bool is_floating) {
  ClapPlugin& it = self(plugin);
  if (!is_supported(plugin, api, is_floating) || it.has_gui) return false;
  it.has_gui = true;
  if (it.timers != nullptr && !it.timers->register_timer(it.host, kTimer, &it.timer)) {
    it.timer = clap::kInvalidId;
  }
  it.effect.open_editor();
  return true;
}

void destroy(const clap::Plugin* plugin) {
  ClapPlugin& it = self(plugin);
  if (!it.has_gui) return;
  it.has_gui = false;
  it.effect.close_editor();
  it.window.close();
  if (it.timer != clap::kInvalidId) it.timers->unregister_timer(it.host, it.timer);
  it.timer = clap::kInvalidId;
}

bool get_size(const clap::Plugin*, std::uint32_t* width, std::uint32_t* height) {
  *width = Window::kWidth;
  *height = Window::kHeight;
  return true;
}

bool set_size(const clap::Plugin*, std::uint32_t width, std::uint32_t height) {
  return width == Window::kWidth && height == Window::kHeight;
}

bool set_parent(const clap::Plugin* plugin, const clap::Window* parent) {
  ClapPlugin& it = self(plugin);
  return it.has_gui && it.window.open(parent->x11);
}

constexpr clap::PluginGui kGui{is_supported,
                               preferred,
                               create,
                               destroy,
                               [](const clap::Plugin*, double) { return false; },
                               get_size,
                               [](const clap::Plugin*) { return false; },
                               [](const clap::Plugin*, clap::GuiResizeHints*) { return false; },
                               get_size,
                               set_size,
                               set_parent,
                               [](const clap::Plugin*, const clap::Window*) { return false; },
                               [](const clap::Plugin*, const char*) {},
                               [](const clap::Plugin*) { return true; },
                               [](const clap::Plugin*) { return true; }};

}  // namespace

const clap::PluginGui& gui_table() noexcept {
  return kGui;
}

}  // namespace attacca::faulty
