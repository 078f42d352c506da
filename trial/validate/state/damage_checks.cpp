// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <string>

#include <time.h>

#include "trial/validate/audio/sameness.hpp"
#include "trial/validate/state/state_checks.hpp"
#include "trial/validate/state/states.hpp"

namespace attacca::validate {

namespace {

constexpr time_t kMostSeconds = 1;

/// Loads bytes that may be no state: when they are refused nothing may change, and when they are
/// taken every value must be a number inside its range.
class Feeder {
 public:
  explicit Feeder(CheckContext& context)
      : context_(context), source_(create_changed(context)), state_(saved_by(context, *source_)) {
    instance_ = context.create_processing();
    // Other values than those of the state: what is half applied must show.
    other_ = random_settings(context, *instance_);
    load_own(context, *instance_, state_);
    restore_other();
    // Of a state with a counter in it bytes say nothing; nor of one with a time, which takes time
    // to find out: see expect_same_fields().
    bytes_say_it_ = saved_by(context, *instance_) == saved_by(context, *instance_);
  }

  [[nodiscard]] const State& state() const { return state_; }

  /// False: something was wrong, and was said.
  bool feed(const State& bytes, const std::string& what) {
    if (is_exhausted()) return true;
    context_.step("loading " + what);
    const Settings before = reported_settings(context_, *instance_);
    const State saved_before = bytes_say_it_ ? saved_by(context_, *instance_) : State();
    const bool is_taken = instance_->load_state(bytes).has_value();
    instance_->pump();
    const Settings after = reported_settings(context_, *instance_);
    if (!is_taken) {
      ++refused_;
      const auto changed = first_difference(*instance_, before, after);
      if (!context_.expect(changed.empty(), what + " was refused, but changed " + changed)) {
        return false;
      }
      return !bytes_say_it_ || expect_same_fields(saved_before, what);
    }
    ++taken_;
    const auto outside = first_out_of_range(*instance_, after);
    if (!context_.expect(outside.empty(), what + " was taken, and now " + outside)) return false;
    if (!play()) return false;
    restore_other();
    return true;
  }

  void finish() {
    (void)play();
    context_.expect(instance_->load_state(state_).has_value(),
                    "after the damaged states, the plugin's own state is refused");
    context_.note(std::to_string(refused_) + " refused, " + std::to_string(taken_) + " taken, " +
                  std::to_string(left_out_) + " left out");
  }

 private:
  /// Plugins for which a load is hard work are not loaded hundreds of times: after a second of
  /// processor time the rest is left out, and a note says so.
  bool is_exhausted() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    if (now.tv_sec >= kMostSeconds) ++left_out_;
    return now.tv_sec >= kMostSeconds;
  }

  /// What is no parameter shows in what would be saved. (Of parameters that a VST3 processor has
  /// and its controller does not, "vst3.state-cut" and "vst3.state-foreign" speak.)
  bool expect_same_fields(const State& before, const std::string& what) {
    const State after = saved_by(context_, *instance_);
    const auto differs = first_difference(before, after);
    if (differs.empty()) return true;
    const auto reader = context_.create();
    load_own(context_, *reader, before);
    const Settings wanted = reported_settings(context_, *reader);
    load_own(context_, *reader, after);
    if (reported_settings(context_, *reader) != wanted || changes_by_itself(context_, *instance_)) {
      bytes_say_it_ = false;
      return true;
    }
    context_.fail(what + " was refused, but what is saved is another: " + differs);
    return false;
  }

  bool play() {
    Playback playback(*instance_, 128);
    for (int i = 0; i < 2; ++i) (void)playback.run(128);
    return context_.expect(playback.is_finite(), "an output is not finite any more");
  }

  void restore_other() {
    Playback playback(*instance_, 64);
    apply(context_, *instance_, playback, other_);
  }

