// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "abi/clap/plugin_factory.hpp"
#include "abi/clap/query.hpp"
#include "base/module_count.hpp"
#include "witness/clap/watched_plugin.hpp"
#include "witness/record/call_scope.hpp"
#include "wrappers/clap/factory.hpp"
#include "wrappers/clap/guarded.hpp"
#include "wrappers/clap/module_entry.hpp"

namespace {

using attacca::witness::CallScope;
using attacca::witness::Entry;
namespace clap = attacca::clap;

attacca::core::ModuleCount inits;

const clap::PluginFactory& framework() noexcept {
  return *static_cast<const clap::PluginFactory*>(
      attacca::clap_wrapper::find_factory(clap::kPluginFactoryId));
}

std::uint32_t get_plugin_count(const clap::PluginFactory* /*factory*/) {
  CallScope scope("clap.plugin-factory.get_plugin_count", 0);
  scope.begin();
  const std::uint32_t count = framework().get_plugin_count(&framework());
  scope.end([count](Entry& entry) { entry.put_integer(count); });
  return count;
}

const clap::PluginDescriptor* get_plugin_descriptor(const clap::PluginFactory* /*factory*/,
                                                    std::uint32_t index) {
  CallScope scope("clap.plugin-factory.get_plugin_descriptor", 0);
  scope.entry().put_integer(index);
  scope.begin();
  const auto* const descriptor = framework().get_plugin_descriptor(&framework(), index);
  scope.end([descriptor](Entry& entry) { entry.put_integer(descriptor != nullptr ? 1 : 0); });
  return descriptor;
}

const clap::Plugin* create_plugin(const clap::PluginFactory* /*factory*/, const clap::Host* host,
                                  const char* plugin_id) {
  CallScope scope("clap.plugin-factory.create_plugin", 0);
  attacca::witness::put_id(scope.entry(), plugin_id);
  scope.begin();
  const clap::Plugin* const plugin = framework().create_plugin(&framework(), host, plugin_id);
  const clap::Plugin* const watched = attacca::clap_wrapper::guarded(
      static_cast<const clap::Plugin*>(nullptr), [=]() -> const clap::Plugin* {
        return plugin != nullptr ? attacca::witness::WatchedPlugin::watch(*plugin, *host) : nullptr;
      });
  scope.end([watched](Entry& entry) {
    entry.put_integer(watched != nullptr ? attacca::witness::WatchedPlugin::from(watched).number()
                                         : 0);
  });
  return watched;
}

constexpr clap::PluginFactory kFactory = {get_plugin_count, get_plugin_descriptor, create_plugin};

bool init(const char* plugin_path) {
  CallScope scope("clap.entry.init", 0);
  attacca::witness::put_words(scope.entry(), plugin_path);
  scope.begin();
  inits.enter();
  scope.end([](Entry& entry) { entry.put_integer(1); });
  return true;
}

void deinit() {
  {
    CallScope scope("clap.entry.deinit", 0);
    scope.begin();
    scope.end();
  }
  if (inits.leave() == 1) attacca::witness::recorder().stop();
}

const void* get_factory(const char* factory_id) {
  CallScope scope("clap.entry.get_factory", 0);
  attacca::witness::put_id(scope.entry(), factory_id);
  scope.begin();
  const void* const factory = attacca::clap_wrapper::find_factory(factory_id);
  scope.end([factory](Entry& entry) { entry.put_integer(factory != nullptr ? 1 : 0); });
  return factory != nullptr && clap::is_id_of<clap::PluginFactory>(factory_id) ? &kFactory
                                                                               : factory;
}

}  // namespace

const clap::PluginEntry clap_entry = {clap::kVersion, init, deinit, get_factory};
