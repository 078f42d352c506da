// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// What a plugin offers besides: pages of remote controls, names of notes, voices, parts of a block
// for the host's threads, entries for the host's menus.

#include <array>
#include <functional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "abi/clap/color.hpp"
#include "abi/clap/ext/context_menu.hpp"
#include "abi/clap/ext/note_name.hpp"
#include "abi/clap/ext/note_ports.hpp"
#include "abi/clap/ext/param_indication.hpp"
#include "abi/clap/ext/remote_controls.hpp"
#include "abi/clap/ext/state.hpp"
#include "abi/clap/ext/thread_pool.hpp"
#include "abi/clap/ext/voice_info.hpp"
#include "trial/validate/clap/clap_block.hpp"
#include "trial/validate/clap/clap_checks.hpp"
#include "trial/validate/clap/clap_session.hpp"
#include "trial/validate/clap/clap_streams.hpp"

namespace attacca::validate {

namespace {

/// More than any plugin has; one that counts more asks for nothing but time.
constexpr std::uint32_t kMost = 4096;

void check_text(CheckContext& context, const char* text, std::size_t size,
                const std::string& what) {
  if (!context.expect(is_terminated(text, size), what + " has no terminator")) return;
  context.expect(is_utf8(text_in(text, size)), what + " is not UTF-8");
}

void pages_are_good(CheckContext& context) {
  ClapSession session(context);
  session.open();
  const auto& controls = session.need<clap::PluginRemoteControls>("remote controls");
  std::set<clap::Id> known;
  for (const clap::ParamInfo& param : session.params()) known.insert(param.id);
  const std::uint32_t count = controls.count(session.plugin());
  context.require(count <= kMost, "it has " + std::to_string(count) + " pages");
  std::set<clap::Id> ids;
  for (std::uint32_t i = 0; i < count; ++i) {
    clap::RemoteControlsPage page{};
    std::fill_n(page.section_name, sizeof page.section_name, '#');
    std::fill_n(page.page_name, sizeof page.page_name, '#');
    const std::string which = "page " + std::to_string(i);
    if (!context.expect(controls.get(session.plugin(), i, &page),
                        "remote_controls.get returned false for " + which)) {
      continue;
    }
    check_text(context, page.section_name, sizeof page.section_name,
               "the section's name of " + which);
    check_text(context, page.page_name, sizeof page.page_name, "the name of " + which);
    context.expect(page.page_id != clap::kInvalidId, which + " has the invalid id");
    context.expect(ids.insert(page.page_id).second,
                   which + " shares the id " + std::to_string(page.page_id) + " with another");
    for (const clap::Id id : page.param_ids) {
      context.expect(
          id == clap::kInvalidId || known.contains(id),
          which + " has a knob for parameter " + std::to_string(id) + ", which does not exist");
    }
  }
  clap::RemoteControlsPage page{};
  context.expect(!controls.get(session.plugin(), count, &page),
                 "remote_controls.get filled in page " + std::to_string(count) + " of " +
                     std::to_string(count));
}

void note_names_are_good(CheckContext& context) {
  ClapSession session(context);
  session.open();
  const auto& names = session.need<clap::PluginNoteName>("names of notes");
  const auto* const ports = session.find<clap::PluginNotePorts>();
  const std::int64_t inputs =
      ports == nullptr || ports->count == nullptr ? 0 : ports->count(session.plugin(), true);
  const std::uint32_t count = names.count(session.plugin());
  context.require(count <= kMost * 16, "it has " + std::to_string(count) + " names");
  const auto is_in = [](std::int16_t value, std::int64_t end) {
    return value >= -1 && value < end;
  };
  for (std::uint32_t i = 0; i < count; ++i) {
    clap::NoteName name{};
    std::fill_n(name.name, sizeof name.name, '#');
    const std::string which = "name " + std::to_string(i);
    if (!context.expect(names.get(session.plugin(), i, &name),
                        "note_name.get returned false for " + which)) {
      continue;
    }
    check_text(context, name.name, sizeof name.name, which);
    context.expect(is_in(name.key, 128), which + " is of key " + std::to_string(name.key));
    context.expect(is_in(name.channel, 16),
                   which + " is of channel " + std::to_string(name.channel));
    context.expect(is_in(name.port, inputs), which + " is of port " + std::to_string(name.port) +
                                                 " of " + std::to_string(inputs));
  }
  clap::NoteName name{};
  context.expect(
      !names.get(session.plugin(), count, &name),
      "note_name.get filled in name " + std::to_string(count) + " of " + std::to_string(count));
}

void voices_are_good(CheckContext& context) {
  ClapSession session(context);
  session.open_active();
  const auto& voices = session.need<clap::PluginVoiceInfo>("voices");
  clap::VoiceInfo info{};
  if (!voices.get(session.plugin(), &info)) context.skip("the plugin says nothing of its voices");
  context.expect(
      info.voice_count >= 1 && info.voice_count <= info.voice_capacity,
      std::to_string(info.voice_count) + " voices of " + std::to_string(info.voice_capacity));
  context.expect(
      (clap::bits(info.flags) & ~std::uint64_t{1}) == 0,
      "its flags are " + std::to_string(clap::bits(info.flags)) + ", which CLAP does not know");
}

// -- threads -------------------------------------------------------------------------------------

using Exec = std::function<void(std::uint32_t)>;

/// What some blocks with notes sound like in a host whose pool does `answer(exec, count)`.
std::vector<double> play(CheckContext& context, const ClapHostScript& without,
                         const std::function<bool(const Exec&, std::uint32_t)>& answer,
                         std::size_t& requests) {
  ClapHostScript script = without;
  const clap::PluginThreadPool* pool = nullptr;
  ClapSession* playing = nullptr;
  script.pool = [&](std::uint32_t count) {
    const Exec exec = [&](std::uint32_t index) {
      const ClapScriptedHost::AudioRole role(playing->host());
      const host::RealtimeScope scope(context.realtime());
      pool->exec(playing->plugin(), index);
    };
    return answer != nullptr && answer(exec, count);
  };
  ClapSession session(context, script);
  playing = &session;
  session.open();
  pool = &session.need<clap::PluginThreadPool>("work for other threads");
  session.open_processing();
  ClapBlock block(session, 512);
  std::vector<double> heard;
  for (int i = 0; i < 16; ++i) {
    block.in.clear();
    clap::EventNote note{};
    note.header = {sizeof note,
                   16,
                   clap::kCoreEventSpaceId,
                   i % 4 == 3 ? clap::EventType::note_off : clap::EventType::note_on,
                   {}};
    note.note_id = i / 4;
    note.key = static_cast<std::int16_t>(36 + i / 4);
    note.velocity = 0.8;
    if (i % 4 == 0 || i % 4 == 3) block.in.add(note);
    context.require(block.run(256) != clap::ProcessStatus::error, "process failed");
    const std::vector<double> output = block.output();
    heard.insert(heard.end(), output.begin(), output.end());
  }
  requests = session.host().count("thread_pool.request_exec");
  session.stop();
  session.deactivate();
  return heard;
}

void parts_sound_alike(CheckContext& context) {
  std::size_t requests = 0;
  context.step("playing in a host that lends no threads");
  ClapHostScript poor;
  poor.lacks.emplace(clap::kExtThreadPool);
  const auto alone = play(context, poor, nullptr, requests);
  context.step("playing in a host that has no thread to spare");
  context.expect(play(context, {}, nullptr, requests) == alone,
                 "it sounds different where request_exec returns false");
  if (requests == 0) context.skip("the plugin never asked for threads");
  const std::vector<std::pair<const char*, std::function<bool(const Exec&, std::uint32_t)>>> ways =
      {{"parts run in reverse order",
        [](const Exec& exec, std::uint32_t count) {
          for (std::uint32_t i = count; i > 0; --i) exec(i - 1);
          return true;
        }},
       {"each part has a thread", [](const Exec& exec, std::uint32_t count) {
          std::vector<std::jthread> threads;
          for (std::uint32_t i = 0; i < count; ++i) threads.emplace_back([&exec, i] { exec(i); });
          return true;
        }}};
  for (const auto& [what, way] : ways) {
    context.step(std::string("playing where ") + what);
    context.expect(play(context, {}, way, requests) == alone,
                   std::string("it sounds different where ") + what);
  }
  // A part that nobody asked for must do no harm.
  ClapSession session(context);
  session.open_processing();
  const auto& pool = session.need<clap::PluginThreadPool>("work for other threads");
  session.on_audio([&] { pool.exec(session.plugin(), 0); });
}

// -- what the host shows -------------------------------------------------------------------------

void indications_leave_state_alone(CheckContext& context) {
  ClapSession session(context);
  session.open();
  const auto& indication = session.need<clap::PluginParamIndication>("indication of parameters");
  const auto* const state = session.find<clap::PluginState>();
  const auto saved = [&] {
    const ClapWriter writer(context.conduct());
    return state != nullptr && is_complete(*state) && state->save(session.plugin(), writer.stream())
               ? writer.bytes()
               : Bytes();
  };
  const Bytes before = saved();
  auto params = session.params();
  params.resize(std::min<std::size_t>(params.size(), 64));
  clap::ParamInfo unknown{};
  unknown.id = 0x7ffffff1;
  params.push_back(unknown);
  const clap::Color color = {255, 10, 20, 30};
  using State = clap::ParamIndicationAutomation;
  for (const clap::ParamInfo& param : params) {
    session.say("telling it of " + name_of(param));
    indication.set_mapping(session.plugin(), param.id, true, &color, "K1", "Knob 1");
    indication.set_mapping(session.plugin(), param.id, true, nullptr, nullptr, nullptr);
    for (const State each : {State::present, State::playing, State::recording, State::overriding}) {
      indication.set_automation(session.plugin(), param.id, each, &color);
    }
    indication.set_automation(session.plugin(), param.id, State::none, nullptr);
    indication.set_mapping(session.plugin(), param.id, true, &color, "K2", "Knob 2");
  }
  context.expect(saved() == before, "what the host shows of parameters is in the saved state");
}

struct MenuLine {
  clap::ContextMenuItemKind kind{};
  clap::Id action = clap::kInvalidId;
  bool is_enabled = true;
};

struct Menu {
  CheckContext& context;
  std::vector<MenuLine> lines;
  int depth = 0;
  std::string fault;

