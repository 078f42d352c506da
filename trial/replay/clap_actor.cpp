// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "abi/clap/entry.hpp"
#include "abi/clap/plugin_factory.hpp"
#include "abi/clap/query.hpp"
#include "host/base/shared_library.hpp"
#include "host/guard/realtime_guard.hpp"
#include "host/load/plugin_binary.hpp"
#include "trial/replay/actor.hpp"
#include "trial/replay/clap_arguments.hpp"
#include "trial/replay/clap_host_double.hpp"
#include "witness/clap/calls.hpp"

namespace attacca::trial {

namespace {

using witness::RecordedCall;

constexpr std::string_view kCreate = "clap.plugin-factory.create_plugin";

/// One plugin of the replay.
struct Instance {
  std::unique_ptr<ClapHostDouble> host;
  const clap::Plugin* plugin = nullptr;
  std::map<std::size_t, const void*> tables;  ///< by the index among ClapExtensions
  PortBuffersOfReplay ports;
};

class ClapActor;
using Act = std::function<void(ClapActor&, Instance&, const RecordedCall&)>;

class ClapActor final : public Actor {
 public:
  ClapActor(const std::vector<RecordedCall>& calls, const ReplayOptions& options)
      : options_(options), states_(options.state) {
    // The instances by their numbers: nothing is added while threads look for theirs.
    for (const RecordedCall& call : calls) {
      if (call.name() == "clap.plugin.init") inits_.try_emplace(call.begin->object, &call);
      if (call.begin->object != 0) instances_.try_emplace(call.begin->object);
    }
    fill_acts();
  }

  Result<void> load() {
    const auto binary = host::find_plugin_binary(options_.plugin);
    if (!binary) return tl::unexpected(binary.error());
    auto library = host::SharedLibrary::load(binary->path);
    if (!library) return tl::unexpected(library.error());
    library_ = std::move(*library);
    entry_ = static_cast<const clap::PluginEntry*>(library_.find(clap::kEntrySymbol));
    if (entry_ == nullptr || entry_->init == nullptr || entry_->deinit == nullptr ||
        entry_->get_factory == nullptr) {
      return fail(options_.plugin.string() +
                  " is no complete CLAP plugin, and the recording is of "
                  "CLAP: give a .clap");
    }
    return {};
  }

  [[nodiscard]] std::string obstacle(const RecordedCall& call) const override {
    if (needs_window(call.name())) return "they need a window";
    if (call.name().starts_with("clap.entry.") || call.name().starts_with("clap.plugin-factory.") ||
        call.name() == "clap.plugin.get_extension" || acts_.contains(call.name())) {
      return {};
    }
    return "not of CLAP, or not known: " + std::string(call.name());
  }

  void act(const RecordedCall& call, std::size_t /*index*/) override {
    const std::string_view name = call.name();
    if (name.starts_with("clap.entry.")) return act_entry(call);
    if (name.starts_with("clap.plugin-factory.")) return act_factory(call);
    Instance& instance = instances_.at(call.begin->object);
    if (instance.plugin == nullptr) return;  // it could not be made, or is gone
    if (name == "clap.plugin.get_extension") return get_extension(instance, call);
    instance.host->set_audio(name == "clap.plugin.process" ||
                             name == "clap.plugin.start_processing" ||
                             name == "clap.plugin.stop_processing");
    instance.host->set_track(call);
    acts_.at(name)(*this, instance, call);
    if (name == "clap.plugin.destroy") instance.plugin = nullptr;
    instance.host->set_audio(false);
  }

  [[nodiscard]] std::size_t foreign_states() const override { return states_.foreign(); }

  StateStore& states() { return states_; }
  /// As the plugin has answered for it; null: it has not. [any]
  const void* table_of(const Instance& instance, std::size_t index) {
    const std::lock_guard lock(mutex_);
    const auto found = instance.tables.find(index);
    return found != instance.tables.end() ? found->second : nullptr;
  }

 private:
  void act_entry(const RecordedCall& call) {
    ValueReader values(call.begin->values);
    if (call.name() == "clap.entry.init") {
      entry_->init(options_.plugin.string().c_str());
    } else if (call.name() == "clap.entry.deinit") {
      entry_->deinit();
    } else {
      const auto id = values.text();
      const void* const found = entry_->get_factory(id ? id->c_str() : nullptr);
      if (id && *id == clap::kPluginFactoryId) {
        factory_ = static_cast<const clap::PluginFactory*>(found);
      }
    }
  }

