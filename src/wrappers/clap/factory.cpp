// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/clap/factory.hpp"

#include <algorithm>
#include <cstring>
#include <forward_list>
#include <iterator>
#include <list>
#include <string>
#include <vector>

#include "abi/clap/plugin_factory.hpp"
#include "abi/clap/plugin_features.hpp"
#include "abi/clap/query.hpp"
#include "attacca/detail/plugin_entry.hpp"
#include "attacca/formats/clap.hpp"
#include "wrappers/clap/guarded.hpp"
#include "wrappers/clap/instance.hpp"
#include "wrappers/clap/presets.hpp"

namespace attacca::clap_wrapper {
namespace {

/// One plugin of the binary and the descriptor built from it. The texts that are string views in
/// the plugin's constants get a terminator here.
class Described {
 public:
  explicit Described(const detail::PluginEntry& entry) : entry_(entry) {
    const PluginInfo& info = entry.info;
    detail::put_clap_features(info,
                              [this](std::string_view word) { features_.push_back(keep(word)); });
    // Hosts sort by category and some hide what has none.
    if (!has_category()) features_.push_back(clap::kFeatureAudioEffect);
    features_.push_back(nullptr);
    descriptor_ = {
        .clap_version = clap::kVersion,
        .id = keep(entry.clap_id),
        .name = keep(info.name),
        .vendor = keep(info.vendor),
        .url = keep(info.url),
        .manual_url = keep(info.manual_url),
        .support_url = keep(info.support_url),
        .version = keep(info.version),
        .description = keep(info.description),
        .features = features_.data(),
    };
  }
  Described(const Described&) = delete;
  Described& operator=(const Described&) = delete;

  [[nodiscard]] const detail::PluginEntry& entry() const noexcept { return entry_; }
  [[nodiscard]] const clap::PluginDescriptor& descriptor() const noexcept { return descriptor_; }

 private:
  [[nodiscard]] bool has_category() const {
    return std::any_of(features_.begin(), features_.end(), [](std::string_view feature) {
      return feature == clap::kFeatureAudioEffect || feature == clap::kFeatureInstrument ||
             feature == clap::kFeatureNoteEffect || feature == clap::kFeatureNoteDetector ||
             feature == clap::kFeatureAnalyzer;
    });
  }
  const char* keep(std::string_view text) { return texts_.emplace_front(text).c_str(); }

  const detail::PluginEntry& entry_;
  std::forward_list<std::string> texts_;  // they stay where they are
  std::vector<const char*> features_;
  clap::PluginDescriptor descriptor_ = {};
};

const std::list<Described>& all() {
  static const std::list<Described> described = [] {
    std::list<Described> list;
    for (const detail::PluginEntry& entry : detail::exported_plugins()) list.emplace_back(entry);
    return list;
  }();
  return described;
}

std::uint32_t get_plugin_count(const clap::PluginFactory* /*factory*/) {
  return static_cast<std::uint32_t>(detail::exported_plugins().size());
}

const clap::PluginDescriptor* get_plugin_descriptor(const clap::PluginFactory* /*factory*/,
                                                    std::uint32_t index) {
  return guarded(static_cast<const clap::PluginDescriptor*>(nullptr),
                 [index]() -> const clap::PluginDescriptor* {
                   if (index >= all().size()) return nullptr;
                   return &std::next(all().begin(), index)->descriptor();
                 });
}

const clap::Plugin* create_plugin(const clap::PluginFactory* /*factory*/, const clap::Host* host,
                                  const char* plugin_id) {
  if (host == nullptr || plugin_id == nullptr || !clap::is_compatible(host->clap_version)) {
    return nullptr;
  }
  return guarded(static_cast<const clap::Plugin*>(nullptr), [=]() -> const clap::Plugin* {
    for (const Described& described : all()) {
      if (std::strcmp(described.descriptor().id, plugin_id) == 0) {
        return Instance::create(described.entry(), described.descriptor(), *host);
      }
    }
    return nullptr;
  });
}

constexpr clap::PluginFactory kFactory = {get_plugin_count, get_plugin_descriptor, create_plugin};

}  // namespace

const void* find_factory(const char* factory_id) noexcept {
  if (clap::is_id_of<clap::PluginFactory>(factory_id)) return &kFactory;
  return find_preset_factory(factory_id);
}

}  // namespace attacca::clap_wrapper
