// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/clap/clap_scripted_host.hpp"

#include <algorithm>
#include <utility>

#include "abi/clap/ext/audio_ports.hpp"
#include "abi/clap/ext/audio_ports_config.hpp"
#include "abi/clap/ext/context_menu.hpp"
#include "abi/clap/ext/gui.hpp"
#include "abi/clap/ext/latency.hpp"
#include "abi/clap/ext/log.hpp"
#include "abi/clap/ext/note_name.hpp"
#include "abi/clap/ext/note_ports.hpp"
#include "abi/clap/ext/params.hpp"
#include "abi/clap/ext/preset_load.hpp"
#include "abi/clap/ext/remote_controls.hpp"
#include "abi/clap/ext/state.hpp"
#include "abi/clap/ext/tail.hpp"
#include "abi/clap/ext/thread_check.hpp"
#include "abi/clap/ext/thread_pool.hpp"
#include "abi/clap/ext/timer_support.hpp"
#include "abi/clap/ext/voice_info.hpp"
#include "host/guard/realtime_guard.hpp"

namespace attacca::validate {

namespace {

using host::OffenceKind;

/// The host whose audio call this thread is inside of.
thread_local const ClapScriptedHost* current_role = nullptr;

}  // namespace

std::string_view name_of(ClapPhase phase) noexcept {
  constexpr std::array<std::string_view, 9> kNames = {"created",      "initialising", "inactive",
                                                      "activating",   "active",       "processing",
                                                      "deactivating", "destroying",   "gone"};
  return kNames[static_cast<std::size_t>(phase)];
}

/// What the plugin may call. Each callback notes the call first, then checks thread and phase.
struct ClapScriptedHostCallbacks {
  using Self = ClapScriptedHost;

  static Self& self(const clap::Host* host) { return *static_cast<Self*>(host->host_data); }

  static void offend(Self& host, OffenceKind kind, std::uint64_t detail = 0) {
    host.conduct_.add(kind, static_cast<std::uint32_t>(detail));
  }
  static bool is_active(const Self& host) {
    return host.phase() == ClapPhase::active || host.phase() == ClapPhase::processing;
  }
  static void expect_inactive(Self& host, std::uint64_t detail) {
    const bool is_leaving = host.phase() == ClapPhase::deactivating;
    if (is_active(host) || is_leaving) offend(host, OffenceKind::wrong_state, detail);
  }

  // -- the host itself ---------------------------------------------------------------------------

  static const void* get_extension(const clap::Host* host, const char* id);
  static void request_restart(const clap::Host* host) {
    self(host).note("request_restart");
    self(host).wants_restart_.store(true);
  }
  static void request_process(const clap::Host* host) { self(host).note("request_process"); }
  static void request_callback(const clap::Host* host) {
    self(host).note("request_callback");
    self(host).wants_callback_.store(true);
  }

  // -- parameters, state, latency, tail, voices --------------------------------------------------

  static void params_rescan(const clap::Host* host, clap::ParamRescanFlags flags) {
    self(host).note("params.rescan", clap::bits(flags));
    if (self(host).check_main() && clap::has(flags, clap::ParamRescanFlags::all)) {
      expect_inactive(self(host), clap::bits(flags));
    }
  }
  static void params_clear(const clap::Host* host, clap::Id id, clap::ParamClearFlags) {
    self(host).note("params.clear", id);
    (void)self(host).check_main();
  }
  static void params_request_flush(const clap::Host* host) {
    self(host).note("params.request_flush");
    if (self(host).on_audio()) offend(self(host), OffenceKind::forbidden_on_audio);
    self(host).wants_flush_.store(true);
  }
  static void mark_dirty(const clap::Host* host) {
    self(host).note("state.mark_dirty");
    (void)self(host).check_main();
  }
  static void preset_failed(const clap::Host* host, clap::PresetDiscoveryLocationKind, const char*,
                            const char*, std::int32_t, const char* msg) {
    self(host).note("preset_load.on_error");
    if (msg == nullptr) offend(self(host), OffenceKind::null_argument);
    (void)self(host).check_main();
  }
  static void preset_loaded(const clap::Host* host, clap::PresetDiscoveryLocationKind, const char*,
                            const char*) {
    self(host).note("preset_load.loaded");
    (void)self(host).check_main();
  }
  static void latency_changed(const clap::Host* host) {
    self(host).note("latency.changed");
    const bool may = clap::latency_changes_in_activate_only(self(host).plugin_version_)
                         ? self(host).phase() == ClapPhase::activating
                         : !is_active(self(host));
    if (self(host).check_main() && !may) {
      offend(self(host), OffenceKind::latency_changed_outside_activate);
    }
  }
  static void tail_changed(const clap::Host* host) {
    self(host).note("tail.changed");
    if (!self(host).on_audio()) offend(self(host), OffenceKind::audio_call_off_audio);
  }
  static void voices_changed(const clap::Host* host) {
    self(host).note("voice_info.changed");
    (void)self(host).check_main();
  }