  CheckContext& context_;
  Settings other_;
  WatchedInstance source_;
  State state_;
  WatchedInstance instance_;
  bool bytes_say_it_ = false;
  int refused_ = 0;
  int taken_ = 0;
  int left_out_ = 0;
};

void empty_is_refused(CheckContext& context) {
  const auto instance = create_changed(context);
  const Settings before = reported_settings(context, *instance);
  const bool is_taken = instance->load_state({}).has_value();
  instance->pump();
  context.expect(!is_taken, "an empty state was loaded with success");
  const auto changed = first_difference(*instance, before, reported_settings(context, *instance));
  context.expect(changed.empty(), "an empty state changed " + changed);
}

void cut_anywhere(CheckContext& context) {
  Feeder feeder(context);
  const State& whole = feeder.state();
  const std::size_t step = std::max<std::size_t>(1, whole.size() / 200);
  for (std::size_t size = 0; size < whole.size(); size += step) {
    const State cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    if (!feeder.feed(cut, "a state cut to " + std::to_string(size) + " of its " +
                              std::to_string(whole.size()) + " bytes")) {
      return;
    }
  }
  feeder.finish();
}

void flipped_bits(CheckContext& context) {
  Feeder feeder(context);
  if (feeder.state().empty()) context.skip("the plugin saves an empty state");
  for (int i = 0; i < 200; ++i) {
    State bytes = feeder.state();
    const auto place = static_cast<std::size_t>(context.pick(0, bytes.size() - 1));
    const auto bit = static_cast<unsigned>(context.pick(0, 7));
    bytes[place] ^= static_cast<std::byte>(1u << bit);
    if (!feeder.feed(bytes, "a state with bit " + std::to_string(bit) + " of byte " +
                                std::to_string(place) + " flipped")) {
      return;
    }
  }
  feeder.finish();
}

void hostile_lengths(CheckContext& context) {
  Feeder feeder(context);
  const State& whole = feeder.state();
  if (whole.size() < 8) context.skip("the plugin's state is shorter than eight bytes");
  const std::size_t step = std::max<std::size_t>(1, whole.size() / 60);
  for (const auto fill : {std::byte{0xff}, std::byte{0x7f}, std::byte{0x00}}) {
    for (std::size_t place = 0; place + 8 <= whole.size(); place += step) {
      State bytes = whole;
      const std::size_t width = place % 2 == 0 ? 4 : 8;
      std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(place), width, fill);
      if (!feeder.feed(bytes, "a state whose bytes " + std::to_string(place) + " to " +
                                  std::to_string(place + width - 1) + " are " +
                                  std::to_string(std::to_integer<int>(fill)))) {
        return;
      }
    }
  }
  feeder.finish();
}

void garbage(CheckContext& context) {
  Feeder feeder(context);
  const auto random_byte = [&] { return static_cast<std::byte>(context.pick(0, 255)); };
  for (const std::size_t size : {1u, 2u, 3u, 4u, 8u, 15u, 64u, 1000u, 65536u}) {
    for (int round = 0; round < 5; ++round) {
      State bytes(size);
      std::generate(bytes.begin(), bytes.end(), random_byte);
      if (!feeder.feed(bytes,
                       std::to_string(size) + " random bytes, round " + std::to_string(round))) {
        return;
      }
    }
  }
  for (const std::string text :
       {"{}", "[]", "null", "{\"params\":{}}", "<?xml version=\"1.0\"?><state/>", "VC2!",
        "{\"params\":{\"a\":1e999}}", "PK\x03\x04", "RIFF", "CcnK"}) {
    State bytes;
    for (const char letter : text) bytes.push_back(static_cast<std::byte>(letter));
    if (!feeder.feed(bytes, "the text " + text)) return;
  }
  feeder.finish();
}

