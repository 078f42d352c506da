// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/dev_loop.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <system_error>
#include <utility>

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dev/build_output.hpp"
#include "dev/trial_run.hpp"
#include "processes/child_groups.hpp"

namespace attacca::dev {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds kLook{10};
/// An editor that saves several files, or one in several steps, has done so by then.
constexpr std::chrono::milliseconds kSettle{60};
/// Who saves all the time does not put the build off for ever.
constexpr std::chrono::seconds kSettleAtMost{1};
constexpr std::chrono::seconds kRenewal{1};
/// A file's time is the system's clock as it was at its last tick.
constexpr std::chrono::milliseconds kTick{10};
constexpr std::chrono::seconds kGoodbye{3};

std::atomic<host::MainLoop*> g_loop{nullptr};
std::atomic<bool> g_is_quitting{false};

// A second one ends the program at once, and all that it has started with it.
void quit_loop(int signal) {
  if (g_is_quitting.exchange(true)) {
    processes::signal_child_groups();
    std::signal(signal, SIG_DFL);
    std::raise(signal);
    return;
  }
  if (host::MainLoop* const loop = g_loop.load(); loop != nullptr) {
    loop->quit();
    loop->wake();
  }
}

/// As seen from where the user is, if that is shorter.
std::string shown(const fs::path& file) {
  std::error_code error;
  const fs::path here = fs::current_path(error);
  const std::string near = error ? "" : file.lexically_relative(here).string();
  return near.empty() || near.starts_with("..") ? file.string() : near;
}

std::optional<std::tuple<std::uint64_t, std::uint64_t, std::uint64_t, std::int64_t>> identity_of(
    const fs::path& file) {
  struct stat status{};
  if (stat(file.c_str(), &status) != 0) return std::nullopt;
  return std::tuple<std::uint64_t, std::uint64_t, std::uint64_t, std::int64_t>(
      status.st_dev, status.st_ino, status.st_size,
      std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec);
}

}  // namespace

DevLoop::DevLoop(DevProject project, DevOptions options, DevLog& log)
    : project_(std::move(project)),
      options_(std::move(options)),
      log_(log),
      sample_rate_(options_.sound.sample_rate),
      most_frames_(options_.sound.period) {
  if (!options_.format.empty()) project_.format = options_.format;
}

DevLoop::~DevLoop() = default;

Result<void> DevLoop::run() {
  auto watcher = SourceWatcher::create();
  if (!watcher) return tl::unexpected(watcher.error());
  watcher_ = std::move(*watcher);
  auto copies = BinaryCopies::create(project_.build);
  if (!copies) return tl::unexpected(copies.error());
  copies_.emplace(std::move(*copies));
  g_loop.store(&loop_);
  g_is_quitting.store(false);
  for (const int signal : {SIGINT, SIGTERM}) std::signal(signal, quit_loop);
  // Who is started by nohup is meant to go on.
  if (std::signal(SIGHUP, quit_loop) == SIG_IGN) std::signal(SIGHUP, SIG_IGN);
  // Whoever has started this may not care for the ends of children; here they are waited for.
  std::signal(SIGCHLD, SIG_DFL);
  // Whoever reads the log may go; and a shell may have this in its background.
  for (const int signal : {SIGPIPE, SIGTTIN}) std::signal(signal, SIG_IGN);
  watcher_->watch(files_to_watch(project_));
  log_.say("dev",
           project_.name + " (" + project_.target + "), built in " + project_.build.string());
  log_.say("dev", "Ctrl-C ends; Enter builds again; e and Enter show the editor");
  const auto changes =
      loop_.add_descriptor(watcher_->descriptor(), POLLIN, [this](short) { take_changes(); });
  input_id_ = loop_.add_descriptor(STDIN_FILENO, POLLIN, [this](short) { take_line(); });
  const auto timer = loop_.add_timer(kLook, [this] { look(); });
  saved_ = Clock::now();
  start_build();
  auto until = Clock::time_point::max();
  if (options_.seconds > 0.0) {
    until = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                               std::chrono::duration<double>(options_.seconds));
  }
  loop_.run_until(until, [this] { return error_.has_value(); });
  loop_.remove(changes);
  loop_.remove(timer);
  if (input_id_ != 0) loop_.remove(input_id_);
  end();
  g_loop.store(nullptr);
  if (error_) return tl::unexpected(*error_);
  return {};
}

