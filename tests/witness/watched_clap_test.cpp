// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>

#include <doctest/doctest.h>

#include "abi/clap/ext/gui.hpp"
#include "abi/clap/ext/latency.hpp"
#include "tests/witness/recorded.hpp"
#include "witness/clap/watched_plugin.hpp"

namespace attacca::witness {
namespace {

using test::all_of;
using test::recorded;

/// A list that says it has `said` events and has one.
struct OneEvent {
  const clap::EventHeader* event;
  std::uint32_t said;
  std::uint32_t asked = 0;
  clap::InputEvents table = {
      this, [](const clap::InputEvents* list) { return static_cast<OneEvent*>(list->ctx)->said; },
      [](const clap::InputEvents* list, std::uint32_t index) {
        auto& self = *static_cast<OneEvent*>(list->ctx);
        ++self.asked;
        return index == 0 ? self.event : nullptr;
      }};
};

Recording record_events(OneEvent& events) {
  return recorded([&] {
    CallScope scope("call", 1);
    scope.begin();
    ClapPorts ports;
    put_details(scope, ports, static_cast<const clap::InputEvents*>(&events.table));
    scope.end();
  });
}

TEST_CASE("of an event that is shorter than its kind only the header is read") {
  const std::size_t short_size = sizeof(clap::EventHeader) + 4;
  const auto memory = std::make_unique<std::byte[]>(short_size);
  clap::EventHeader header = {};
  header.size = static_cast<std::uint32_t>(short_size);
  header.type = clap::EventType::param_value;
  std::memcpy(memory.get(), &header, sizeof header);
  OneEvent events{reinterpret_cast<const clap::EventHeader*>(memory.get()), 1};
  const Recording recording = record_events(events);
  CHECK(all_of(recording, "event.value", RecordKind::detail).empty());
  const auto other = all_of(recording, "event.other", RecordKind::detail);
  REQUIRE(other.size() == 1);
  CHECK(other[0].values.back() == Value(static_cast<std::int64_t>(short_size)));
}

TEST_CASE("a list of events ends where it gives none, whatever it says its size is") {
  clap::EventMidi event = {};
  event.header.size = sizeof event;
  event.header.type = clap::EventType::midi;
  OneEvent events{&event.header, UINT32_MAX};
  CHECK(all_of(record_events(events), "event.midi", RecordKind::detail).size() == 1);
  CHECK(events.asked == 2);
}

TEST_CASE("of a long SysEx the digest is of its beginning") {
  std::vector<std::uint8_t> bytes(std::size_t{1} << 20U, 1);
  clap::EventMidiSysex event = {};
  event.header.size = sizeof event;
  event.header.type = clap::EventType::midi_sysex;
  event.buffer = bytes.data();
  event.size = static_cast<std::uint32_t>(bytes.size());
  OneEvent events{&event.header, 1};
  const auto whole = all_of(record_events(events), "event.sysex", RecordKind::detail);
  bytes.back() = 2;
  CHECK(all_of(record_events(events), "event.sysex", RecordKind::detail)[0].values ==
        whole.at(0).values);
  bytes.front() = 2;
  CHECK(all_of(record_events(events), "event.sysex", RecordKind::detail)[0].values !=
        whole.at(0).values);
}

TEST_CASE("a stream that says it moved more than it was asked for is not believed") {
  const clap::IStream host = {
      nullptr, [](const clap::IStream*, void* buffer, std::uint64_t size) -> std::int64_t {
        std::memset(buffer, 7, size);
        return 1 << 30;
      }};
  const Recording recording = recorded([&] {
    CallScope scope("call", 1);
    scope.begin();
    Passed<const clap::IStream*> passed(&host);
    std::array<char, 16> room{};
    // The plugin hears what the host says.
    CHECK(passed.argument()->read(passed.argument(), room.data(), room.size()) == 1 << 30);
    passed.put_details(scope);
    scope.end();
  });
  const auto streams = all_of(recording, "stream", RecordKind::detail);
  REQUIRE(streams.size() == 1);
  CHECK(streams[0].values.at(1) == Value(std::int64_t{16}));
  CHECK(std::get<Digest>(streams[0].values.at(3)).length == 16);
}

/// A plugin with an editor, or with nothing.
struct Bare {
  clap::Plugin plugin = {};
  bool has_editor;
  explicit Bare(bool editor) : has_editor(editor) {
    plugin.plugin_data = this;
    plugin.get_extension = [](const clap::Plugin* self, const char* id) -> const void* {
      static constexpr clap::PluginGui kGui = [] {
        clap::PluginGui gui = {};
        gui.is_api_supported = [](const clap::Plugin*, const char*, bool) { return true; };
        gui.suggest_title = [](const clap::Plugin*, const char*) {};
        return gui;
      }();
      const bool has = static_cast<Bare*>(self->plugin_data)->has_editor;
      return has && clap::is_id_of<clap::PluginGui>(id) ? &kGui : nullptr;
    };
    plugin.destroy = [](const clap::Plugin*) {};
  }
};

TEST_CASE("a title that looks like an id is recorded as a title") {
  Bare bare(true);
  const clap::Host host = {};
  const Recording recording = recorded([&] {
    const clap::Plugin* const plugin = WatchedPlugin::watch(bare.plugin, host);
    const auto* const gui = clap::query<clap::PluginGui>(plugin);
    REQUIRE(gui != nullptr);
    gui->is_api_supported(plugin, "x11", false);
    gui->suggest_title(plugin, "clap.My Song");
    gui->suggest_title(plugin, "x11");
    plugin->destroy(plugin);
  });
  const auto titles = all_of(recording, "clap.gui.suggest_title", RecordKind::call);
  REQUIRE(titles.size() == 2);
  for (const Record& title : titles) CHECK(std::holds_alternative<Digest>(title.values.at(0)));
  const auto systems = all_of(recording, "clap.gui.is_api_supported", RecordKind::call);
  REQUIRE(systems.size() == 1);
  CHECK(systems[0].values.at(0) == Value(std::string("x11")));
}

TEST_CASE("a table that another instance gave is called only where the plugin has it too") {
  Bare with(true);
  Bare without(false);
  const clap::Host host = {};
  const Recording recording = recorded([&] {
    const clap::Plugin* const first = WatchedPlugin::watch(with.plugin, host);
    const clap::Plugin* const second = WatchedPlugin::watch(without.plugin, host);
    const auto* const gui = clap::query<clap::PluginGui>(first);
    REQUIRE(gui != nullptr);
    CHECK(gui->is_api_supported(first, "x11", false));
    CHECK_FALSE(gui->is_api_supported(second, "x11", false));
    gui->suggest_title(second, "title");
    first->destroy(first);
    second->destroy(second);
  });
  CHECK(all_of(recording, "clap.gui.suggest_title", RecordKind::result).size() == 1);
}

}  // namespace
}  // namespace attacca::witness
