// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The part of the loop that has to do with the player: handing builds over, and coming back.

#include <csignal>
#include <string>
#include <utility>

#include "dev/crash_excerpt.hpp"
#include "dev/dev_loop.hpp"
#include "dev/player_session.hpp"

namespace attacca::dev {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

fs::path numbered(const std::string& output, int number) {
  if (output.empty() || number == 1) return output;
  const fs::path path = output;
  return path.parent_path() /
         (path.stem().string() + "-" + std::to_string(number) + path.extension().string());
}

}  // namespace

void DevLoop::hand_over(Candidate candidate) {
  // Saved again while the player still takes over what was saved before.
  if (incoming_) {
    if (waiting_) copies_->remove(waiting_->binary);
    waiting_ = std::move(candidate);
    return;
  }
  candidate.stage = Clock::now();
  if (player_ == nullptr) return start_player(std::move(candidate), false);
  player_->send(Word::swap, candidate.binary.string());
  incoming_ = std::move(candidate);
}

void DevLoop::hand_over_waiting() {
  if (waiting_ && !incoming_) hand_over(*std::exchange(waiting_, std::nullopt));
}

void DevLoop::start_player(Candidate candidate, bool is_back) {
  candidate.stage = Clock::now();
  PlayerStart start{.binary = candidate.binary,
                    .plugin = options_.plugin,
                    .state = state_,
                    .place = place_,
                    .backend = backend_,
                    .record_to = numbered(options_.sound.output, ++recordings_)};
  incoming_ = std::move(candidate);
  is_starting_ = true;
  failure_.clear();
  const auto work = [this, start = std::move(start)](Link& link, trial::RunVitals& vitals) {
    PlayerSession session(options_.sound, link, vitals);
    session.run(start);
  };
  auto started = WatchedChild::start(
      loop_, work,
      {.told = [this](Word word, std::span<const std::byte> bytes) { hear(word, bytes); },
       .printed = [this](std::string_view text) { log_.printed(text); }},
      options_.limits);
  if (!started) {
    error_ = started.error();
    return;
  }
  player_ = std::move(*started);
  if (is_back) log_.say("back", "the build before it plays again, with the state that it had");
}

void DevLoop::hear(Word word, std::span<const std::byte> bytes) {
  switch (word) {
    case Word::said:
      return log_.said_by_plugin(text_of(bytes));
    case Word::device:
      return finish_start(text_of(bytes));
    case Word::swapped:
      return finish_swap(text_of(bytes));
    case Word::refused:
      return refuse(text_of(bytes));
    case Word::state:
      state_.assign(bytes.begin(), bytes.end());
      return;
    case Word::place:
      place_ = text_of(bytes);
      return;
    case Word::failed:
      failure_ = text_of(bytes);
      return;
    default:
      return;
  }
}

/// Also said when a device comes back.
void DevLoop::finish_start(const std::string& facts) {
  const json device = json::parse(facts, nullptr, false);
  sample_rate_ = device.value("rate", sample_rate_);
  if (const auto backend = device.find("backend"); backend != device.end()) {
    backend_ = static_cast<standalone::Backend>(backend->get<int>());
  }
  most_frames_ = device.value("frames", most_frames_);
  const pid_t process = player_ != nullptr ? player_->process() : 0;
  log_.say("playing", device.value("text", "") + ", process " + std::to_string(process),
           {{"device", device.value("text", "")}, {"process", process}});
  if (!std::exchange(is_starting_, false) || !incoming_) return;
  has_played_ = true;
  const double heard = seconds_between(incoming_->saved, Clock::now());
  current_ = std::exchange(incoming_, std::nullopt)->binary;
  if (!device.value("waits", false)) {
    log_.say("heard", "after " + in_seconds(heard), {{"seconds", heard}});
  }
  is_watch_due_ = true;
  files_said_ = 0;
  hand_over_waiting();
}