void DevLoop::end() {
  build_.reset();
  turn_.reset();
  trial_.reset();
  if (player_ != nullptr) {
    player_->send(Word::quit);
    const bool has_ended = player_->wait(kGoodbye);
    const auto ending = has_ended ? player_->look() : std::nullopt;
    player_.reset();
    log_.flush_printed();
    if (ending && ending->kind != WatchedChild::Ending::Kind::finished) {
      report_ending(*ending, project_.name);
    } else if (!has_ended) {
      log_.say("HUNG", project_.name + " did not come to its end within 3 s");
    }
  }
  log_.flush_printed();
  log_.say("dev", "ended");
}

// -- what comes from outside ---------------------------------------------------------------------

void DevLoop::take_changes() {
  for (const fs::path& file : watcher_->read()) {
    const auto now = Clock::now();
    if (changed_.empty()) first_change_ = now;
    if (std::find(changed_.begin(), changed_.end(), file) == changed_.end()) {
      changed_.push_back(file);
    }
    if (!saved_) saved_ = now;
    settled_ = std::min(now + kSettle, first_change_ + kSettleAtMost);
  }
}

void DevLoop::take_line() {
  std::array<char, 256> piece{};
  const ssize_t count = read(STDIN_FILENO, piece.data(), piece.size());
  if (count <= 0) {
    // Its end, or a terminal that belongs to somebody else.
    loop_.remove(std::exchange(input_id_, 0));
    return;
  }
  line_.append(piece.data(), static_cast<std::size_t>(count));
  for (std::size_t end = line_.find('\n'); end != std::string::npos; end = line_.find('\n')) {
    const std::string word = line_.substr(0, end);
    line_.erase(0, end + 1);
    if (word.empty()) {
      saved_ = Clock::now();
      start_build();
    } else if (word == "e" && player_ != nullptr) {
      player_->send(Word::show_editor);
    } else if (word == "q") {
      loop_.quit();
    } else {
      log_.say("dev", "Ctrl-C ends; Enter builds again; e and Enter show the editor");
    }
  }
}

void DevLoop::look() {
  if (Clock::now() >= next_renewal_) {
    next_renewal_ = Clock::now() + kRenewal;
    watcher_->renew();
    take_changes();
  }
  if (!changed_.empty() && Clock::now() >= settled_) {
    std::string files = shown(changed_.front());
    if (changed_.size() > 1) files += " and " + counted(changed_.size() - 1, "other", "others");
    std::error_code error;
    const bool is_there = fs::exists(changed_.front(), error);
    log_.say(is_there ? "saved" : "gone", files,
             {{"file", changed_.front().string()}, {"files", changed_.size()}});
    changed_.clear();
    start_build();
  }
  if (waits_for_turn_) start_build();
  if (build_ != nullptr) {
    if (const auto is_good = build_->look()) finish_build(*is_good);
  }
  if (trial_ != nullptr) {
    if (const auto ending = trial_->look()) finish_trial(*ending);
  }
  if (player_ != nullptr) {
    if (const auto ending = player_->look()) finish_player(*ending);
  }
  // Asking Ninja takes its time: not before what is saved is heard.
  if (is_watch_due_ && build_ == nullptr && trial_ == nullptr && !incoming_) renew_files();
  log_.printed({});
}

void DevLoop::renew_files() {
  is_watch_due_ = false;
  // What nobody watched while it was built may have been saved since.
  watcher_->watch(files_to_watch(project_), build_began_on_disk_);
  take_changes();
  const std::size_t count = watcher_->files().size();
  if (std::exchange(files_said_, count) == count) return;
  log_.say("watching", counted(count, "file", "files"));
  if (!watcher_->shortage().empty()) log_.say("error", watcher_->shortage());
}

// -- building ------------------------------------------------------------------------------------

void DevLoop::start_build() {
  build_.reset();
  // What is overtaken need not be tried.
  trial_.reset();
  drop_candidate();
  if (!turn_) turn_ = BuildTurn::take(copies_->folder().parent_path());
  if (!turn_) {
    if (!std::exchange(waits_for_turn_, true)) {
      log_.say("dev", "another attacca dev builds in this folder: this one waits for it");
    }
    return;
  }
  waits_for_turn_ = false;
  build_began_ = Clock::now();
  build_began_on_disk_ = SourceWatcher::Time::clock::now() - kTick;
  build_saved_ = saved_.value_or(build_began_);
  auto started = BuildRun::start(project_);
  if (!started) {
    turn_.reset();
    return log_.say("error", started.error().message);
  }
  build_ = std::move(*started);
  saved_.reset();
}

