// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/vst3/vst3_module.hpp"

#include <algorithm>
#include <string>

#include "host/vst3/host_application.hpp"
#include "host/vst3/utf16.hpp"
#include "host/vst3/vst3_instance.hpp"

namespace attacca::host {

namespace {

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('|'), text.size());
    if (end > 0) parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

PluginDescription describe(const vst3::PClassInfoW& info) {
  PluginDescription plugin;
  plugin.format = PluginFormat::vst3;
  plugin.id = vst3::to_hex(info.cid).data();
  plugin.name = to_utf8(text_in(info.name));
  plugin.vendor = to_utf8(text_in(info.vendor));
  plugin.version = to_utf8(text_in(info.version));
  plugin.features = split(text_in(info.subCategories));
  return plugin;
}

PluginDescription describe(const vst3::PClassInfo2& info) {
  PluginDescription plugin;
  plugin.format = PluginFormat::vst3;
  plugin.id = vst3::to_hex(info.cid).data();
  plugin.name = text_in(info.name);
  plugin.vendor = text_in(info.vendor);
  plugin.version = text_in(info.version);
  plugin.features = split(text_in(info.subCategories));
  return plugin;
}

PluginDescription describe(const vst3::PClassInfo& info) {
  PluginDescription plugin;
  plugin.format = PluginFormat::vst3;
  plugin.id = vst3::to_hex(info.cid).data();
  plugin.name = text_in(info.name);
  return plugin;
}

bool is_effect(const char (&category)[32]) {
  return text_in(category) == vst3::kVstAudioEffectClass;
}

}  // namespace

Vst3Module::Vst3Module(std::filesystem::path path, SharedLibrary library)
    : Module(PluginFormat::vst3, std::move(path)), library_(std::move(library)) {}

Vst3Module::~Vst3Module() {
  factory_.reset();
  if (entered_) functions_.leave();
}

Result<std::shared_ptr<Module>> Vst3Module::load(const std::filesystem::path& path,
                                                 const std::filesystem::path& binary,
                                                 const HostProfile& profile) {
  auto library = SharedLibrary::load(binary);
  if (!library) return tl::unexpected(library.error());
  std::shared_ptr<Vst3Module> module(new Vst3Module(path, std::move(*library)));
  if (auto entered = module->enter(); !entered) return tl::unexpected(entered.error());
  module->give_host_context(profile);
  module->list_plugins();
  if (module->plugins_.empty()) {
    return fail(path.string() + " contains no audio plugin: its factory lists none");
  }
  return module;
}

Result<void> Vst3Module::enter() {
  const std::string where = path_.string();
  functions_ = ModuleFunctions(library_);
  if (!functions_.have_factory()) {
    return fail(where + " is not a VST3 plugin: it does not export GetPluginFactory");
  }
  const std::string entry(ModuleFunctions::entry_name());
  if (!functions_.have_entry()) {
    return fail(where + " is not a complete VST3 plugin: it lacks " + entry + " or " +
                std::string(ModuleFunctions::exit_name()));
  }
  if (!functions_.enter()) {
    return fail(where + " refused to load: its " + entry + " returned false");
  }
  entered_ = true;
  factory_ = vst3::Ref<vst3::IPluginFactory>::adopt(functions_.factory());
  if (!factory_) return fail(where + " has no plugin factory: GetPluginFactory returned nothing");
  return {};
}

void Vst3Module::give_host_context(const HostProfile& profile) {
  const auto factory3 = factory_.query<vst3::IPluginFactory3>();
  if (!factory3) return;
  const auto context = vst3::make_ref<HostApplication>(profile, nullptr);
  (void)factory3->setHostContext(context->unknown());
}

void Vst3Module::list_plugins() {
  const auto factory2 = factory_.query<vst3::IPluginFactory2>();
  const auto factory3 = factory_.query<vst3::IPluginFactory3>();
  const std::int32_t count = factory_->countClasses();
  for (std::int32_t i = 0; i < count; ++i) {
    vst3::PClassInfo info{};
    if (factory_->getClassInfo(i, &info) != vst3::kResultOk || !is_effect(info.category)) continue;
    vst3::PClassInfoW info_w{};
    vst3::PClassInfo2 info2{};
    if (factory3 && factory3->getClassInfoUnicode(i, &info_w) == vst3::kResultOk) {
      plugins_.push_back(describe(info_w));
    } else if (factory2 && factory2->getClassInfo2(i, &info2) == vst3::kResultOk) {
      plugins_.push_back(describe(info2));
    } else {
      plugins_.push_back(describe(info));
    }
    if (plugins_.back().vendor.empty()) {
      vst3::PFactoryInfo factory_info{};
      if (factory_->getFactoryInfo(&factory_info) == vst3::kResultOk) {
        plugins_.back().vendor = text_in(factory_info.vendor);
      }
    }
  }
}

Result<std::unique_ptr<PluginInstance>> Vst3Module::create(std::string_view id, MainLoop& loop,
                                                           const HostProfile& profile) {
  const auto wanted =
      std::find_if(plugins_.begin(), plugins_.end(),
                   [id](const PluginDescription& plugin) { return id.empty() || plugin.id == id; });
  if (wanted == plugins_.end()) {
    return fail(path_.string() + " contains no plugin with the id " + std::string(id));
  }
  return Vst3Instance::create(shared_from_this(), *factory_, *wanted, loop, profile);
}

}  // namespace attacca::host
