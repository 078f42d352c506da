// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Written by scripts/abi/clap_layout.py from measured facts about CLAP 1.2.10; not by hand.

#include <doctest/doctest.h>

#include "abi/clap/ext/ambisonic.hpp"
#include "abi/clap/ext/audio_ports.hpp"
#include "abi/clap/ext/audio_ports_activation.hpp"
#include "abi/clap/ext/audio_ports_config.hpp"
#include "abi/clap/ext/configurable_audio_ports.hpp"
#include "abi/clap/ext/context_menu.hpp"
#include "abi/clap/ext/gui.hpp"
#include "abi/clap/ext/latency.hpp"
#include "abi/clap/ext/log.hpp"
#include "abi/clap/ext/note_name.hpp"
#include "abi/clap/ext/note_ports.hpp"
#include "abi/clap/ext/param_indication.hpp"
#include "abi/clap/ext/params.hpp"
#include "abi/clap/ext/posix_fd_support.hpp"
#include "abi/clap/ext/preset_load.hpp"
#include "abi/clap/ext/remote_controls.hpp"
#include "abi/clap/ext/render.hpp"
#include "abi/clap/ext/state.hpp"
#include "abi/clap/ext/state_context.hpp"
#include "abi/clap/ext/surround.hpp"
#include "abi/clap/ext/tail.hpp"
#include "abi/clap/ext/thread_check.hpp"
#include "abi/clap/ext/thread_pool.hpp"
#include "abi/clap/ext/timer_support.hpp"
#include "abi/clap/ext/track_info.hpp"
#include "abi/clap/ext/voice_info.hpp"
#include "tests/abi/clap/call_order.hpp"