void more_behind(CheckContext& context) {
  Feeder feeder(context);
  for (const std::size_t extra : {1u, 7u, 100u, 5000u}) {
    State bytes = feeder.state();
    for (std::size_t i = 0; i < extra; ++i) {
      bytes.push_back(static_cast<std::byte>(context.pick(0, 255)));
    }
    if (!feeder.feed(bytes, "a state with " + std::to_string(extra) + " bytes behind it")) return;
  }
  feeder.finish();
}

void shuffled_pieces(CheckContext& context) {
  Feeder feeder(context);
  const State& whole = feeder.state();
  if (whole.size() < 8) context.skip("the plugin's state is shorter than eight bytes");
  for (int i = 0; i < 100; ++i) {
    // A piece of it moves elsewhere, or comes twice.
    const auto begin = static_cast<std::size_t>(context.pick(0, whole.size() - 2));
    const auto size = static_cast<std::size_t>(
        context.pick(1, std::min<std::size_t>(64, whole.size() - begin - 1)));
    const auto place = static_cast<std::size_t>(context.pick(0, whole.size() - size));
    const auto piece = whole.begin() + static_cast<std::ptrdiff_t>(begin);
    State bytes = whole;
    if (i % 2 == 0) {
      std::copy_n(piece, size, bytes.begin() + static_cast<std::ptrdiff_t>(place));
    } else {
      bytes.insert(bytes.begin() + static_cast<std::ptrdiff_t>(place), piece,
                   piece + static_cast<std::ptrdiff_t>(size));
    }
    if (!feeder.feed(bytes, std::string("a state whose bytes from ") + std::to_string(begin) +
                                " on, " + std::to_string(size) + " of them, are also at " +
                                std::to_string(place))) {
      return;
    }
  }
  feeder.finish();
}

void nested_deeply(CheckContext& context) {
  Feeder feeder(context);
  for (const std::string opening : {"[", "{\"a\":", "<a>", "("}) {
    for (const std::size_t levels : {10'000u, 300'000u}) {
      State bytes;
      bytes.reserve(levels * opening.size());
      for (std::size_t i = 0; i < levels; ++i) {
        for (const char letter : opening) bytes.push_back(static_cast<std::byte>(letter));
      }
      if (!feeder.feed(bytes, std::to_string(levels) + " times " + opening)) return;
    }
  }
  feeder.finish();
}

constexpr const char* kDamage =
    "CLAP: state.h, load answers false; VST3: setState answers kResultFalse; nih-plug#279";

constexpr std::array kChecks = {
    Check{"state.empty-is-refused", "an empty state is refused, and changes nothing",
          "clap-validator: load of an empty stream is false; VST3: foreign streams are refused",
          empty_is_refused, Severity::warning},
    Check{"state.cut-anywhere",
          "a state that was cut is refused without a change, or gives values inside their ranges",
          kDamage, cut_anywhere},
    Check{"state.flipped-bits",
          "a state with a flipped bit is refused without a change, or gives values inside their "
          "ranges",
          kDamage, flipped_bits},
    Check{"state.hostile-lengths",
          "a state with absurd lengths is refused without a change, or gives values inside their "
          "ranges",
          kDamage, hostile_lengths},
    Check{"state.shuffled",
          "a state whose pieces were copied about is refused without a change, or gives values "
          "inside their ranges",
          kDamage, shuffled_pieces},
    Check{"state.garbage",
          "random bytes and the files of others are refused without a change, or give values "
          "inside their ranges",
          kDamage, garbage},
    Check{"state.nested-deeply",
          "a text of ten thousand levels and more is refused without a change, or gives values "
          "inside their ranges",
          "readers of JSON and XML that call themselves for each level end the host's process",
          nested_deeply},
    Check{"state.more-behind",
          "a state with other bytes behind it is refused without a change, or gives values inside "
          "their ranges",
          "hosts store states in streams with more behind; CLAP: stream.h; VST3: IBStream",
          more_behind},
};

}  // namespace

std::span<const Check> state_damage_checks() {
  return kChecks;
}

}  // namespace attacca::validate