void DevLoop::finish_swap(const std::string& facts) {
  if (!incoming_) return;
  const json swap = json::parse(facts, nullptr, false);
  const double heard = seconds_between(incoming_->saved, Clock::now());
  const double seconds = swap.value("seconds", 0.0);
  const std::size_t notes = swap.value("notes", std::size_t{0});
  const std::string note = swap.value("note", "");
  std::string text = in_seconds(seconds) + ", with its track and ";
  text += note.empty() ? counted(swap.value("state", std::size_t{0}), "byte", "bytes") + " of state"
                       : "what it could keep: " + note;
  if (notes > 0) text += ", " + counted(notes, "held note", "held notes") + " begun again";
  log_.say("swapped", text, {{"seconds", seconds}, {"notes", notes}, {"note", note}});
  log_.say("heard", in_seconds(heard) + " after it was saved",
           {{"seconds", heard},
            {"build", incoming_->build_seconds},
            {"trial", incoming_->trial_seconds},
            {"swap", seconds}});
  forget(previous_);
  previous_ = std::exchange(current_, std::exchange(incoming_, std::nullopt)->binary);
  hand_over_waiting();
}

/// By the player.
void DevLoop::refuse(const std::string& why) {
  say_refused(why);
  if (incoming_) copies_->remove(incoming_->binary);
  incoming_.reset();
  hand_over_waiting();
}

void DevLoop::say_refused(const std::string& why) {
  log_.say("refused", why + (player_ != nullptr ? "; the build before plays on" : ""),
           {{"why", why}});
}

void DevLoop::finish_player(const WatchedChild::Ending& ending) {
  player_.reset();
  log_.flush_printed();
  if (ending.kind == WatchedChild::Ending::Kind::finished) {
    const std::string why = failure_.empty() ? "the player has ended" : failure_;
    if (!has_played_) {
      error_ = Error{why};
      return;
    }
    log_.say("error", why, {{"error", why}});
  } else {
    const bool is_swapping = incoming_ && !is_starting_;
    if (is_swapping && current_ && is_in(ending, *current_)) {
      report_ending(ending, "the build before");
      return go_on_with_incoming();
    }
    report_ending(ending, is_swapping ? "the new build" : project_.name);
  }
  go_back();
}

/// Whether the innermost of the plugin's functions in a crash is of this copy.
bool DevLoop::is_in(const WatchedChild::Ending& ending, const fs::path& copy) const {
  if (!ending.crash || ending.crash->threads.empty()) return false;
  const std::string all = copies_->folder().string() + "/";
  for (const host::SourceFrame& frame : ending.crash->threads.front().frames) {
    if (frame.module.starts_with(all)) return frame.module == copy.string();
  }
  return false;
}

/// The build before has brought the player down while the new one came: that one has passed its
/// trial, and is no worse for it.
void DevLoop::go_on_with_incoming() {
  forget(current_);
  Candidate next = *std::exchange(incoming_, std::nullopt);
  start_player(std::move(next), false);
}

/// What was heard, or was about to be, is not heard again.
void DevLoop::go_back() {
  std::optional<fs::path> next;
  if (incoming_ && !is_starting_) {
    copies_->remove(incoming_->binary);
    // Which of the two builds it was may not be known: it can be tried again.
    tried_.reset();
    next = std::exchange(current_, std::nullopt);
  } else {
    if (incoming_) copies_->remove(incoming_->binary);
    forget(current_);
    next = std::exchange(previous_, std::nullopt);
  }
  incoming_.reset();
  is_starting_ = false;
  if (!next && waiting_) return hand_over_waiting();
  if (!next) {
    return log_.say("silence",
                    "there is no build before it: it is built again when a source is saved");
  }
  start_player({.binary = *next, .saved = Clock::now()}, true);
}

void DevLoop::report_ending(const WatchedChild::Ending& ending, const std::string& who) {
  std::string text = to_text(ending, who);
  if (player_ != nullptr) text += "; the build before plays on";
  const std::string first = text;
  if (ending.crash) {
    text += "\n" + host::to_text(of_interest(*ending.crash, copies_->folder()));
  }
  static constexpr const char* kWords[] = {"ended", "CRASHED", "HUNG", "GREW", "LEFT"};
  log_.say(kWords[static_cast<std::size_t>(ending.kind)], text, {{"what", first}});
}

void DevLoop::forget(std::optional<fs::path>& copy) {
  if (copy) copies_->remove(*copy);
  copy.reset();
}

}  // namespace attacca::dev
