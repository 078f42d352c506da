// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/musician/presence.hpp"

#include <atomic>
#include <thread>
#include <vector>

#include "parlando/musician/task_of.hpp"
#include "performer_stage.hpp"

namespace parlando::test {
namespace {

struct Post final : MemberPost {
  void send(FromMusician message, osc_time) noexcept override {
    messages.push_back(std::move(message));
    if (room > 0) --room;
  }
  [[nodiscard]] bool has_room() const noexcept override { return room != 0; }
  template <typename Message>
  [[nodiscard]] std::vector<Message> all() const {
    std::vector<Message> found;
    for (const FromMusician& one : messages) {
      if (const auto* const message = std::get_if<Message>(&one)) found.push_back(*message);
    }
    return found;
  }
  std::vector<FromMusician> messages;
  int room = -1;  ///< for so many more; below 0: for all
};

struct Fixture {
  Stage stage;
  int asked = 0;
  Id kept;
  std::string instrument;
  Presence presence{
      stage.exchange,
      {.ask_for_blocks = [this] { ++asked; },
       .keep_id = [this](Id id) { kept = id; },
       .keep_instrument = [this](std::string name) { instrument = std::move(name); }}};
  ClockReading now{.steady_ns = Stage::kBegin, .unix_ns = 1'700'000'000'000'000'000};
};

WholeNote whole(std::int32_t seq, std::int32_t key = 60) {
  WholeNote note;
  note.id = Id{1};
  note.seq = seq;
  note.key = key;
  note.duration = 0.001;
  return note;
}

TEST_CASE("what the network thread takes in while blocks are played comes out once, in order") {
  Fixture f;
  constexpr std::int32_t kCount = 5'000;
  std::atomic<bool> is_done{false};
  std::thread network([&] {
    for (std::int32_t i = 1; i <= kCount; ++i) {
      Controller change;
      change.controller = i % 119;
      f.presence.take(FromConductor(change), When::next_block(), f.now, true);
      if (i % 64 == 0) std::this_thread::yield();
    }
    is_done.store(true);
  });
  while (!is_done.load() || f.stage.exchange.waiting() > 0) f.stage.play();
  network.join();
  const auto changes = f.stage.all<attacca::ControlChange>();
  REQUIRE(changes.size() == kCount);
  bool is_in_order = true;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    is_in_order = is_in_order && changes[i].second.controller == (i + 1) % 119;
  }
  CHECK(is_in_order);
}

TEST_CASE("a tag is UTC, and is turned into the steady clock as it arrives") {
  Fixture f;
  const auto tag = osc_time::from_unix_nanoseconds(f.now.unix_ns + 5'000'000);
  const auto task = task_of(FromConductor(whole(3)), When::at(tag), f.now);
  REQUIRE(task);
  CHECK(task->due_ns == f.now.steady_ns + 5'000'000);
  CHECK(task->seq == 3);
  // The clock has been set an hour ahead: the same tag is an hour ago.
  ClockReading set = f.now;
  set.unix_ns += 3'600'000'000'000;
  CHECK(task_of(FromConductor(whole(3)), When::at(tag), set)->due_ns < f.now.steady_ns);
}

TEST_CASE("a musician that got no block for long has the host asked, another one has not") {
  Fixture f;
  f.presence.take(FromConductor(whole(1)), When::next_block(), f.now, false);
  CHECK(f.asked == 1);
  f.stage.play();
  f.presence.take(FromConductor(whole(2)), When::next_block(), f.now, false);
  CHECK(f.asked == 1);
  CHECK(f.presence.vitals(f.now).is_processed);
  f.now.steady_ns += 2'000'000'000;
  const Vitals later = f.presence.vitals(f.now);
  CHECK_FALSE(later.is_processed);
  CHECK(later.waiting == 1);
}

TEST_CASE("more than may wait is dropped and counted, but for what ends something") {
  Fixture f;
  for (std::uint32_t i = 0; i < Exchange::kMostWaiting + 5; ++i) {
    f.presence.take(FromConductor(whole(1)), When::at_beat(1e6), f.now, false);
  }
  CHECK(f.stage.exchange.dropped.load() == 5);
  f.presence.fall_silent(f.now);
  f.stage.play();
  CHECK(f.stage.exchange.waiting() == 0);
}

TEST_CASE("a curve that cannot be read is none, and what is not for the audio thread is kept") {
  Fixture f;
  Curve curve;
  curve.target.assign("cc 1");
  curve.shape.assign("=1/");
  curve.duration = 1;
  CHECK(task_of(FromConductor(curve), When::next_block(), f.now) == nullptr);
  InstrumentIs instrument;
  instrument.name.assign("Strings");
  f.presence.take(FromConductor(instrument), When::next_block(), f.now, false);
  CHECK(f.instrument == "Strings");
  f.presence.renew(Id{9});
  CHECK(f.kept == Id{9});
  CHECK(f.stage.exchange.waiting() == 0);
}

TEST_CASE("what was played is reported while it is wanted, with its time") {
  Fixture f;
  f.presence.take(FromConductor(whole(7)), When::next_block(), f.now, true);
  f.stage.play();
  Post post;
  f.presence.report(post, f.now, true);
  const auto played = post.all<Played>();
  REQUIRE(played.size() == 1);
  CHECK(played[0].of == 7);
  CHECK(played[0].late == 0);
  CHECK(played[0].when.unix_nanoseconds() == f.now.unix_ns);
  CHECK(played[0].beat == -1);
  CHECK(post.all<Heard>().empty());  // nobody records
}

TEST_CASE("recording streams the notes as they end, the DAW's too") {
  Fixture f;
  Record record;
  record.on = true;
  f.presence.take(FromConductor(record), When::next_block(), f.now, false);
  f.presence.take(FromConductor(whole(1, 50)), When::next_block(), f.now, false);
  attacca::NoteOn on;
  on.channel = 2;
  on.key = 70;
  attacca::NoteOff off;
  off.channel = 2;
  off.key = 70;
  const attacca::Event events[] = {{1, on}, {40, off}};
  f.stage.block.events = events;
  f.stage.play();
  f.stage.play();
  Post post;
  f.presence.report(post, f.now, true);
  const auto heard = post.all<Heard>();
  REQUIRE(heard.size() == 2);
  CHECK(heard[0].source.view() == "daw");
  CHECK(heard[0].request == 0);
  CHECK(heard[1].key == 50);
  CHECK(heard[1].index == 1);
}

TEST_CASE("an answer has the notes of the last bars, and those that still sound") {
  Fixture f;
  f.stage.roll(0);  // 24,000 samples a beat
  const auto play_at = [&](double beat, std::int32_t key) {
    WholeNote note = whole(1, key);
    note.duration = 0.5;
    f.presence.take(FromConductor(note), When::at_beat(beat), f.now, false);
  };
  play_at(1, 60);
  play_at(9, 61);
  NoteOnFor held;
  held.key = 62;
  f.presence.take(FromConductor(held), When::at_beat(0.5), f.now, false);
  f.stage.play_until(24'000 * 10);
  Listen listen;
  listen.request = 3;
  listen.bars = 1;
  f.presence.take(FromConductor(listen), When::next_block(), f.now, false);
  Post post;
  f.presence.report(post, f.now, true);
  CHECK_FALSE(f.presence.answer(post, f.now));
  const auto heard = post.all<Heard>();
  REQUIRE(heard.size() == 2);
  CHECK(heard[0].key == 62);
  CHECK(heard[0].length == -1);
  CHECK(heard[1].key == 61);
  CHECK(heard[1].start == doctest::Approx(9.0).epsilon(1e-4));
  CHECK(heard[1].length == doctest::Approx(0.5).epsilon(1e-3));
  const auto end = post.all<HeardEnd>();
  REQUIRE(end.size() == 1);
  CHECK(end[0].count == 2);
  CHECK(end[0].now == doctest::Approx(10.0).epsilon(1e-2));
}

Silence silence(const char* what) {
  Silence message;
  message.what.assign(what);
  return message;
}

TEST_CASE("silences and gaps take no memory, however many there are") {
  Fixture f;
  const std::int64_t before = task_bytes.load();
  for (int i = 0; i < 10'000; ++i) {
    f.presence.take(FromConductor(silence("all")), When::next_block(), f.now, false);
    f.presence.fall_silent(f.now);
    f.presence.note_gap(f.now);
  }
  CHECK(task_bytes.load() == before);
  CHECK(f.stage.exchange.waiting() == 0);
}

TEST_CASE("a silence that comes before all else is reported as every message is") {
  Fixture f;
  Silence quiet = silence("sounding");
  quiet.seq = 9;
  f.presence.take(FromConductor(quiet), When::next_block(), f.now, true);
  f.stage.play();
  f.stage.play();
  Post post;
  f.presence.report(post, f.now, true);
  REQUIRE(post.all<Played>().size() == 1);
  CHECK(post.all<Played>()[0].of == 9);
}

TEST_CASE("silences that wait for their time count as what waits") {
  Stage stage;
  Presence presence(stage.exchange, {[] {}, [](Id) {}, [](const std::string&) {}}, {.waiting = 10});
  const ClockReading now{.steady_ns = Stage::kBegin};
  for (int i = 0; i < 100; ++i) {
    presence.take(FromConductor(silence("all")), When::at_beat(1e6), now, false);
  }
  CHECK(stage.exchange.waiting() == 20);
  CHECK(stage.exchange.dropped.load() == 80);
}

TEST_CASE("all musicians of a process have a limit together") {
  Stage stage;
  Presence presence(stage.exchange, {[] {}, [](Id) {}, [](const std::string&) {}},
                    {.process_bytes = task_bytes.load() + 10 * std::int64_t{sizeof(Task)}});
  const ClockReading now{.steady_ns = Stage::kBegin};
  for (int i = 0; i < 100; ++i) {
    presence.take(FromConductor(whole(1)), When::at_beat(1e6), now, false);
  }
  CHECK(stage.exchange.waiting() <= 11);
  CHECK(stage.exchange.dropped.load() >= 89);
}

TEST_CASE("the end of a note has room where nothing else has, and else open notes end") {
  Stage stage;
  Presence presence(stage.exchange, {[] {}, [](Id) {}, [](const std::string&) {}}, {.waiting = 10});
  const ClockReading now{.steady_ns = Stage::kBegin};
  NoteOnFor on;
  on.key = 60;
  presence.take(FromConductor(on), When::next_block(), now, false);
  stage.play();
  for (int i = 0; i < 12; ++i) {
    presence.take(FromConductor(whole(1)), When::at_beat(1e6), now, false);
  }
  NoteOffFor off;
  off.key = 60;
  SUBCASE("it is carried out") {
    presence.take(FromConductor(off), When::next_block(), now, false);
  }
  SUBCASE("or taken for a gap") {
    NoteOffFor other;
    other.key = 1;
    for (int i = 0; i < 10; ++i) {
      presence.take(FromConductor(other), When::at_beat(1e6), now, false);
    }
    CHECK(stage.exchange.waiting() == 20);
    presence.take(FromConductor(off), When::next_block(), now, false);
  }
  stage.play();
  CHECK(stage.exchange.sounding.load() == 0);
}

TEST_CASE("a host that sleeps while something sounds is asked again and again") {
  Fixture f;
  NoteOnFor on;
  on.key = 60;
  f.presence.take(FromConductor(on), When::next_block(), f.now, false);
  f.stage.play();
  f.asked = 0;
  CHECK(f.presence.keep_awake(f.now));
  CHECK(f.asked == 0);  // it has just played
  f.now.steady_ns += 1'000'000'000;
  CHECK(f.presence.keep_awake(f.now));
  CHECK(f.asked == 1);
  f.presence.fall_silent(f.now);
  CHECK(f.asked == 2);
  f.presence.note_gap(f.now);
  CHECK(f.asked == 3);
  f.stage.play();
  CHECK(f.stage.ends().size() == 1);
  CHECK_FALSE(f.presence.keep_awake(f.now));
  CHECK(f.asked == 3);
}

TEST_CASE("what was dropped is freed with the next heartbeat") {
  Fixture f;
  const std::int64_t before = task_bytes.load();
  for (int i = 0; i < 1'000; ++i) {
    f.presence.take(FromConductor(whole(1)), When::at_beat(1e6), f.now, false);
  }
  f.stage.play();
  f.presence.fall_silent(f.now);
  f.stage.play();
  CHECK(task_bytes.load() > before);
  (void)f.presence.vitals(f.now);
  CHECK(task_bytes.load() == before);
}

TEST_CASE("questions are few, none is asked twice, and an answer goes on where it ceased") {
  Fixture f;
  for (std::int32_t i = 0; i < 20; ++i) {
    f.presence.take(FromConductor(whole(1, 40 + i)), When::next_block(), f.now, false);
  }
  for (int i = 0; i < 10; ++i) f.stage.play();
  Post post;
  f.presence.report(post, f.now, true);
  for (int i = 0; i < 100; ++i) {
    Listen listen;
    listen.request = 1 + i % 2;
    f.presence.take(FromConductor(listen), When::next_block(), f.now, false);
  }
  int turns = 1;
  for (post.room = 7; f.presence.answer(post, f.now); post.room = 7) ++turns;
  CHECK(turns == 6);  // 42 messages
  const auto heard = post.all<Heard>();
  REQUIRE(heard.size() == 40);
  bool is_in_order = true;
  for (std::size_t i = 0; i < 20; ++i) {
    is_in_order = is_in_order && heard[i].key == 40 + static_cast<std::int32_t>(i);
  }
  CHECK(is_in_order);
  CHECK(post.all<HeardEnd>().size() == 2);
}

TEST_CASE("an inbox leaves what is passed over to its sender, and goes on behind it") {
  const std::int64_t before = task_bytes.load();
  {
    TaskInbox inbox;
    for (int i = 0; i < 1'000; ++i) inbox.push(std::make_unique<Task>());
    inbox.see();
    for (std::uint64_t order = 1; order <= 5; ++order) {
      const std::unique_ptr<Task> task(inbox.pop());
      REQUIRE(task != nullptr);
      CHECK(task->order == order);
    }
    int given = 0;
    const std::uint32_t skipped = inbox.skip_to(900, [&](Task* task) {
      const std::unique_ptr<Task> owned(task);
      ++given;
    });
    CHECK(skipped == 895);
    CHECK(given < 256);
    inbox.free_spent();
    const std::unique_ptr<Task> next(inbox.pop());
    REQUIRE(next != nullptr);
    CHECK(next->order == 901);
  }
  CHECK(task_bytes.load() == before);
}

}  // namespace
}  // namespace parlando::test
