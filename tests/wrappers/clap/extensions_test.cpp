// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <atomic>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "abi/clap/color.hpp"
#include "abi/clap/ext/context_menu.hpp"
#include "abi/clap/ext/gui.hpp"
#include "abi/clap/ext/note_name.hpp"
#include "abi/clap/ext/param_indication.hpp"
#include "abi/clap/ext/posix_fd_support.hpp"
#include "abi/clap/ext/remote_controls.hpp"
#include "abi/clap/ext/render.hpp"
#include "abi/clap/ext/thread_pool.hpp"
#include "abi/clap/ext/timer_support.hpp"
#include "abi/clap/ext/voice_info.hpp"
#include "loaded_plugin.hpp"
#include "tests/support/extended_plugin.hpp"

namespace attacca::clap_test {
namespace {

using test::ExtendedPlugin;

constexpr const char* kId = "org.attacca.test.extended";
constexpr const char* kBareId = "org.attacca.test.bare";

/// What the host of a test says to request_exec.
struct Pool {
  enum class Answer { runs, refuses, strays };
  Answer answer = Answer::runs;
  const clap::Plugin* plugin = nullptr;
  std::vector<std::uint32_t> asked_for;

  static inline Pool* now = nullptr;
  static bool request_exec(const clap::Host* /*host*/, std::uint32_t count) {
    Pool& pool = *now;
    pool.asked_for.push_back(count);
    if (pool.answer == Answer::refuses) return false;
    const auto* const table = clap::query<clap::PluginThreadPool>(pool.plugin);
    if (pool.answer == Answer::strays) table->exec(pool.plugin, count);  // there is no such part
    std::vector<std::jthread> workers;
    for (std::uint32_t i = 0; i < count; ++i) {
      workers.emplace_back([&pool, table, i] { table->exec(pool.plugin, i); });
    }
    return true;
  }
};

constexpr clap::HostThreadPool kPool{Pool::request_exec};

/// Runs `count` parts in one callback, and says how often each has run.
template <std::size_t kCount>
std::array<int, kCount> run_parts(LoadedPlugin& plugin, std::uint32_t count) {
  std::array<std::atomic<int>, kCount> ran = {};
  ExtendedPlugin::latest->during_process = [&](ProcessContext& context) {
    context.run_parallel(count, [&](std::uint32_t i) noexcept { ++ran[i]; });
  };
  StereoBlock block(16);
  (void)plugin.process(block);
  ExtendedPlugin::latest->during_process = nullptr;
  std::array<int, kCount> result = {};
  for (std::size_t i = 0; i < kCount; ++i) result[i] = ran[i];
  return result;
}

}  // namespace

TEST_CASE("parallel parts run once each on the threads that the host lends") {
  FakeHost host;
  host.more_tables[clap::kExtThreadPool] = &kPool;
  Pool pool;
  Pool::now = &pool;
  LoadedPlugin plugin(host, Start::active, kId);
  pool.plugin = plugin.table();
  SUBCASE("the host runs them") {
    CHECK(run_parts<5>(plugin, 5) == std::array{1, 1, 1, 1, 1});
    CHECK(pool.asked_for == std::vector<std::uint32_t>{5});
  }
  SUBCASE("a host that has no threads to spare") {
    pool.answer = Pool::Answer::refuses;
    CHECK(run_parts<5>(plugin, 5) == std::array{1, 1, 1, 1, 1});
  }
  SUBCASE("a host that counts one part too many") {
    pool.answer = Pool::Answer::strays;
    CHECK(run_parts<6>(plugin, 5) == std::array{1, 1, 1, 1, 1, 0});
  }
  SUBCASE("a single part is not worth another thread") {
    CHECK(run_parts<2>(plugin, 1) == std::array{1, 0});
    CHECK(pool.asked_for.empty());
  }
  SUBCASE("nothing to do") {
    CHECK(run_parts<1>(plugin, 0) == std::array{0});
    CHECK(pool.asked_for.empty());
  }
  SUBCASE("a part that comes when nothing is running does nothing") {
    plugin.extension<clap::PluginThreadPool>().exec(plugin.table(), 0);
  }
}

TEST_CASE("without a pool of the host's, parallel parts run one after the other") {
  FakeHost host;
  LoadedPlugin plugin(host, Start::active, kId);
  CHECK(run_parts<3>(plugin, 3) == std::array{1, 1, 1});
}

TEST_CASE("a plugin offers the extensions that it has a use for, and no others") {
  FakeHost host;
  const LoadedPlugin full(host, Start::initialized, kId);
  const LoadedPlugin bare(host, Start::initialized, kBareId);
  for (const char* id :
       {clap::kExtThreadPool, clap::kExtRemoteControls, clap::kExtRemoteControlsCompat,
        clap::kExtNoteName, clap::kExtContextMenu, clap::kExtContextMenuCompat,
        clap::kExtParamIndication, clap::kExtParamIndicationCompat, clap::kExtGui,
        clap::kExtTimerSupport, clap::kExtPosixFdSupport}) {
    CAPTURE(id);
    CHECK(full->get_extension(full.table(), id) != nullptr);
    CHECK(bare->get_extension(bare.table(), id) == nullptr);
  }
}

TEST_CASE("remote controls come page by page, with ids that stay") {
  FakeHost host;
  const LoadedPlugin plugin(host, Start::initialized, kId);
  const auto& controls = plugin.extension<clap::PluginRemoteControls>();
  REQUIRE(controls.count(plugin.table()) == 4);
  std::vector<clap::RemoteControlsPage> pages(4);
  std::set<clap::Id> ids;
  for (std::uint32_t i = 0; i < 4; ++i) {
    REQUIRE(controls.get(plugin.table(), i, &pages[i]));
    ids.insert(pages[i].page_id);
    CHECK(pages[i].page_id != clap::kInvalidId);
    CHECK_FALSE(pages[i].is_for_preset);
  }
  CHECK(ids.size() == 4);
  CHECK(std::string(pages[0].section_name) == "Main");
  CHECK(std::string(pages[0].page_name) == "Levels");
  const ExtendedPlugin& made = *ExtendedPlugin::latest;
  CHECK(pages[0].param_ids[0] == made.level.stable_id());
  CHECK(pages[0].param_ids[1] == clap::kInvalidId);
  CHECK(pages[0].param_ids[2] == made.mix.stable_id());
  CHECK(pages[0].param_ids[7] == clap::kInvalidId);
  CHECK(std::string(pages[1].section_name) == "Many");
  CHECK(std::string(pages[1].page_name) == "Ten 1");
  CHECK(pages[1].param_ids[7] == made.level.stable_id());
  CHECK(std::string(pages[2].page_name) == "Ten 2");
  CHECK(pages[2].param_ids[1] == made.level.stable_id());
  CHECK(pages[2].param_ids[2] == clap::kInvalidId);
  CHECK_FALSE(controls.get(plugin.table(), 4, pages.data()));
  CHECK_FALSE(controls.get(plugin.table(), 0, nullptr));
}

TEST_CASE("names of notes have wildcards, and change when the plugin says so") {
  static std::atomic<int> changes{0};
  static constexpr clap::HostNoteName kNames{[](const clap::Host*) { ++changes; }};
  changes = 0;
  FakeHost host;
  host.more_tables[clap::kExtNoteName] = &kNames;
  const LoadedPlugin plugin(host, Start::initialized, kId);
  const auto& names = plugin.extension<clap::PluginNoteName>();
  REQUIRE(names.count(plugin.table()) == 3);  // not the one of no key
  clap::NoteName name = {};
  REQUIRE(names.get(plugin.table(), 0, &name));
  CHECK(std::string(name.name) == "Kick");
  CHECK(name.key == 36);
  CHECK(name.channel == -1);
  CHECK(name.port == -1);
  REQUIRE(names.get(plugin.table(), 1, &name));
  CHECK(name.channel == 9);
  CHECK(name.port == 0);
  CHECK_FALSE(names.get(plugin.table(), 3, &name));
  CHECK_FALSE(names.get(plugin.table(), 0, nullptr));

  ExtendedPlugin::latest->kick = "Bass drum";
  CHECK(changes == 0);
  ExtendedPlugin::latest->host().note_names_changed();
  plugin->on_main_thread(plugin.table());
  CHECK(changes == 1);
  REQUIRE(names.get(plugin.table(), 0, &name));
  CHECK(std::string(name.name) == "Bass drum");
  CHECK(host.offences().empty());
}

TEST_CASE("the number of voices changes at activation and while it plays") {
  static std::atomic<int> changes{0};
  static constexpr clap::HostVoiceInfo kVoices{[](const clap::Host*) { ++changes; }};
  changes = 0;
  FakeHost host;
  host.more_tables[clap::kExtVoiceInfo] = &kVoices;
  ExtendedPlugin::voices_at_activation = 5;
  LoadedPlugin plugin(host, Start::active, kId);
  ExtendedPlugin::voices_at_activation = 0;
  const auto& voices = plugin.extension<clap::PluginVoiceInfo>();
  clap::VoiceInfo info = {};
  REQUIRE(voices.get(plugin.table(), &info));
  CHECK(info.voice_count == 5);
  CHECK(info.voice_capacity == 8);
  const auto set = [&](std::uint32_t count) {
    ExtendedPlugin::latest->during_process = [count](ProcessContext& context) {
      context.set_voices(count);
    };
    StereoBlock block(16);
    (void)plugin.process(block);
    ExtendedPlugin::latest->during_process = nullptr;
    plugin->on_main_thread(plugin.table());
    REQUIRE(voices.get(plugin.table(), &info));
    return info.voice_count;
  };
  const int before = changes;
  CHECK(set(5) == 5);
  CHECK(changes == before);
  CHECK(set(2) == 2);
  CHECK(changes == before + 1);
  CHECK(set(100) == 8);  // no more than there is room for
  CHECK(set(0) == 1);
  CHECK(host.offences().empty());
}

TEST_CASE("a restart that the plugin asks for reaches the host on its main thread") {
  FakeHost host;
  LoadedPlugin plugin(host, Start::active, kId);
  const int before = host.restarts;
  ExtendedPlugin::latest->during_process = [](ProcessContext& context) {
    context.request_restart();
  };
  StereoBlock block(16);
  (void)plugin.process(block);
  CHECK(host.restarts == before);
  plugin->on_main_thread(plugin.table());
  CHECK(host.restarts == before + 1);
  ExtendedPlugin::latest->host().request_restart();
  CHECK(host.restarts == before + 2);
  plugin->deactivate(plugin.table());
  ExtendedPlugin::latest->host().request_restart();  // there is nothing to restart
  CHECK(host.restarts == before + 2);
  CHECK(host.offences().empty());
}

TEST_CASE("a plugin that is tied to hardware refuses to render offline") {
  FakeHost host;
  const LoadedPlugin tied(host, Start::initialized, kId);
  const auto& render = tied.extension<clap::PluginRender>();
  CHECK(render.has_hard_realtime_requirement(tied.table()));
  CHECK_FALSE(render.set(tied.table(), clap::PluginRenderMode::offline));
  CHECK(render.set(tied.table(), clap::PluginRenderMode::realtime));
}

TEST_CASE("values that process() sets in one gesture reach the host within it") {
  FakeHost host;
  LoadedPlugin plugin(host, Start::active, kId);
  ExtendedPlugin& made = *ExtendedPlugin::latest;
  const clap::Id id = made.level.stable_id();
  std::vector<attacca::Sent> answers;
  const auto run = [&](const std::function<void(ProcessContext&)>& act, std::size_t room = 1000) {
    made.during_process = act;
    StereoBlock block(16);
    block.out.room = room;
    (void)plugin.process(block);
    made.during_process = nullptr;
    CHECK(block.out.well_formed());
    std::string kinds;
    for (const Sent& sent : block.out.of_param(id)) {
      kinds += sent.type == clap::EventType::param_gesture_begin ? '('
               : sent.type == clap::EventType::param_gesture_end ? ')'
                                                                 : 'v';
    }
    return kinds;
  };
  const auto begin = [&](ProcessContext& context) {
    answers.push_back(context.send(Event(0, GestureBegin{&made.level})));
  };
  const auto end = [&](ProcessContext& context) {
    answers.push_back(context.send(Event(3, GestureEnd{&made.level})));
  };
  const auto set = [&](ProcessContext&) { made.level.set_normalized_from_audio(0.25); };
  const auto all = [&](ProcessContext& context) {
    begin(context);
    set(context);
    end(context);
  };
  SUBCASE("over several blocks") {
    CHECK(run([&](ProcessContext& context) {
            begin(context);
            set(context);
          }) == "(v");
    CHECK(run(set) == "v");
    CHECK(run(end) == "v)");
    CHECK(run(set) == "(v)");  // a gesture of its own again
  }
  SUBCASE("in one block") {
    CHECK(run(all) == "(v)");
    CHECK(run([](ProcessContext&) {}).empty());
  }
  SUBCASE("a host without room gets the rest later, in order") {
    CHECK(run(all, 1) == "(");
    CHECK(run([](ProcessContext&) {}) == "v)");
    CHECK(run([](ProcessContext&) {}).empty());
  }
  SUBCASE("an end without a begin is passed over") {
    CHECK(run(end).empty());
    CHECK(run(set) == "(v)");
  }
  SUBCASE("one that is open at the end of processing is ended with the next flush") {
    CHECK(run(begin) == "(v");
    plugin->deactivate(plugin.table());
    REQUIRE(plugin.activate());
    CHECK(run([](ProcessContext&) {}) == "v)");
  }
  for (const attacca::Sent answer : answers) CHECK(answer == attacca::Sent::sent);
}

TEST_CASE("a gesture of no parameter, and one beyond the block, are refused") {
  FakeHost host;
  LoadedPlugin plugin(host, Start::active, kId);
  std::array<attacca::Sent, 2> answers = {};
  ExtendedPlugin::latest->during_process = [&](ProcessContext& context) {
    answers[0] = context.send(Event(0, GestureBegin{}));
    answers[1] = context.send(Event(16, GestureBegin{&ExtendedPlugin::latest->level}));
  };
  StereoBlock block(16);
  (void)plugin.process(block);
  CHECK(answers[0] == attacca::Sent::invalid);
  CHECK(answers[1] == attacca::Sent::invalid);
  CHECK(block.out.sent().empty());
}

}  // namespace attacca::clap_test