namespace attacca::clap {

TEST_CASE("each slot of PluginAmbisonic is reached by its name") {
  using T = PluginAmbisonic;
  CHECK(reaches_slots<T, 0, &T::is_config_supported, &T::get_config>());
}

TEST_CASE("each slot of HostAmbisonic is reached by its name") {
  using T = HostAmbisonic;
  CHECK(reaches_slots<T, 0, &T::changed>());
}

TEST_CASE("each slot of PluginAudioPortsActivation is reached by its name") {
  using T = PluginAudioPortsActivation;
  CHECK(reaches_slots<T, 0, &T::can_activate_while_processing, &T::set_active>());
}

TEST_CASE("each slot of PluginAudioPorts is reached by its name") {
  using T = PluginAudioPorts;
  CHECK(reaches_slots<T, 0, &T::count, &T::get>());
}

TEST_CASE("each slot of HostAudioPorts is reached by its name") {
  using T = HostAudioPorts;
  CHECK(reaches_slots<T, 0, &T::is_rescan_flag_supported, &T::rescan>());
}

TEST_CASE("each slot of PluginAudioPortsConfig is reached by its name") {
  using T = PluginAudioPortsConfig;
  CHECK(reaches_slots<T, 0, &T::count, &T::get, &T::select>());
}

TEST_CASE("each slot of PluginAudioPortsConfigInfo is reached by its name") {
  using T = PluginAudioPortsConfigInfo;
  CHECK(reaches_slots<T, 0, &T::current_config, &T::get>());
}

TEST_CASE("each slot of HostAudioPortsConfig is reached by its name") {
  using T = HostAudioPortsConfig;
  CHECK(reaches_slots<T, 0, &T::rescan>());
}

TEST_CASE("each slot of PluginConfigurableAudioPorts is reached by its name") {
  using T = PluginConfigurableAudioPorts;
  CHECK(reaches_slots<T, 0, &T::can_apply_configuration, &T::apply_configuration>());
}

TEST_CASE("each slot of ContextMenuBuilder is reached by its name") {
  using T = ContextMenuBuilder;
  CHECK(reaches_slots<T, 1, &T::add_item, &T::supports>());
}

TEST_CASE("each slot of PluginContextMenu is reached by its name") {
  using T = PluginContextMenu;
  CHECK(reaches_slots<T, 0, &T::populate, &T::perform>());
}

TEST_CASE("each slot of HostContextMenu is reached by its name") {
  using T = HostContextMenu;
  CHECK(reaches_slots<T, 0, &T::populate, &T::perform, &T::can_popup, &T::popup>());
}

TEST_CASE("each slot of PluginGui is reached by its name") {
  using T = PluginGui;
  CHECK(reaches_slots<T, 0, &T::is_api_supported, &T::get_preferred_api, &T::create, &T::destroy,
                      &T::set_scale, &T::get_size, &T::can_resize, &T::get_resize_hints,
                      &T::adjust_size, &T::set_size, &T::set_parent, &T::set_transient,
                      &T::suggest_title, &T::show, &T::hide>());
}

TEST_CASE("each slot of HostGui is reached by its name") {
  using T = HostGui;
  CHECK(reaches_slots<T, 0, &T::resize_hints_changed, &T::request_resize, &T::request_show,
                      &T::request_hide, &T::closed>());
}

TEST_CASE("each slot of PluginLatency is reached by its name") {
  using T = PluginLatency;
  CHECK(reaches_slots<T, 0, &T::get>());
}

TEST_CASE("each slot of HostLatency is reached by its name") {
  using T = HostLatency;
  CHECK(reaches_slots<T, 0, &T::changed>());
}

TEST_CASE("each slot of HostLog is reached by its name") {
  using T = HostLog;
  CHECK(reaches_slots<T, 0, &T::log>());
}

TEST_CASE("each slot of PluginNoteName is reached by its name") {
  using T = PluginNoteName;
  CHECK(reaches_slots<T, 0, &T::count, &T::get>());
}

TEST_CASE("each slot of HostNoteName is reached by its name") {
  using T = HostNoteName;
  CHECK(reaches_slots<T, 0, &T::changed>());
}

TEST_CASE("each slot of PluginNotePorts is reached by its name") {
  using T = PluginNotePorts;
  CHECK(reaches_slots<T, 0, &T::count, &T::get>());
}

TEST_CASE("each slot of HostNotePorts is reached by its name") {
  using T = HostNotePorts;
  CHECK(reaches_slots<T, 0, &T::supported_dialects, &T::rescan>());
}

TEST_CASE("each slot of PluginParams is reached by its name") {
  using T = PluginParams;
  CHECK(reaches_slots<T, 0, &T::count, &T::get_info, &T::get_value, &T::value_to_text,
                      &T::text_to_value, &T::flush>());
}

TEST_CASE("each slot of HostParams is reached by its name") {
  using T = HostParams;
  CHECK(reaches_slots<T, 0, &T::rescan, &T::clear, &T::request_flush>());
}

TEST_CASE("each slot of PluginParamIndication is reached by its name") {
  using T = PluginParamIndication;
  CHECK(reaches_slots<T, 0, &T::set_mapping, &T::set_automation>());
}

TEST_CASE("each slot of PluginPosixFdSupport is reached by its name") {
  using T = PluginPosixFdSupport;
  CHECK(reaches_slots<T, 0, &T::on_fd>());
}

TEST_CASE("each slot of HostPosixFdSupport is reached by its name") {
  using T = HostPosixFdSupport;
  CHECK(reaches_slots<T, 0, &T::register_fd, &T::modify_fd, &T::unregister_fd>());
}

TEST_CASE("each slot of PluginPresetLoad is reached by its name") {
  using T = PluginPresetLoad;
  CHECK(reaches_slots<T, 0, &T::from_location>());
}

TEST_CASE("each slot of HostPresetLoad is reached by its name") {
  using T = HostPresetLoad;
  CHECK(reaches_slots<T, 0, &T::on_error, &T::loaded>());
}

TEST_CASE("each slot of PluginRemoteControls is reached by its name") {
  using T = PluginRemoteControls;
  CHECK(reaches_slots<T, 0, &T::count, &T::get>());
}

TEST_CASE("each slot of HostRemoteControls is reached by its name") {
  using T = HostRemoteControls;
  CHECK(reaches_slots<T, 0, &T::changed, &T::suggest_page>());
}

TEST_CASE("each slot of PluginRender is reached by its name") {
  using T = PluginRender;
  CHECK(reaches_slots<T, 0, &T::has_hard_realtime_requirement, &T::set>());
}

TEST_CASE("each slot of PluginStateContext is reached by its name") {
  using T = PluginStateContext;
  CHECK(reaches_slots<T, 0, &T::save, &T::load>());
}

TEST_CASE("each slot of PluginState is reached by its name") {
  using T = PluginState;
  CHECK(reaches_slots<T, 0, &T::save, &T::load>());
}

TEST_CASE("each slot of HostState is reached by its name") {
  using T = HostState;
  CHECK(reaches_slots<T, 0, &T::mark_dirty>());
}

TEST_CASE("each slot of PluginSurround is reached by its name") {
  using T = PluginSurround;
  CHECK(reaches_slots<T, 0, &T::is_channel_mask_supported, &T::get_channel_map>());
}

TEST_CASE("each slot of HostSurround is reached by its name") {
  using T = HostSurround;
  CHECK(reaches_slots<T, 0, &T::changed>());
}

TEST_CASE("each slot of PluginTail is reached by its name") {
  using T = PluginTail;
  CHECK(reaches_slots<T, 0, &T::get>());
}

TEST_CASE("each slot of HostTail is reached by its name") {
  using T = HostTail;
  CHECK(reaches_slots<T, 0, &T::changed>());
}

TEST_CASE("each slot of HostThreadCheck is reached by its name") {
  using T = HostThreadCheck;
  CHECK(reaches_slots<T, 0, &T::is_main_thread, &T::is_audio_thread>());
}

TEST_CASE("each slot of PluginThreadPool is reached by its name") {
  using T = PluginThreadPool;
  CHECK(reaches_slots<T, 0, &T::exec>());
}

TEST_CASE("each slot of HostThreadPool is reached by its name") {
  using T = HostThreadPool;
  CHECK(reaches_slots<T, 0, &T::request_exec>());
}

TEST_CASE("each slot of PluginTimerSupport is reached by its name") {
  using T = PluginTimerSupport;
  CHECK(reaches_slots<T, 0, &T::on_timer>());
}

TEST_CASE("each slot of HostTimerSupport is reached by its name") {
  using T = HostTimerSupport;
  CHECK(reaches_slots<T, 0, &T::register_timer, &T::unregister_timer>());
}

TEST_CASE("each slot of PluginTrackInfo is reached by its name") {
  using T = PluginTrackInfo;
  CHECK(reaches_slots<T, 0, &T::changed>());
}

TEST_CASE("each slot of HostTrackInfo is reached by its name") {
  using T = HostTrackInfo;
  CHECK(reaches_slots<T, 0, &T::get>());
}

TEST_CASE("each slot of PluginVoiceInfo is reached by its name") {
  using T = PluginVoiceInfo;
  CHECK(reaches_slots<T, 0, &T::get>());
}

TEST_CASE("each slot of HostVoiceInfo is reached by its name") {
  using T = HostVoiceInfo;
  CHECK(reaches_slots<T, 0, &T::changed>());
}

}  // namespace attacca::clap
