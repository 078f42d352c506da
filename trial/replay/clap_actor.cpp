// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "abi/clap/entry.hpp"
#include "abi/clap/plugin_factory.hpp"
#include "abi/clap/query.hpp"
#include "host/base/shared_library.hpp"
#include "host/guard/realtime_guard.hpp"
#include "host/load/plugin_binary.hpp"
#include "host/load/plugin_choice.hpp"
#include "trial/replay/actor.hpp"
#include "trial/replay/clap_arguments.hpp"
#include "trial/replay/clap_host_double.hpp"
#include "witness/clap/calls.hpp"

namespace attacca::trial {

namespace {

using witness::RecordedCall;

constexpr std::string_view kCreate = "clap.plugin-factory.create_plugin";
constexpr std::string_view kGetExtension = "clap.plugin.get_extension";

/// One plugin of the replay.
struct Instance {
  std::unique_ptr<ClapHostDouble> host;
  const clap::Plugin* plugin = nullptr;
  std::map<std::size_t, const void*> tables;  ///< by the index among ClapExtensions
  PortBuffersOfReplay ports;
  // What is to be ended at the end.
  bool is_active = false;
  bool is_processing = false;
  bool has_editor = false;
};

class ClapActor;
using Act = std::function<Acted(ClapActor&, Instance&, const RecordedCall&)>;

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
    const std::string_view name = call.name();
    if (is_of_module(name)) return {};
    if (name != kGetExtension && !acts_.contains(name)) {
      return "not of CLAP, or not known: " + std::string(name);
    }
    return call.begin->object == 0 ? kOfNoObject : obstacle_of(call);
  }

  Acted act(const RecordedCall& call, std::size_t /*index*/) override {
    const std::string_view name = call.name();
    if (name.starts_with("clap.entry.")) return act_entry(call);
    if (name.starts_with("clap.plugin-factory.")) return act_factory(call);
    Instance& instance = instances_.at(call.begin->object);
    if (instance.plugin == nullptr) return passed_over(kNoObject);
    if (name == kGetExtension) return get_extension(instance, call);
    instance.host->set_audio(name == "clap.plugin.process" ||
                             name == "clap.plugin.start_processing" ||
                             name == "clap.plugin.stop_processing");
    instance.host->set_track(call);
    Acted acted = acts_.at(name)(*this, instance, call);
    if (name == "clap.plugin.destroy") instance.plugin = nullptr;
    instance.host->set_audio(false);
    return acted;
  }

