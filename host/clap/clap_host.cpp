// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/clap/clap_host.hpp"

#include <chrono>

#include "abi/clap/ext/context_menu.hpp"
#include "abi/clap/ext/log.hpp"
#include "abi/clap/ext/note_name.hpp"
#include "abi/clap/ext/remote_controls.hpp"
#include "abi/clap/ext/thread_check.hpp"
#include "abi/clap/ext/thread_pool.hpp"
#include "abi/clap/ext/voice_info.hpp"
#include "abi/clap/query.hpp"
#include "host/clap/clap_editor.hpp"
#include "host/clap/clap_instance.hpp"

namespace attacca::host {

namespace {

short poll_events(clap::PosixFdFlags flags) {
  short events = 0;
  if (clap::has(flags, clap::PosixFdFlags::read)) events |= LoopSleep::kReadable;
  if (clap::has(flags, clap::PosixFdFlags::write)) events |= LoopSleep::kWritable;
  if (clap::has(flags, clap::PosixFdFlags::error)) events |= LoopSleep::kFailed;
  return events;
}

clap::PosixFdFlags fd_flags(short events) {
  auto flags = clap::PosixFdFlags{};
  if ((events & LoopSleep::kReadable) != 0) flags |= clap::PosixFdFlags::read;
  if ((events & LoopSleep::kWritable) != 0) flags |= clap::PosixFdFlags::write;
  if ((events & (LoopSleep::kFailed | LoopSleep::kHungUp)) != 0) flags |= clap::PosixFdFlags::error;
  return flags;
}

}  // namespace

/// What the plugin may call. Every callback enters the same way: find the instance, check the
/// thread, note an offence, then do what can be done safely.
struct ClapHostCallbacks {
  using Instance = ClapInstance;

  static Instance& self(const clap::Host* host) { return *static_cast<Instance*>(host->host_data); }

  static bool check_main(Instance& instance) {
    if (instance.on_main_thread()) return true;
    instance.offences_.add(instance.on_audio_thread() ? OffenceKind::forbidden_on_audio
                                                      : OffenceKind::main_call_off_main);
    return false;
  }

  /// check_main(), and refuses on a thread that only plays the main one's part: the loop is not
  /// its.
  static bool check_loop(Instance& instance) {
    return check_main(instance) && instance.loop_.is_main_thread();
  }

  /// Has pump() called soon. On the audio thread the loop's next turn has to do, since waking it
  /// is a system call.
  static void wake(Instance& instance) {
    if (!instance.on_audio_thread()) instance.loop_.wake();
  }

  static void raise(Instance& instance, std::atomic<bool>& flag) {
    flag.store(true, std::memory_order_release);
    wake(instance);
  }

  // -- the host itself ---------------------------------------------------------------------------

  static void request_restart(const clap::Host* host) {
    raise(self(host), self(host).wants_restart_);
  }
  static void request_process(const clap::Host* host) { self(host).wake_up(); }
  static void request_callback(const clap::Host* host) {
    raise(self(host), self(host).callback_requested_);
  }

  // -- parameters --------------------------------------------------------------------------------

  static void params_rescan(const clap::Host* host, clap::ParamRescanFlags flags) {
    Instance& instance = self(host);
    if (check_main(instance) && clap::has(flags, clap::ParamRescanFlags::all)) {
      if (instance.is_active()) {
        instance.offences_.add(OffenceKind::wrong_state);
      } else if (instance.is_at_rest()) {
        instance.read_parameters();
      }
    }
    raise(instance, instance.parameters_changed_);
  }
  static void params_clear(const clap::Host* host, clap::Id, clap::ParamClearFlags) {
    check_main(self(host));  // there is no automation to clear
  }
  static void params_request_flush(const clap::Host* host) {
    Instance& instance = self(host);
    if (instance.on_audio_thread()) instance.offences_.add(OffenceKind::forbidden_on_audio);
    instance.wake_up();  // while it is active, the next block flushes
    raise(instance, instance.flush_requested_);
  }

  // -- state, latency, tail, ports ---------------------------------------------------------------

