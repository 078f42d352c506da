// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <functional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "abi/clap/color.hpp"
#include "abi/clap/ext/context_menu.hpp"
#include "abi/clap/ext/gui.hpp"
#include "abi/clap/ext/param_indication.hpp"
#include "loaded_plugin.hpp"
#include "tests/support/extended_plugin.hpp"

namespace attacca::clap_test {
namespace {

using test::ExtendedEditor;
using test::ExtendedPlugin;
using Kind = clap::ContextMenuItemKind;

/// An open editor of ExtendedPlugin, in a host with menus.
struct Opened {
  Opened() : plugin(make(host)) {
    now = this;
    gui = &plugin.extension<clap::PluginGui>();
    REQUIRE(gui->create(plugin.table(), clap::kWindowApiNative, false));
    const clap::Window window = {clap::kWindowApiNative, {}};
    REQUIRE(gui->set_parent(plugin.table(), &window));
    REQUIRE(ExtendedEditor::latest != nullptr);
    REQUIRE(ExtendedEditor::latest->context != nullptr);
  }
  ~Opened() { now = nullptr; }
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;

  [[nodiscard]] ExtendedEditor& editor() const { return *ExtendedEditor::latest; }
  [[nodiscard]] ExtendedPlugin& made() const { return *ExtendedPlugin::latest; }

  FakeHost host;
  LoadedPlugin plugin;
  const clap::PluginGui* gui = nullptr;
  std::vector<std::string> calls;
  std::function<void()> on_popup;

  static inline Opened* now = nullptr;

