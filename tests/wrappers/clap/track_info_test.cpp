// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstring>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "abi/clap/ext/draft/project_location.hpp"
#include "abi/clap/ext/gui.hpp"
#include "loaded_plugin.hpp"

namespace attacca::clap_test {
namespace {

using Flags = clap::TrackInfoFlags;
using Names = std::vector<std::string>;

void announce(const LoadedPlugin& plugin) {
  plugin.extension<clap::PluginTrackInfo>().changed(plugin.table());
}

/// What the next callback of the audio thread sees.
TrackInfo seen_by_audio(LoadedPlugin& plugin) {
  TrackInfo seen;
  FullPlugin::latest->during_process = [&seen](ProcessContext& context) {
    seen = context.track_info();
  };
  StereoBlock block(16);
  plugin.process(block);
  FullPlugin::latest->during_process = nullptr;
  return seen;
}

TEST_CASE("the track is asked for at init, and at each activation") {
  FakeHost host;
  host.set_track_name("Drums");
  LoadedPlugin plugin(host, Start::initialized);
  CHECK(host.track_gets >= 1);
  CHECK(FullPlugin::latest->main_names == Names{"Drums"});
  host.set_track_name("Bass");  // and the host forgets to say so
  plugin.activate();
  CHECK(FullPlugin::latest->main_names == Names{"Drums", "Bass"});
  CHECK(seen_by_audio(plugin).name->view() == "Bass");
  CHECK(host.offences().empty());
}

TEST_CASE("a host with the draft id alone is heard") {
  FakeHost host(Offer::draft_track_info);
  host.set_track_name("Drums");
  LoadedPlugin plugin(host);
  CHECK(seen_by_audio(plugin).name->view() == "Drums");
  host.set_track_name("Bass");
  const auto* table = static_cast<const clap::PluginTrackInfo*>(
      plugin->get_extension(plugin.table(), clap::kExtTrackInfoCompat));
  REQUIRE(table != nullptr);
  table->changed(plugin.table());
  CHECK(seen_by_audio(plugin).name->view() == "Bass");
}

TEST_CASE("a change is known on main and on audio when changed() has returned") {
  FakeHost host;
  LoadedPlugin plugin(host);
  for (const char* name : {"One", "Two", "", "Four"}) {
    host.set_track_name(name);
    announce(plugin);
    CHECK(FullPlugin::latest->main_names.back() == name);
    CHECK(seen_by_audio(plugin).name->view() == name);
  }
}

TEST_CASE("the main thread knows of a change while nothing is processed") {
  FakeHost host;
  LoadedPlugin plugin(host, Start::initialized);
  host.set_track_name("Quiet");
  announce(plugin);
  CHECK(FullPlugin::latest->main_names == Names{"Quiet"});
}

TEST_CASE("changed() without a change is no news") {
  FakeHost host;
  host.set_track_name("Same");
  LoadedPlugin plugin(host);
  const std::uint64_t revision = seen_by_audio(plugin).revision;
  announce(plugin);
  announce(plugin);
  CHECK(seen_by_audio(plugin).revision == revision);
  CHECK(FullPlugin::latest->main_names == Names{"Same"});
}

TEST_CASE("only what the flags vouch for is taken, and a get replaces what was known") {
  FakeHost host;
  clap::TrackInfo sent = {};
  sent.flags = Flags::has_track_name | Flags::has_track_color | Flags::has_audio_channel |
               Flags::is_for_bus | Flags::is_for_master;
  std::strcpy(sent.name, "日本語 🎹");
  sent.color = {255, 10, 20, 30};
  sent.audio_channel_count = 2;
  sent.audio_port_type = clap::kPortStereo;
  host.set_track(sent);
  LoadedPlugin plugin(host);
  TrackInfo seen = seen_by_audio(plugin);
  CHECK(seen.name->view() == "日本語 🎹");
  CHECK(seen.color == Color{10, 20, 30, 255});
  CHECK(seen.audio_channel_count == 2);
  CHECK(seen.audio_port_type->view() == "stereo");
  CHECK(seen.roles == (TrackRole::bus | TrackRole::master));
  CHECK(seen.source == TrackInfoSource::track_info);
  CHECK_FALSE(seen.index.has_value());
  CHECK_FALSE(seen.uid.has_value());

  sent.flags = {};
  host.set_track(sent);
  announce(plugin);
  seen = seen_by_audio(plugin);
  CHECK_FALSE(seen.name.has_value());
  CHECK_FALSE(seen.color.has_value());
  CHECK_FALSE(seen.audio_channel_count.has_value());
  CHECK_FALSE(seen.audio_port_type.has_value());
  CHECK(seen.roles == TrackRoles(TrackRole::track));
}

TEST_CASE("a host that knows nothing now takes nothing back") {
  FakeHost host;
  host.set_track_name("Kept");
  LoadedPlugin plugin(host);
  host.forget_track();
  announce(plugin);
  CHECK(seen_by_audio(plugin).name->view() == "Kept");
}

TEST_CASE("a name without a terminator, or with broken bytes, stays a name") {
  FakeHost host;
  clap::TrackInfo sent = {};
  sent.flags = Flags::has_track_name;
  std::memset(sent.name, 'x', sizeof sent.name);
  sent.audio_port_type = clap::kPortStereo;  // without its flag
  host.set_track(sent);
  LoadedPlugin plugin(host);
  CHECK(seen_by_audio(plugin).name->view() == std::string(sizeof sent.name, 'x'));

  std::memcpy(sent.name, "a\xff\xc3", 4);
  host.set_track(sent);
  announce(plugin);
  CHECK(seen_by_audio(plugin).name->view() == "a\xEF\xBF\xBD\xEF\xBF\xBD");

  sent.flags = Flags::has_audio_channel;
  sent.audio_channel_count = -7;
  sent.audio_port_type = nullptr;
  host.set_track(sent);
  announce(plugin);
  CHECK_FALSE(seen_by_audio(plugin).audio_port_type.has_value());
}

TEST_CASE("the editor shows the newest track when it opens, and follows") {
  FakeHost host;
  LoadedPlugin plugin(host, Start::initialized);
  const auto& gui = plugin.extension<clap::PluginGui>();
  REQUIRE(gui.create(plugin.table(), clap::kWindowApiNative, false));
  host.set_track_name("Late");  // unannounced
  clap::Window window = {};
  window.api = clap::kWindowApiNative;
  window.x11 = 42;
  REQUIRE(gui.set_parent(plugin.table(), &window));
  CHECK(TestEditor::latest->names.back() == "Late");
  host.set_track_name("Later");
  announce(plugin);
  CHECK(TestEditor::latest->names.back() == "Later");
}

clap::ProjectLocationElement element(clap::ProjectLocationKind kind, const char* name) {
  clap::ProjectLocationElement element = {};
  element.kind = kind;
  std::strcpy(element.name, name);
  std::strcpy(element.id, "id of ");
  std::strcat(element.id, name);
  return element;
}

TEST_CASE("a colour of alpha 0 is no colour, from either extension") {
  FakeHost host;
  clap::TrackInfo sent = {};
  sent.flags = Flags::has_track_name | Flags::has_track_color;
  std::strcpy(sent.name, "Grey");
  sent.color = {255, 10, 20, 30};
  host.set_track(sent);
  LoadedPlugin plugin(host);
  REQUIRE(seen_by_audio(plugin).color);
  sent.color = {0, 0, 0, 0};
  host.set_track(sent);
  announce(plugin);
  CHECK_FALSE(seen_by_audio(plugin).color);
  const std::uint64_t revision = seen_by_audio(plugin).revision;
  sent.flags = Flags::has_track_name;
  host.set_track(sent);
  announce(plugin);
  CHECK(seen_by_audio(plugin).revision == revision);  // it is the same

  auto track = element(clap::ProjectLocationKind::track, "Keys");
  track.flags = clap::ProjectLocationFlags::has_color;
  const auto& location = plugin.extension<clap::PluginProjectLocation>();
  location.set(plugin.table(), &track, 1);
  CHECK_FALSE(seen_by_audio(plugin).color);
  track.color = {255, 1, 2, 3};
  location.set(plugin.table(), &track, 1);
  CHECK(seen_by_audio(plugin).color == Color{1, 2, 3, 255});
}

TEST_CASE("project location supplies what track info leaves open") {
  FakeHost host;
  LoadedPlugin plugin(host);
  using Kind = clap::ProjectLocationKind;
  clap::ProjectLocationElement path[3] = {
      element(Kind::project, "Song"), element(Kind::track, "Keys"), element(Kind::device, "Synth")};
  path[1].flags = clap::ProjectLocationFlags::has_index | clap::ProjectLocationFlags::has_color;
  path[1].index = 4;
  path[1].color = {255, 1, 2, 3};
  path[1].track_kind = clap::ProjectLocationTrackKind::instrument_track;
  const auto& location = plugin.extension<clap::PluginProjectLocation>();
  location.set(plugin.table(), path, 3);
  TrackInfo seen = seen_by_audio(plugin);
  CHECK(seen.name->view() == "Keys");
  CHECK(seen.uid->view() == "id of Keys");
  CHECK(seen.index == 5);
  CHECK(seen.color == Color{1, 2, 3, 255});
  CHECK(seen.roles == (TrackRole::track | TrackRole::instrument));
  CHECK(seen.source == TrackInfoSource::project_location);

  // The stable extension's word counts; it cannot say more of the role than "an ordinary track".
  host.set_track_name("Piano");
  announce(plugin);
  seen = seen_by_audio(plugin);
  CHECK(seen.name->view() == "Piano");
  CHECK(seen.index == 5);
  CHECK(seen.roles == (TrackRole::track | TrackRole::instrument));
  CHECK(seen.source == TrackInfoSource::track_info);

  location.set(plugin.table(), nullptr, 0);
  seen = seen_by_audio(plugin);
  CHECK(seen.name->view() == "Piano");
  CHECK_FALSE(seen.index.has_value());
  CHECK_FALSE(seen.uid.has_value());
}

TEST_CASE("a path with nonsense in it is read as far as it makes sense") {
  FakeHost host;
  LoadedPlugin plugin(host);
  const auto& location = plugin.extension<clap::PluginProjectLocation>();
  location.set(plugin.table(), nullptr, 1000);
  clap::ProjectLocationElement path[2] = {
      element(clap::ProjectLocationKind::track_group, "Group"),
      element(static_cast<clap::ProjectLocationKind>(77), "What")};
  path[0].track_kind = static_cast<clap::ProjectLocationTrackKind>(99);
  path[0].flags = clap::ProjectLocationFlags::has_index;
  path[0].index = UINT32_MAX;
  std::memset(path[0].id, '\xff', sizeof path[0].id);
  location.set(plugin.table(), path, 2);
  const TrackInfo seen = seen_by_audio(plugin);
  CHECK(seen.name->view() == "Group");
  CHECK(seen.roles == TrackRoles(TrackRole::bus));
  CHECK_FALSE(seen.index.has_value());
}

TEST_CASE("changed() off the main thread makes the host be asked on it") {
  FakeHost host;
  LoadedPlugin plugin(host);
  host.set_track_name("Elsewhere");
  const int asked = host.track_gets;
  std::thread worker([&] { announce(plugin); });
  worker.join();
  {
    const AudioRole audio;
    announce(plugin);
  }
  CHECK(host.track_gets == asked);
  CHECK(host.callbacks >= 1);
  plugin->on_main_thread(plugin.table());
  CHECK(seen_by_audio(plugin).name->view() == "Elsewhere");
  CHECK(FullPlugin::latest->main_names.back() == "Elsewhere");
  CHECK(host.offences().empty());
}

TEST_CASE("a thread check that is wrong about the main thread delays nothing for ever") {
  FakeHost host;
  LoadedPlugin plugin(host);
  host.thread_check_says_main = false;
  host.set_track_name("Sceptic");
  announce(plugin);
  const int callbacks = host.callbacks;
  plugin->on_main_thread(plugin.table());
  CHECK(host.callbacks <= callbacks + 2);
  plugin->on_main_thread(plugin.table());
  CHECK(seen_by_audio(plugin).name->view() == "Sceptic");
  CHECK(FullPlugin::latest->main_names.back() == "Sceptic");
}

TEST_CASE("a host that announces a change while it answers is asked again") {
  FakeHost host;
  LoadedPlugin plugin(host);
  host.set_track_name("First");
  int left = 0;
  host.during_get = [&] {
    if (left-- <= 0) return;
    host.set_track_name("Again " + std::to_string(left));
    announce(plugin);
  };

  SUBCASE("a few times") {
    left = 3;
    announce(plugin);
    CHECK(seen_by_audio(plugin).name->view() == "Again 0");
  }
  SUBCASE("without end, but not for ever in one call") {
    left = 1000000;
    announce(plugin);
    CHECK(host.track_gets < 100);
    CHECK(host.callbacks >= 1);
    left = 0;
    plugin->on_main_thread(plugin.table());
    CHECK(seen_by_audio(plugin).name->view().substr(0, 6) == "Again ");
  }
  // And it is heard as before.
  host.set_track_name("Calm");
  announce(plugin);
  CHECK(seen_by_audio(plugin).name->view() == "Calm");
}

}  // namespace
}  // namespace attacca::clap_test