  // -- names, pages, threads, menus --------------------------------------------------------------

  static void names_changed(const clap::Host* host) {
    self(host).note("note_name.changed");
    (void)self(host).check_main();
  }
  static void pages_changed(const clap::Host* host) {
    self(host).note("remote_controls.changed");
    (void)self(host).check_main();
  }
  static void suggest_page(const clap::Host* host, clap::Id id) {
    self(host).note("remote_controls.suggest_page", id);
    (void)self(host).check_main();
  }
  static bool request_exec(const clap::Host* host, std::uint32_t count) {
    self(host).note("thread_pool.request_exec", count);
    if (!self(host).on_audio()) {
      offend(self(host), OffenceKind::audio_call_off_audio);
      return false;
    }
    if (self(host).phase() != ClapPhase::processing) offend(self(host), OffenceKind::wrong_state);
    const host::RealtimePardon not_the_plugin;
    return self(host).script_.pool != nullptr && self(host).script_.pool(count);
  }
  static bool populate_menu(const clap::Host* host, const clap::ContextMenuTarget*,
                            const clap::ContextMenuBuilder* to) {
    self(host).note("context_menu.populate");
    if (to == nullptr) offend(self(host), OffenceKind::null_argument);
    return self(host).check_main() && to != nullptr;
  }
  static bool perform_menu(const clap::Host* host, const clap::ContextMenuTarget*, clap::Id id) {
    self(host).note("context_menu.perform", id);
    (void)self(host).check_main();
    return false;
  }
  static bool can_popup(const clap::Host* host) {
    self(host).note("context_menu.can_popup");
    (void)self(host).check_main();
    return false;
  }
  static bool popup(const clap::Host* host, const clap::ContextMenuTarget*, std::int32_t,
                    std::int32_t, std::int32_t) {
    self(host).note("context_menu.popup");
    (void)self(host).check_main();
    return false;
  }

  // -- ports -------------------------------------------------------------------------------------

  static bool is_ports_flag_supported(const clap::Host* host, clap::AudioPortsRescanFlags flag) {
    self(host).note("audio_ports.is_rescan_flag_supported", clap::bits(flag));
    return self(host).check_main();
  }
  static void ports_rescan(const clap::Host* host, clap::AudioPortsRescanFlags flags) {
    self(host).note("audio_ports.rescan", clap::bits(flags));
    if (self(host).check_main() && flags != clap::AudioPortsRescanFlags::names) {
      expect_inactive(self(host), clap::bits(flags));
    }
  }
  static void configs_rescan(const clap::Host* host) {
    self(host).note("audio_ports_config.rescan");
    (void)self(host).check_main();
  }
  static clap::NoteDialect note_dialects(const clap::Host* host) {
    self(host).note("note_ports.supported_dialects");
    (void)self(host).check_main();
    return clap::NoteDialect::clap | clap::NoteDialect::midi;
  }
  static void notes_rescan(const clap::Host* host, clap::NotePortsRescanFlags flags) {
    self(host).note("note_ports.rescan", clap::bits(flags));
    if (self(host).check_main() && clap::has(flags, clap::NotePortsRescanFlags::all)) {
      expect_inactive(self(host), clap::bits(flags));
    }
  }

