// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstdio>

#include "abi/vst3/base/module_exports.hpp"
#include "abi/vst3/base/plugin_factory.hpp"
#include "faulty/plugin/this_fault.hpp"
#include "faulty/plugin/vst3_plugin.hpp"

namespace attacca::faulty {

namespace {

constexpr auto kClassId = vst3::Tuid::from_words(0x41747461, 0x63636121, 0x4661756C, 0x74790000);

template <std::size_t Size>
void copy(const char* text, char (&target)[Size]) {
  std::snprintf(target, Size, "%s", text);
}

class Factory final : public vst3::Implements<vst3::IPluginFactory2> {
 public:
  vst3::TResult getFactoryInfo(vst3::PFactoryInfo* info) override {
    if (info == nullptr) return vst3::kInvalidArgument;
    *info = {};
    copy("Attacca", info->vendor);
    info->flags = vst3::PFactoryInfo::kUnicode;
    return vst3::kResultOk;
  }
  std::int32_t countClasses() override { return 1; }
  vst3::TResult getClassInfo(std::int32_t index, vst3::PClassInfo* info) override {
    if (index != 0 || info == nullptr) return vst3::kInvalidArgument;
    *info = {};
    info->cid = kClassId;
    info->cardinality = vst3::PClassInfo::kManyInstances;
    copy(vst3::kVstAudioEffectClass, info->category);
    copy("Faulty", info->name);
    return vst3::kResultOk;
  }
  vst3::TResult getClassInfo2(std::int32_t index, vst3::PClassInfo2* info) override {
    if (index != 0 || info == nullptr) return vst3::kInvalidArgument;
    *info = {};
    info->cid = kClassId;
    info->cardinality = vst3::PClassInfo::kManyInstances;
    copy(vst3::kVstAudioEffectClass, info->category);
    copy("Faulty", info->name);
    copy("Fx|Tools", info->subCategories);
    copy("Attacca", info->vendor);
    copy("1.0", info->version);
    copy("VST 3.6.14", info->sdkVersion);
    return vst3::kResultOk;
  }
  vst3::TResult createInstance(const vst3::Tuid& cid, const vst3::Tuid& wanted,
                               void** obj) override {
    if (obj == nullptr) return vst3::kInvalidArgument;
    *obj = nullptr;
    if (cid != kClassId && !is(Fault::factory_takes_any_id)) return vst3::kInvalidArgument;
    const auto made = vst3::make_ref<Vst3Plugin>();
    return made->queryInterface(wanted, obj);
  }

 private:
  void on_last_release() noexcept override {}  // one for the module
};

Factory g_factory;

}  // namespace
}  // namespace attacca::faulty

extern "C" {

[[gnu::visibility("default")]] bool ModuleEntry(void*) {
  return true;
}
[[gnu::visibility("default")]] bool ModuleExit() {
  return true;
}
[[gnu::visibility("default")]] attacca::vst3::IPluginFactory* GetPluginFactory() {
  attacca::faulty::g_factory.addRef();
  return &attacca::faulty::g_factory;
}
}
