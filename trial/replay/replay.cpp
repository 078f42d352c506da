// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/replay/replay.hpp"

#include <algorithm>
#include <memory>
#include <optional>
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
    const std::vector<bool> nested = nested_calls(calls_);
    std::size_t given = 0;
    for (std::size_t i = 0; i < calls_.size() && failure.empty(); ++i) {
      const RecordedCall& call = calls_[i];
      const std::string obstacle =
          nested[i] ? "they came by themselves, inside other calls" : actor_.obstacle(call);
      if (!obstacle.empty()) {
        ++result.passed_over[obstacle];
        continue;
      }
      if (!progress_.wait(given, ended_before(call), options_.patience)) {
        failure = "the plugin did not come back from " + waiting_for() + " within " +
                  std::to_string(options_.patience.count() / 1000) + " s";
        return;
      }
      cast.give(call.begin->thread, [this, i] {
        progress_.begin();
        actor_.act(calls_[i], i);
        progress_.end(i);
      });
      open_.push_back(i);
      ++given;
      if (options_.progress && given % 64 == 0) options_.progress(given);
    }
    result.acted = given;
    if (!progress_.wait(given, open_, options_.patience)) {
      failure = "the plugin did not come back from " + waiting_for();
    }
  }

  ReplayResult result;
  std::string failure;

 private:
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

  [[nodiscard]] std::string waiting_for() const {
    const std::size_t index =
        last_waited_.empty() ? (open_.empty() ? 0 : open_.front()) : last_waited_.front();
    return std::string(calls_[index].name()) + " (record " + std::to_string(calls_[index].began()) +
           ")";
  }

  const std::vector<RecordedCall>& calls_;
  Actor& actor_;
  const ReplayOptions& options_;
  Progress progress_;
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
  if (const std::string failure = play->director->failure; !failure.empty()) {
    // A thread that is still in the plugin can neither be joined nor left without what it uses.
    (void)play.release();
    return fail(failure);
  }
  play->cast.reset();
  ReplayResult result = std::move(play->director->result);
  result.calls = play->calls.size();
  result.foreign_states = play->actor->foreign_states();
  result.audio_offences = play->actor->offences().total();
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return result;
}

}  // namespace attacca::trial
