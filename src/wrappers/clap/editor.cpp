// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstring>

#include "abi/clap/ext/gui.hpp"
#include "core/editor_session.hpp"
#include "wrappers/clap/guarded.hpp"
#include "wrappers/clap/instance.hpp"
#include "wrappers/clap/main_call.hpp"
#include "wrappers/clap/part.hpp"

namespace attacca::clap_wrapper {
namespace {

core::EditorSession* session(const clap::Plugin* plugin) {
  core::Instance* core = Instance::from(plugin).core();
  return core == nullptr ? nullptr : &core->editor();
}

/// The session with an editor in it, or null.
core::EditorSession* created(const clap::Plugin* plugin) {
  core::EditorSession* editor = session(plugin);
  return editor != nullptr && editor->created() ? editor : nullptr;
}

bool is_api_supported(const clap::Plugin* plugin, const char* api, bool is_floating) {
  return guarded(false, [=] {
    core::EditorSession* editor = session(plugin);
    return editor != nullptr && api != nullptr && !is_floating &&
           std::strcmp(api, clap::kWindowApiNative) == 0 && editor->available();
  });
}

bool get_preferred_api(const clap::Plugin* plugin, const char** api, bool* is_floating) {
  if (api == nullptr || is_floating == nullptr) return false;
  if (!is_api_supported(plugin, clap::kWindowApiNative, false)) return false;
  *api = clap::kWindowApiNative;
  *is_floating = false;
  return true;
}

bool create(const clap::Plugin* plugin, const char* api, bool is_floating) {
  return guarded(false, [=] {
    return is_api_supported(plugin, api, is_floating) && session(plugin)->create();
  });
}

void destroy(const clap::Plugin* plugin) {
  if (core::EditorSession* editor = session(plugin)) editor->destroy();
}

bool set_scale(const clap::Plugin* plugin, double scale) {
  return guarded(false, [=] {
    core::EditorSession* editor = created(plugin);
    // Where sizes are logical the system alone has to do with scales, and hosts do not ask.
    return !clap::kNativeSizesAreLogical && editor != nullptr && editor->set_scale(scale);
  });
}

bool get_size(const clap::Plugin* plugin, std::uint32_t* width, std::uint32_t* height) {
  return guarded(false, [=] {
    const core::EditorSession* editor = created(plugin);
    if (editor == nullptr || width == nullptr || height == nullptr) return false;
    const PhysicalSize size = editor->size();
    *width = size.width;
    *height = size.height;
    return true;
  });
}

bool can_resize(const clap::Plugin* plugin) {
  return guarded(false, [=] {
    const core::EditorSession* editor = created(plugin);
    return editor != nullptr && editor->can_resize();
  });
}

bool get_resize_hints(const clap::Plugin* plugin, clap::GuiResizeHints* hints) {
  if (hints == nullptr || created(plugin) == nullptr) return false;
  const bool resizable = can_resize(plugin);
  *hints = {resizable, resizable, false, 1, 1};
  return true;
}

bool adjust_size(const clap::Plugin* plugin, std::uint32_t* width, std::uint32_t* height) {
  return guarded(false, [=] {
    const core::EditorSession* editor = created(plugin);
    if (editor == nullptr || width == nullptr || height == nullptr) return false;
    const PhysicalSize size = editor->constrain({*width, *height});
    *width = size.width;
    *height = size.height;
    return true;
  });
}

bool set_size(const clap::Plugin* plugin, std::uint32_t width, std::uint32_t height) {
  return guarded(false, [=] {
    core::EditorSession* editor = created(plugin);
    return editor != nullptr && editor->set_size({width, height});
  });
}

bool set_parent(const clap::Plugin* plugin, const clap::Window* window) {
  return guarded(false, [=] {
    core::EditorSession* editor = created(plugin);
    if (editor == nullptr || window == nullptr || window->api == nullptr ||
        std::strcmp(window->api, clap::kWindowApiNative) != 0) {
      return false;
    }
    const auto opened = editor->open({clap::native_number(*window)});
    if (!opened) {
      Instance::from(plugin).services().log(clap::LogSeverity::error, opened.error().message);
    }
    return opened.has_value();
  });
}

bool set_transient(const clap::Plugin* /*plugin*/, const clap::Window* /*window*/) {
  return false;
}

void suggest_title(const clap::Plugin* /*plugin*/, const char* /*title*/) {}

bool set_visible(const clap::Plugin* plugin, bool visible) {
  return guarded(false, [=] {
    core::EditorSession* editor = created(plugin);
    if (editor == nullptr) return false;
    editor->set_visible(visible);
    return true;
  });
}

bool show(const clap::Plugin* plugin) {
  return set_visible(plugin, true);
}

bool hide(const clap::Plugin* plugin) {
  return set_visible(plugin, false);
}

constexpr clap::PluginGui kGui = {
    in_gate<is_api_supported>,
    in_gate<get_preferred_api>,
    in_gate<create>,
    in_gate<destroy>,
    in_gate<set_scale>,
    in_gate<get_size>,
    in_gate<can_resize>,
    in_gate<get_resize_hints>,
    in_gate<adjust_size>,
    in_gate<set_size>,
    in_gate<set_parent>,
    set_transient,
    suggest_title,
    in_gate<show>,
    in_gate<hide>,
};

}  // namespace

const Part kGuiPart = part_of(kGui);

}  // namespace attacca::clap_wrapper