void DevLoop::finish_build(bool is_good) {
  const double seconds = seconds_between(build_began_, Clock::now());
  is_watch_due_ = true;
  turn_.reset();
  if (!is_good) return report_failed_build(seconds);
  build_.reset();
  // A changed CMakeLists.txt may have moved it.
  if (auto project = find_project(project_.build, project_.target)) {
    project_ = std::move(*project);
    if (!options_.format.empty()) project_.format = options_.format;
  }
  const auto identity = identity_of(project_.binary);
  if (!identity) return log_.say("error", "the build made no " + project_.binary.string());
  if (identity == tried_ && player_ != nullptr) {
    return log_.say("built", in_seconds(seconds) + ", and nothing that is heard has changed",
                    {{"seconds", seconds}, {"changed", false}});
  }
  log_.say("built", in_seconds(seconds), {{"seconds", seconds}, {"changed", true}});
  auto copy = copies_->add(project_.binary, project_.format);
  if (!copy) {
    return log_.say("error", copy.error().message + ": make room, and press Enter",
                    {{"error", copy.error().message}});
  }
  tried_ = identity;
  start_trial({.binary = *copy, .saved = build_saved_, .build_seconds = seconds});
}

void DevLoop::report_failed_build(double seconds) {
  // Compilers count from the build folder.
  const BuildOutput output = read_build_output(build_->output(), [this](const std::string& file) {
    std::error_code error;
    const fs::path whole = (project_.build / file).lexically_normal();
    return fs::exists(whole, error) ? shown(whole) : file;
  });
  build_.reset();
  std::string text = "after " + in_seconds(seconds);
  if (output.errors > 0) {
    text +=
        ": " + counted(output.errors, "error", "errors") + ", the first at " + output.first_place;
  }
  if (player_ != nullptr) text += "; the build before plays on";
  log_.say("FAILED", text + "\n" + output.text,
           {{"seconds", seconds}, {"errors", output.errors}, {"place", output.first_place}});
}

// -- trying --------------------------------------------------------------------------------------

void DevLoop::start_trial(Candidate candidate) {
  candidate.stage = Clock::now();
  TrialStart start{.binary = candidate.binary,
                   .plugin = options_.plugin,
                   .state = state_,
                   .sample_rate = sample_rate_,
                   .most_frames = most_frames_};
  candidate_ = std::move(candidate);
  trial_answer_.reset();
  const auto work = [this, start = std::move(start)](Link& link, trial::RunVitals& vitals) {
    try_build(options_.sound, start, link, vitals);
  };
  const auto told = [this](Word word, std::span<const std::byte> bytes) {
    if (word == Word::passed) trial_answer_ = "";
    if (word == Word::failed) trial_answer_ = text_of(bytes);
  };
  auto started = WatchedChild::start(
      loop_, work, {.told = told, .printed = [this](std::string_view text) { log_.printed(text); }},
      options_.limits);
  if (!started) {
    drop_candidate();
    return log_.say("error", started.error().message);
  }
  trial_ = std::move(*started);
}

void DevLoop::finish_trial(const WatchedChild::Ending& ending) {
  trial_.reset();
  log_.flush_printed();
  Candidate candidate = *std::exchange(candidate_, std::nullopt);
  candidate.trial_seconds = seconds_between(candidate.stage, Clock::now());
  const bool has_passed = ending.kind == WatchedChild::Ending::Kind::finished && trial_answer_ &&
                          trial_answer_->empty();
  if (has_passed) {
    log_.say("tried", in_seconds(candidate.trial_seconds), {{"seconds", candidate.trial_seconds}});
    return hand_over(std::move(candidate));
  }
  if (ending.kind == WatchedChild::Ending::Kind::finished) {
    say_refused(trial_answer_.value_or("it did not say whether it works"));
  } else {
    report_ending(ending, "the new build");
  }
  copies_->remove(candidate.binary);
}

void DevLoop::drop_candidate() {
  if (!candidate_) return;
  copies_->remove(candidate_->binary);
  candidate_.reset();
  // Its trial said nothing: if the next build is the same file, it is tried again.
  tried_.reset();
}

}  // namespace attacca::dev
