// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "abi/vst3/audio_processor.hpp"
#include "abi/vst3/automation_state.hpp"
#include "abi/vst3/context_menu.hpp"
#include "abi/vst3/plug_view.hpp"
#include "hosted.hpp"
#include "tests/support/extended_plugin.hpp"

namespace attacca::test {
namespace {

constexpr std::int32_t kExtendedPlugin = 5;  // its place among the exported ones

using Item = vst3::IContextMenuItem;

class Target final : public HostObject<vst3::IContextMenuTarget> {
 public:
  std::vector<std::int32_t> chosen;
  vst3::TResult executeMenuItem(std::int32_t tag) override {
    chosen.push_back(tag);
    return tag == 41 ? vst3::kResultOk : vst3::kResultFalse;
  }
};

/// With two entries of the host's, and what the plugin adds.
class Menu final : public HostObject<vst3::IContextMenu> {
 public:
  struct Line {
    Item item;
    vst3::Ref<vst3::IContextMenuTarget> target;
  };
  std::vector<Line> lines;
  std::vector<std::string> popups;
  std::int32_t choose = -1;  ///< the line that the user takes in popup()

  void add(std::u16string name, std::int32_t tag, Item::Flags flags, Target& target) {
    Item item = {};
    std::copy(name.begin(), name.end(), item.name);
    item.tag = tag;
    item.flags = flags;
    lines.push_back({item, vst3::Ref<vst3::IContextMenuTarget>::share(&target)});
  }

  std::int32_t getItemCount() override { return static_cast<std::int32_t>(lines.size()); }
  vst3::TResult getItem(std::int32_t index, Item& item,
                        vst3::IContextMenuTarget** target) override {
    if (index < 0 || index >= getItemCount()) return vst3::kInvalidArgument;
    const Line& line = lines[static_cast<std::size_t>(index)];
    item = line.item;
    *target = line.target.get();
    return vst3::kResultOk;
  }
  vst3::TResult addItem(const Item& item, vst3::IContextMenuTarget* target) override {
    lines.push_back({item, vst3::Ref<vst3::IContextMenuTarget>::share(target)});
    return vst3::kResultOk;
  }
  vst3::TResult removeItem(const Item&, vst3::IContextMenuTarget*) override {
    return vst3::kNotImplemented;
  }
  vst3::TResult popup(vst3::UCoord x, vst3::UCoord y) override {
    popups.push_back(std::to_string(x) + ' ' + std::to_string(y));
    if (choose >= 0) {
      const Line& line = lines[static_cast<std::size_t>(choose)];
      line.target->executeMenuItem(line.item.tag);
    }
    return vst3::kResultOk;
  }
};

/// A handler whose host has menus.
class MenuHandler final : public HostObject<vst3::IComponentHandler, vst3::IComponentHandler3> {
 public:
  Menu menu;
  std::vector<std::string> asked;

  vst3::TResult beginEdit(vst3::ParamID) override { return vst3::kResultOk; }
  vst3::TResult performEdit(vst3::ParamID, double) override { return vst3::kResultOk; }
  vst3::TResult endEdit(vst3::ParamID) override { return vst3::kResultOk; }
  vst3::TResult restartComponent(vst3::RestartFlags) override { return vst3::kResultOk; }
  vst3::IContextMenu* createContextMenu(vst3::IPlugView* view, const vst3::ParamID* id) override {
    CHECK(view != nullptr);
    asked.push_back(id == nullptr ? "plugin" : std::to_string(*id));
    menu.addRef();
    return &menu;
  }
};

/// An open editor of ExtendedPlugin.
struct OpenEditor : Hosted {
  OpenEditor() : Hosted(kExtendedPlugin), context_with_loop(u"Test Host", &loop), frame(&loop) {
    component->initialize(&context_with_loop);
    controller->setComponentHandler(&menus);
    menus.menu.add(u"Learn", 41, {}, target);
    menus.menu.add(u"More", 0, Item::kIsGroupStart, target);
    menus.menu.add(u"Armed", 42, Item::kIsChecked | Item::kIsDisabled, target);
    menus.menu.add(u"", 0, Item::kIsGroupEnd, target);
    menus.menu.add(u"", 0, Item::kIsSeparator, target);
    view = vst3::Ref<vst3::IPlugView>::adopt(controller->createView("editor"));
    REQUIRE(view);
    view->setFrame(&frame);
    REQUIRE(view->attached(&loop, vst3::kPlatformTypeNative) == vst3::kResultOk);
    REQUIRE(ExtendedEditor::latest->context != nullptr);
  }
  ~OpenEditor() {
    if (view) {
      view->removed();
      view->setFrame(nullptr);
    }
    view.reset();
    controller->setComponentHandler(nullptr);
    component->terminate();
  }

  [[nodiscard]] static ExtendedEditor& editor() { return *ExtendedEditor::latest; }
  [[nodiscard]] static ExtendedPlugin& made() { return *ExtendedPlugin::latest; }

