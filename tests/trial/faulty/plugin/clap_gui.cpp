// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <string_view>

#include "faulty/plugin/clap_plugin.hpp"
#include "faulty/plugin/this_fault.hpp"

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
  it.has_parent = false;
  if (it.timer != clap::kInvalidId) it.timers->unregister_timer(it.host, it.timer);
  it.timer = clap::kInvalidId;
}

bool get_size(const clap::Plugin* plugin, std::uint32_t* width, std::uint32_t* height) {
  *width = self(plugin).window.size().width;
  *height = self(plugin).window.size().height;
  return true;
}

bool adjust_size(const clap::Plugin*, std::uint32_t* width, std::uint32_t* height) {
  const Window::Size possible = Window::constrain({*width, *height});
  *width = possible.width;
  *height = possible.height;
  return true;
}

bool set_size(const clap::Plugin* plugin, std::uint32_t width, std::uint32_t height) {
  ClapPlugin& it = self(plugin);
  it.has_been_sized = true;
  return it.window.resize({width, height});
}

/// An open editor asks for room, and takes it when the host agrees.
bool set_scale(const clap::Plugin* plugin, double scale) {
  ClapPlugin& it = self(plugin);
  const Window::Size plain;
  const Window::Size wanted = Window::constrain({static_cast<std::uint32_t>(plain.width * scale),
                                                 static_cast<std::uint32_t>(plain.height * scale)});
  if (!it.has_parent) {
    it.window.resize(wanted);
    return true;
  }
  it.has_been_sized = false;
  const bool agreed =
      it.host_gui != nullptr && it.host_gui->request_resize(it.host, wanted.width, wanted.height);
  if (agreed && !it.has_been_sized && !is(Fault::waits_for_set_size)) it.window.resize(wanted);
  return true;
}

bool set_parent(const clap::Plugin* plugin, const clap::Window* parent) {
  ClapPlugin& it = self(plugin);
  it.has_parent = it.has_gui && it.window.open(parent->x11);
  return it.has_parent;
}

bool resize_hints(const clap::Plugin*, clap::GuiResizeHints* hints) {
  *hints = {true, true, false, 1, 1};
  return true;
}

constexpr clap::PluginGui kGui{is_supported,
                               preferred,
                               create,
                               destroy,
                               set_scale,
                               get_size,
                               [](const clap::Plugin*) { return true; },
                               resize_hints,
                               adjust_size,
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
