// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "fake_host.hpp"

#include <cstdio>
#include <cstring>

#include "abi/clap/ext/gui.hpp"
#include "abi/clap/ext/latency.hpp"
#include "abi/clap/ext/state.hpp"
#include "abi/clap/ext/tail.hpp"
#include "abi/clap/ext/thread_check.hpp"
#include "abi/clap/ext/timer_support.hpp"
#include "abi/clap/query.hpp"

namespace attacca::clap_test {

thread_local bool AudioRole::playing_ = false;

struct HostCalls {
  static FakeHost& of(const clap::Host* host) { return FakeHost::of(host); }
  static void note(const clap::Host* host, std::string_view call) {
    const auto act = of(host).on_call;  // it may take itself away
    if (act) act(call);
  }

  static void request_restart(const clap::Host* host) {
    ++of(host).restarts;
    note(host, "request_restart");
  }
  static void request_process(const clap::Host* host) { ++of(host).process_requests; }
  static void request_callback(const clap::Host* host) {
    ++of(host).callbacks;
    note(host, "request_callback");
  }

  static void rescan(const clap::Host* host, clap::ParamRescanFlags flags) {
    FakeHost& self = of(host);
    self.demand(self.is_main(), "params.rescan off the main thread");
    ++(flags == clap::ParamRescanFlags::values ? self.value_rescans : self.other_rescans);
    note(host, "params.rescan");
  }
  static void clear(const clap::Host* /*host*/, clap::Id /*id*/, clap::ParamClearFlags /*flags*/) {}
  static void request_flush(const clap::Host* host) {
    FakeHost& self = of(host);
    self.demand(!AudioRole::playing(), "params.request_flush on the audio thread");
    ++self.flush_requests;
    note(host, "params.request_flush");
  }

  static void latency_changed(const clap::Host* host) {
    FakeHost& self = of(host);
    self.demand(self.is_main() && self.inside_activate, "latency.changed outside of activate");
    ++self.latency_changes;
    note(host, "latency.changed");
  }
  static void tail_changed(const clap::Host* host) {
    FakeHost& self = of(host);
    self.demand(AudioRole::playing(), "tail.changed off the audio thread");
    ++self.tail_changes;
  }
  static void mark_dirty(const clap::Host* host) {
    FakeHost& self = of(host);
    self.demand(self.is_main(), "state.mark_dirty off the main thread");
    ++self.dirty_marks;
  }
  static bool get_track(const clap::Host* host, clap::TrackInfo* info) {
    FakeHost& self = of(host);
    self.demand(self.is_main() || self.offer_ == Offer::no_thread_check,
                "track_info.get off the main thread");
    ++self.track_gets;
    note(host, "track_info.get");
    const bool known = self.answer(*info);
    if (self.during_get) self.during_get();
    return known;
  }
  static void log(const clap::Host* host, clap::LogSeverity severity, const char* text) {
    FakeHost& self = of(host);
    note(host, "log");
    const std::lock_guard lock(self.mutex_);
    self.logged_.push_back({severity, text});
  }
  static bool is_main_thread(const clap::Host* host) {
    note(host, "thread_check.is_main_thread");
    return of(host).thread_check_says_main && of(host).is_main();
  }
  static bool is_audio_thread(const clap::Host* /*host*/) { return AudioRole::playing(); }

  static void resize_hints_changed(const clap::Host* /*host*/) {}
  static bool request_resize(const clap::Host* host, std::uint32_t, std::uint32_t) {
    ++of(host).resizes;
    note(host, "gui.request_resize");
    return true;
  }
  static bool request_show(const clap::Host* /*host*/) { return true; }
  static bool request_hide(const clap::Host* /*host*/) { return true; }
  static void closed(const clap::Host* /*host*/, bool /*was_destroyed*/) {}

