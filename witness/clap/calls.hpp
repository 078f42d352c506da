// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Every call of CLAP that is recorded and replayed, with the name it has in records.

#include <array>
#include <string_view>
#include <tuple>

#include "abi/clap/ext/ambisonic.hpp"
#include "abi/clap/ext/audio_ports.hpp"
#include "abi/clap/ext/audio_ports_activation.hpp"
#include "abi/clap/ext/audio_ports_config.hpp"
#include "abi/clap/ext/configurable_audio_ports.hpp"
#include "abi/clap/ext/context_menu.hpp"
#include "abi/clap/ext/draft/project_location.hpp"
#include "abi/clap/ext/gui.hpp"
#include "abi/clap/ext/latency.hpp"
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
#include "abi/clap/ext/thread_pool.hpp"
#include "abi/clap/ext/timer_support.hpp"
#include "abi/clap/ext/track_info.hpp"
#include "abi/clap/ext/voice_info.hpp"
#include "abi/clap/plugin.hpp"
#include "witness/record/call_name.hpp"

namespace attacca::witness {

/// A function of a table, by its member.
template <auto Member, Literal Name>
struct ClapCall {
  static constexpr auto kMember = Member;
  static constexpr std::string_view kName = Name.view();
};

/// All functions of a table, in their order.
template <typename T, typename... Calls>
struct ClapCalls {
  using Table = T;
};

/// What a table is called: the id of its extension.
template <typename T>
inline constexpr std::string_view kClapTableName = T::kId;
template <>
inline constexpr std::string_view kClapTableName<clap::Plugin> = "clap.plugin";

/// "clap.params.count". [any]
template <typename T, typename Call>
inline constexpr auto kClapCallName =
    joined_name<kClapTableName<T>.size() + Call::kName.size() + 2>(kClapTableName<T>, Call::kName);

/// The plugin's own table but for get_extension.
using ClapPluginCalls =
    ClapCalls<clap::Plugin, ClapCall<&clap::Plugin::init, "init">,
              ClapCall<&clap::Plugin::destroy, "destroy">,
              ClapCall<&clap::Plugin::activate, "activate">,
              ClapCall<&clap::Plugin::deactivate, "deactivate">,
              ClapCall<&clap::Plugin::start_processing, "start_processing">,
              ClapCall<&clap::Plugin::stop_processing, "stop_processing">,
              ClapCall<&clap::Plugin::reset, "reset">, ClapCall<&clap::Plugin::process, "process">,
              ClapCall<&clap::Plugin::on_main_thread, "on_main_thread">>;

/// The extensions, each with all its functions in the order of its table.
using ClapExtensions = std::tuple<
    ClapCalls<clap::PluginAmbisonic,
              ClapCall<&clap::PluginAmbisonic::is_config_supported, "is_config_supported">,
              ClapCall<&clap::PluginAmbisonic::get_config, "get_config">>,
    ClapCalls<clap::PluginAudioPorts, ClapCall<&clap::PluginAudioPorts::count, "count">,
              ClapCall<&clap::PluginAudioPorts::get, "get">>,
    ClapCalls<clap::PluginAudioPortsActivation,
              ClapCall<&clap::PluginAudioPortsActivation::can_activate_while_processing,
                       "can_activate_while_processing">,
              ClapCall<&clap::PluginAudioPortsActivation::set_active, "set_active">>,
    ClapCalls<clap::PluginAudioPortsConfig, ClapCall<&clap::PluginAudioPortsConfig::count, "count">,
              ClapCall<&clap::PluginAudioPortsConfig::get, "get">,
              ClapCall<&clap::PluginAudioPortsConfig::select, "select">>,
    ClapCalls<clap::PluginAudioPortsConfigInfo,
              ClapCall<&clap::PluginAudioPortsConfigInfo::current_config, "current_config">,
              ClapCall<&clap::PluginAudioPortsConfigInfo::get, "get">>,
    ClapCalls<
        clap::PluginConfigurableAudioPorts,
        ClapCall<&clap::PluginConfigurableAudioPorts::can_apply_configuration,
                 "can_apply_configuration">,
        ClapCall<&clap::PluginConfigurableAudioPorts::apply_configuration, "apply_configuration">>,
    ClapCalls<clap::PluginContextMenu, ClapCall<&clap::PluginContextMenu::populate, "populate">,
              ClapCall<&clap::PluginContextMenu::perform, "perform">>,
    ClapCalls<clap::PluginGui, ClapCall<&clap::PluginGui::is_api_supported, "is_api_supported">,
              ClapCall<&clap::PluginGui::get_preferred_api, "get_preferred_api">,
              ClapCall<&clap::PluginGui::create, "create">,
              ClapCall<&clap::PluginGui::destroy, "destroy">,
              ClapCall<&clap::PluginGui::set_scale, "set_scale">,
              ClapCall<&clap::PluginGui::get_size, "get_size">,
              ClapCall<&clap::PluginGui::can_resize, "can_resize">,
              ClapCall<&clap::PluginGui::get_resize_hints, "get_resize_hints">,
              ClapCall<&clap::PluginGui::adjust_size, "adjust_size">,
              ClapCall<&clap::PluginGui::set_size, "set_size">,
              ClapCall<&clap::PluginGui::set_parent, "set_parent">,
              ClapCall<&clap::PluginGui::set_transient, "set_transient">,
              ClapCall<&clap::PluginGui::suggest_title, "suggest_title">,
              ClapCall<&clap::PluginGui::show, "show">, ClapCall<&clap::PluginGui::hide, "hide">>,
    ClapCalls<clap::PluginLatency, ClapCall<&clap::PluginLatency::get, "get">>,
    ClapCalls<clap::PluginNoteName, ClapCall<&clap::PluginNoteName::count, "count">,
              ClapCall<&clap::PluginNoteName::get, "get">>,
    ClapCalls<clap::PluginNotePorts, ClapCall<&clap::PluginNotePorts::count, "count">,
              ClapCall<&clap::PluginNotePorts::get, "get">>,
    ClapCalls<clap::PluginParamIndication,
              ClapCall<&clap::PluginParamIndication::set_mapping, "set_mapping">,
              ClapCall<&clap::PluginParamIndication::set_automation, "set_automation">>,
    ClapCalls<clap::PluginParams, ClapCall<&clap::PluginParams::count, "count">,
              ClapCall<&clap::PluginParams::get_info, "get_info">,
              ClapCall<&clap::PluginParams::get_value, "get_value">,
              ClapCall<&clap::PluginParams::value_to_text, "value_to_text">,
              ClapCall<&clap::PluginParams::text_to_value, "text_to_value">,
              ClapCall<&clap::PluginParams::flush, "flush">>,
    ClapCalls<clap::PluginPosixFdSupport, ClapCall<&clap::PluginPosixFdSupport::on_fd, "on_fd">>,
    ClapCalls<clap::PluginPresetLoad,
              ClapCall<&clap::PluginPresetLoad::from_location, "from_location">>,
    ClapCalls<clap::PluginProjectLocation, ClapCall<&clap::PluginProjectLocation::set, "set">>,
    ClapCalls<clap::PluginRemoteControls, ClapCall<&clap::PluginRemoteControls::count, "count">,
              ClapCall<&clap::PluginRemoteControls::get, "get">>,
    ClapCalls<clap::PluginRender,
              ClapCall<&clap::PluginRender::has_hard_realtime_requirement,
                       "has_hard_realtime_requirement">,
              ClapCall<&clap::PluginRender::set, "set">>,
    ClapCalls<clap::PluginState, ClapCall<&clap::PluginState::save, "save">,
              ClapCall<&clap::PluginState::load, "load">>,
    ClapCalls<clap::PluginStateContext, ClapCall<&clap::PluginStateContext::save, "save">,
              ClapCall<&clap::PluginStateContext::load, "load">>,
    ClapCalls<
        clap::PluginSurround,
        ClapCall<&clap::PluginSurround::is_channel_mask_supported, "is_channel_mask_supported">,
        ClapCall<&clap::PluginSurround::get_channel_map, "get_channel_map">>,
    ClapCalls<clap::PluginTail, ClapCall<&clap::PluginTail::get, "get">>,
    ClapCalls<clap::PluginThreadPool, ClapCall<&clap::PluginThreadPool::exec, "exec">>,
    ClapCalls<clap::PluginTimerSupport, ClapCall<&clap::PluginTimerSupport::on_timer, "on_timer">>,
    ClapCalls<clap::PluginTrackInfo, ClapCall<&clap::PluginTrackInfo::changed, "changed">>,
    ClapCalls<clap::PluginVoiceInfo, ClapCall<&clap::PluginVoiceInfo::get, "get">>>;

}  // namespace attacca::witness
