// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstring>
#include <vector>

#include <doctest/doctest.h>

#include "abi/vst3/units.hpp"
#include "attacca/formats/vst3_class_id.hpp"
#include "hosted.hpp"

namespace attacca::test {
namespace {

const std::vector<vst3::Tuid>& offered() {
  static const std::vector<vst3::Tuid> kIds = {
      vst3::FUnknown::iid,
      vst3::IPluginBase::iid,
      vst3::IComponent::iid,
      vst3::IAudioProcessor::iid,
      vst3::IProcessContextRequirements::iid,
      vst3::IEditController::iid,
      vst3::IEditController2::iid,
      vst3::IUnitInfo::iid,
      vst3::IInfoListener::iid,
      vst3::IContextInfoHandler::iid,
      vst3::IContextInfoHandler2::iid,
  };
  return kIds;
}

TEST_CASE("every interface is reached from every other, and all have one identity") {
  Hosted host;
  vst3::FUnknown* identity = nullptr;
  host.component->queryInterface(vst3::FUnknown::iid, reinterpret_cast<void**>(&identity));
  REQUIRE(identity != nullptr);
  for (const vst3::Tuid& from : offered()) {
    void* first = nullptr;
    REQUIRE(identity->queryInterface(from, &first) == vst3::kResultOk);
    // Each interface begins with FUnknown's table, so any of them can be asked as one.
    auto* const unknown = static_cast<vst3::FUnknown*>(first);
    for (const vst3::Tuid& to : offered()) {
      void* from_first = nullptr;
      void* from_identity = nullptr;
      CHECK(unknown->queryInterface(to, &from_first) == vst3::kResultOk);
      CHECK(identity->queryInterface(to, &from_identity) == vst3::kResultOk);
      CHECK(from_first == from_identity);
      static_cast<vst3::FUnknown*>(from_first)->release();
      static_cast<vst3::FUnknown*>(from_identity)->release();
    }
    unknown->release();
  }
  identity->release();
}

TEST_CASE("an unknown interface is refused and the answer nulled") {
  Hosted host;
  void* answer = &host;
  CHECK(host.component->queryInterface(vst3::Tuid::from_words(1, 2, 3, 4), &answer) ==
        vst3::kNoInterface);
  CHECK(answer == nullptr);
  CHECK(host.component->queryInterface(vst3::IComponent::iid, nullptr) == vst3::kInvalidArgument);
}

TEST_CASE("component and controller are one object, yet their state functions are two") {
  Hosted host;
  host.initialize();
  Stream component;
  Stream controller;
  CHECK(host.component->getState(&component) == vst3::kResultOk);
  CHECK(host.controller->getState(&controller) == vst3::kNotImplemented);
  CHECK(!component.bytes.empty());
  CHECK(controller.bytes.empty());
  CHECK(host.controller->setState(&component) == vst3::kNotImplemented);
  vst3::Tuid id = vst3::Tuid::from_words(7, 7, 7, 7);
  CHECK(host.component->getControllerClassId(id) == vst3::kResultFalse);
}

TEST_CASE("the last release destroys the plugin and gives back what the host lent") {
  FakeRunLoop loop;
  Context context(u"Test Host", &loop);
  Handler handler;
  handler.provides = true;
  const int before = TestPlugin::alive;
  {
    Hosted host;
    CHECK(TestPlugin::alive == before + 1);
    host.component->initialize(&context);
    host.controller->setComponentHandler(&handler);
    CHECK(handler.references() > 0);
  }
  CHECK(TestPlugin::alive == before);
  CHECK(context.references() == 0);
  CHECK(handler.references() == 0);
  CHECK(loop.references() == 0);
  CHECK(loop.fds.empty());
}

TEST_CASE("terminate gives back what the host lent while the object lives on") {
  FakeRunLoop loop;
  Context context(u"Test Host", &loop);
  Handler handler;
  handler.provides = true;
  Hosted host;
  host.component->initialize(&context);
  host.controller->setComponentHandler(&handler);
  host.component->terminate();
  CHECK(context.references() == 0);
  CHECK(handler.references() == 0);
  CHECK(loop.references() == 0);
}

TEST_CASE("the factory is one counted object") {
  vst3::IPluginFactory* const first = GetPluginFactory();
  vst3::IPluginFactory* const second = GetPluginFactory();
  CHECK(first == second);
  CHECK(second->release() == 1);
  CHECK(first->release() == 0);
  CHECK(factory()->countClasses() == 6);
}

TEST_CASE("the factory gives its host context back with its last reference") {
  Context context;
  {
    const auto third = factory().query<vst3::IPluginFactory3>();
    REQUIRE(third);
    CHECK(third->setHostContext(&context) == vst3::kResultOk);
    CHECK(context.references() == 1);
  }
  CHECK(context.references() == 0);
}

TEST_CASE("module entry and exit are counted") {
#if defined(_WIN32)
  const auto enter = [] { return InitDll(); };
  const auto leave = [] { return ExitDll(); };
#else
  const auto enter = [] { return ModuleEntry(nullptr); };
  const auto leave = [] { return ModuleExit(); };
#endif
  CHECK_FALSE(leave());
  CHECK(enter());
  CHECK(enter());
  CHECK(leave());
  CHECK(leave());
  CHECK_FALSE(leave());
}

TEST_CASE("the three class infos agree") {
  const auto third = factory().query<vst3::IPluginFactory3>();
  vst3::PClassInfo one = {};
  vst3::PClassInfo2 two = {};
  vst3::PClassInfoW wide = {};
  REQUIRE(third->getClassInfo(0, &one) == vst3::kResultOk);
  REQUIRE(third->getClassInfo2(0, &two) == vst3::kResultOk);
  REQUIRE(third->getClassInfoUnicode(0, &wide) == vst3::kResultOk);
  CHECK(one.cid == two.cid);
  CHECK(one.cid == wide.cid);
  CHECK(std::string(vst3::to_hex(one.cid).data()) ==
        detail::derive_class_id(TestPlugin::info.id).view());
  CHECK(std::string(one.name) == "Test Gain");
  CHECK(std::string(two.name) == "Test Gain");
  CHECK(std::u16string(wide.name) == u"Test Gain");
  CHECK(std::string(one.category) == "Audio Module Class");
  CHECK(std::string(two.subCategories) == "Fx|Tools|Stereo");
  CHECK(std::string(two.version) == "1.2.3");
  CHECK(std::u16string(wide.version) == u"1.2.3");
  CHECK(std::string(two.sdkVersion).substr(0, 6) == "VST 3.");
  vst3::PFactoryInfo info = {};
  REQUIRE(third->getFactoryInfo(&info) == vst3::kResultOk);
  CHECK(std::string(info.vendor) == "Attacca");
  CHECK(std::string(info.email) == "mail@example.org");
  CHECK(vst3::has(info.flags, vst3::PFactoryInfo::kUnicode));
}

TEST_CASE("a class beyond the end is refused and the struct left alone") {
  vst3::PClassInfo2 info;
  std::memset(&info, 0x5A, sizeof info);
  const vst3::PClassInfo2 before = info;
  const auto second = factory().query<vst3::IPluginFactory2>();
  CHECK(second->getClassInfo2(6, &info) == vst3::kInvalidArgument);
  CHECK(second->getClassInfo2(-1, &info) == vst3::kInvalidArgument);
  CHECK(std::memcmp(&info, &before, sizeof info) == 0);
  CHECK(second->getClassInfo2(0, nullptr) == vst3::kInvalidArgument);
}

TEST_CASE("createInstance answers any interface of the object, and nulls the answer otherwise") {
  void* object = nullptr;
  CHECK(factory()->createInstance(class_id(0), vst3::FUnknown::iid, &object) == vst3::kResultOk);
  REQUIRE(object != nullptr);
  CHECK(static_cast<vst3::FUnknown*>(object)->release() == 0);
  const int alive = TestPlugin::alive;
  object = &object;
  CHECK(factory()->createInstance(class_id(0), vst3::IPlugView::iid, &object) ==
        vst3::kNoInterface);
  CHECK(object == nullptr);
  object = &object;
  CHECK(factory()->createInstance(vst3::Tuid::from_words(9, 9, 9, 9), vst3::IComponent::iid,
                                  &object) == vst3::kNoInterface);
  CHECK(object == nullptr);
  CHECK(TestPlugin::alive == alive);
  CHECK(factory()->createInstance(class_id(0), vst3::IComponent::iid, nullptr) ==
        vst3::kInvalidArgument);
}

TEST_CASE("a plugin that cannot be constructed is an error, not a crash") {
  void* object = &object;
  CHECK(factory()->createInstance(class_id(1), vst3::IComponent::iid, &object) ==
        vst3::kInternalError);
  CHECK(object == nullptr);
}

TEST_CASE("hosts of Ardour's family are offered the listener alone") {
  Hosted host;
  Context ardour(u"Ardour");
  host.component->initialize(&ardour);
  CHECK(host.controller.query<vst3::IInfoListener>());
  CHECK_FALSE(host.controller.query<vst3::IContextInfoHandler>());
  CHECK_FALSE(host.controller.query<vst3::IContextInfoHandler2>());
}

TEST_CASE("there is one unit, the root") {
  Hosted host;
  host.initialize();
  const auto units = host.component.query<vst3::IUnitInfo>();
  CHECK(units->getUnitCount() == 1);
  vst3::UnitInfo info;
  std::memset(&info, 0x5A, sizeof info);
  REQUIRE(units->getUnitInfo(0, info) == vst3::kResultOk);
  CHECK(info.id == vst3::kRootUnitId);
  CHECK(info.parentUnitId == vst3::kNoParentUnitId);
  CHECK(info.programListId == vst3::kNoProgramListId);
  CHECK(units->getUnitInfo(1, info) == vst3::kInvalidArgument);
  CHECK(units->getProgramListCount() == 0);
}

}  // namespace
}  // namespace attacca::test
