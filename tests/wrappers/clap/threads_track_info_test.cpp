// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "abi/clap/ext/draft/project_location.hpp"
#include "audio_thread.hpp"
#include "loaded_plugin.hpp"
#include "tests/support/semaphore.hpp"

namespace attacca::clap_test {
namespace {

void rename(FakeHost& host, const LoadedPlugin& plugin, const std::string& name) {
  host.set_track_name(name);
  plugin.extension<clap::PluginTrackInfo>().changed(plugin.table());
}

/// Runs one callback on a thread of its own; the name that it saw.
std::string next_callback(LoadedPlugin& plugin) {
  std::string name;
  FullPlugin::latest->during_process = [&name](ProcessContext& context) {
    name = context.track_info().name->view();
  };
  std::thread audio([&plugin] {
    StereoBlock block(64);
    plugin.process(block);
  });
  audio.join();
  FullPlugin::latest->during_process = nullptr;
  return name;
}

TEST_CASE("one change announced while a callback is held open is in the next callback") {
  FakeHost host;
  host.set_track_name("Before");
  LoadedPlugin plugin(host);
  HeldCallback held(plugin);
  rename(host, plugin, "After");
  held.let_go();
  CHECK(next_callback(plugin) == "After");
  CHECK(host.offences().empty());
}

TEST_CASE("of many changes announced while a callback is held open the last is in the next") {
  FakeHost host;
  host.set_track_name("Before");
  LoadedPlugin plugin(host);
  for (int round = 0; round < 20; ++round) {
    HeldCallback held(plugin);
    for (int i = 0; i <= round; ++i)
      rename(host, plugin, "Take " + std::to_string(round * 100 + i));
    held.let_go();
    CHECK(next_callback(plugin) == "Take " + std::to_string(round * 101));
  }
}

TEST_CASE("what a callback sees of the track does not change until it returns") {
  FakeHost host;
  host.set_track_name("Before");
  LoadedPlugin plugin(host);
  std::vector<std::string> seen;
  std::vector<const TrackInfo*> records;
  HeldCallback held(plugin, [&](ProcessContext& context) {
    seen.emplace_back(context.track_info().name->view());
    records.push_back(&context.track_info());
  });
  rename(host, plugin, "During");
  rename(host, plugin, "Still during");
  held.let_go();
  CHECK(seen == std::vector<std::string>{"Before", "Before"});
  CHECK(records[0] == records[1]);
  CHECK(next_callback(plugin) == "Still during");
}

TEST_CASE("the main thread has a change while a callback is held open") {
  FakeHost host;
  host.set_track_name("Before");
  LoadedPlugin plugin(host);
  HeldCallback held(plugin);
  rename(host, plugin, "During");
  CHECK(FullPlugin::latest->main_names.back() == "During");
}

TEST_CASE("a project location set while a callback is held open is in the next callback") {
  FakeHost host;
  LoadedPlugin plugin(host);
  HeldCallback held(plugin);
  clap::ProjectLocationElement track = {};
  track.kind = clap::ProjectLocationKind::track;
  track.name[0] = 'K';
  plugin.extension<clap::PluginProjectLocation>().set(plugin.table(), &track, 1);
  held.let_go();
  CHECK(next_callback(plugin) == "K");
}

TEST_CASE("changes announced on three threads at once end with the last, whole at any time") {
  FakeHost host;
  host.set_track_name("0 0 0 0 0 0 0 0");
  LoadedPlugin plugin(host);
  std::atomic<bool> stop{false};
  std::atomic<int> torn{0};
  FullPlugin::latest->during_process = [&torn](ProcessContext& context) {
    const std::string_view name = context.track_info().name->view();
    const std::string_view first = name.substr(0, name.find(' '));
    std::size_t at = 0;
    while (at < name.size()) {
      const std::size_t end = std::min(name.find(' ', at), name.size());
      if (name.substr(at, end - at) != first) ++torn;
      at = end + 1;
    }
  };
  std::thread audio([&] {
    StereoBlock block(16);
    while (!stop) {
      plugin.process(block);
      block.out.clear();
      block.out.room = 100;
    }
  });
  const auto name = [](int i) {
    std::string word = std::to_string(i);
    std::string all = word;
    for (int copy = 1; copy < 8; ++copy) all += " " + word;
    return all;
  };
  std::vector<std::thread> workers;
  for (int worker = 0; worker < 2; ++worker) {
    workers.emplace_back([&, worker] {
      for (int i = 0; i < 500; ++i) rename(host, plugin, name(worker * 1000 + i));
    });
  }
  for (int i = 0; i < 500; ++i) rename(host, plugin, name(2000 + i));
  for (std::thread& worker : workers) worker.join();
  host.set_track_name(name(9999));
  std::thread last([&] { plugin.extension<clap::PluginTrackInfo>().changed(plugin.table()); });
  last.join();
  plugin->on_main_thread(plugin.table());
  stop = true;
  audio.join();
  CHECK(next_callback(plugin) == name(9999));
  CHECK(FullPlugin::latest->main_names.back() == name(9999));
  CHECK(torn == 0);
  CHECK(host.offences().empty());
}

TEST_CASE("an answer that is out of date when it comes does not win over a newer one") {
  FakeHost host(Offer::no_thread_check);
  host.set_track_name("Oldest");
  LoadedPlugin plugin(host);
  attacca::test::Semaphore answering;
  attacca::test::Semaphore go_on;
  host.set_track_name("Old");
  std::atomic<bool> hold{true};
  host.during_get = [&] {
    if (!hold.exchange(false)) return;
    answering.release();
    go_on.acquire();
  };
  std::thread worker([&] { plugin.extension<clap::PluginTrackInfo>().changed(plugin.table()); });
  answering.acquire();
  rename(host, plugin, "New");
  go_on.release();
  worker.join();
  CHECK(next_callback(plugin) == "New");
  plugin->on_main_thread(plugin.table());
  CHECK(FullPlugin::latest->main_names.back() == "New");
}

}  // namespace
}  // namespace attacca::clap_test