  static void state_mark_dirty(const clap::Host* host) {
    check_main(self(host));
    raise(self(host), self(host).state_dirty_);
  }
  /// What counts is the version of CLAP that the plugin was built with.
  static bool may_change_latency(const Instance& instance) {
    if (instance.is_activating_) return true;
    const clap::PluginDescriptor* const descriptor = instance.plugin_->desc;
    if (descriptor == nullptr || clap::latency_changes_in_activate_only(descriptor->clap_version)) {
      return false;
    }
    return !instance.is_active() || instance.is_deactivating_;
  }
  static void latency_changed(const clap::Host* host) {
    Instance& instance = self(host);
    if (check_main(instance) && !may_change_latency(instance)) {
      instance.offences_.add(OffenceKind::latency_changed_outside_activate);
    }
    raise(instance, instance.latency_changed_);
  }
  static void tail_changed(const clap::Host* host) {
    Instance& instance = self(host);
    if (!instance.on_audio_thread()) instance.offences_.add(OffenceKind::audio_call_off_audio);
    raise(instance, instance.tail_changed_);
  }
  static bool ports_rescan_supported(const clap::Host* host, clap::AudioPortsRescanFlags) {
    return check_main(self(host));
  }
  static void ports_rescan(const clap::Host* host, clap::AudioPortsRescanFlags flags) {
    Instance& instance = self(host);
    if (!check_main(instance)) return;
    if (instance.is_at_rest()) {
      instance.read_ports();
    } else if (instance.is_active() && flags != clap::AudioPortsRescanFlags::names) {
      instance.offences_.add(OffenceKind::wrong_state);
    }
  }
  static clap::NoteDialect note_dialects(const clap::Host* host) {
    check_main(self(host));
    return clap::NoteDialect::clap | clap::NoteDialect::midi;
  }
  static void note_ports_rescan(const clap::Host* host, clap::NotePortsRescanFlags) {
    check_main(self(host));
  }

  /// Names of notes, pages, voices: read when somebody wants them, and not kept.
  static void something_changed(const clap::Host* host) { check_main(self(host)); }
  static void suggest_page(const clap::Host* host, clap::Id) { check_main(self(host)); }

  static bool request_exec(const clap::Host* host, std::uint32_t count) {
    Instance& instance = self(host);
    if (!instance.on_audio_thread()) {
      instance.offences_.add(OffenceKind::audio_call_off_audio);
      return false;
    }
    return instance.run_parts(count);
  }

  // -- menus -------------------------------------------------------------------------------------

  /// Everything this host has to say of a parameter.
  static bool populate_menu(const clap::Host* host, const clap::ContextMenuTarget*,
                            const clap::ContextMenuBuilder* to) {
    if (!check_main(self(host))) return false;
    if (to == nullptr || to->add_item == nullptr) {
      self(host).offences_.add(OffenceKind::null_argument);
      return false;
    }
    const clap::ContextMenuEntry entry = {"Show Automation", false, 1};
    return to->add_item(to, clap::ContextMenuItemKind::entry, &entry);
  }
  static bool perform_menu(const clap::Host* host, const clap::ContextMenuTarget*, clap::Id) {
    check_main(self(host));
    return false;  // the one entry is disabled
  }
  static bool can_popup(const clap::Host*) { return false; }
  static bool popup(const clap::Host*, const clap::ContextMenuTarget*, std::int32_t, std::int32_t,
                    std::int32_t) {
    return false;
  }

  // -- log and threads ---------------------------------------------------------------------------

  static void log(const clap::Host* host, clap::LogSeverity severity, const char* text) {
    Instance& instance = self(host);
    if (text == nullptr) {
      instance.offences_.add(OffenceKind::null_argument);
    } else if (instance.on_audio_thread()) {
      instance.log_.add_from_audio(static_cast<std::int32_t>(severity), text);
    } else {
      instance.log_.add(static_cast<std::int32_t>(severity), text);
      instance.loop_.wake();
    }
  }
  static bool is_main_thread(const clap::Host* host) { return self(host).on_main_thread(); }
  static bool is_audio_thread(const clap::Host* host) { return self(host).on_audio_thread(); }

  // -- editor ------------------------------------------------------------------------------------

  static void resize_hints_changed(const clap::Host*) {}
  static bool request_resize(const clap::Host* host, std::uint32_t width, std::uint32_t height) {
    Instance& instance = self(host);
    if (instance.on_main_thread()) {
      return instance.editor_ != nullptr && instance.editor_->take_resize({width, height});
    }
    instance.wanted_size_.store(std::uint64_t{width} << 32 | height, std::memory_order_release);
    wake(instance);
    return true;
  }
  static bool request_show(const clap::Host*) { return false; }
  static bool request_hide(const clap::Host*) { return false; }
  static void closed(const clap::Host* host, bool) {
    self(host).offences_.add(OffenceKind::wrong_state);  // only floating windows close themselves
  }

