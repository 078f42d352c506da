// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "attacca/base/result.hpp"
#include "dev/binary_copies.hpp"
#include "dev/build_run.hpp"
#include "dev/build_turn.hpp"
#include "dev/dev_log.hpp"
#include "dev/dev_project.hpp"
#include "dev/sound_options.hpp"
#include "dev/source_watcher.hpp"
#include "dev/watched_child.hpp"
#include "host/base/main_loop.hpp"

namespace attacca::dev {

struct DevOptions {
  SoundOptions sound;
  std::string plugin;    ///< id, of a file with several; empty: the first one
  std::string format;    ///< "clap" or "vst3"; empty: what the build has
  double seconds = 0.0;  ///< ends by itself after this long; 0: it goes on
  WatchedChild::Limits limits;
};

/// Builds a plugin, plays it, and takes each change of its sources over while it plays:
///
///     saved → built → copied → tried in a process of its own → swapped in the player's process
///
/// This process loads no plugin and has one thread; the player's can crash, hang or grow, and is
/// begun again with the build before and the state that it had. All members [main].
class DevLoop {
 public:
  /// `log` outlives it.
  DevLoop(DevProject project, DevOptions options, DevLog& log);
  ~DevLoop();

  /// Until SIGINT, SIGTERM or SIGHUP, or the time is over. Nothing is left behind then. Errors: it
  /// cannot begin: no copies, no watching, no device that was asked for.
  [[nodiscard]] Result<void> run();

 private:
  using Clock = std::chrono::steady_clock;
  using Identity = std::tuple<std::uint64_t, std::uint64_t, std::uint64_t, std::int64_t>;

  /// A build on its way to being heard.
  struct Candidate {
    std::filesystem::path binary;
    Clock::time_point saved{};
    Clock::time_point stage{};  ///< when the step that is under way began
    double build_seconds = 0.0;
    double trial_seconds = 0.0;
  };

  void look();
  void take_changes();
  void take_line();
  void renew_files();

  void start_build();
  void finish_build(bool is_good);
  void report_failed_build(double seconds);
  void start_trial(Candidate candidate);
  void finish_trial(const WatchedChild::Ending& ending);
  void drop_candidate();

  void hand_over(Candidate candidate);
  void hand_over_waiting();
  void start_player(Candidate candidate, bool is_back);
  void hear(Word word, std::span<const std::byte> bytes);
  void finish_start(const std::string& facts);
  void finish_swap(const std::string& facts);
  void refuse(const std::string& why);
  void say_refused(const std::string& why);
  void finish_player(const WatchedChild::Ending& ending);
  [[nodiscard]] bool is_in(const WatchedChild::Ending& ending,
                           const std::filesystem::path& copy) const;
  void go_on_with_incoming();
  void go_back();
  void report_ending(const WatchedChild::Ending& ending, const std::string& who);
  void forget(std::optional<std::filesystem::path>& copy);
  void end();

  DevProject project_;
  const DevOptions options_;
  DevLog& log_;
  host::MainLoop loop_;
  std::optional<SourceWatcher> watcher_;
  std::optional<BinaryCopies> copies_;

  std::vector<std::filesystem::path> changed_;
  std::optional<Clock::time_point> saved_;  ///< the first change that no build has yet
  Clock::time_point first_change_{};        ///< of changed_
  Clock::time_point settled_{};             ///< when it is built, if nothing more comes
  Clock::time_point next_renewal_{};

  std::optional<BuildTurn> turn_;  ///< while it builds
  bool waits_for_turn_ = false;
  std::unique_ptr<BuildRun> build_;
  Clock::time_point build_began_{};
  SourceWatcher::Time build_began_on_disk_{};  ///< as files are dated
  bool is_watch_due_ = false;                  ///< a build may have learned of other files
  std::size_t files_said_ = 0;                 ///< how many are watched, as was said last
  Clock::time_point build_saved_{};
  std::optional<Identity> tried_;  ///< the file that was tried last
  std::unique_ptr<WatchedChild> trial_;
  std::optional<Candidate> candidate_;       ///< that is tried
  std::optional<std::string> trial_answer_;  ///< why it failed; empty: it passed

  std::unique_ptr<WatchedChild> player_;
  bool is_starting_ = false;
  std::optional<Candidate> incoming_;  ///< that the player was told to take, or begins with
  std::optional<Candidate> waiting_;   ///< tried, for when the incoming one is in its place
  std::optional<std::filesystem::path> current_;
  std::optional<std::filesystem::path> previous_;
  std::vector<std::byte> state_;
  std::string place_;
  std::optional<standalone::Backend> backend_;  ///< that the player has played on
  double sample_rate_;
  std::uint32_t most_frames_;
  int recordings_ = 0;
  bool has_played_ = false;
  std::string failure_;  ///< why the player could not go on
  std::optional<Error> error_;
  host::MainLoop::Id input_id_ = 0;
  std::string line_;  ///< of the standard input, so far
};

}  // namespace attacca::dev