  static bool add(const clap::ContextMenuBuilder* builder, clap::ContextMenuItemKind kind,
                  const void* data) {
    using Kind = clap::ContextMenuItemKind;
    Menu& menu = *static_cast<Menu*>(builder->ctx);
    MenuLine line{kind, clap::kInvalidId, true};
    const char* label = "";
    const bool needs_data = kind != Kind::separator && kind != Kind::end_submenu;
    if (kind > Kind::title) menu.fault = "an entry has a kind that CLAP does not know";
    if (needs_data && data == nullptr) menu.fault = "an entry has no data";
    if (!menu.fault.empty()) return false;
    if (kind == Kind::entry) {
      const auto& entry = *static_cast<const clap::ContextMenuEntry*>(data);
      line = {kind, entry.action_id, entry.is_enabled};
      label = entry.label;
    } else if (kind == Kind::check_entry) {
      const auto& check = *static_cast<const clap::ContextMenuCheckEntry*>(data);
      line = {kind, check.action_id, check.is_enabled};
      label = check.label;
    } else if (kind == Kind::title) {
      label = static_cast<const clap::ContextMenuItemTitle*>(data)->title;
    } else if (kind == Kind::begin_submenu) {
      label = static_cast<const clap::ContextMenuSubmenu*>(data)->label;
      ++menu.depth;
    } else if (kind == Kind::end_submenu && --menu.depth < 0) {
      menu.fault = "a submenu ends that never began";
    }
    if (label == nullptr) menu.fault = "an entry has no label";
    if (label != nullptr && !is_utf8(label)) menu.fault = "a label is not UTF-8";
    menu.lines.push_back(line);
    return menu.fault.empty() && menu.lines.size() < kMost;
  }
  static bool supports(const clap::ContextMenuBuilder*, clap::ContextMenuItemKind) { return true; }
};

void menus_are_good(CheckContext& context) {
  ClapSession session(context);
  session.open();
  const auto& plugin_menu = session.need<clap::PluginContextMenu>("entries for menus");
  std::vector<clap::ContextMenuTarget> targets = {{clap::ContextMenuTargetKind::global, 0}};
  for (const clap::ParamInfo& param : session.params()) {
    if (targets.size() < 32) targets.push_back({clap::ContextMenuTargetKind::param, param.id});
  }
  for (const clap::ContextMenuTarget& target : targets) {
    const std::string what = target.kind == clap::ContextMenuTargetKind::global
                                 ? std::string("the plugin")
                                 : "parameter " + std::to_string(target.id);
    session.say("asking for the menu of " + what);
    Menu menu{context, {}, 0, {}};
    const clap::ContextMenuBuilder builder = {&menu, Menu::add, Menu::supports};
    if (!plugin_menu.populate(session.plugin(), &target, &builder)) continue;
    context.expect(menu.fault.empty(), "the menu of " + what + ": " + menu.fault);
    context.expect(menu.depth == 0, "the menu of " + what + ": a submenu has no end");
    for (const MenuLine& line : menu.lines) {
      if (line.action == clap::kInvalidId || !line.is_enabled) continue;
      session.say("choosing " + std::to_string(line.action) + " in the menu of " + what);
      (void)plugin_menu.perform(session.plugin(), &target, line.action);
    }
  }
  session.say("asking for the menu of what is not there");
  Menu menu{context, {}, 0, {}};
  const clap::ContextMenuBuilder builder = {&menu, Menu::add, Menu::supports};
  (void)plugin_menu.populate(session.plugin(), nullptr, &builder);
  const clap::ContextMenuTarget unknown = {clap::ContextMenuTargetKind::param, 0x7ffffff1};
  (void)plugin_menu.populate(session.plugin(), &unknown, &builder);
  (void)plugin_menu.perform(session.plugin(), &unknown, 1);
  (void)plugin_menu.perform(session.plugin(), nullptr, 0x7ffffff1);
}

constexpr std::array kChecks = {
    Check{"clap-offers.remote-controls",
          "pages of remote controls have ids of their own and knobs for parameters that exist",
          "CLAP: remote-controls.h, clap_remote_controls_page", pages_are_good},
    Check{"clap-offers.note-names", "names of notes are of keys, channels and ports that exist",
          "CLAP: note-name.h, clap_note_name", note_names_are_good},
    Check{"clap-offers.voices", "no more voices sound than there is room for, and at least one",
          "CLAP: voice-info.h, 1 <= voice_count <= voice_capacity", voices_are_good},
    Check{"clap-offers.thread-pool",
          "a block sounds the same whoever does its parts, and in whatever order",
          "CLAP: thread-pool.h, request_exec: parts run on any thread, or on the plugin's own",
          parts_sound_alike, Severity::failure, Formats::clap, false, false,
          std::chrono::milliseconds(30'000)},
    Check{"clap-offers.indication",
          "what the host shows of parameters harms nothing and is not saved",
          "CLAP: param-indication.h: parameter indications should not be saved in the plugin's "
          "context",
          indications_leave_state_alone},
    Check{"clap-offers.menu", "menus are well formed, and their entries can be chosen",
          "CLAP: context-menu.h, clap_plugin_context_menu", menus_are_good},
};

}  // namespace

std::span<const Check> clap_offer_checks() {
  return kChecks;
}

}  // namespace attacca::validate