  void finish() override {
    for (auto instance = instances_.rbegin(); instance != instances_.rend(); ++instance) {
      end(instance->second);
    }
    for (const clap::Plugin* const spare : std::exchange(spares_, {})) spare->destroy(spare);
    for (; entered_ > 0; --entered_) entry_->deinit();
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
  static bool is_of_module(std::string_view name) {
    return name == "clap.entry.init" || name == "clap.entry.deinit" ||
           name == "clap.entry.get_factory" || name == kCreate ||
           name == "clap.plugin-factory.get_plugin_count" ||
           name == "clap.plugin-factory.get_plugin_descriptor";
  }

  /// As a host ends a plugin that it has no use for any more.
  static void end(Instance& instance) {
    const clap::Plugin* const plugin = std::exchange(instance.plugin, nullptr);
    if (plugin == nullptr) return;
    if (instance.is_processing) {
      instance.host->set_audio(true);
      plugin->stop_processing(plugin);
      instance.host->set_audio(false);
    }
    if (instance.is_active) plugin->deactivate(plugin);
    if (instance.has_editor) {
      const auto* const gui = clap::query<clap::PluginGui>(plugin);
      if (gui != nullptr) gui->destroy(plugin);
    }
    plugin->destroy(plugin);
  }

  Acted act_entry(const RecordedCall& call) {
    ValueReader values(call.begin->values);
    if (call.name() == "clap.entry.init") {
      if (!entry_->init(options_.plugin.string().c_str())) {
        return {{}, options_.plugin.string() + " refused clap.entry.init"};
      }
      ++entered_;
    } else if (entered_ == 0) {
      return passed_over("the module was not entered before");
    } else if (call.name() == "clap.entry.deinit") {
      entry_->deinit();
      if (--entered_ == 0) factory_ = nullptr;
    } else {
      const auto id = values.text();
      const void* const found = entry_->get_factory(id ? id->c_str() : nullptr);
      if (id && *id == clap::kPluginFactoryId) {
        factory_ = static_cast<const clap::PluginFactory*>(found);
      }
    }
    return {};
  }

  Acted act_factory(const RecordedCall& call) {
    if (factory_ == nullptr) {
      const bool was_made = call.name() == kCreate && call.answer() != 0;
      return was_made ? Acted{{}, no_factory(options_.plugin)} : passed_over(kNoFactory);
    }
    if (call.name() == "clap.plugin-factory.get_plugin_count") {
      factory_->get_plugin_count(factory_);
    } else if (call.name() == "clap.plugin-factory.get_plugin_descriptor") {
      factory_->get_plugin_descriptor(factory_, static_cast<std::uint32_t>(call.integer(0)));
    } else {
      return create(call);
    }
    return {};
  }

  /// The one of the file that the options name, or the first.
  Result<std::string> choose() const {
    std::vector<host::PluginDescription> declared;
    const std::uint32_t count = factory_->get_plugin_count(factory_);
    for (std::uint32_t i = 0; i < count; ++i) {
      const auto* const descriptor = factory_->get_plugin_descriptor(factory_, i);
      if (descriptor == nullptr || descriptor->id == nullptr) continue;
      host::PluginDescription plugin;
      plugin.id = descriptor->id;
      plugin.name = descriptor->name != nullptr ? descriptor->name : "";
      if (host::is_chosen(plugin, options_.id)) return plugin.id;
      declared.push_back(std::move(plugin));
    }
    if (declared.empty()) return fail(options_.plugin.string() + " has no plugins");
    return fail(host::no_such_plugin(options_.plugin, options_.id, declared));
  }

  Acted create(const RecordedCall& call) {
    ValueReader values(call.begin->values);
    const std::string recorded = values.text().value_or("");
    const auto number = static_cast<std::uint32_t>(call.answer());
    const bool was_made = number != 0;  // what the recorded host was refused is refused again
    const auto found = instances_.find(number);
    if (found != instances_.end() && found->second.plugin != nullptr) {
      return passed_over("their plugin was made before");
    }
    const auto init = inits_.find(number);
    auto host = std::make_unique<ClapHostDouble>(init != inits_.end() ? init->second : nullptr);
    const clap::Plugin* plugin = nullptr;
    if (!was_made || options_.id.empty()) {
      plugin = factory_->create_plugin(factory_, &host->table(), recorded.c_str());
    }
    if (plugin == nullptr && was_made) {
      const auto chosen = choose();
      if (!chosen) return {{}, chosen.error().message};
      plugin = factory_->create_plugin(factory_, &host->table(), chosen->c_str());
      if (plugin == nullptr) {
        return {{}, options_.plugin.string() + " did not make its plugin " + *chosen};
      }
    }
    if (found == instances_.end()) {  // nothing was asked of it
      spare_hosts_.push_back(std::move(host));
      if (plugin != nullptr) spares_.push_back(plugin);
      return {};
    }
    found->second = Instance();
    found->second.host = std::move(host);
    found->second.plugin = plugin;
    return {};
  }

  Acted get_extension(Instance& instance, const RecordedCall& call) {
    ValueReader values(call.begin->values);
    const auto id = values.text();
    const void* const table =
        instance.plugin->get_extension(instance.plugin, id ? id->c_str() : nullptr);
    if (!id || table == nullptr) return {};
    const std::lock_guard lock(mutex_);
    std::size_t index = 0;
    [&]<typename... Lists>(std::tuple<Lists...>*) {
      ((clap::is_id_of<typename Lists::Table>(id->c_str())
            ? static_cast<void>(instance.tables[index] = table)
            : static_cast<void>(0),
        ++index),
       ...);
    }(static_cast<witness::ClapExtensions*>(nullptr));
    return {};
  }

  /// What the answer of a call of the plugin's own table, or of its editor's, makes of it.
  template <typename T, typename Call>
  static Acted take_answer(Instance& instance, const RecordedCall& call, bool is_good) {
    if constexpr (std::is_same_v<T, clap::Plugin>) {
      constexpr std::string_view kName = Call::kName;
      if constexpr (kName == "activate") instance.is_active = instance.is_active || is_good;
      if constexpr (kName == "deactivate") instance.is_active = false;
      if constexpr (kName == "start_processing") instance.is_processing = is_good;
      if constexpr (kName == "stop_processing") instance.is_processing = false;
      if constexpr (kName == "init" || kName == "activate") {
        // All that follows would be asked of a plugin that no host would ask.
        if (!is_good && call.answer() != 0) {
          return {{},
                  "the plugin refused " + std::string(call.name()) + " (record " +
                      std::to_string(call.began()) + "), and the recorded one did not"};
        }
      }
    } else if constexpr (std::is_same_v<T, clap::PluginGui>) {
      if constexpr (Call::kName == "create") instance.has_editor = is_good;
      if constexpr (Call::kName == "destroy") instance.has_editor = false;
    }
    return {};
  }

  template <typename T, typename Call, typename R, typename... A>
  void add_act(std::size_t index, R (*T::*member)(const clap::Plugin*, A...)) {
    acts_[witness::kClapCallName<T, Call>.data()] = [=](ClapActor& actor, Instance& instance,
                                                        const RecordedCall& call) -> Acted {
      const T* table = nullptr;
      if constexpr (std::is_same_v<T, clap::Plugin>) {
        table = instance.plugin;
      } else {
        table = static_cast<const T*>(actor.table_of(instance, index));
      }
      if (table == nullptr) {
        return passed_over("the plugin has no " + std::string(witness::kClapTableName<T>));
      }
      [[maybe_unused]] ClapSource source{call, ValueReader(call.begin->values), actor.states(),
                                         instance.ports};
      // In braces: from left to right, as the values stand.
      std::tuple<Made<A>...> made{Made<A>(source)...};
      const auto call_it = [&](auto&... argument) {
        std::optional<host::RealtimeScope> scope;
        if constexpr (Call::kName == "process") scope.emplace(actor.offences());
        return (table->*member)(instance.plugin, argument.get()...);
      };
      if constexpr (std::is_same_v<R, bool>) {
        return take_answer<T, Call>(instance, call, std::apply(call_it, made));
      } else {
        std::apply(call_it, made);
        return take_answer<T, Call>(instance, call, true);
      }
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
  std::vector<const clap::Plugin*> spares_;  ///< of which nothing is asked
  int entered_ = 0;
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