  FakeRunLoop loop;
  Context context_with_loop;
  Frame frame;
  Target target;
  MenuHandler menus;
  vst3::Ref<vst3::IPlugView> view;
};

}  // namespace

TEST_CASE("an editor shows the entries of the host's menu, and chooses one (VST3)") {
  OpenEditor open;
  const Param& level = OpenEditor::made().level;
  EditorContext& context = *OpenEditor::editor().context;
  const HostMenu menu = context.host_menu(&level);
  REQUIRE(menu.items().size() == 5);
  using Kind = HostMenuItem::Kind;
  CHECK(menu.items()[0].label == "Learn");
  CHECK(menu.items()[0].kind == Kind::entry);
  CHECK(menu.items()[0].enabled);
  CHECK(menu.items()[1].kind == Kind::begin_submenu);
  CHECK(menu.items()[1].label == "More");
  CHECK(menu.items()[2].kind == Kind::check);
  CHECK(menu.items()[2].checked);
  CHECK_FALSE(menu.items()[2].enabled);
  CHECK(menu.items()[3].kind == Kind::end_submenu);
  CHECK(menu.items()[4].kind == Kind::separator);
  CHECK(open.menus.asked == std::vector<std::string>{std::to_string(level.stable_id())});
  CHECK_FALSE(context.choose_from_host_menu(&OpenEditor::made().mix, 0));  // not that menu
  CHECK_FALSE(context.choose_from_host_menu(&level, 0));                   // which is closed now
  (void)context.host_menu(&level);
  CHECK(context.choose_from_host_menu(&level, menu.items()[0].action));
  CHECK(open.target.chosen == std::vector<std::int32_t>{41});
  CHECK(open.menus.menu.references() == 0);
}

TEST_CASE("the host's menu has the plugin's entries as well (VST3)") {
  OpenEditor open;
  ExtendedPlugin& made = OpenEditor::made();
  open.menus.menu.choose = 6;  // behind the host's five and the title
  CHECK(OpenEditor::editor().context->show_host_menu(&made.mix, 20, -3));
  CHECK(open.menus.menu.popups == std::vector<std::string>{"20 -3"});
  REQUIRE(open.menus.menu.lines.size() == 11);
  CHECK(open.menus.menu.lines[5].item.flags == Item::kIsDisabled);
  CHECK(open.menus.menu.lines[7].item.flags == Item::kIsGroupStart);
  CHECK(open.menus.menu.lines[8].item.flags == Item::kIsChecked);
  CHECK(open.menus.menu.lines[9].item.flags == Item::kIsGroupEnd);
  CHECK(open.menus.menu.lines[10].item.flags == Item::kIsSeparator);
  CHECK(made.chosen == std::vector<std::string>{"mix 7"});
  open.menus.menu.lines.clear();
}

TEST_CASE("a menu that was read is let go of with the handler (VST3)") {
  OpenEditor open;
  (void)OpenEditor::editor().context->host_menu(nullptr);
  CHECK(open.menus.menu.references() == 1);
  open.view->removed();
  open.component->terminate();
  CHECK(open.menus.menu.references() == 0);
}

TEST_CASE("automation, knob mode and latency behind the plugin reach the editor (VST3)") {
  OpenEditor open;
  ExtendedEditor& editor = OpenEditor::editor();
  const auto automation = open.component.query<vst3::IAutomationState>();
  REQUIRE(automation);
  using States = vst3::IAutomationState::AutomationStates;
  CHECK(automation->setAutomationState(States::kReadState) == vst3::kResultOk);
  CHECK(editor.indicated == std::vector<std::string>{"level", "mix", "inner_fast"});
  CHECK(editor.last.automation == Automation::playing);
  CHECK(automation->setAutomationState(States::kReadState) == vst3::kResultOk);
  CHECK(editor.indicated.size() == 3);
  CHECK(automation->setAutomationState(States::kReadWriteState) == vst3::kResultOk);
  CHECK(editor.context->indication(OpenEditor::made().mix).automation == Automation::recording);
  CHECK(automation->setAutomationState(static_cast<States>(8)) == vst3::kInvalidArgument);

  const auto knobs = open.controller.query<vst3::IEditController2>();
  CHECK(editor.context->knob_mode() == KnobMode::linear);
  CHECK(knobs->setKnobMode(vst3::KnobModes::kRelativCircularMode) == vst3::kResultTrue);
  CHECK(editor.context->knob_mode() == KnobMode::relative_circular);
  CHECK(knobs->setKnobMode(static_cast<vst3::KnobMode>(9)) == vst3::kInvalidArgument);

  const auto latency = open.component.query<vst3::IAudioPresentationLatency>();
  REQUIRE(latency);
  using Direction = vst3::BusDirections;
  CHECK(latency->setAudioPresentationLatencySamples(Direction::kOutput, 0, 480) == vst3::kResultOk);
  CHECK(latency->setAudioPresentationLatencySamples(Direction::kInput, 0, 99) == vst3::kResultOk);
  CHECK(editor.context->presentation_latency() == 480);
}

}  // namespace attacca::test
