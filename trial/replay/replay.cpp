// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/replay/replay.hpp"

#include <algorithm>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <utility>

#include "files/file.hpp"
#include "trial/replay/actor.hpp"
#include "trial/replay/cast.hpp"
#include "witness/record/record_text.hpp"

namespace attacca::trial {

namespace {

using witness::RecordedCall;

std::uint16_t main_thread(const std::vector<RecordedCall>& calls) {
  const auto first = std::find_if(calls.begin(), calls.end(), [](const RecordedCall& call) {
    return call.name() == "clap.plugin.init" || call.name().ends_with(".initialize");
  });
  if (first != calls.end()) return first->begin->thread;
  return calls.empty() ? std::uint16_t{0} : calls.front().begin->thread;
}

/// Gives each call to its thread when its turn has come.
class Director {
 public:
  Director(const std::vector<RecordedCall>& calls, Actor& actor, const ReplayOptions& options)
      : calls_(calls), actor_(actor), options_(options), progress_(calls.size()) {}

  void direct(Cast& cast) {
    try {
      give_all(cast);
    } catch (const std::exception& error) {
      fail_with(error.what());
    }
  }

  // After direct() and Cast::run().
  ReplayResult result;
  std::string failure;
  bool is_stuck = false;  ///< a thread is still in the plugin

 private:
  void give_all(Cast& cast) {
    const std::vector<bool> nested = nested_calls(calls_);
    std::size_t given = 0;
    for (std::size_t i = 0; i < calls_.size() && !has_failed(); ++i) {
      const RecordedCall& call = calls_[i];
      const std::string obstacle =
          nested[i] ? "they came by themselves, inside other calls" : actor_.obstacle(call);
      if (!obstacle.empty()) {
        pass_over(obstacle);
        continue;
      }
      if (!progress_.wait(given, ended_before(call), options_.patience)) {
        return stick(" within " + std::to_string(options_.patience.count() / 1000) + " s");
      }
      cast.give(call.begin->thread, [this, i] {
        progress_.begin();
        perform(i);
        progress_.end(i);
      });
      open_.push_back(i);
      ++given;
      if (options_.progress && given % 64 == 0) options_.progress(given);
    }
    last_waited_ = open_;
    if (!progress_.wait(given, open_, options_.patience)) stick("");
  }

  void perform(std::size_t index) {
    Acted acted;
    try {
      acted = actor_.act(calls_[index], index);
    } catch (const std::exception& error) {
      acted.failure = words_of(index) + ": " + error.what();
    }
    if (!acted.failure.empty()) {
      fail_with(acted.failure);
    } else if (!acted.passed_over.empty()) {
      pass_over(acted.passed_over);
    } else {
      const std::lock_guard lock(mutex_);
      ++result.acted;
    }
  }

  void pass_over(const std::string& why) {
    const std::lock_guard lock(mutex_);
    ++result.passed_over[why];
  }
  void fail_with(const std::string& why) {
    const std::lock_guard lock(mutex_);
    if (failure.empty()) failure = why;
  }
  bool has_failed() {
    const std::lock_guard lock(mutex_);
    return !failure.empty();
  }
  void stick(const std::string& within) {
    const std::string call = words_of(waited_for());
    fail_with("the plugin did not come back from " + call + within);
    is_stuck = true;
    if (options_.stuck) options_.stuck(call);
  }

  /// Those of the open ones that the recording saw ended before `call`; they are open no more.
  std::vector<std::size_t> ended_before(const RecordedCall& call) {
    std::vector<std::size_t> ended;
    std::vector<std::size_t> still_open;
    for (const std::size_t index : open_) {
      const bool is_over =
          calls_[index].ended() < call.began() || calls_[index].begin->thread == call.begin->thread;
      (is_over ? ended : still_open).push_back(index);
    }
    open_ = std::move(still_open);
    last_waited_ = ended;
    return ended;
  }

  /// The call that the last wait was for.
  [[nodiscard]] std::size_t waited_for() {
    for (const auto* const list : {&last_waited_, &open_}) {
      for (const std::size_t index : *list) {
        if (!progress_.has_ended(index)) return index;
      }
    }
    return 0;
  }

  [[nodiscard]] std::string words_of(std::size_t index) const {
    return std::string(calls_[index].name()) + " (record " + std::to_string(calls_[index].began()) +
           ")";
  }

  const std::vector<RecordedCall>& calls_;
  Actor& actor_;
  const ReplayOptions& options_;
  Progress progress_;
  std::mutex mutex_;  // result, failure
  std::vector<std::size_t> open_;
  std::vector<std::size_t> last_waited_;
};

/// All that the threads of a replay use.
struct Play {
  Play(const witness::Recording& recording, ReplayOptions wanted)
      : calls(witness::calls_of(recording)), options(std::move(wanted)) {}

