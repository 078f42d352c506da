// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "attacca/base/result.hpp"
#include "host/base/main_loop.hpp"
#include "host/guard/realtime_guard.hpp"
#include "host/plugin/module.hpp"
#include "host/plugin/offence.hpp"
#include "host/plugin/plugin_instance.hpp"
#include "host/profile/host_profile.hpp"
#include "trial/validate/subject.hpp"
#include "trial/validate/verdict_log.hpp"

namespace attacca::validate {

class CheckContext;

/// Hands an instance's offences to the context before it destroys the instance.
struct WatchedDelete {
  CheckContext* context = nullptr;
  void operator()(host::PluginInstance* instance) const;
};
using WatchedInstance = std::unique_ptr<host::PluginInstance, WatchedDelete>;

/// What a running check is given: the plugin, a host, chance with a seed, and where to report.
/// Everything here is [main]: the thread that runs the check.
///
/// expect() notes a broken rule and goes on; require() and skip() end the check by an exception,
/// which must not pass through a plugin: never call them from inside a callback of the host.
class CheckContext {
 public:
  CheckContext(const Subject& subject, const host::HostProfile& profile, std::uint64_t seed,
               VerdictLog& log);
  ~CheckContext();
  CheckContext(const CheckContext&) = delete;
  CheckContext& operator=(const CheckContext&) = delete;

  /// @name The plugin and its host
  /// @{
  [[nodiscard]] const Subject& subject() const noexcept { return subject_; }
  [[nodiscard]] host::PluginFormat format() const noexcept { return subject_.plugin.format; }
  [[nodiscard]] bool is_clap() const noexcept { return format() == host::PluginFormat::clap; }
  [[nodiscard]] const host::HostProfile& profile() const noexcept { return profile_; }
  [[nodiscard]] host::MainLoop& loop() noexcept { return loop_; }
  /// Turns the main loop until `is_there()`, for `time` at most, and returns whether it is. Plugins
  /// may take their time to call the host: VST3 ones that are given no run loop need a thread.
  template <typename Condition>
  bool turn_loop_until(Condition&& is_there,
                       std::chrono::milliseconds time = std::chrono::milliseconds(500)) {
    const auto end = host::MainLoop::Clock::now() + time;
    while (!is_there() && host::MainLoop::Clock::now() < end) {
      (void)loop_.run_once(std::chrono::milliseconds(5));
    }
    return is_there();
  }

  /// The file, loaded at the first call. Ends the check when it cannot be loaded.
  [[nodiscard]] host::Module& module();
  /// A new instance, ready to be activated. Ends the check when it cannot be made.
  [[nodiscard]] WatchedInstance create() { return create(profile_); }
  [[nodiscard]] WatchedInstance create(const host::HostProfile& profile);
  /// A new instance that is active (48 kHz) and processing.
  [[nodiscard]] WatchedInstance create_processing(double sample_rate = 48000.0,
                                                  std::uint32_t max_frames = 512);
  /// @}

  /// @name Chance
  /// @{

  /// The same numbers for the same seed and check, whatever ran before.
  [[nodiscard]] std::mt19937_64& random() noexcept { return random_; }
  /// A whole number from `low` to `high`, both included.
  [[nodiscard]] std::uint64_t pick(std::uint64_t low, std::uint64_t high);
  /// @}

  /// @name Reporting
  /// @{

  /// What is being done now; a crash or hang is reported with it. Cheap.
  void step(std::string_view doing) { log_.step(doing); }
  /// The rule is broken: `what` says how, with the numbers that show it.
  void fail(const std::string& what) { log_.fail(what); }
  /// Fails with `what` unless `holds`; returns `holds`.
  bool expect(bool holds, const std::string& what) {
    if (!holds) fail(what);
    return holds;
  }
  /// Like expect(), but the check ends here when the rule is broken.
  void require(bool holds, const std::string& what) {
    if (!holds) fail_and_end(what);
  }
  /// The value, or the check ends with `doing` and the error.
  template <typename T>
  T require(Result<T> result, const std::string& doing) {
    require(result.has_value(), result ? doing : doing + ": " + result.error().message);
    if constexpr (!std::is_void_v<T>) return std::move(*result);
  }
  /// Does `act()`, whose Result or bool must be good, for the check cannot begin without: that an
  /// instance can be made, say. It is the subject of another check, `finder`. Where that one does
  /// not pass in the same run, this one counts as skipped; else it fails, by a crash inside as
  /// well.
  template <typename Act>
  auto rely_on(std::string_view finder, const std::string& doing, Act&& act) {
    const std::string_view outer = std::exchange(finder_, finder);
    log_.rely_on(finder_);
    auto result = act();
    if (!result) fail_and_end(doing + reason_of(result));
    finder_ = outer;
    log_.rely_on(finder_);
    if constexpr (!std::is_same_v<decltype(result), bool>) {
      if constexpr (!std::is_void_v<typename decltype(result)::value_type>) {
        return std::move(*result);
      }
    }
  }
  /// Activates `instance` and has it start processing, as nearly every check needs it; what
  /// "lifecycle.plays" is about.
  void start(host::PluginInstance& instance, double sample_rate = 48000.0,
             std::uint32_t max_frames = 512);
  /// Something a reader may want to know; no verdict.
  void note(const std::string& what) { log_.note(what); }
  /// The rule does not apply to this plugin or machine: `why` says so.
  [[noreturn]] void skip(const std::string& why);
  /// @}

  /// @name Watching
  /// @{

  /// For checks that talk to the plugin through the raw interface: where to count what it does on
  /// the audio thread (with a host::RealtimeScope around the call) and what it calls wrongly.
  [[nodiscard]] host::RealtimeOffences& realtime() noexcept { return *realtime_; }
  [[nodiscard]] host::OffenceList& conduct() noexcept { return *conduct_; }
  /// Names what was counted into realtime() so far, before a file is unloaded that it came from.
  void name_places() { add_places(*realtime_, places_); }
  /// This check provokes what is watched otherwise, so nothing that happens in it counts.
  void ignore_watches() noexcept { watches_ = false; }
  /// Reports what `instance` has done so far. Called by itself when an instance is destroyed.
  void collect(host::PluginInstance& instance);
  /// Reports what was counted into realtime() and conduct(). Called by the runner at the end.
  void collect_raw();
  /// @}

 private:
  [[noreturn]] void fail_and_end(const std::string& what);
  [[nodiscard]] static std::string reason_of(bool) { return {}; }
  template <typename T>
  [[nodiscard]] static std::string reason_of(const Result<T>& result) {
    return result ? std::string() : ": " + result.error().message;
  }

  const Subject& subject_;
  host::HostProfile profile_;
  VerdictLog& log_;
  std::mt19937_64 random_;
  std::string_view finder_;  ///< Of the rely_on() that runs just now.
  host::MainLoop loop_;
  std::shared_ptr<host::Module> module_;
  std::unique_ptr<host::RealtimeOffences> realtime_;
  std::vector<std::string> places_;  ///< Of realtime_'s sites, as far as they were named.
  std::unique_ptr<host::OffenceList> conduct_;
  bool watches_ = true;
};

/// Ends a check from within; thrown by CheckContext, caught by the runner.
struct CheckEnded {};

}  // namespace attacca::validate