  // -- timers and descriptors --------------------------------------------------------------------

  static bool register_timer(const clap::Host* host, std::uint32_t period_ms, clap::Id* timer_id) {
    Instance& instance = self(host);
    if (timer_id == nullptr) {
      instance.offences_.add(OffenceKind::null_argument);
      return false;
    }
    if (!check_loop(instance)) return false;
    const clap::Id id = instance.next_timer_++;
    instance.timers_[id] =
        instance.loop_.add_timer(std::chrono::milliseconds(period_ms), [&instance, id] {
          if (instance.timer_support_ == nullptr) {
            instance.timer_support_ = clap::query<clap::PluginTimerSupport>(instance.plugin_);
          }
          if (instance.timer_support_ != nullptr && instance.timer_support_->on_timer != nullptr) {
            instance.timer_support_->on_timer(instance.plugin_, id);
          }
        });
    *timer_id = id;
    return true;
  }
  static bool unregister_timer(const clap::Host* host, clap::Id id) {
    Instance& instance = self(host);
    if (!check_loop(instance)) return false;
    const auto timer = instance.timers_.find(id);
    if (timer == instance.timers_.end()) {
      instance.offences_.add(OffenceKind::unknown_timer, id);
      return false;
    }
    instance.loop_.remove(timer->second);
    instance.timers_.erase(timer);
    return true;
  }

  static bool register_fd(const clap::Host* host, int fd, clap::PosixFdFlags flags) {
    Instance& instance = self(host);
    if (!check_loop(instance)) return false;
    if (fd < 0 || instance.descriptors_.contains(fd)) {
      instance.offences_.add(OffenceKind::unknown_descriptor, static_cast<std::uint32_t>(fd));
      return false;
    }
    instance.descriptors_[fd] =
        instance.loop_.add_descriptor(fd, poll_events(flags), [&instance, fd](short events) {
          if (instance.fd_support_ == nullptr) {
            instance.fd_support_ = clap::query<clap::PluginPosixFdSupport>(instance.plugin_);
          }
          if (instance.fd_support_ != nullptr && instance.fd_support_->on_fd != nullptr) {
            instance.fd_support_->on_fd(instance.plugin_, fd, fd_flags(events));
          }
        });
    return true;
  }
  static bool modify_fd(const clap::Host* host, int fd, clap::PosixFdFlags flags) {
    Instance& instance = self(host);
    if (!check_loop(instance)) return false;
    const auto entry = instance.descriptors_.find(fd);
    if (entry == instance.descriptors_.end()) {
      instance.offences_.add(OffenceKind::unknown_descriptor, static_cast<std::uint32_t>(fd));
      return false;
    }
    return instance.loop_.modify_descriptor(entry->second, poll_events(flags));
  }
  static bool unregister_fd(const clap::Host* host, int fd) {
    Instance& instance = self(host);
    if (!check_loop(instance)) return false;
    const auto entry = instance.descriptors_.find(fd);
    if (entry == instance.descriptors_.end()) {
      instance.offences_.add(OffenceKind::unknown_descriptor, static_cast<std::uint32_t>(fd));
      return false;
    }
    instance.loop_.remove(entry->second);
    instance.descriptors_.erase(entry);
    return true;
  }

  // -- track info --------------------------------------------------------------------------------

  static bool track_info_get(const clap::Host* host, clap::TrackInfo* info) {
    Instance& instance = self(host);
    if (info == nullptr) {
      instance.offences_.add(OffenceKind::null_argument);
      return false;
    }
    if (instance.on_audio_thread()) {
      instance.offences_.add(OffenceKind::forbidden_on_audio);
      return false;
    }
    // Asking on the thread on which we ourselves notified it is not the plugin's fault.
    if (!instance.is_notifying()) check_main(instance);
    return instance.fill_track_info(*info);
  }

