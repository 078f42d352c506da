// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <string>

#include <windows.h>

#include "abi/clap/entry.hpp"
#include "abi/clap/ext/gui.hpp"
#include "abi/clap/host.hpp"
#include "abi/clap/plugin.hpp"
#include "abi/clap/plugin_factory.hpp"
#include "abi/clap/version.hpp"
#include "tests/gui/windows/host_window.hpp"

namespace attacca::test {

/// A plugin in its file, loaded as a poor CLAP host for Windows does it: no timers, no descriptors,
/// no extensions at all. Everything fails by returning null or false; `trouble` says what.
class ClapEditor {
 public:
  explicit ClapEditor(const std::string& path) { load(path); }
  ~ClapEditor() {
    close();
    if (plugin_ != nullptr) plugin_->destroy(plugin_);
    if (entry_ != nullptr) entry_->deinit();
    if (module_ != nullptr) FreeLibrary(module_);
  }
  ClapEditor(const ClapEditor&) = delete;
  ClapEditor& operator=(const ClapEditor&) = delete;

  [[nodiscard]] SIZE open(const HostWindow& host, double scale) {
    if (gui_ == nullptr || !gui_->create(plugin_, clap::kWindowApiWin32, false)) return {};
    open_ = true;
    gui_->set_scale(plugin_, scale);
    clap::Window parent{};
    parent.api = clap::kWindowApiWin32;
    parent.win32 = host.handle();
    if (!gui_->set_parent(plugin_, &parent) || !gui_->show(plugin_)) stop("set_parent");
    return size();
  }
  void close() {
    if (std::exchange(open_, false)) gui_->destroy(plugin_);
  }
  [[nodiscard]] SIZE size() const {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    if (!gui_->get_size(plugin_, &width, &height)) return {};
    return {static_cast<LONG>(width), static_cast<LONG>(height)};
  }
  /// The nearest size to this that the editor takes, which it has then.
  [[nodiscard]] SIZE resize(SIZE wanted) {
    auto width = static_cast<std::uint32_t>(wanted.cx);
    auto height = static_cast<std::uint32_t>(wanted.cy);
    if (!gui_->adjust_size(plugin_, &width, &height)) return {};
    if (!gui_->set_size(plugin_, width, height)) return {};
    return size();
  }
  [[nodiscard]] bool can_resize() const { return gui_->can_resize(plugin_); }

  std::string trouble;

 private:
  void load(const std::string& path) {
    module_ = LoadLibraryA(path.c_str());
    if (module_ == nullptr) return stop("LoadLibrary: " + std::to_string(GetLastError()));
    entry_ = reinterpret_cast<const clap::PluginEntry*>(
        reinterpret_cast<void*>(GetProcAddress(module_, "clap_entry")));
    if (entry_ == nullptr || !entry_->init(path.c_str())) return stop("no clap_entry");
    const auto* const factory =
        static_cast<const clap::PluginFactory*>(entry_->get_factory(clap::kPluginFactoryId));
    if (factory == nullptr || factory->get_plugin_count(factory) == 0) return stop("no plugin");
    plugin_ =
        factory->create_plugin(factory, &host_, factory->get_plugin_descriptor(factory, 0)->id);
    if (plugin_ == nullptr || !plugin_->init(plugin_)) return stop("init");
    gui_ = static_cast<const clap::PluginGui*>(plugin_->get_extension(plugin_, clap::kExtGui));
    if (gui_ == nullptr) stop("no gui");
  }
  void stop(std::string what) { trouble = std::move(what); }
  static const void* no_extension(const clap::Host*, const char*) { return nullptr; }
  static void ignore(const clap::Host*) {}

  const clap::Host host_{clap::kVersion, nullptr, "test", "",    "", "1",
                         no_extension,   ignore,  ignore, ignore};
  HMODULE module_ = nullptr;
  const clap::PluginEntry* entry_ = nullptr;
  const clap::Plugin* plugin_ = nullptr;
  const clap::PluginGui* gui_ = nullptr;
  bool open_ = false;
};

}  // namespace attacca::test