  void act_factory(const RecordedCall& call) {
    if (factory_ == nullptr) return;
    if (call.name() == "clap.plugin-factory.get_plugin_count") {
      factory_->get_plugin_count(factory_);
    } else if (call.name() == "clap.plugin-factory.get_plugin_descriptor") {
      factory_->get_plugin_descriptor(factory_, static_cast<std::uint32_t>(call.integer(0)));
    } else if (call.name() == kCreate) {
      create(call);
    }
  }

  void create(const RecordedCall& call) {
    ValueReader values(call.begin->values);
    const std::string recorded = values.text().value_or("");
    const std::string& id = options_.id.empty() ? recorded : options_.id;
    const auto number = static_cast<std::uint32_t>(call.answer());
    const auto found = instances_.find(number);
    if (found == instances_.end()) {  // it was made, and nothing was asked of it
      spare_hosts_.push_back(std::make_unique<ClapHostDouble>(nullptr));
      factory_->create_plugin(factory_, &spare_hosts_.back()->table(), id.c_str());
      return;
    }
    Instance& instance = found->second;
    const auto init = inits_.find(number);
    instance.host = std::make_unique<ClapHostDouble>(init != inits_.end() ? init->second : nullptr);
    const clap::Host* const host = &instance.host->table();
    instance.plugin = factory_->create_plugin(factory_, host, id.c_str());
    if (instance.plugin != nullptr || !options_.id.empty()) return;
    // Another plugin than the recording's: the first of its file.
    const auto* const first = factory_->get_plugin_descriptor(factory_, 0);
    if (first != nullptr) instance.plugin = factory_->create_plugin(factory_, host, first->id);
  }

  void get_extension(Instance& instance, const RecordedCall& call) {
    ValueReader values(call.begin->values);
    const auto id = values.text();
    const void* const table =
        instance.plugin->get_extension(instance.plugin, id ? id->c_str() : nullptr);
    if (!id || table == nullptr) return;
    const std::lock_guard lock(mutex_);
    std::size_t index = 0;
    [&]<typename... Lists>(std::tuple<Lists...>*) {
      ((clap::is_id_of<typename Lists::Table>(id->c_str())
            ? static_cast<void>(instance.tables[index] = table)
            : static_cast<void>(0),
        ++index),
       ...);
    }(static_cast<witness::ClapExtensions*>(nullptr));
  }

  template <typename T, typename Call, typename R, typename... A>
  void add_act(std::size_t index, R (*T::*member)(const clap::Plugin*, A...)) {
    acts_[witness::kClapCallName<T, Call>.data()] = [=](ClapActor& actor, Instance& instance,
                                                        const RecordedCall& call) {
      const T* table = nullptr;
      if constexpr (std::is_same_v<T, clap::Plugin>) {
        table = instance.plugin;
      } else {
        table = static_cast<const T*>(actor.table_of(instance, index));
      }
      if (table == nullptr) return;
      [[maybe_unused]] ClapSource source{call, ValueReader(call.begin->values), actor.states(),
                                         instance.ports};
      // In braces: from left to right, as the values stand.
      std::tuple<Made<A>...> made{Made<A>(source)...};
      const auto call_it = [&](auto&... argument) {
        std::optional<host::RealtimeScope> scope;
        if constexpr (Call::kName == "process") scope.emplace(actor.offences());
        (table->*member)(instance.plugin, argument.get()...);
      };
      std::apply(call_it, made);
    };
  }

  template <typename T, typename... Calls>
  void add_acts(std::size_t index, witness::ClapCalls<T, Calls...>) {
    (add_act<T, Calls>(index, Calls::kMember), ...);
  }

  void fill_acts() {
    add_acts(0, witness::ClapPluginCalls{});
    std::size_t index = 0;
    [&]<typename... Lists>(std::tuple<Lists...>*) {
      (add_acts(index++, Lists{}), ...);
    }(static_cast<witness::ClapExtensions*>(nullptr));
  }

  ReplayOptions options_;
  host::SharedLibrary library_;
  const clap::PluginEntry* entry_ = nullptr;
  const clap::PluginFactory* factory_ = nullptr;
  StateStore states_;
  std::mutex mutex_;  // the instances' tables
  std::map<std::uint32_t, const RecordedCall*> inits_;
  std::map<std::uint32_t, Instance> instances_;
  std::vector<std::unique_ptr<ClapHostDouble>> spare_hosts_;
  std::map<std::string_view, Act> acts_;
};

}  // namespace

Result<std::unique_ptr<Actor>> make_clap_actor(const std::vector<RecordedCall>& calls,
                                               const ReplayOptions& options) {
  auto actor = std::make_unique<ClapActor>(calls, options);
  if (auto loaded = actor->load(); !loaded) return tl::unexpected(loaded.error());
  return actor;
}

}  // namespace attacca::trial