  static const void* get_extension(const clap::Host* host, const char* id);
};

namespace {

using Callbacks = ClapHostCallbacks;

constexpr clap::HostParams kParams{Callbacks::params_rescan, Callbacks::params_clear,
                                   Callbacks::params_request_flush};
constexpr clap::HostState kState{Callbacks::state_mark_dirty};
constexpr clap::HostLatency kLatency{Callbacks::latency_changed};
constexpr clap::HostTail kTail{Callbacks::tail_changed};
constexpr clap::HostAudioPorts kAudioPorts{Callbacks::ports_rescan_supported,
                                           Callbacks::ports_rescan};
constexpr clap::HostNotePorts kNotePorts{Callbacks::note_dialects, Callbacks::note_ports_rescan};
constexpr clap::HostLog kLog{Callbacks::log};
constexpr clap::HostThreadCheck kThreadCheck{Callbacks::is_main_thread, Callbacks::is_audio_thread};
constexpr clap::HostGui kGui{Callbacks::resize_hints_changed, Callbacks::request_resize,
                             Callbacks::request_show, Callbacks::request_hide, Callbacks::closed};
constexpr clap::HostTimerSupport kTimers{Callbacks::register_timer, Callbacks::unregister_timer};
constexpr clap::HostPosixFdSupport kDescriptors{Callbacks::register_fd, Callbacks::modify_fd,
                                                Callbacks::unregister_fd};
constexpr clap::HostContextMenu kContextMenu{Callbacks::populate_menu, Callbacks::perform_menu,
                                             Callbacks::can_popup, Callbacks::popup};
constexpr clap::HostNoteName kNoteName{Callbacks::something_changed};
constexpr clap::HostRemoteControls kRemoteControls{Callbacks::something_changed,
                                                   Callbacks::suggest_page};
constexpr clap::HostVoiceInfo kVoiceInfo{Callbacks::something_changed};
constexpr clap::HostThreadPool kThreadPool{Callbacks::request_exec};
constexpr clap::HostTrackInfo kTrackInfo{Callbacks::track_info_get};

}  // namespace

const void* ClapHostCallbacks::get_extension(const clap::Host* host, const char* id) {
  Instance& instance = self(host);
  if (id == nullptr) {
    instance.offences_.add(OffenceKind::null_argument);
    return nullptr;
  }
  const HostProfile& profile = instance.profile_;
  const std::string_view wanted = id;
  if (wanted == clap::kExtTrackInfo) return profile.clap_track_info ? &kTrackInfo : nullptr;
  if (wanted == clap::kExtTrackInfoCompat) {
    return profile.clap_track_info_compat ? &kTrackInfo : nullptr;
  }
  if (wanted == clap::kExtTimerSupport) return profile.clap_run_loop ? &kTimers : nullptr;
  if (wanted == clap::kExtPosixFdSupport) {
    return profile.clap_run_loop && LoopSleep::takes_descriptors() ? &kDescriptors : nullptr;
  }
  if (wanted == clap::kExtParams) return &kParams;
  if (wanted == clap::kExtState) return &kState;
  if (wanted == clap::kExtLatency) return &kLatency;
  if (wanted == clap::kExtTail) return &kTail;
  if (wanted == clap::kExtAudioPorts) return &kAudioPorts;
  if (wanted == clap::kExtNotePorts) return &kNotePorts;
  if (wanted == clap::kExtLog) return &kLog;
  if (wanted == clap::kExtThreadCheck) return &kThreadCheck;
  if (wanted == clap::kExtGui) return &kGui;
  if (wanted == clap::kExtContextMenu || wanted == clap::kExtContextMenuCompat) {
    return &kContextMenu;
  }
  if (wanted == clap::kExtNoteName) return &kNoteName;
  if (wanted == clap::kExtRemoteControls || wanted == clap::kExtRemoteControlsCompat) {
    return &kRemoteControls;
  }
  if (wanted == clap::kExtVoiceInfo) return &kVoiceInfo;
  if (wanted == clap::kExtThreadPool) return profile.clap_thread_pool ? &kThreadPool : nullptr;
  return nullptr;
}

void fill_clap_host(clap::Host& host, ClapInstance& instance, const HostProfile& profile) {
  host.clap_version = clap::kVersion;
  host.host_data = &instance;
  host.name = profile.name.c_str();
  host.vendor = profile.vendor.c_str();
  host.url = "";
  host.version = profile.version.c_str();
  host.get_extension = ClapHostCallbacks::get_extension;
  host.request_restart = ClapHostCallbacks::request_restart;
  host.request_process = ClapHostCallbacks::request_process;
  host.request_callback = ClapHostCallbacks::request_callback;
}

}  // namespace attacca::host