  // -- log and threads ---------------------------------------------------------------------------

  static void log(const clap::Host* host, clap::LogSeverity severity, const char* text) {
    self(host).note("log.log", static_cast<std::uint64_t>(severity));
    if (text == nullptr) offend(self(host), OffenceKind::null_argument);
  }
  static bool is_main_thread(const clap::Host* host) { return self(host).on_main(); }
  static bool is_audio_thread(const clap::Host* host) { return self(host).on_audio(); }

  // -- editor ------------------------------------------------------------------------------------

  static void resize_hints_changed(const clap::Host* host) {
    self(host).note("gui.resize_hints_changed");
  }
  static bool request_resize(const clap::Host* host, std::uint32_t width, std::uint32_t height) {
    self(host).note("gui.request_resize", std::uint64_t{width} << 32 | height);
    const auto& answer = self(host).script_.resize;
    return answer != nullptr && answer(width, height);
  }
  static bool request_show(const clap::Host* host) {
    self(host).note("gui.request_show");
    return false;
  }
  static bool request_hide(const clap::Host* host) {
    self(host).note("gui.request_hide");
    return false;
  }
  static void closed(const clap::Host* host, bool) { self(host).note("gui.closed"); }

  // -- timers and descriptors --------------------------------------------------------------------

  static bool register_timer(const clap::Host* host, std::uint32_t period_ms, clap::Id* id) {
    self(host).note("timer_support.register_timer", period_ms);
    if (id == nullptr) offend(self(host), OffenceKind::null_argument);
    if (!self(host).check_main() || id == nullptr) return false;
    const std::lock_guard lock(self(host).mutex_);
    *id = self(host).next_timer_++;
    self(host).timers_.insert(*id);
    return true;
  }
  static bool unregister_timer(const clap::Host* host, clap::Id id) {
    self(host).note("timer_support.unregister_timer", id);
    if (!self(host).check_main()) return false;
    const std::lock_guard lock(self(host).mutex_);
    if (self(host).timers_.erase(id) > 0) return true;
    offend(self(host), OffenceKind::unknown_timer, id);
    return false;
  }
  static bool register_fd(const clap::Host* host, int fd, clap::PosixFdFlags flags) {
    self(host).note("posix_fd_support.register_fd", static_cast<std::uint64_t>(fd));
    if (!self(host).check_main()) return false;
    const std::lock_guard lock(self(host).mutex_);
    if (fd >= 0 && self(host).descriptors_.emplace(fd, flags).second) return true;
    offend(self(host), OffenceKind::unknown_descriptor, static_cast<std::uint64_t>(fd));
    return false;
  }
  static bool modify_fd(const clap::Host* host, int fd, clap::PosixFdFlags flags) {
    self(host).note("posix_fd_support.modify_fd", static_cast<std::uint64_t>(fd));
    if (!self(host).check_main()) return false;
    const std::lock_guard lock(self(host).mutex_);
    const auto entry = self(host).descriptors_.find(fd);
    if (entry == self(host).descriptors_.end()) {
      offend(self(host), OffenceKind::unknown_descriptor, static_cast<std::uint64_t>(fd));
      return false;
    }
    entry->second = flags;
    return true;
  }
  static bool unregister_fd(const clap::Host* host, int fd) {
    self(host).note("posix_fd_support.unregister_fd", static_cast<std::uint64_t>(fd));
    if (!self(host).check_main()) return false;
    const std::lock_guard lock(self(host).mutex_);
    if (self(host).descriptors_.erase(fd) > 0) return true;
    offend(self(host), OffenceKind::unknown_descriptor, static_cast<std::uint64_t>(fd));
    return false;
  }

  // -- track info --------------------------------------------------------------------------------

