// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The musician as a plugin in our host, with a conductor that is a script.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <random>
#include <string_view>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "host/base/main_loop.hpp"
#include "host/plugin/module.hpp"
#include "host/plugin/note_reports.hpp"
#include "host/plugin/plugin_instance.hpp"
#include "host/plugin/process_block.hpp"
#include "host/profile/host_profile.hpp"
#include "tests/products/parlando/link/desk.hpp"

namespace parlando::test {
namespace {

namespace host = attacca::host;

constexpr double kRate = 48'000.0;
constexpr std::uint32_t kFrames = 256;
constexpr Id kConductor{0xC0};

template <typename T>
T must(attacca::Result<T> result) {
  if (!result) FAIL(result.error().message);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// The notes that came out, with their sample.
struct Listener final : host::NoteTap {
  void note(const host::NoteEvent& event) noexcept override {
    if (event.kind == host::NoteEventKind::on) begins.push_back(block + event.frame);
    if (event.kind == host::NoteEventKind::off) ends.push_back(block + event.frame);
    if (event.kind == host::NoteEventKind::expression) ++expressions;
    if (event.kind == host::NoteEventKind::midi) ++midi;
  }
  std::int64_t block = 0;
  std::vector<std::int64_t> begins;
  std::vector<std::int64_t> ends;
  int expressions = 0;
  int midi = 0;
};

/// One musician without audio on a track.
class Track {
 public:
  explicit Track(const char* path, const host::HostProfile& profile = {}, bool offline = false)
      : module_(must(host::Module::open(path, profile))),
        instance(must(module_->create("", loop, profile))) {
    heard.begins.reserve(20'000);
    heard.ends.reserve(20'000);
    instance->set_offline(offline);
    must(instance->activate(kRate, kFrames));
    instance->tap_notes(&heard);
    REQUIRE(instance->start_processing());
  }
  ~Track() {
    instance->stop_processing();
    // No lock, no allocation and no system call, whatever came.
    CHECK(instance->realtime_offences().total() == 0);
    CHECK(instance->offences().count() == 0);
    instance->deactivate();
  }

  void play() {
    host::Transport transport;
    transport.position_frames = heard.block;
    host::ProcessBlock block;
    block.frames = kFrames;
    block.transport = &transport;
    block.steady_frames = heard.block;
    CHECK(instance->process(block) != host::ProcessStatus::error);
    heard.block += kFrames;
    instance->pump();
  }

  host::MainLoop loop;

 private:
  std::shared_ptr<host::Module> module_;

 public:
  Listener heard;
  std::unique_ptr<host::PluginInstance> instance;
};

/// A desk that has acknowledged a musician.
struct Conducting : Desk {
  Conducting() { become_the_conductor(); }

  void meet() {
    announced = wait_for<Announce>();
    port = static_cast<std::uint16_t>(announced.port);
    send(port, Ack{.id = announced.id,
                   .seq = announced.seq,
                   .process = announced.process,
                   .conductor = kConductor});
    beat();
  }
  /// A pulse, and the answer: all that was sent before has been taken in.
  Echo beat() {
    Pulse pulse;
    pulse.conductor = kConductor;
    pulse.pulse = ++pulses;
    send(port, pulse);
    Echo echo = wait_for<Echo>();
    while (echo.pulse != pulses) echo = wait_for<Echo>();
    return echo;
  }

  Announce announced;
  std::uint16_t port = 0;
  std::int32_t pulses = 0;
  std::int32_t seq = 0;
};

void plays_on_the_sample(const char* path) {
  Conducting desk;
  Track track(path, {}, true);
  desk.meet();
  track.play();  // it begins to free-wheel, and says where
  auto [clock, when] = desk.wait_for_both<ClockIs>();
  while (!clock.free_wheels) std::tie(clock, when) = desk.wait_for_both<ClockIs>();
  REQUIRE(when.kind == When::Kind::time);

  std::mt19937 random(11);
  std::vector<std::int64_t> due;
  std::int64_t at = 5'000;
  for (int i = 0; i < 10'000; ++i) {
    at += 20 + static_cast<std::int64_t>(random() % 100);
    due.push_back(at);
  }
  for (std::size_t i = 0; i < due.size();) {
    // Each note in a bundle of its own, as senders do that know no packets of several times.
    PacketBuilder builder;
    const double seconds = static_cast<double>(due[i] - clock.samples) / clock.sample_rate;
    builder.begin(When::at(osc_time::from_unix_nanoseconds(when.time.unix_nanoseconds() +
                                                           std::llround(seconds * 1e9))));
    WholeNote note;
    note.id = desk.announced.id;
    note.seq = ++desk.seq;
    note.key = static_cast<std::int32_t>(i % 128);
    note.channel = static_cast<std::int32_t>(i / 128 % 16);
    note.duration = 0.0005;
    REQUIRE(builder.add(FromConductor(note)));
    desk.send_packet(desk.port, builder.finish());
    if (++i % 50 == 0) desk.beat();
  }
  const Echo echo = desk.beat();
  CHECK(echo.rejected == 0);
  CHECK(echo.kernel_drops == 0);
  for (int i = 0; track.heard.block < at + 2 * kFrames; ++i) {
    track.play();
    if (i % 50 == 0) desk.beat();
  }
  REQUIRE(track.heard.begins.size() == due.size());
  std::int64_t worst = 0;
  for (std::size_t i = 0; i < due.size(); ++i) {
    worst = std::max<std::int64_t>(worst, std::llabs(track.heard.begins[i] - due[i]));
  }
  MESSAGE("10,000 tagged notes, free-wheeling: at most " << worst << " samples off");
  CHECK(worst <= 1);
  CHECK(track.heard.ends.size() == due.size());
}

TEST_CASE("CLAP: ten thousand tagged notes sound on their samples, free-wheeling") {
  plays_on_the_sample(TEST_MUSICIAN_CLAP);
}

TEST_CASE("VST3: ten thousand tagged notes sound on their samples, free-wheeling") {
  plays_on_the_sample(TEST_MUSICIAN_VST3);
}

void stays_awake(const char* path) {
  Conducting desk;
  Track track(path, must(host::host_profile("sleeps-when-silent")));
  desk.meet();
  for (int i = 0; i < 2'000; ++i) track.play();  // ten seconds of silence
  CHECK(track.instance->slept_blocks() == 0);
  NoteOnFor note;
  note.id = desk.announced.id;
  note.seq = 1;
  desk.send(desk.port, note);
  desk.beat();
  const std::int64_t before = track.heard.block;
  track.play();
  REQUIRE(track.heard.begins.size() == 1);
  CHECK(track.heard.begins[0] == before);  // the next block
}

TEST_CASE("CLAP: a host that lets silent plugins sleep has the musician play") {
  stays_awake(TEST_MUSICIAN_CLAP);
}

TEST_CASE("VST3: a host that lets silent plugins sleep has the musician play") {
  stays_awake(TEST_MUSICIAN_VST3);
}

TEST_CASE("a musician that is not processed counts what waits") {
  Conducting desk;
  Track track(TEST_MUSICIAN_CLAP);
  desk.meet();
  NoteOnFor note;
  note.id = desk.announced.id;
  for (note.seq = 1; note.seq <= 3; ++note.seq) desk.send(desk.port, note);
  // The first heartbeat comes within five seconds.
  std::optional<Heartbeat> beat;
  const auto end = host::MainLoop::Clock::now() + std::chrono::seconds(20);
  while (!beat && host::MainLoop::Clock::now() < end) {
    desk.beat();
    beat = desk.look_for<Heartbeat>();
    std::this_thread::sleep_for(std::chrono::milliseconds(20));  // the desk need not spin
  }
  REQUIRE(beat);
  CHECK_FALSE(beat->is_processed);
  CHECK(beat->waiting == 3);
}

TEST_CASE("the track's new name reaches the conductor, and wins over the number") {
  Conducting desk;
  Track track(TEST_MUSICIAN_CLAP);
  desk.meet();
  CHECK(desk.announced.name.view() == "Musician 1");
  CHECK(desk.announced.name_source.view() == "number");
  host::TrackInfoMessage message;
  message.info.name = "Viola d'amore";
  message.info.color = host::Color{0x10, 0x20, 0x30, 255};
  track.instance->send_track_info(message);
  for (int i = 0; i < 3; ++i) track.play();
  const Renamed renamed = desk.wait_for<Renamed>();
  CHECK(renamed.name.view() == "Viola d'amore");
  CHECK(renamed.name_source.view() == "track");
  CHECK(renamed.color == 0x102030);
}

TEST_CASE("a copy of a musician is another one, and a project that is opened again the same") {
  Conducting desk;
  std::vector<std::byte> project;
  Id id;
  {
    Track track(TEST_MUSICIAN_CLAP);
    desk.meet();
    id = desk.announced.id;
    track.play();
    project = must(track.instance->save_state());
    Track copy(TEST_MUSICIAN_CLAP);
    must(copy.instance->load_state(project));
    copy.play();
    // It may have been announced under an id of its own already, which stays.
    Announce other = desk.wait_for<Announce>();
    while (other.id == id) other = desk.wait_for<Announce>();
    CHECK(other.process == desk.announced.process);
  }
  Track again(TEST_MUSICIAN_CLAP);
  must(again.instance->load_state(project));
  again.play();
  Announce announced = desk.wait_for<Announce>();
  for (int i = 0; i < 5 && announced.id != id; ++i) announced = desk.wait_for<Announce>();
  CHECK(announced.id == id);
}

TEST_CASE("Bitwig gets no note expression of a CLAP note effect, and other hosts do") {
  for (const char* const profile : {"bitwig", "attacca"}) {
    Conducting desk;
    Track track(TEST_MUSICIAN_CLAP, must(host::host_profile(profile)));
    desk.meet();
    NoteOnFor note;
    note.id = desk.announced.id;
    note.seq = 1;
    desk.send(desk.port, note);
    Expression expression;
    expression.id = desk.announced.id;
    expression.seq = 2;
    expression.kind.assign("brightness");
    expression.value = 0.5f;
    desk.send(desk.port, expression);
    desk.beat();
    track.play();
    const bool is_bitwig = std::string_view(profile) == "bitwig";
    CHECK(track.heard.begins.size() == 1);
    CHECK(track.heard.expressions == (is_bitwig ? 0 : 1));
    CHECK(track.heard.midi == (is_bitwig ? 1 : 0));
  }
}

TEST_CASE("audio: one of the classes is silent, one lets it through") {
  const Conducting desk;
  for (const bool goes_through : {false, true}) {
    host::MainLoop loop;
    const auto module = must(host::Module::open(TEST_MUSICIAN_CLAP));
    const auto instance = must(module->create(goes_through ? "org.attacca.parlando.musician-through"
                                                           : "org.attacca.parlando.musician-audio",
                                              loop));
    must(instance->activate(kRate, kFrames));
    REQUIRE(instance->start_processing());
    std::vector<float> samples(kFrames, 0.25f);
    std::vector<float> heard(kFrames, 7.0f);
    float* const ins[] = {samples.data(), samples.data()};
    float* const outs[] = {heard.data(), heard.data()};
    const host::PortBuffers in{.channels = ins};
    host::PortBuffers out{.channels = outs};
    host::ProcessBlock block;
    block.frames = kFrames;
    if (goes_through) block.inputs = {&in, 1};
    block.outputs = {&out, 1};
    CHECK(instance->process(block) != host::ProcessStatus::error);
    const float wanted = goes_through ? 0.25f : 0.0f;
    CHECK(std::all_of(heard.begin(), heard.end(), [&](float s) { return s == wanted; }));
    instance->stop_processing();
    instance->deactivate();
  }
}

TEST_CASE("a conductor that dies leaves silence behind") {
  Conducting desk;
  Track track(TEST_MUSICIAN_CLAP);
  desk.meet();
  NoteOnFor note;
  note.id = desk.announced.id;
  note.seq = 1;
  desk.send(desk.port, note);
  desk.beat();
  track.play();
  REQUIRE(track.heard.begins.size() == 1);
  SUBCASE("it says bye") {
    desk.send(desk.port, Bye{.conductor = kConductor});
  }
  SUBCASE("it does not") {}
  const auto end = host::MainLoop::Clock::now() + std::chrono::seconds(20);
  while (track.heard.ends.empty() && host::MainLoop::Clock::now() < end) track.play();
  CHECK(track.heard.ends.size() == 1);
}

TEST_CASE("listen tells what was heard, the conductor's notes and the DAW's") {
  Conducting desk;
  Track track(TEST_MUSICIAN_CLAP);
  desk.meet();
  WholeNote note;
  note.id = desk.announced.id;
  note.seq = 1;
  note.key = 48;
  note.duration = 0.01;
  desk.send(desk.port, note);
  desk.beat();
  for (int i = 0; i < 10; ++i) track.play();
  host::NoteEvent on;
  on.key = 72;
  host::ProcessBlock block;
  block.frames = kFrames;
  block.notes = {&on, 1};
  block.steady_frames = track.heard.block;
  CHECK(track.instance->process(block) != host::ProcessStatus::error);
  Listen listen;
  listen.id = desk.announced.id;
  listen.seq = 2;
  listen.request = 5;
  desk.send(desk.port, listen);
  const Heard first = desk.wait_for<Heard>();
  const Heard second = desk.wait_for<Heard>();
  const HeardEnd end = desk.wait_for<HeardEnd>();
  CHECK(first.key == 48);
  CHECK(first.source.view() == "conductor");
  CHECK(first.length == doctest::Approx(0.02).epsilon(0.01));  // beats, at 120 a minute
  CHECK(second.key == 72);
  CHECK(second.source.view() == "daw");
  CHECK(second.length == -1);
  CHECK(end.request == 5);
  CHECK(end.count == 2);
}

}  // namespace
}  // namespace parlando::test
