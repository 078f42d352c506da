// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstring>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "host/guard/realtime_guard.hpp"
#include "trial/replay/actor.hpp"
#include "trial/replay/vst3_arguments.hpp"
#include "trial/replay/vst3_module.hpp"
#include "witness/vst3/calls.hpp"

namespace attacca::trial {

namespace {

using witness::RecordedCall;
using Iid = std::array<std::uint8_t, 16>;

constexpr std::string_view kCreate = "IPluginFactory.createInstance";
constexpr std::string_view kQuery = "FUnknown.queryInterface";
constexpr std::string_view kRelease = "FUnknown.release";
/// As records have it.
constexpr auto kOk = static_cast<std::int64_t>(vst3::kResultOk);

Iid bytes_of(const vst3::Tuid& iid) {
  Iid bytes;
  std::memcpy(bytes.data(), iid.data(), bytes.size());
  return bytes;
}

/// An instance or a view of the replay: each pointer holds a reference.
struct Object {
  std::multimap<Iid, vst3::FUnknown*> interfaces;
  BlockOfReplay block;
  // What is to be ended at the end.
  bool is_initialized = false;
  bool is_active = false;
  bool is_processing = false;

  [[nodiscard]] vst3::FUnknown* find(const vst3::Tuid& iid) const {
    const auto found = interfaces.find(bytes_of(iid));
    return found != interfaces.end() ? found->second : nullptr;
  }
};

class Vst3Actor;
using Act = std::function<Acted(Vst3Actor&, Object&, const RecordedCall&, std::size_t)>;

class Vst3Actor final : public Actor {
 public:
  Vst3Actor(const std::vector<RecordedCall>& calls, const ReplayOptions& options)
      : calls_(calls), module_(options), states_(options.state) {
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

  Result<void> load() { return module_.load(); }

  [[nodiscard]] std::string obstacle(const RecordedCall& call) const override {
    const std::string_view name = call.name();
    if (Vst3Module::has(name) || name == kQuery) return {};
    if (name != kRelease && !acts_.contains(name)) {
      return "not of VST3, or not known: " + std::string(name);
    }
    return call.begin->object == 0 ? kOfNoObject : obstacle_of(call);
  }

  Acted act(const RecordedCall& call, std::size_t index) override {
    const std::string_view name = call.name();
    if (name == kCreate) return create(call, index);
    if (Vst3Module::has(name) || call.begin->object == 0) return module_.act(call, host_);
    Object& object = objects_.at(call.begin->object);
    if (name == kQuery) return query(object, call);
    if (name == kRelease) return release(object);
    return acts_.at(name)(*this, object, call, index);
  }

  void finish() override {
    // Views before what made them.
    for (auto object = objects_.rbegin(); object != objects_.rend(); ++object) end(object->second);
    for (vst3::FUnknown* const spare : std::exchange(spares_, {})) spare->release();
    module_.leave_all();
  }

  [[nodiscard]] std::size_t foreign_states() const override { return states_.foreign(); }

 private:
  /// As a host ends an object that it has no use for any more.
  void end(Object& object) {
    if (object.interfaces.empty()) return;
    vst3::FUnknown& any = *object.interfaces.begin()->second;
    const auto with = [&any]<typename I>(std::type_identity<I>, auto&& use) {
      void* found = nullptr;
      if (any.queryInterface(I::iid, &found) != vst3::kResultOk || found == nullptr) return;
      auto* const interface = static_cast<I*>(found);
      use(*interface);
      interface->release();
    };
    if (object.is_processing) {
      with(std::type_identity<vst3::IAudioProcessor>{}, [](auto& it) { it.setProcessing(false); });
    }
    if (object.is_active) {
      with(std::type_identity<vst3::IComponent>{}, [](auto& it) { it.setActive(false); });
    }
    if (object.is_initialized) {
      with(std::type_identity<vst3::IPluginBase>{}, [](auto& it) { it.terminate(); });
    }
    release(object);
  }

  Acted create(const RecordedCall& call, std::size_t index) {
    void* made = nullptr;
    Acted acted = module_.create(call, made);
    ValueReader values(call.begin->values);
    values.uid();  // of the class
    keep(index, tuid_of(values.uid()), made);
    return acted;
  }

  /// Under the number of the object that the recording saw being made inside this call.
  void keep(std::size_t index, const vst3::Tuid& iid, void* made) {
    if (made == nullptr) return;
    auto* const object = static_cast<vst3::FUnknown*>(made);
    const std::lock_guard lock(mutex_);
    for (std::size_t i = index + 1; i < calls_.size() && calls_[i].began() < calls_[index].ended();
         ++i) {
      if (calls_[i].begin->thread != calls_[index].begin->thread || calls_[i].name() != kQuery ||
          calls_[i].begin->object == calls_[index].begin->object || calls_[i].begin->object == 0) {
        continue;
      }
      objects_.at(calls_[i].begin->object).interfaces.emplace(bytes_of(iid), object);
      return;
    }
    spares_.push_back(object);
  }

  Acted query(Object& object, const RecordedCall& call) {
    vst3::FUnknown* any = nullptr;
    {
      const std::lock_guard lock(mutex_);
      if (!object.interfaces.empty()) any = object.interfaces.begin()->second;
    }
    if (any == nullptr) return passed_over(kNoObject);
    const vst3::Tuid wanted = tuid_of(ValueReader(call.begin->values).uid());
    void* found = nullptr;
    any->queryInterface(wanted, &found);
    if (found == nullptr) return {};
    const std::lock_guard lock(mutex_);
    object.interfaces.emplace(bytes_of(wanted), static_cast<vst3::FUnknown*>(found));
    return {};
  }

  /// The recorded one was the last: so all others go before it.
  Acted release(Object& object) {
    std::multimap<Iid, vst3::FUnknown*> interfaces;
    {
      const std::lock_guard lock(mutex_);
      interfaces.swap(object.interfaces);
    }
    if (interfaces.empty()) return passed_over(kNoObject);
    for (const auto& [iid, interface] : interfaces) interface->release();
    object.is_initialized = object.is_active = object.is_processing = false;
    return {};
  }

  /// What the answer of a call makes of the object.
  template <typename Call>
  static Acted take_answer(Object& object, const RecordedCall& call, vst3::TResult result) {
    constexpr std::string_view kName = Call::kName;
    const bool is_good = result == vst3::kResultOk;
    if constexpr (kName == "initialize") {
      // All that follows would be asked of a plugin that no host would ask.
      if (!is_good && !object.is_initialized && call.end != nullptr && call.answer() == kOk) {
        return {{},
                "the plugin refused " + std::string(call.name()) + " (record " +
                    std::to_string(call.began()) + "), and the recorded one did not"};
      }
      object.is_initialized = object.is_initialized || is_good;
    }
    if constexpr (kName == "terminate") object.is_initialized = false;
    // Many answer neither yes nor no.
    if constexpr (kName == "setActive") object.is_active = call.integer(0) != 0;
    if constexpr (kName == "setProcessing") object.is_processing = call.integer(0) != 0;
    return {};
  }

  bool is_there(const Object& object) {
    const std::lock_guard lock(mutex_);
    return !object.interfaces.empty();
  }
  template <typename I>
  I* interface_of(Object& object) {
    const std::lock_guard lock(mutex_);
    return static_cast<I*>(object.find(I::iid));
  }

  template <typename List, typename Call, typename C, typename R, typename... A>
  void add_act(R (C::*method)(A...)) {
    using I = typename List::Interface;
    acts_[witness::kVst3CallName<List, Call>.data()] = [method](Vst3Actor& actor, Object& object,
                                                                const RecordedCall& call,
                                                                std::size_t index) -> Acted {
      if (!actor.is_there(object)) return passed_over(kNoObject);
      I* const target = actor.interface_of<I>(object);
      if (target == nullptr) {
        return passed_over("the plugin has no " + std::string(List::kName) +
                           ", or was not asked for it");
      }
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
        return {};
      } else if constexpr (std::is_same_v<R, vst3::TResult>) {
        return take_answer<Call>(object, call, std::apply(call_it, made));
      } else {
        std::apply(call_it, made);
        return {};
      }
    };
  }

  template <typename I, witness::Literal Name, typename... Calls>
  void add_acts(witness::Vst3Calls<I, Name, Calls...>) {
    using List = witness::Vst3Calls<I, Name, Calls...>;
    (add_act<List, Calls>(Calls::kMethod), ...);
  }

  const std::vector<RecordedCall>& calls_;
  Vst3Module module_;
  std::vector<vst3::FUnknown*> spares_;  ///< of which nothing is asked
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
