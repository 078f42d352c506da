// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/replay/vst3_module.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "host/load/plugin_binary.hpp"
#include "host/load/plugin_choice.hpp"

namespace attacca::trial {

namespace {

using witness::RecordedCall;

constexpr std::string_view kCreate = "IPluginFactory.createInstance";
/// As records have it.
constexpr auto kOk = static_cast<std::int64_t>(vst3::kResultOk);

template <std::size_t N>
std::string_view text_in(const char (&text)[N]) {
  return {text, static_cast<std::size_t>(std::find(text, text + N, '\0') - text)};
}

}  // namespace

Result<void> Vst3Module::load() {
  const auto binary = host::find_plugin_binary(options_.plugin);
  if (!binary) return tl::unexpected(binary.error());
  auto library = host::SharedLibrary::load(binary->path);
  if (!library) return tl::unexpected(library.error());
  library_ = std::move(*library);
  functions_ = host::ModuleFunctions(library_);
  if (!functions_.have_entry() || !functions_.have_factory()) {
    return fail(options_.plugin.string() +
                " is no complete VST3 plugin, and the recording is of VST3: give a .vst3");
  }
  return {};
}

bool Vst3Module::has(std::string_view name) noexcept {
  constexpr std::string_view kNames[] = {"ModuleEntry",
                                         "ModuleExit",
                                         "GetPluginFactory",
                                         "IPluginFactory.getFactoryInfo",
                                         "IPluginFactory.countClasses",
                                         "IPluginFactory.getClassInfo",
                                         kCreate,
                                         "IPluginFactory2.getClassInfo2",
                                         "IPluginFactory3.getClassInfoUnicode",
                                         "IPluginFactory3.setHostContext"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

/// References are not recorded: a host gives the factory's back before it leaves.
void Vst3Module::leave() {
  for (vst3::IPluginFactory* const factory : std::exchange(factories_, {})) factory->release();
  factory_ = nullptr;
  second_ = nullptr;
  third_ = nullptr;
  functions_.leave();
  --entered_;
}

Acted Vst3Module::act(const RecordedCall& call, HostObjects& host) {
  const std::string_view name = call.name();
  if (name == "ModuleEntry") {
    if (!functions_.enter()) return {{}, options_.plugin.string() + " refused ModuleEntry"};
    ++entered_;
    return {};
  }
  if (entered_ == 0) return passed_over("the module was not entered before");
  if (name == "ModuleExit") {
    leave();
    return {};
  }
  if (name == "GetPluginFactory") {
    factory_ = functions_.factory();
    if (factory_ != nullptr) factories_.push_back(factory_);
    return {};
  }
  if (factory_ == nullptr) return passed_over(kNoFactory);
  return ask_factory(call, host);
}

Acted Vst3Module::ask_factory(const RecordedCall& call, HostObjects& host) {
  const std::string_view name = call.name();
  ValueReader values(call.begin->values);
  if (name == "FUnknown.queryInterface") {
    void* found = nullptr;
    const vst3::Tuid wanted = tuid_of(values.uid());
    factory_->queryInterface(wanted, &found);
    if (found == nullptr) return {};
    if (wanted == vst3::IPluginFactory2::iid) second_ = static_cast<vst3::IPluginFactory2*>(found);
    if (wanted == vst3::IPluginFactory3::iid) third_ = static_cast<vst3::IPluginFactory3*>(found);
    static_cast<vst3::FUnknown*>(found)->release();
  } else if (name == "IPluginFactory.getFactoryInfo") {
    vst3::PFactoryInfo info;
    factory_->getFactoryInfo(&info);
  } else if (name == "IPluginFactory.countClasses") {
    factory_->countClasses();
  } else if (name == "IPluginFactory.getClassInfo") {
    vst3::PClassInfo info;
    factory_->getClassInfo(values.number<std::int32_t>(), &info);
  } else if (name == "IPluginFactory2.getClassInfo2") {
    vst3::IPluginFactory2* const second = third_ != nullptr ? third_ : second_;
    if (second == nullptr) return passed_over("the plugin has no IPluginFactory2");
    vst3::PClassInfo2 info;
    second->getClassInfo2(values.number<std::int32_t>(), &info);
  } else if (third_ == nullptr) {
    return passed_over("the plugin has no IPluginFactory3");
  } else if (name == "IPluginFactory3.getClassInfoUnicode") {
    vst3::PClassInfoW info;
    third_->getClassInfoUnicode(values.number<std::int32_t>(), &info);
  } else if (name == "IPluginFactory3.setHostContext") {
    third_->setHostContext(call.integer(0) != 0 ? host.add_context(call).unknown() : nullptr);
  }
  return {};
}

/// The class of the file that the options name, or the first.
Result<vst3::Tuid> Vst3Module::choose() {
  std::vector<host::PluginDescription> declared;
  const std::int32_t count = factory_->countClasses();
  for (std::int32_t i = 0; i < count; ++i) {
    vst3::PClassInfo info = {};
    if (factory_->getClassInfo(i, &info) != vst3::kResultOk) continue;
    if (text_in(info.category) != vst3::kVstAudioEffectClass) continue;
    host::PluginDescription plugin;
    plugin.format = host::PluginFormat::vst3;
    plugin.id = vst3::to_hex(info.cid).data();
    plugin.name = text_in(info.name);
    if (host::is_chosen(plugin, options_.id)) return info.cid;
    declared.push_back(std::move(plugin));
  }
  if (declared.empty()) return fail(options_.plugin.string() + " has no plugins");
  return fail(host::no_such_plugin(options_.plugin, options_.id, declared));
}

Acted Vst3Module::create(const RecordedCall& call, void*& made) {
  // What the recorded host was refused is refused again.
  const bool was_made = call.end != nullptr && call.answer() == kOk;
  if (factory_ == nullptr) {
    return was_made ? Acted{{}, no_factory(options_.plugin)} : passed_over(kNoFactory);
  }
  ValueReader values(call.begin->values);
  const vst3::Tuid recorded = tuid_of(values.uid());
  const vst3::Tuid wanted = tuid_of(values.uid());
  if (!was_made || options_.id.empty()) factory_->createInstance(recorded, wanted, &made);
  if (made != nullptr || !was_made) return {};
  const auto chosen = choose();
  if (!chosen) return {{}, chosen.error().message};
  factory_->createInstance(*chosen, wanted, &made);
  if (made != nullptr) return {};
  return {{},
          options_.plugin.string() + " did not make its plugin " + vst3::to_hex(*chosen).data()};
}

}  // namespace attacca::trial
