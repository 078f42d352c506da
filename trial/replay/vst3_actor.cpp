// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstring>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

#include "abi/vst3/base/module_exports.hpp"
#include "host/base/shared_library.hpp"
#include "host/guard/realtime_guard.hpp"
#include "host/load/plugin_binary.hpp"
#include "trial/replay/actor.hpp"
#include "trial/replay/vst3_arguments.hpp"
#include "witness/vst3/calls.hpp"

namespace attacca::trial {

namespace {

using witness::RecordedCall;
using Iid = std::array<std::uint8_t, 16>;

Iid bytes_of(const vst3::Tuid& iid) {
  Iid bytes;
  std::memcpy(bytes.data(), iid.data(), bytes.size());
  return bytes;
}

vst3::Tuid tuid_of(const witness::Uid& uid) {
  vst3::Tuid tuid;
  std::memcpy(tuid.data(), uid.bytes.data(), uid.bytes.size());
  return tuid;
}

/// An instance or a view of the replay: each pointer holds a reference.
struct Object {
  std::multimap<Iid, vst3::FUnknown*> interfaces;
  BlockOfReplay block;

  [[nodiscard]] vst3::FUnknown* find(const vst3::Tuid& iid) const {
    const auto found = interfaces.find(bytes_of(iid));
    return found != interfaces.end() ? found->second : nullptr;
  }
};

class Vst3Actor;
using Act = std::function<void(Vst3Actor&, Object&, const RecordedCall&, std::size_t)>;

class Vst3Actor final : public Actor {
 public:
  Vst3Actor(const std::vector<RecordedCall>& calls, const ReplayOptions& options)
      : calls_(calls), options_(options), states_(options.state) {
    for (const RecordedCall& call : calls) {
      if (call.begin->object != 0) objects_.try_emplace(call.begin->object);
    }
    const std::vector<bool> nested = nested_calls(calls);
    for (std::size_t i = 0; i < calls.size(); ++i) {
      if (nested[i] && calls[i].name() == "IPlugView.onSize") host_.frame.grant_sizes();
    }
    [&]<typename... Lists>(std::tuple<Lists...>*) {
      (add_acts(Lists{}), ...);
    }(static_cast<witness::Vst3Interfaces*>(nullptr));
  }

  Result<void> load() {
    const auto binary = host::find_plugin_binary(options_.plugin);
    if (!binary) return tl::unexpected(binary.error());
    auto library = host::SharedLibrary::load(binary->path);
    if (!library) return tl::unexpected(library.error());
    library_ = std::move(*library);
    const auto find = [this]<typename F>(const char* name, F& function) {
      function = reinterpret_cast<F>(library_.find(name));
      return function != nullptr;
    };
    const bool is_complete = find(vst3::kModuleEntry, entry_) && find(vst3::kModuleExit, exit_) &&
                             find(vst3::kGetPluginFactory, get_factory_);
    if (!is_complete) {
      return fail(options_.plugin.string() +
                  " is no complete VST3 plugin, and the recording is of "
                  "VST3: give a .vst3");
    }
    return {};
  }

  [[nodiscard]] std::string obstacle(const RecordedCall& call) const override {
    const std::string_view name = call.name();
    if (needs_window(name)) return "they need a window";
    if (name.starts_with("Module") || name == "GetPluginFactory" || name.starts_with("FUnknown.") ||
        name.starts_with("IPluginFactory") || acts_.contains(name)) {
      return {};
    }
    return "not of VST3, or not known: " + std::string(name);
  }

  void act(const RecordedCall& call, std::size_t index) override {
    const std::string_view name = call.name();
    if (name == "ModuleEntry") {
      entry_(library_.handle());
    } else if (name == "ModuleExit") {
      // References are not recorded: a host gives the factory's back before it leaves.
      for (vst3::IPluginFactory* const factory : std::exchange(factories_, {})) factory->release();
      factory_ = nullptr;
      second_ = nullptr;
      third_ = nullptr;
      exit_();
    } else if (name == "GetPluginFactory") {
      factory_ = get_factory_();
      if (factory_ != nullptr) factories_.push_back(factory_);
    } else if (call.begin->object == 0) {
      act_factory(call, index);
    } else {
      Object& object = objects_.at(call.begin->object);
      if (name == "FUnknown.queryInterface") return query(object, call);
      if (name == "FUnknown.release") return release(object);
      acts_.at(name)(*this, object, call, index);
    }
  }

  [[nodiscard]] std::size_t foreign_states() const override { return states_.foreign(); }

 private:
  void act_factory(const RecordedCall& call, [[maybe_unused]] std::size_t index) {
    if (factory_ == nullptr) return;
    const std::string_view name = call.name();
    ValueReader values(call.begin->values);
    if (name == "FUnknown.queryInterface") {
      void* found = nullptr;
      const vst3::Tuid wanted = tuid_of(values.uid());
      factory_->queryInterface(wanted, &found);
      if (found == nullptr) return;
      if (wanted == vst3::IPluginFactory2::iid)
        second_ = static_cast<vst3::IPluginFactory2*>(found);
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
      if (second == nullptr) return;
      vst3::PClassInfo2 info;
      second->getClassInfo2(values.number<std::int32_t>(), &info);
    } else if (name == "IPluginFactory3.getClassInfoUnicode" && third_ != nullptr) {
      vst3::PClassInfoW info;
      third_->getClassInfoUnicode(values.number<std::int32_t>(), &info);
    } else if (name == "IPluginFactory3.setHostContext" && third_ != nullptr) {
      third_->setHostContext(call.integer(0) != 0 ? host_.add_context(call).unknown() : nullptr);
    } else if (name == "IPluginFactory.createInstance") {
      create(call, index);
    }
  }

