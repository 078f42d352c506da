// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <vector>

#include "trial/validate/area_checks.hpp"
#include "trial/validate/audio_thread.hpp"
#include "trial/validate/check_context.hpp"
#include "trial/validate/running_audio.hpp"
#include "trial/validate/track/track_subject.hpp"
#include "trial/validate/usable_state.hpp"

namespace attacca::validate {

namespace {

// CLAP has no such check: clap_plugin_track_info.changed is for the main thread, and no host in the
// field calls it elsewhere.
constexpr const char* kWorker =
    "Ardour 7.3 notifies on the thread that makes the change, also on OSC";
constexpr std::chrono::milliseconds kLong{30'000};

void burst(CheckContext& context) {
  TrackSubject subject(context);
  subject.start();
  AudioThread audio;
  RunningAudio running(audio, subject.playback());
  for (int i = 0; i < 1000; ++i) subject.send(track("Take " + std::to_string(i)));
  subject.send(track("Last"));
  // The block that runs just now may have begun before; the one after it has not.
  running.wait_for_blocks(2);
  running.stop();
  subject.expect_shown("as the last of 1001 while audio runs");
}

void bursts(CheckContext& context) {
  TrackSubject subject(context);
  subject.start();
  AudioThread audio;
  RunningAudio running(audio, subject.playback());
  for (int round = 0; round < 30; ++round) {
    for (std::uint64_t count = context.pick(1, 30); count > 0; --count) {
      subject.send(track("Take " + std::to_string(context.pick(0, 999))));
    }
    running.wait_for_blocks(2);
    if (!subject.expect_shown("as the last of burst " + std::to_string(round))) return;
  }
}

/// Records that differ in every byte of a long name and in the colour: parts of two of them make
/// none of them.
std::vector<host::TrackInfo> wide_records() {
  std::vector<host::TrackInfo> records;
  for (std::uint32_t i = 0; i < 26; ++i) {
    const std::size_t length = 20 + 4 * i;
    records.push_back(track(std::string(length, static_cast<char>('a' + i)), 0x010101 * (i + 1)));
  }
  return records;
}

/// Every digest that the callbacks report, compared with those that were sent.
class DigestWatch final : public host::InstanceListener {
 public:
  DigestWatch(TrackSubject& subject, const std::vector<host::TrackInfo>& records)
      : instance_(subject.instance()), witness_(subject.witness()) {
    for (const host::TrackInfo& record : records) {
      for (const std::uint32_t digest : subject.digests_of(record)) known_.push_back(digest);
    }
    std::sort(known_.begin(), known_.end());
    instance_.set_listener(this);
  }
  ~DigestWatch() override { instance_.set_listener(nullptr); }
  DigestWatch(const DigestWatch&) = delete;
  DigestWatch& operator=(const DigestWatch&) = delete;

  void look(std::uint32_t digest) {
    ++seen_;
    if (!std::binary_search(known_.begin(), known_.end(), digest)) ++strange_;
  }
  void on_parameter_report(host::PluginInstance&, const host::ParameterReport& report) override {
    if (const auto digest = witness_.digest_in(report)) look(*digest);
  }
  [[nodiscard]] std::uint64_t seen() const noexcept { return seen_; }
  [[nodiscard]] std::uint64_t strange() const noexcept { return strange_; }

 private:
  host::PluginInstance& instance_;
  host::TrackWitness& witness_;
  std::vector<std::uint32_t> known_;
  std::uint64_t seen_ = 0;
  std::uint64_t strange_ = 0;
};

/// So many updates, or fewer where each takes a thread of its own: some systems are slow to make
/// one.
std::size_t sendable(const CheckContext& context, std::size_t updates) {
  return context.profile().track_info_on_worker ? updates / 20 : updates;
}

void never_torn(CheckContext& context) {
  TrackSubject subject(context);
  const auto records = wide_records();
  subject.start();
  subject.send(records.front());
  subject.block();
  DigestWatch watch(subject, records);
  AudioThread audio;
  RunningAudio running(audio, subject.playback(), 1);
  const std::size_t sent = sendable(context, 20'000);
  for (std::size_t i = 0; i < sent; ++i) {
    (void)subject.instance().send_track_info(
        {records[context.pick(0, records.size() - 1)], false, {}});
    if (i % 16 != 0) continue;
    if (const auto digest = subject.digest()) watch.look(*digest);
  }
  subject.send(records.back());
  running.wait_for_blocks(2);
  running.stop();
  subject.expect_shown("as the last of " + std::to_string(sent + 1) + " while audio runs");
  context.expect(watch.strange() == 0,
                 std::to_string(watch.strange()) + " of " + std::to_string(watch.seen()) +
                     " digests that callbacks reported belong to no record that was sent: a "
                     "record was read while it was written");
}

void from_worker(CheckContext& context) {
  TrackSubject subject(context);
  context.ignore_watches();
  subject.start();
  subject.block();
  AudioThread worker;
  for (int i = 0; i < 20; ++i) {
    const auto info = track("Take " + std::to_string(i));
    worker.run([&] { (void)subject.instance().send_track_info({info, false, {}}); });
    subject.note_sent(info);
    // It may ask the host on the main thread only.
    subject.instance().pump();
    subject.block();
    if (!subject.expect_shown("on a thread that is not the main thread")) return;
  }
}

void two_senders(CheckContext& context) {
  TrackSubject subject(context);
  context.ignore_watches();
  const auto records = wide_records();
  subject.start();
  subject.send(records.front());
  subject.block();
  DigestWatch watch(subject, records);
  AudioThread audio;
  AudioThread worker;
  RunningAudio running(audio, subject.playback());
  // Two writers meet inside a copy of some ten nanoseconds: it takes many to see it happen.
  const std::size_t sent = sendable(context, 60'000);
  worker.start([&] {
    for (std::size_t i = 0; i < sent; ++i) {
      (void)subject.instance().send_track_info({records[i * 7 % records.size()], false, {}});
    }
  });
  for (std::size_t i = 0; i < sent; ++i) {
    (void)subject.instance().send_track_info(
        {records[context.pick(0, records.size() - 1)], false, {}});
    if (i % 16 != 0) continue;
    if (const auto digest = subject.digest()) watch.look(*digest);
  }
  worker.wait();
  subject.send(records[5]);
  running.wait_for_blocks(2);
  running.stop();
  subject.expect_shown("after two threads had sent " + std::to_string(sent) + " updates each");
  context.expect(watch.strange() == 0,
                 std::to_string(watch.strange()) + " of " + std::to_string(watch.seen()) +
                     " digests that callbacks reported belong to no record that was sent");
}

void during_state_save(CheckContext& context) {
  TrackSubject subject(context);
  if (!subject.instance().has_state()) context.skip("the plugin has no state");
  context.ignore_watches();
  (void)saved_by(context, subject.instance());
  subject.start();
  subject.block();
  AudioThread worker;
  const auto last = track("Last");
  worker.start([&] {
    for (int i = 0; i < 500; ++i) {
      (void)subject.instance().send_track_info({track("Take " + std::to_string(i)), false, {}});
    }
    (void)subject.instance().send_track_info({last, false, {}});
  });
  std::size_t failed = 0;
  for (int i = 0; i < 50; ++i) failed += subject.instance().save_state() ? 0U : 1U;
  worker.wait();
  subject.note_sent(last);
  context.expect(failed == 0, std::to_string(failed) +
                                  " of 50 states could not be saved while another thread sent "
                                  "the track");
  subject.instance().pump();  // it may ask the host on the main thread only
  subject.block();
  subject.expect_shown("on another thread while states were saved");
}

void own_tracks(CheckContext& context) {
  std::vector<std::unique_ptr<TrackSubject>> subjects;
  for (int i = 0; i < 8; ++i) {
    subjects.push_back(std::make_unique<TrackSubject>(context));
    subjects.back()->start();
  }
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    subjects[i]->send(track("Track " + std::to_string(i), static_cast<std::uint32_t>(i) * 1000));
  }
  for (const auto& subject : subjects) subject->block();
  for (const auto& subject : subjects) subject->expect_shown("to one of 8 instances");
  subjects[3]->send(track("Renamed alone"));
  for (const auto& subject : subjects) subject->block();
  for (const auto& subject : subjects) subject->expect_shown("when one of 8 tracks was renamed");
}

void beside_others_end(CheckContext& context) {
  TrackSubject subject(context);
  subject.start();
  {
    TrackSubject other(context);
    other.start();
    other.send(track("Other"));
    other.block();
    subject.send(track("Stays"));
    subject.block();
  }
  subject.block();
  subject.expect_shown("before another instance was destroyed");
  subject.send(track("Sent after"));
  subject.block();
  subject.expect_shown("after another instance was destroyed");
}

void kept_apart_at_once(CheckContext& context) {
  TrackSubject one(context);
  TrackSubject two(context);
  one.start();
  two.start();
  AudioThread first;
  AudioThread second;
  RunningAudio first_running(first, one.playback());
  RunningAudio second_running(second, two.playback());
  for (int round = 0; round < 100; ++round) {
    one.send(track("One " + std::to_string(round), 0xaa0000));
    two.send(track("Two " + std::to_string(round), 0x00aa00));
  }
  first_running.wait_for_blocks(2);
  second_running.wait_for_blocks(2);
  first_running.stop();
  second_running.stop();
  one.expect_shown("to one of two instances that run at the same time");
  two.expect_shown("to the other of two instances that run at the same time");
}

constexpr std::array kChecks = {
    Check{"track.burst", "the last of a burst arrives while audio runs",
          "a name that is typed, a colour picker that is dragged", burst, Severity::failure,
          Formats::both, true, false, kLong},
    Check{"track.bursts", "the last of every burst arrives while audio runs",
          "a name that is typed, a colour picker that is dragged", bursts, Severity::failure,
          Formats::both, false, false, kLong},
    Check{"track.never-torn", "callbacks never see parts of two records",
          "a record wider than a machine word, read while it is written", never_torn,
          Severity::failure, Formats::both, false, false, kLong},
    Check{"track.sent-by-worker",
          "a plugin may be notified on a thread that is not the main thread", kWorker, from_worker,
          Severity::warning, Formats::vst3},
    Check{"track.two-senders", "sent on two threads at once, the last value is whole and arrives",
          kWorker, two_senders, Severity::warning, Formats::vst3, false, false, kLong},
    Check{"track.during-state-save", "track updates and saving a state do not disturb each other",
          kWorker, during_state_save, Severity::warning, Formats::vst3, false, false, kLong},
    Check{"track.own-tracks", "instances on different tracks each know their own",
          "static objects that instances share", own_tracks},
    Check{"track.beside-others-end", "the end of one instance takes no other's track away",
          "static objects that instances share", beside_others_end},
    Check{"track.apart-at-once",
          "two instances that run at the same time each know their own track",
          "static objects that instances share", kept_apart_at_once, Severity::failure,
          Formats::both, false, false, kLong},
};

}  // namespace

std::span<const Check> track_sender_checks() {
  return kChecks;
}

}  // namespace attacca::validate
