// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/clap/clap_module.hpp"

#include <algorithm>
#include <string>

#include "abi/clap/plugin.hpp"
#include "abi/clap/query.hpp"
#include "host/clap/clap_instance.hpp"

namespace attacca::host {

namespace {

std::string text_or_empty(const char* text) {
  return text != nullptr ? text : "";
}

PluginDescription describe_plugin(const clap::PluginDescriptor& descriptor) {
  PluginDescription description;
  description.format = PluginFormat::clap;
  description.id = text_or_empty(descriptor.id);
  description.name = text_or_empty(descriptor.name);
  description.vendor = text_or_empty(descriptor.vendor);
  description.version = text_or_empty(descriptor.version);
  for (auto feature = descriptor.features; feature != nullptr && *feature != nullptr; ++feature) {
    description.features.emplace_back(*feature);
  }
  return description;
}

}  // namespace

ClapModule::ClapModule(std::filesystem::path path, SharedLibrary library)
    : Module(PluginFormat::clap, std::move(path)), library_(std::move(library)) {}

ClapModule::~ClapModule() {
  for (std::uint32_t i = 0; i < inits_; ++i) entry_->deinit();
}

Result<std::shared_ptr<Module>> ClapModule::load(const std::filesystem::path& path,
                                                 const std::filesystem::path& binary,
                                                 const HostProfile& profile) {
  auto library = SharedLibrary::load(binary);
  if (!library) return tl::unexpected(library.error());
  const auto* const entry =
      static_cast<const clap::PluginEntry*>(library->find(clap::kEntrySymbol));
  if (entry == nullptr) {
    return fail(path.string() + " is not a CLAP plugin: it does not export clap_entry");
  }
  std::shared_ptr<ClapModule> module(new ClapModule(path, std::move(*library)));
  if (auto done = module->set_up(*entry, profile); !done) return tl::unexpected(done.error());
  return module;
}

Result<std::shared_ptr<Module>> ClapModule::of_entry(const clap::PluginEntry& entry,
                                                     const std::filesystem::path& path,
                                                     const HostProfile& profile) {
  std::shared_ptr<ClapModule> module(new ClapModule(path, SharedLibrary()));
  if (auto done = module->set_up(entry, profile); !done) return tl::unexpected(done.error());
  return module;
}

Result<void> ClapModule::set_up(const clap::PluginEntry& entry, const HostProfile& profile) {
  const std::string path = path_.string();
  if (!clap::is_compatible(entry.clap_version)) {
    return fail(path + " was built with a preview of CLAP (" +
                std::to_string(entry.clap_version.major) + "." +
                std::to_string(entry.clap_version.minor) + ") that hosts no longer load");
  }
  if (entry.init == nullptr || entry.deinit == nullptr || entry.get_factory == nullptr) {
    return fail(path + " has an incomplete clap_entry");
  }
  entry_ = &entry;
  for (std::uint32_t i = 0; i < profile.clap_entry_inits; ++i) {
    if (!entry.init(path.c_str())) {
      return fail(path + " refused to load: its clap_entry.init returned false");
    }
    ++inits_;
  }
  factory_ = clap::query_factory<clap::PluginFactory>(&entry);
  if (factory_ == nullptr) return fail(path + " has no plugin factory");
  list_plugins();
  if (plugins_.empty()) return fail(path + " contains no plugin");
  return {};
}

void ClapModule::list_plugins() {
  const std::uint32_t count = factory_->get_plugin_count(factory_);
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto* const descriptor = factory_->get_plugin_descriptor(factory_, i);
    if (descriptor != nullptr && descriptor->id != nullptr) {
      plugins_.push_back(describe_plugin(*descriptor));
    }
  }
}

Result<std::unique_ptr<PluginInstance>> ClapModule::create(std::string_view id, MainLoop& loop,
                                                           const HostProfile& profile) {
  const auto wanted =
      std::find_if(plugins_.begin(), plugins_.end(),
                   [id](const PluginDescription& plugin) { return id.empty() || plugin.id == id; });
  if (wanted == plugins_.end()) {
    return fail(path_.string() + " contains no plugin with the id " + std::string(id));
  }
  return ClapInstance::create(shared_from_this(), *factory_, *wanted, loop, profile);
}

}  // namespace attacca::host