  std::vector<RecordedCall> calls;
  ReplayOptions options;
  std::unique_ptr<Actor> actor;
  std::optional<Director> director;
  std::unique_ptr<Cast> cast;
};

constexpr std::size_t kMostThreads = 256;

std::size_t threads_of(const std::vector<RecordedCall>& calls) {
  std::set<std::uint16_t> threads;
  for (const RecordedCall& call : calls) threads.insert(call.begin->thread);
  return threads.size();
}

std::string nothing_acted(const ReplayResult& result) {
  if (result.passed_over.empty()) return "the recording has no calls";
  const auto most =
      std::max_element(result.passed_over.begin(), result.passed_over.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return "none of the recording's " + std::to_string(result.calls) +
         " calls could be made: " + std::to_string(most->second) + " were passed over, for " +
         most->first;
}

}  // namespace

std::vector<bool> nested_calls(const std::vector<RecordedCall>& calls) {
  std::vector<bool> nested(calls.size(), false);
  std::map<std::uint16_t, std::uint64_t> until;  // the end of the outermost call of each thread
  for (std::size_t i = 0; i < calls.size(); ++i) {
    std::uint64_t& end = until[calls[i].begin->thread];
    // The last records of a recording may lack their ends.
    if (end != RecordedCall::kNever && calls[i].began() < end) {
      nested[i] = true;
    } else {
      end = calls[i].ended();
    }
  }
  return nested;
}

std::string obstacle_of(const RecordedCall& call) {
  const std::string_view name = call.name();
  if (needs_window(name)) return "they need a window";
  const auto is_beyond = [&call](std::size_t index, std::int64_t most) {
    return call.integer(index) < 0 || call.integer(index) > most;
  };
  const bool is_block = name == "clap.plugin.process" || name == "IAudioProcessor.process";
  if (is_block && is_beyond(2, kMostFrames)) {
    return "their blocks have more than " + std::to_string(kMostFrames) + " frames";
  }
  struct Count {
    std::string_view suffix;
    std::size_t index;
    std::int64_t most;
  };
  // Where arguments say how much memory is behind the ones before them.
  constexpr Count kCounts[] = {
      {".can_apply_configuration", 1, kMostListed},    {".apply_configuration", 1, kMostListed},
      {"clap.project-location/2.set", 1, kMostListed}, {".value_to_text", 3, kMostTextBytes},
      {".get_channel_map", 3, kMostTextBytes},         {".setBusArrangements", 1, kMostListed},
      {".setBusArrangements", 3, kMostListed},
  };
  for (const Count& count : kCounts) {
    if (name.ends_with(count.suffix) && is_beyond(count.index, count.most)) {
      return "their lists have more than " + std::to_string(count.most) + " entries";
    }
  }
  return {};
}

bool needs_window(std::string_view name) noexcept {
  return name == "clap.gui.set_parent" || name == "clap.gui.set_transient" ||
         name == "IPlugView.attached" || name == "IPlugView.removed";
}

bool is_of_vst3(const witness::Recording& recording) {
  return std::any_of(recording.records.begin(), recording.records.end(),
                     [](const witness::Record& record) {
                       return record.name == "GetPluginFactory" || record.name == "ModuleEntry";
                     });
}

Result<witness::Recording> read_replay(const std::filesystem::path& path) {
  constexpr std::uint64_t kLargest = std::uint64_t{1} << 30U;
  const auto text = files::read_text(path, kLargest);
  if (!text) return tl::unexpected(text.error());
  return witness::parse_replay(*text, path.string());
}

Result<ReplayResult> act_out(const witness::Recording& recording, const ReplayOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  auto play = std::make_unique<Play>(recording, options);
  if (const std::size_t threads = threads_of(play->calls); threads > kMostThreads) {
    return fail("the recording has " + std::to_string(threads) + " threads, and at most " +
                std::to_string(kMostThreads) + " are acted out: it is damaged, or no recording");
  }
  auto actor = is_of_vst3(recording) ? make_vst3_actor(play->calls, play->options)
                                     : make_clap_actor(play->calls, play->options);
  if (!actor) return tl::unexpected(actor.error());
  play->actor = std::move(*actor);
  play->director.emplace(play->calls, *play->actor, play->options);
  play->cast = std::make_unique<Cast>(main_thread(play->calls));
  std::thread directing([&play] {
    play->director->direct(*play->cast);
    play->cast->finish();
  });
  play->cast->run();
  directing.join();
  const std::string failure = play->director->failure;
  if (play->director->is_stuck) {
    // A thread that is still in the plugin can neither be joined nor left without what it uses.
    [[maybe_unused]] const Play* const left = play.release();
    return fail(failure);
  }
  play->cast.reset();
  play->actor->finish();
  if (!failure.empty()) return fail(failure);
  ReplayResult result = std::move(play->director->result);
  result.calls = play->calls.size();
  if (result.acted == 0) return fail(nothing_acted(result));
  result.foreign_states = play->actor->foreign_states();
  result.audio_offences = play->actor->offences().total();
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return result;
}

}  // namespace attacca::trial