 private:
  static LoadedPlugin make(FakeHost& host) {
    host.more_tables[clap::kExtContextMenu] = &kMenus;
    return LoadedPlugin(host, Start::initialized, "org.attacca.test.extended");
  }
  static std::string text_of(const clap::ContextMenuTarget* target) {
    return target->kind == clap::ContextMenuTargetKind::global ? "plugin"
                                                               : std::to_string(target->id);
  }
  static bool populate(const clap::Host* /*host*/, const clap::ContextMenuTarget* target,
                       const clap::ContextMenuBuilder* to) {
    now->calls.push_back("populate " + text_of(target));
    const clap::ContextMenuItemTitle title = {"Host", true};
    const clap::ContextMenuSubmenu submenu = {"Automation", false};
    const clap::ContextMenuEntry entry = {"Show \xc3\xa4", true, 41};
    const clap::ContextMenuCheckEntry check = {"Armed", false, true, 42};
    CHECK(to->supports(to, Kind::title));
    CHECK_FALSE(to->supports(to, static_cast<Kind>(17)));
    CHECK(to->add_item(to, Kind::title, &title));
    CHECK(to->add_item(to, Kind::begin_submenu, &submenu));
    CHECK(to->add_item(to, Kind::entry, &entry));
    CHECK(to->add_item(to, Kind::end_submenu, nullptr));
    CHECK(to->add_item(to, Kind::separator, nullptr));
    CHECK(to->add_item(to, Kind::check_entry, &check));
    CHECK_FALSE(to->add_item(to, static_cast<Kind>(17), &check));
    return true;
  }
  static bool perform(const clap::Host* /*host*/, const clap::ContextMenuTarget* target,
                      clap::Id action) {
    now->calls.push_back("perform " + text_of(target) + ' ' + std::to_string(action));
    return action == 41;
  }
  static bool popup(const clap::Host* /*host*/, const clap::ContextMenuTarget* target,
                    std::int32_t /*screen*/, std::int32_t x, std::int32_t y) {
    now->calls.push_back("popup " + text_of(target) + ' ' + std::to_string(x) + ' ' +
                         std::to_string(y));
    if (now->on_popup) now->on_popup();
    return true;
  }
  static constexpr clap::HostContextMenu kMenus{populate, perform,
                                                [](const clap::Host*) { return true; }, popup};
};

struct Line {
  Kind kind;
  std::string label;
  clap::Id action;
};

/// What a plugin puts into a menu of the host's.
std::vector<Line> lines_of(const LoadedPlugin& plugin, const clap::ContextMenuTarget* target) {
  std::vector<Line> lines;
  const clap::ContextMenuBuilder builder = {
      &lines,
      [](const clap::ContextMenuBuilder* to, Kind kind, const void* data) {
        Line line{kind, {}, 0};
        if (kind == Kind::entry) {
          const auto& entry = *static_cast<const clap::ContextMenuEntry*>(data);
          line = {kind, entry.label, entry.action_id};
        } else if (kind == Kind::check_entry) {
          const auto& check = *static_cast<const clap::ContextMenuCheckEntry*>(data);
          line = {kind, check.label, check.action_id};
          CHECK(check.is_checked);
        } else if (kind == Kind::begin_submenu) {
          line.label = static_cast<const clap::ContextMenuSubmenu*>(data)->label;
        } else if (kind == Kind::title) {
          line.label = static_cast<const clap::ContextMenuItemTitle*>(data)->title;
        } else {
          CHECK(data == nullptr);
        }
        static_cast<std::vector<Line>*>(to->ctx)->push_back(line);
        return true;
      },
      [](const clap::ContextMenuBuilder*, Kind kind) { return kind != Kind::title; }};
  const auto& menu = plugin.extension<clap::PluginContextMenu>();
  if (!menu.populate(plugin.table(), target, &builder)) lines.push_back({Kind::title, "no", 0});
  return lines;
}

}  // namespace

TEST_CASE("an editor shows the entries of the host's menu, and chooses one") {
  Opened opened;
  const Param& level = opened.made().level;
  const std::string id = std::to_string(level.stable_id());
  const HostMenu menu = opened.editor().context->host_menu(&level);
  REQUIRE(menu.items().size() == 6);
  using ItemKind = HostMenuItem::Kind;
  CHECK(menu.items()[0].kind == ItemKind::title);
  CHECK(menu.items()[0].label == "Host");
  CHECK(menu.items()[1].kind == ItemKind::begin_submenu);
  CHECK_FALSE(menu.items()[1].enabled);
  CHECK(menu.items()[2].label == "Show \xc3\xa4");
  CHECK(menu.items()[2].action == 41);
  CHECK(menu.items()[3].kind == ItemKind::end_submenu);
  CHECK(menu.items()[4].kind == ItemKind::separator);
  CHECK(menu.items()[5].kind == ItemKind::check);
  CHECK(menu.items()[5].checked);
  CHECK_FALSE(menu.items()[5].enabled);
  CHECK(opened.editor().context->choose_from_host_menu(&level, 41));
  CHECK_FALSE(opened.editor().context->choose_from_host_menu(nullptr, 42));
  CHECK(opened.calls ==
        std::vector<std::string>{"populate " + id, "perform " + id + " 41", "perform plugin 42"});
}

TEST_CASE("the host shows its menu at a place in the editor") {
  Opened opened;
  CHECK(opened.editor().context->show_host_menu(&opened.made().mix, 20, -3));
  CHECK(opened.editor().context->show_host_menu(nullptr, 0, 0));
  const std::string id = std::to_string(opened.made().mix.stable_id());
  CHECK(opened.calls == std::vector<std::string>{"popup " + id + " 20 -3", "popup plugin 0 0"});
}

TEST_CASE("a host may close the editor, and end the plugin, from inside its menu") {
  Opened opened;
  SUBCASE("close") {
    opened.on_popup = [&] { opened.gui->destroy(opened.plugin.table()); };
    (void)opened.editor().context->show_host_menu(nullptr, 0, 0);
    CHECK(ExtendedEditor::latest == nullptr);
  }
  SUBCASE("end") {
    opened.on_popup = [&] { opened.plugin.destroy(); };
    (void)opened.editor().context->show_host_menu(nullptr, 0, 0);
    CHECK(ExtendedPlugin::latest == nullptr);
  }
}

TEST_CASE("without menus of the host's an editor is told so") {
  FakeHost host;
  const LoadedPlugin plugin(host, Start::initialized, "org.attacca.test.extended");
  const auto& gui = plugin.extension<clap::PluginGui>();
  REQUIRE(gui.create(plugin.table(), clap::kWindowApiNative, false));
  const clap::Window window = {clap::kWindowApiNative, {}};
  REQUIRE(gui.set_parent(plugin.table(), &window));
  EditorContext& context = *ExtendedEditor::latest->context;
  CHECK_FALSE(context.show_host_menu(nullptr, 0, 0));
  CHECK(context.host_menu(nullptr).items().empty());
  CHECK_FALSE(context.choose_from_host_menu(nullptr, 1));
  CHECK(context.knob_mode() == KnobMode::linear);
}

TEST_CASE("a plugin puts entries of its own into the host's menus, and does what is chosen") {
  FakeHost host;
  const LoadedPlugin plugin(host, Start::initialized, "org.attacca.test.extended");
  ExtendedPlugin& made = *ExtendedPlugin::latest;
  const clap::ContextMenuTarget mix = {clap::ContextMenuTargetKind::param, made.mix.stable_id()};
  const std::vector<Line> lines = lines_of(plugin, &mix);
  REQUIRE(lines.size() == 5);  // without the title, which this host does not take
  CHECK(lines[0].label == "Reset");
  CHECK(lines[0].action == 7);
  CHECK(lines[1].kind == Kind::begin_submenu);
  CHECK(lines[1].label == "More");
  CHECK(lines[2].kind == Kind::check_entry);
  CHECK(lines[3].kind == Kind::end_submenu);
  CHECK(lines[4].kind == Kind::separator);
  CHECK(lines_of(plugin, nullptr).at(0).label == "Reset all");
  const clap::ContextMenuTarget unknown = {clap::ContextMenuTargetKind::param, 4711};
  CHECK(lines_of(plugin, &unknown).at(0).label == "no");

  const auto& menu = plugin.extension<clap::PluginContextMenu>();
  CHECK_FALSE(menu.populate(plugin.table(), &mix, nullptr));
  CHECK(menu.perform(plugin.table(), &mix, 7));
  CHECK(menu.perform(plugin.table(), nullptr, 8));
  CHECK_FALSE(menu.perform(plugin.table(), &unknown, 7));
  CHECK(made.chosen == std::vector<std::string>{"mix 7", "plugin 8"});
}

TEST_CASE("what the host does with parameters reaches the editor, and waits for it") {
  FakeHost host;
  const LoadedPlugin plugin(host, Start::initialized, "org.attacca.test.extended");
  const auto& indication = plugin.extension<clap::PluginParamIndication>();
  const ExtendedPlugin& made = *ExtendedPlugin::latest;
  const clap::Color red = {255, 200, 10, 20};
  indication.set_mapping(plugin.table(), made.level.stable_id(), true, &red, "K1", "Knob 1");
  indication.set_mapping(plugin.table(), 4711, true, &red, "K2", "Knob 2");  // none of ours

  const auto& gui = plugin.extension<clap::PluginGui>();
  REQUIRE(gui.create(plugin.table(), clap::kWindowApiNative, false));
  const clap::Window window = {clap::kWindowApiNative, {}};
  REQUIRE(gui.set_parent(plugin.table(), &window));
  ExtendedEditor& editor = *ExtendedEditor::latest;
  const ParamIndication before = editor.context->indication(made.level);
  CHECK(before.is_mapped);
  CHECK(before.mapping_color == Color{200, 10, 20, 255});
  CHECK(before.mapping_label == "K1");
  CHECK(before.mapping_description == "Knob 1");
  CHECK(before.automation == Automation::none);
  CHECK_FALSE(editor.context->indication(made.mix).is_mapped);

  using State = clap::ParamIndicationAutomation;
  indication.set_automation(plugin.table(), made.level.stable_id(), State::playing, nullptr);
  CHECK(editor.indicated == std::vector<std::string>{"level"});
  CHECK(editor.last.automation == Automation::playing);
  CHECK(editor.last.is_mapped);
  indication.set_automation(plugin.table(), made.level.stable_id(), static_cast<State>(99), &red);
  CHECK(editor.indicated.size() == 1);
  indication.set_mapping(plugin.table(), made.level.stable_id(), false, &red, nullptr, nullptr);
  CHECK_FALSE(editor.last.is_mapped);
  CHECK_FALSE(editor.last.mapping_color.has_value());
  CHECK(editor.last.mapping_label.empty());
  CHECK(editor.last.automation == Automation::playing);
}

}  // namespace attacca::clap_test