  static bool register_timer(const clap::Host* host, std::uint32_t period, clap::Id* id) {
    note(host, "timer_support.register_timer");
    FakeHost& self = of(host);
    self.demand(self.is_main(), "timer_support.register_timer off the main thread");
    if (self.refuse_registrations) return false;
    *id = self.next_timer_++;
    self.timers[*id] = period;
    return true;
  }
  static bool unregister_timer(const clap::Host* host, clap::Id id) {
    note(host, "timer_support.unregister_timer");
    return of(host).timers.erase(id) > 0;
  }
  static bool register_fd(const clap::Host* host, int fd, clap::PosixFdFlags /*flags*/) {
    note(host, "posix_fd_support.register_fd");
    FakeHost& self = of(host);
    self.demand(self.is_main(), "posix_fd_support.register_fd off the main thread");
    return !self.refuse_registrations && self.fds.insert(fd).second;
  }
  static bool modify_fd(const clap::Host* /*host*/, int /*fd*/, clap::PosixFdFlags /*flags*/) {
    return true;
  }
  static bool unregister_fd(const clap::Host* host, int fd) {
    note(host, "posix_fd_support.unregister_fd");
    return of(host).fds.erase(fd) > 0;
  }
};

namespace {

/// The tables of a host that works, and of one that fills none of its callbacks.
struct Tables {
  clap::HostParams params = {};
  clap::HostLatency latency = {};
  clap::HostTail tail = {};
  clap::HostState state = {};
  clap::HostTrackInfo track_info = {};
  clap::HostLog log = {};
  clap::HostThreadCheck thread_check = {};
  clap::HostGui gui = {};
  clap::HostTimerSupport timer_support = {};
  clap::HostPosixFdSupport posix_fd_support = {};
};

const Tables kFilled = {
    .params = {HostCalls::rescan, HostCalls::clear, HostCalls::request_flush},
    .latency = {HostCalls::latency_changed},
    .tail = {HostCalls::tail_changed},
    .state = {HostCalls::mark_dirty},
    .track_info = {HostCalls::get_track},
    .log = {HostCalls::log},
    .thread_check = {HostCalls::is_main_thread, HostCalls::is_audio_thread},
    .gui = {HostCalls::resize_hints_changed, HostCalls::request_resize, HostCalls::request_show,
            HostCalls::request_hide, HostCalls::closed},
    .timer_support = {HostCalls::register_timer, HostCalls::unregister_timer},
    .posix_fd_support = {HostCalls::register_fd, HostCalls::modify_fd, HostCalls::unregister_fd},
};
const Tables kNulls = {};

}  // namespace

FakeHost::FakeHost(Offer offer)
    : host_{.clap_version = clap::kVersion,
            .host_data = this,
            .name = "Fake Host",
            .vendor = "",
            .url = "",
            .version = "1",
            .get_extension = get_extension,
            .request_restart = HostCalls::request_restart,
            .request_process = HostCalls::request_process,
            .request_callback = HostCalls::request_callback},
      offer_(offer) {
  if (offer == Offer::not_even_a_query) {
    host_ = {.clap_version = clap::kVersion,
             .host_data = this,
             .name = nullptr,
             .vendor = nullptr,
             .url = nullptr,
             .version = nullptr,
             .get_extension = nullptr,
             .request_restart = nullptr,
             .request_process = nullptr,
             .request_callback = nullptr};
  }
}

const void* FakeHost::get_extension(const clap::Host* host, const char* id) {
  HostCalls::note(host, "get_extension");
  return of(host).find(id);
}

const void* FakeHost::find(const std::string& id) const {
  if (offer_ == Offer::nothing) return nullptr;
  const Tables& tables = offer_ == Offer::tables_of_nulls ? kNulls : kFilled;
  if (id == clap::kExtParams) return &tables.params;
  if (id == clap::kExtLatency) return &tables.latency;
  if (id == clap::kExtTail) return &tables.tail;
  if (id == clap::kExtState) return &tables.state;
  if (id == clap::kExtTrackInfo && offer_ != Offer::draft_track_info) return &tables.track_info;
  if (id == clap::kExtTrackInfoCompat && offer_ == Offer::draft_track_info) {
    return &tables.track_info;
  }
  if (id == clap::kExtLog) return &tables.log;
  if (id == clap::kExtThreadCheck && offer_ != Offer::no_thread_check) return &tables.thread_check;
  if (id == clap::kExtGui) return &tables.gui;
  if (id == clap::kExtTimerSupport) return &tables.timer_support;
  if (id == clap::kExtPosixFdSupport) return &tables.posix_fd_support;
  const auto more = more_tables.find(id);
  return more == more_tables.end() ? nullptr : more->second;
}

bool FakeHost::is_main() const {
  return std::this_thread::get_id() == main_thread_ && !AudioRole::playing();
}

void FakeHost::demand(bool allowed, const char* offence) {
  if (allowed) return;
  const std::lock_guard lock(mutex_);
  offences_.emplace_back(offence);
}

bool FakeHost::answer(clap::TrackInfo& info) const {
  const std::lock_guard lock(mutex_);
  if (track_known_) info = track_;
  return track_known_;
}

void FakeHost::set_track(const clap::TrackInfo& info) {
  const std::lock_guard lock(mutex_);
  track_ = info;
  track_known_ = true;
}

void FakeHost::set_track_name(const std::string& name) {
  clap::TrackInfo info = {};
  info.flags = clap::TrackInfoFlags::has_track_name;
  std::snprintf(info.name, sizeof info.name, "%s", name.c_str());
  set_track(info);
}

void FakeHost::forget_track() {
  const std::lock_guard lock(mutex_);
  track_known_ = false;
}

std::vector<FakeHost::Logged> FakeHost::logged() const {
  const std::lock_guard lock(mutex_);
  return logged_;
}

std::vector<std::string> FakeHost::offences() const {
  const std::lock_guard lock(mutex_);
  return offences_;
}

}  // namespace attacca::clap_test