  static bool track_get(const clap::Host* host, clap::TrackInfo* info) {
    self(host).note("track_info.get");
    if (info == nullptr) {
      offend(self(host), OffenceKind::null_argument);
      return false;
    }
    if (!self(host).check_main()) return false;
    return self(host).script_.track != nullptr && self(host).script_.track(*info);
  }
};

namespace {

using Callbacks = ClapScriptedHostCallbacks;

constexpr clap::HostParams kParams{Callbacks::params_rescan, Callbacks::params_clear,
                                   Callbacks::params_request_flush};
constexpr clap::HostState kState{Callbacks::mark_dirty};
constexpr clap::HostPresetLoad kPresetLoad{Callbacks::preset_failed, Callbacks::preset_loaded};
constexpr clap::HostLatency kLatency{Callbacks::latency_changed};
constexpr clap::HostTail kTail{Callbacks::tail_changed};
constexpr clap::HostVoiceInfo kVoiceInfo{Callbacks::voices_changed};
constexpr clap::HostNoteName kNoteName{Callbacks::names_changed};
constexpr clap::HostRemoteControls kRemoteControls{Callbacks::pages_changed,
                                                   Callbacks::suggest_page};
constexpr clap::HostThreadPool kThreadPool{Callbacks::request_exec};
constexpr clap::HostContextMenu kContextMenu{Callbacks::populate_menu, Callbacks::perform_menu,
                                             Callbacks::can_popup, Callbacks::popup};
constexpr clap::HostAudioPorts kAudioPorts{Callbacks::is_ports_flag_supported,
                                           Callbacks::ports_rescan};
constexpr clap::HostAudioPortsConfig kAudioPortsConfig{Callbacks::configs_rescan};
constexpr clap::HostNotePorts kNotePorts{Callbacks::note_dialects, Callbacks::notes_rescan};
constexpr clap::HostLog kLog{Callbacks::log};
constexpr clap::HostThreadCheck kThreadCheck{Callbacks::is_main_thread, Callbacks::is_audio_thread};
constexpr clap::HostGui kGui{Callbacks::resize_hints_changed, Callbacks::request_resize,
                             Callbacks::request_show, Callbacks::request_hide, Callbacks::closed};
constexpr clap::HostTimerSupport kTimers{Callbacks::register_timer, Callbacks::unregister_timer};
constexpr clap::HostPosixFdSupport kDescriptors{Callbacks::register_fd, Callbacks::modify_fd,
                                                Callbacks::unregister_fd};
constexpr clap::HostTrackInfo kTrackInfo{Callbacks::track_get};

struct Extension {
  std::string_view id;
  const void* table;
};

constexpr std::array kExtensions = {
    Extension{clap::kExtParams, &kParams},
    Extension{clap::kExtState, &kState},
    Extension{clap::kExtPresetLoad, &kPresetLoad},
    Extension{clap::kExtPresetLoadCompat, &kPresetLoad},
    Extension{clap::kExtLatency, &kLatency},
    Extension{clap::kExtTail, &kTail},
    Extension{clap::kExtVoiceInfo, &kVoiceInfo},
    Extension{clap::kExtNoteName, &kNoteName},
    Extension{clap::kExtRemoteControls, &kRemoteControls},
    Extension{clap::kExtRemoteControlsCompat, &kRemoteControls},
    Extension{clap::kExtThreadPool, &kThreadPool},
    Extension{clap::kExtContextMenu, &kContextMenu},
    Extension{clap::kExtContextMenuCompat, &kContextMenu},
    Extension{clap::kExtAudioPorts, &kAudioPorts},
    Extension{clap::kExtAudioPortsConfig, &kAudioPortsConfig},
    Extension{clap::kExtNotePorts, &kNotePorts},
    Extension{clap::kExtLog, &kLog},
    Extension{clap::kExtThreadCheck, &kThreadCheck},
    Extension{clap::kExtGui, &kGui},
    Extension{clap::kExtTimerSupport, &kTimers},
    Extension{clap::kExtPosixFdSupport, &kDescriptors},
    Extension{clap::kExtTrackInfo, &kTrackInfo},
    Extension{clap::kExtTrackInfoCompat, &kTrackInfo},
};

}  // namespace

const void* ClapScriptedHostCallbacks::get_extension(const clap::Host* host, const char* id) {
  const auto found = std::find_if(kExtensions.begin(), kExtensions.end(), [id](const auto& each) {
    return id != nullptr && each.id == std::string_view(id);
  });
  self(host).note("get_extension", static_cast<std::uint64_t>(found - kExtensions.begin()));
  if (self(host).phase() == ClapPhase::created) offend(self(host), OffenceKind::wrong_state);
  if (id == nullptr) {
    offend(self(host), OffenceKind::null_argument);
    return nullptr;
  }
  const ClapHostScript& script = self(host).script_;
  const std::string_view wanted = id;
  if (!script.has_extensions || script.lacks.contains(wanted)) return nullptr;
  return found == kExtensions.end() ? nullptr : found->table;
}

ClapScriptedHost::ClapScriptedHost(ClapHostScript script, host::OffenceList& conduct)
    : script_(std::move(script)), conduct_(conduct) {
  table_ = {
      .clap_version = script_.version,
      .host_data = this,
      .name = "Attacca",
      .vendor = "Attacca",
      .url = "",
      .version = "1",
      .get_extension = Callbacks::get_extension,
      .request_restart = Callbacks::request_restart,
      .request_process = Callbacks::request_process,
      .request_callback = Callbacks::request_callback,
  };
}

std::vector<std::string_view> ClapScriptedHost::extensions() {
  std::vector<std::string_view> ids;
  ids.reserve(kExtensions.size());
  for (const Extension& extension : kExtensions) ids.push_back(extension.id);
  return ids;
}

std::vector<std::string_view> ClapScriptedHost::asked_for() const {
  std::vector<std::string_view> ids;
  for (std::size_t i = 0; i < kExtensions.size(); ++i) {
    const auto all = calls();
    const bool is_asked = std::any_of(all.begin(), all.end(), [i](const ClapHostCall& call) {
      return call.name == "get_extension" && call.detail == i;
    });
    if (is_asked) ids.push_back(kExtensions[i].id);
  }
  return ids;
}

ClapScriptedHost::AudioRole::AudioRole(const ClapScriptedHost& host) noexcept
    : outer_(std::exchange(current_role, &host)) {}

ClapScriptedHost::AudioRole::~AudioRole() {
  current_role = outer_;
}

bool ClapScriptedHost::on_audio() const noexcept {
  return current_role == this;
}

bool ClapScriptedHost::on_main() const noexcept {
  return std::this_thread::get_id() == main_ && current_role == nullptr;
}

bool ClapScriptedHost::check_main() noexcept {
  if (on_main()) return true;
  conduct_.add(on_audio() ? OffenceKind::forbidden_on_audio : OffenceKind::main_call_off_main);
  return false;
}

void ClapScriptedHost::note(std::string_view name, std::uint64_t detail) noexcept {
  const std::size_t index = next_call_.fetch_add(1);
  if (index >= calls_.size()) return;
  calls_[index].call = {name, phase(), on_main(), on_audio(), detail};
  calls_[index].is_ready.store(true, std::memory_order_release);
}

std::vector<ClapHostCall> ClapScriptedHost::calls() const {
  std::vector<ClapHostCall> calls;
  const std::size_t count = std::min(next_call_.load(), calls_.size());
  for (std::size_t i = 0; i < count; ++i) {
    if (calls_[i].is_ready.load(std::memory_order_acquire)) calls.push_back(calls_[i].call);
  }
  return calls;
}

std::size_t ClapScriptedHost::count(std::string_view name) const {
  const auto all = calls();
  return static_cast<std::size_t>(std::count_if(
      all.begin(), all.end(),
      [name](const ClapHostCall& call) { return name.empty() || call.name == name; }));
}

std::set<clap::Id> ClapScriptedHost::timers() const {
  const std::lock_guard lock(mutex_);
  return timers_;
}

std::map<int, clap::PosixFdFlags> ClapScriptedHost::descriptors() const {
  const std::lock_guard lock(mutex_);
  return descriptors_;
}

}  // namespace attacca::validate