  void create(const RecordedCall& call, [[maybe_unused]] std::size_t index) {
    ValueReader values(call.begin->values);
    const vst3::Tuid recorded = tuid_of(values.uid());
    const vst3::Tuid cid = vst3::tuid_from_hex(options_.id).value_or(recorded);
    const vst3::Tuid wanted = tuid_of(values.uid());
    void* made = nullptr;
    factory_->createInstance(cid, wanted, &made);
    if (made == nullptr && options_.id.empty()) {
      // Another plugin than the recording's: the first of its file.
      vst3::PClassInfo info;
      for (std::int32_t i = 0; made == nullptr && i < factory_->countClasses(); ++i) {
        if (factory_->getClassInfo(i, &info) != vst3::kResultOk) continue;
        if (std::string_view(info.category) != vst3::kVstAudioEffectClass) continue;
        factory_->createInstance(info.cid, wanted, &made);
      }
    }
    keep(index, wanted, made);
  }

  /// Under the number of the object that the recording saw being made inside this call.
  void keep(std::size_t index, const vst3::Tuid& iid, void* made) {
    if (made == nullptr) return;
    for (std::size_t i = index + 1; i < calls_.size() && calls_[i].began() < calls_[index].ended();
         ++i) {
      if (calls_[i].begin->thread != calls_[index].begin->thread ||
          calls_[i].name() != "FUnknown.queryInterface" ||
          calls_[i].begin->object == calls_[index].begin->object) {
        continue;
      }
      const std::lock_guard lock(mutex_);
      objects_.at(calls_[i].begin->object)
          .interfaces.emplace(bytes_of(iid), static_cast<vst3::FUnknown*>(made));
      return;
    }
  }

  void query(Object& object, const RecordedCall& call) {
    vst3::FUnknown* any = nullptr;
    {
      const std::lock_guard lock(mutex_);
      if (!object.interfaces.empty()) any = object.interfaces.begin()->second;
    }
    if (any == nullptr) return;
    const vst3::Tuid wanted = tuid_of(ValueReader(call.begin->values).uid());
    void* found = nullptr;
    any->queryInterface(wanted, &found);
    if (found == nullptr) return;
    const std::lock_guard lock(mutex_);
    object.interfaces.emplace(bytes_of(wanted), static_cast<vst3::FUnknown*>(found));
  }

  /// The recorded one was the last: so all others go before it.
  void release(Object& object) {
    std::multimap<Iid, vst3::FUnknown*> interfaces;
    {
      const std::lock_guard lock(mutex_);
      interfaces.swap(object.interfaces);
    }
    for (const auto& [iid, interface] : interfaces) interface->release();
  }

  template <typename I>
  I* interface_of(Object& object) {
    const std::lock_guard lock(mutex_);
    return static_cast<I*>(object.find(I::iid));
  }

  template <typename I, typename C, typename R, typename... A>
  void add_act(std::string_view name, R (C::*method)(A...)) {
    acts_[name] = [method](Vst3Actor& actor, Object& object, const RecordedCall& call,
                           std::size_t index) {
      I* const target = actor.interface_of<I>(object);
      if (target == nullptr) return;
      [[maybe_unused]] Vst3Source source{call, ValueReader(call.begin->values), actor.states_,
                                         object.block, actor.host_};
      // In braces: from left to right, as the values stand.
      std::tuple<Vst3Made<A>...> made{Vst3Made<A>(source)...};
      const auto call_it = [&](auto&... argument) {
        std::optional<host::RealtimeScope> scope;
        if constexpr (std::is_same_v<R (C::*)(A...), vst3::TResult (C::*)(vst3::ProcessData&)>) {
          scope.emplace(actor.offences());
        }
        return (target->*method)(argument.get()...);
      };
      if constexpr (std::is_same_v<R, vst3::IPlugView*>) {
        actor.keep(index, vst3::IPlugView::iid, std::apply(call_it, made));
      } else {
        std::apply(call_it, made);
      }
    };
  }

  template <typename I, witness::Literal Name, typename... Calls>
  void add_acts(witness::Vst3Calls<I, Name, Calls...>) {
    using List = witness::Vst3Calls<I, Name, Calls...>;
    (add_act<I>(witness::kVst3CallName<List, Calls>.data(), Calls::kMethod), ...);
  }

  const std::vector<RecordedCall>& calls_;
  ReplayOptions options_;
  host::SharedLibrary library_;
  vst3::ModuleEntryFunction entry_ = nullptr;
  vst3::ModuleExitFunction exit_ = nullptr;
  vst3::GetPluginFactoryFunction get_factory_ = nullptr;
  vst3::IPluginFactory* factory_ = nullptr;       ///< the last one
  std::vector<vst3::IPluginFactory*> factories_;  ///< each with a reference
  vst3::IPluginFactory2* second_ = nullptr;       ///< of the factory's own references
  vst3::IPluginFactory3* third_ = nullptr;
  StateStore states_;
  HostObjects host_;
  std::mutex mutex_;  // the objects' interfaces
  std::map<std::uint32_t, Object> objects_;
  std::map<std::string_view, Act> acts_;
};

}  // namespace

Result<std::unique_ptr<Actor>> make_vst3_actor(const std::vector<RecordedCall>& calls,
                                               const ReplayOptions& options) {
  auto actor = std::make_unique<Vst3Actor>(calls, options);
  if (auto loaded = actor->load(); !loaded) return tl::unexpected(loaded.error());
  return actor;
}

}  // namespace attacca::trial
