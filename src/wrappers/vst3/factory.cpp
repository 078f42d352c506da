// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/vst3/factory.hpp"

#include <cstdio>
#include <string>
#include <string_view>

#include "attacca/detail/plugin_entry.hpp"
#include "attacca/formats/vst3.hpp"
#include "base/log.hpp"
#include "base/unicode.hpp"
#include "wrappers/vst3/guarded.hpp"
#include "wrappers/vst3/instance.hpp"

namespace attacca::vst3_wrapper {
namespace {

std::mutex& shared_mutex() {
  static std::mutex mutex;
  return mutex;
}

Factory* shared_factory = nullptr;  // guarded by shared_mutex()

const detail::PluginEntry* entry_at(std::int32_t index) noexcept {
  const auto entries = detail::exported_plugins();
  const bool valid = index >= 0 && static_cast<std::size_t>(index) < entries.size();
  return valid ? &entries[static_cast<std::size_t>(index)] : nullptr;
}

const detail::PluginEntry* find_entry(const vst3::Tuid& cid) noexcept {
  for (const detail::PluginEntry& entry : detail::exported_plugins()) {
    if (vst3::tuid_from_hex(entry.vst3_class_id.view()) == cid) return &entry;
  }
  return nullptr;
}

template <std::size_t N>
void put(std::string_view text, char (&out)[N]) noexcept {
  core::copy_text(text, out, N);
}

template <std::size_t N>
void put(std::string_view text, char16_t (&out)[N]) noexcept {
  core::utf16_from_utf8(text, out, N);
}

/// What all three class infos share.
template <typename Info>
void put_identity(const detail::PluginEntry& entry, Info& info) {
  info = {};
  info.cid = vst3::tuid_from_hex(entry.vst3_class_id.view()).value_or(vst3::Tuid{});
  info.cardinality = vst3::ClassCardinality::kManyInstances;
  put(vst3::kVstAudioEffectClass, info.category);
  put(entry.info.name, info.name);
}

/// What the second and the third add.
template <typename Info>
void put_details(const detail::PluginEntry& entry, Info& info) {
  info.classFlags = static_cast<vst3::ComponentFlags>(detail::kVst3ClassFlags);
  std::string words;
  detail::put_vst3_subcategories(entry.info, [&words](std::string_view part) { words += part; });
  put(words, info.subCategories);
  put(entry.info.vendor, info.vendor);
  put(entry.info.version, info.version);
  put(detail::kVst3SdkVersion, info.sdkVersion);
}

}  // namespace

vst3::Ref<Factory> Factory::get() {
  const std::lock_guard lock(shared_mutex());
  if (shared_factory != nullptr) return vst3::Ref<Factory>::share(shared_factory);
  auto factory = vst3::make_ref<Factory>();
  shared_factory = factory.get();
  return factory;
}

std::uint32_t Factory::release() {
  std::uint32_t left = 0;
  {
    const std::lock_guard lock(shared_mutex());
    left = Implements::release();
    if (left == 0) shared_factory = nullptr;
  }
  if (left == 0) delete this;
  return left;
}

vst3::TResult Factory::getFactoryInfo(vst3::PFactoryInfo* info) {
  if (info == nullptr) return vst3::kInvalidArgument;
  const detail::PluginEntry* const entry = entry_at(0);
  *info = {};
  if (entry != nullptr) {
    put(entry->info.vendor, info->vendor);
    put(entry->info.url, info->url);
    put(entry->info.email, info->email);
  }
  info->flags = vst3::kDefaultFactoryFlags;
  return vst3::kResultOk;
}

std::int32_t Factory::countClasses() {
  return static_cast<std::int32_t>(detail::exported_plugins().size());
}

vst3::TResult Factory::getClassInfo(std::int32_t index, vst3::PClassInfo* info) {
  const detail::PluginEntry* const entry = entry_at(index);
  if (entry == nullptr || info == nullptr) return vst3::kInvalidArgument;
  put_identity(*entry, *info);
  return vst3::kResultOk;
}

vst3::TResult Factory::getClassInfo2(std::int32_t index, vst3::PClassInfo2* info) {
  return guarded([&] {
    const detail::PluginEntry* const entry = entry_at(index);
    if (entry == nullptr || info == nullptr) return vst3::kInvalidArgument;
    put_identity(*entry, *info);
    put_details(*entry, *info);
    return vst3::kResultOk;
  });
}

vst3::TResult Factory::getClassInfoUnicode(std::int32_t index, vst3::PClassInfoW* info) {
  return guarded([&] {
    const detail::PluginEntry* const entry = entry_at(index);
    if (entry == nullptr || info == nullptr) return vst3::kInvalidArgument;
    put_identity(*entry, *info);
    put_details(*entry, *info);
    return vst3::kResultOk;
  });
}

vst3::TResult Factory::createInstance(const vst3::Tuid& cid, const vst3::Tuid& wanted, void** obj) {
  if (obj == nullptr) return vst3::kInvalidArgument;
  *obj = nullptr;
  return guarded([&] {
    const detail::PluginEntry* const entry = find_entry(cid);
    if (entry == nullptr) return vst3::kNoInterface;
    vst3::Ref<vst3::FUnknown> context;
    {
      const std::lock_guard lock(context_mutex_);
      context = context_;
    }
    Result<vst3::Ref<Instance>> instance = Instance::create(*entry, std::move(context));
    if (!instance) {
      std::fprintf(stderr, "attacca: cannot create %s: %s\n", std::string(entry->info.name).c_str(),
                   instance.error().message.c_str());
      return vst3::kInternalError;
    }
    return (*instance)->queryInterface(wanted, obj);
  });
}

vst3::TResult Factory::setHostContext(vst3::FUnknown* context) {
  core::log_event(this, "set_host_context");
  auto next = vst3::Ref<vst3::FUnknown>::share(context);
  const std::lock_guard lock(context_mutex_);
  std::swap(context_, next);
  return vst3::kResultOk;
}

}  // namespace attacca::vst3_wrapper
