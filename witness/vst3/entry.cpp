// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <utility>

#include "abi/vst3/base/implements.hpp"
#include "abi/vst3/base/plugin_factory.hpp"
#include "base/module_count.hpp"
#include "witness/vst3/watched_object.hpp"
#include "wrappers/vst3/factory.hpp"
#include "wrappers/vst3/guarded.hpp"
#include "wrappers/vst3/module_functions.hpp"

namespace {

namespace vst3 = attacca::vst3;
using attacca::witness::CallScope;
using attacca::witness::Entry;
using attacca::witness::put_number;

/// The framework's factory, recorded; what it makes is watched.
class WatchedFactory final : public vst3::Implements<vst3::IPluginFactory3> {
 public:
  explicit WatchedFactory(vst3::Ref<vst3::IPluginFactory3> inner) : inner_(std::move(inner)) {}

  vst3::TResult queryInterface(const vst3::Tuid& wanted, void** obj) override {
    CallScope scope("FUnknown.queryInterface", 0);
    scope.entry().put_uid(wanted.data());
    scope.begin();
    return ended(scope, Implements::queryInterface(wanted, obj));
  }
  vst3::TResult getFactoryInfo(vst3::PFactoryInfo* info) override {
    CallScope scope("IPluginFactory.getFactoryInfo", 0);
    scope.begin();
    return ended(scope, inner_->getFactoryInfo(info));
  }
  std::int32_t countClasses() override {
    CallScope scope("IPluginFactory.countClasses", 0);
    scope.begin();
    return ended(scope, inner_->countClasses());
  }
  vst3::TResult getClassInfo(std::int32_t index, vst3::PClassInfo* info) override {
    CallScope scope("IPluginFactory.getClassInfo", 0);
    scope.entry().put_integer(index);
    scope.begin();
    return ended(scope, inner_->getClassInfo(index, info));
  }
  vst3::TResult getClassInfo2(std::int32_t index, vst3::PClassInfo2* info) override {
    CallScope scope("IPluginFactory2.getClassInfo2", 0);
    scope.entry().put_integer(index);
    scope.begin();
    return ended(scope, inner_->getClassInfo2(index, info));
  }
  vst3::TResult getClassInfoUnicode(std::int32_t index, vst3::PClassInfoW* info) override {
    CallScope scope("IPluginFactory3.getClassInfoUnicode", 0);
    scope.entry().put_integer(index);
    scope.begin();
    return ended(scope, inner_->getClassInfoUnicode(index, info));
  }
  vst3::TResult createInstance(const vst3::Tuid& cid, const vst3::Tuid& wanted,
                               void** obj) override {
    CallScope scope("IPluginFactory.createInstance", 0);
    scope.entry().put_uid(cid.data());
    scope.entry().put_uid(wanted.data());
    scope.begin();
    if (obj == nullptr) return ended(scope, inner_->createInstance(cid, wanted, obj));
    *obj = nullptr;
    void* made = nullptr;
    const vst3::TResult result = inner_->createInstance(cid, vst3::FUnknown::iid, &made);
    if (result != vst3::kResultOk || made == nullptr) return ended(scope, result);
    auto* const inner = static_cast<vst3::FUnknown*>(made);
    const vst3::TResult watched = attacca::vst3_wrapper::guarded([&] {
      *obj = attacca::witness::WatchedObject::watch(*inner, wanted);
      return *obj != nullptr ? vst3::kResultOk : vst3::kNoInterface;
    });
    return ended(scope, watched);
  }
  vst3::TResult setHostContext(vst3::FUnknown* context) override {
    CallScope scope("IPluginFactory3.setHostContext", 0);
    scope.entry().put_integer(context != nullptr ? 1 : 0);
    scope.begin();
    attacca::witness::Vst3Buses none;
    attacca::witness::put_vst3_details(scope, none, context);
    return ended(scope, inner_->setHostContext(context));
  }

 private:
  template <typename R>
  static R ended(CallScope& scope, R result) {
    scope.end([result](Entry& entry) { put_number(entry, result); });
    return result;
  }

  vst3::Ref<vst3::IPluginFactory3> inner_;
};

attacca::core::ModuleCount entries;

}  // namespace

namespace attacca::vst3_wrapper {

vst3::IPluginFactory* give_factory() noexcept {
  CallScope scope("GetPluginFactory", 0);
  scope.begin();
  auto* const factory =
      guarded(static_cast<vst3::IPluginFactory*>(nullptr), []() -> vst3::IPluginFactory* {
        return vst3::make_ref<WatchedFactory>(Factory::get()).detach();
      });
  scope.end([factory](Entry& entry) { entry.put_integer(factory != nullptr ? 1 : 0); });
  return factory;
}

bool enter_module() noexcept {
  CallScope scope("ModuleEntry", 0);
  scope.begin();
  entries.enter();
  scope.end([](Entry& entry) { entry.put_integer(1); });
  return true;
}

bool leave_module() noexcept {
  const int count = entries.leave();
  {
    CallScope scope("ModuleExit", 0);
    scope.begin();
    scope.end([count](Entry& entry) { entry.put_integer(count > 0 ? 1 : 0); });
  }
  if (count == 1) witness::recorder().stop();
  return count > 0;
}

}  // namespace attacca::vst3_wrapper
