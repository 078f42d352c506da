// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "abi/clap/ext/ambisonic.hpp"
#include "abi/clap/ext/audio_ports_activation.hpp"
#include "abi/clap/ext/audio_ports_config.hpp"
#include "abi/clap/ext/configurable_audio_ports.hpp"
#include "abi/clap/ext/surround.hpp"
#include "abi/clap/port_type.hpp"
#include "trial/validate/clap/clap_block.hpp"
#include "trial/validate/clap/clap_checks.hpp"
#include "trial/validate/clap/clap_session.hpp"

namespace attacca::validate {

namespace {

void expect_runs(CheckContext& context, ClapSession& session, const std::string& when) {
  session.open_processing();
  ClapBlock block(session, 512);
  for (int i = 0; i < 2; ++i) {
    context.expect(block.run(256) != clap::ProcessStatus::error, "process failed " + when);
    context.expect(block.damage().empty(), when + ": " + block.damage());
  }
  session.stop();
  session.deactivate();
}

void compare_side(CheckContext& context, ClapSession& session, const clap::AudioPortsConfig& config,
                  bool is_input) {
  const auto ports = session.audio_ports(is_input);
  const std::string name = "configuration \"" + text_in(config.name, sizeof config.name) + "\" " +
                           (is_input ? "(inputs) " : "(outputs) ");
  const std::uint32_t count = is_input ? config.input_port_count : config.output_port_count;
  const bool has_main = is_input ? config.has_main_input : config.has_main_output;
  const std::uint32_t channels =
      is_input ? config.main_input_channel_count : config.main_output_channel_count;
  context.expect(ports.size() == count, name + "declares " + std::to_string(count) +
                                            " ports, and selected it has " +
                                            std::to_string(ports.size()));
  if (has_main && !ports.empty()) {
    context.expect(ports[0].channel_count == channels,
                   name + "declares " + std::to_string(channels) +
                       " channels of the main port, and selected it has " +
                       std::to_string(ports[0].channel_count));
  }
}

void configs_are_kept(CheckContext& context) {
  ClapSession session(context);
  session.open();
  const auto& configs = session.need<clap::PluginAudioPortsConfig>("port configurations");
  const std::uint32_t count = configs.count(session.plugin());
  std::set<clap::Id> ids;
  for (std::uint32_t i = 0; i < count; ++i) {
    clap::AudioPortsConfig config{};
    if (!context.expect(configs.get(session.plugin(), i, &config),
                        "audio_ports_config.get returned false for index " + std::to_string(i))) {
      continue;
    }
    context.expect(config.id != clap::kInvalidId && ids.insert(config.id).second,
                   "configuration " + std::to_string(i) + " has the id " +
                       std::to_string(config.id) + ", which is invalid or taken");
    if (!context.expect(configs.select(session.plugin(), config.id),
                        "select refused the listed configuration " + std::to_string(config.id))) {
      continue;
    }
    compare_side(context, session, config, true);
    compare_side(context, session, config, false);
    expect_runs(context, session, "with configuration " + std::to_string(config.id));
  }
  clap::AudioPortsConfig config{};
  context.expect(!configs.get(session.plugin(), count, &config),
                 "audio_ports_config.get filled in index " + std::to_string(count) + " of " +
                     std::to_string(count));
}

bool is_alike(const clap::AudioPortInfo& a, const clap::AudioPortInfo& b) {
  const auto type = [](const clap::AudioPortInfo& port) {
    return std::string_view(port.port_type == nullptr ? "" : port.port_type);
  };
  return a.id == b.id && a.flags == b.flags && a.channel_count == b.channel_count &&
         type(a) == type(b) && text_in(a.name, sizeof a.name) == text_in(b.name, sizeof b.name);
}

void configs_are_described(CheckContext& context) {
  ClapSession session(context);
  session.open();
  const auto& configs = session.need<clap::PluginAudioPortsConfig>("port configurations");
  const auto& infos = session.need<clap::PluginAudioPortsConfigInfo>("described configurations");
  const std::uint32_t count = configs.count(session.plugin());
  for (std::uint32_t i = 0; i < count; ++i) {
    clap::AudioPortsConfig config{};
    if (!configs.get(session.plugin(), i, &config)) continue;
    const std::string name = "configuration " + std::to_string(config.id);
    std::array<std::vector<clap::AudioPortInfo>, 2> before;
    for (const bool is_input : {false, true}) {
      clap::AudioPortInfo info{};
      auto& ports = before.at(is_input ? 1 : 0);
      while (ports.size() < 64 &&
             infos.get(session.plugin(), config.id, static_cast<std::uint32_t>(ports.size()),
                       is_input, &info)) {
        ports.push_back(info);
      }
    }
    if (!configs.select(session.plugin(), config.id)) continue;
    const clap::Id current = infos.current_config(session.plugin());
    context.expect(current == config.id,
                   name + " was selected, and current_config says " + std::to_string(current));
    for (const bool is_input : {false, true}) {
      const auto& told = before.at(is_input ? 1 : 0);
      const auto ports = session.audio_ports(is_input);
      const bool is_same =
          std::equal(told.begin(), told.end(), ports.begin(), ports.end(), is_alike);
      context.expect(is_same, name + " describes its " + (is_input ? "inputs" : "outputs") +
                                  " otherwise than they are once it is selected");
    }
  }
}

/// What the extensions say of a port.
void compare_map(CheckContext& context, ClapSession& session, const clap::PluginSurround& surround,
                 bool is_input, std::uint32_t index, const clap::AudioPortInfo& port) {
  constexpr auto kUntouched = static_cast<clap::SurroundChannel>(0xee);
  const std::string name =
      std::string(is_input ? "input" : "output") + " port " + std::to_string(index);
  std::vector<clap::SurroundChannel> map(port.channel_count + 8, kUntouched);
  const std::uint32_t count =
      surround.get_channel_map(session.plugin(), is_input, index, map.data(), port.channel_count);
  context.expect(std::all_of(map.begin() + port.channel_count, map.end(),
                             [](auto place) { return place == kUntouched; }),
                 "get_channel_map wrote beyond the room for " + name);
  const bool is_surround =
      port.port_type != nullptr && std::string_view(port.port_type) == clap::kPortSurround;
  if (count == 0 && !is_surround) return;
  if (!context.expect(count == port.channel_count,
                      name + " has " + std::to_string(port.channel_count) +
                          " channels, and a map of " + std::to_string(count))) {
    return;
  }
  std::uint64_t mask = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto place = static_cast<std::uint32_t>(map[i]);
    context.expect(place <= static_cast<std::uint32_t>(clap::SurroundChannel::tsr),
                   name + " has a channel at " + std::to_string(place) + ", which is no place");
    context.expect((mask >> (place & 63u) & 1u) == 0,
                   name + " has two channels at " + std::to_string(place));
    mask |= std::uint64_t{1} << (place & 63u);
  }
  context.expect(!is_surround || surround.is_channel_mask_supported(session.plugin(), mask),
                 name + " has channels whose mask is said not to be supported");
}

void channels_have_places(CheckContext& context) {
  ClapSession session(context);
  session.open();
  const auto* const surround = session.find<clap::PluginSurround>();
  const auto* const ambisonic = session.find<clap::PluginAmbisonic>();
  if (surround == nullptr && ambisonic == nullptr) {
    context.skip("the plugin has neither surround nor ambisonics");
  }
  const auto compare = [&] {
    for (const bool is_input : {true, false}) {
      const auto ports = session.audio_ports(is_input);
      for (std::uint32_t i = 0; i < ports.size(); ++i) {
        if (surround != nullptr) compare_map(context, session, *surround, is_input, i, ports[i]);
        const char* const type = ports[i].port_type;
        if (type == nullptr || std::string_view(type) != clap::kPortAmbisonic) continue;
        clap::AmbisonicConfig config{};
        context.expect(ambisonic != nullptr &&
                           ambisonic->get_config(session.plugin(), is_input, i, &config) &&
                           ambisonic->is_config_supported(session.plugin(), &config),
                       "an ambisonic port does not say of which kind it is, or of one that is not "
                       "supported");
      }
    }
  };
  compare();
  const auto* const configs = session.find<clap::PluginAudioPortsConfig>();
  if (configs == nullptr) return;
  for (std::uint32_t i = 0; i < configs->count(session.plugin()); ++i) {
    clap::AudioPortsConfig config{};
    if (!configs->get(session.plugin(), i, &config)) continue;
    if (configs->select(session.plugin(), config.id)) compare();
  }
}

void unknown_configs_are_refused(CheckContext& context) {
  ClapSession session(context);
  session.open();
  const auto& configs = session.need<clap::PluginAudioPortsConfig>("port configurations");
  const auto inputs = session.audio_ports(true).size();
  const auto outputs = session.audio_ports(false).size();
  context.expect(!configs.select(session.plugin(), clap::kInvalidId),
                 "select accepted the invalid id");
  context.expect(
      session.audio_ports(true).size() == inputs && session.audio_ports(false).size() == outputs,
      "selecting the invalid id changed the ports");
}

void requests_are_answered_truthfully(CheckContext& context) {
  ClapSession session(context);
  session.open();
  const auto& configurable = session.need<clap::PluginConfigurableAudioPorts>("configurable ports");
  const auto inputs = session.audio_ports(true);
  const auto outputs = session.audio_ports(false);
  for (const std::uint32_t channels : {1u, 2u, 6u}) {
    const char* const type = channels == 1   ? clap::kPortMono
                             : channels == 2 ? clap::kPortStereo
                                             : nullptr;
    std::vector<clap::AudioPortConfigurationRequest> requests;
    if (!inputs.empty()) requests.push_back({true, 0, channels, type, nullptr});
    if (!outputs.empty()) requests.push_back({false, 0, channels, type, nullptr});
    if (requests.empty()) context.skip("the plugin has no audio ports");
    const auto count = static_cast<std::uint32_t>(requests.size());
    const bool can = configurable.can_apply_configuration(session.plugin(), requests.data(), count);
    const bool did = configurable.apply_configuration(session.plugin(), requests.data(), count);
    const std::string what = std::to_string(channels) + " channels on the main ports";
    context.expect(can == did, std::string("can_apply_configuration says ") +
                                   (can ? "true" : "false") + " to " + what +
                                   ", and apply_configuration " + (did ? "true" : "false"));
    if (!did) continue;
    for (const auto& request : requests) {
      const auto ports = session.audio_ports(request.is_input);
      context.expect(!ports.empty() && ports[0].channel_count == channels,
                     what + " were granted, and the " + (request.is_input ? "input" : "output") +
                         " has " + std::to_string(ports.empty() ? 0 : ports[0].channel_count));
    }
    expect_runs(context, session, "with " + what);
  }
}

void ports_are_switched_off(CheckContext& context) {
  ClapSession session(context);
  session.open();
  const auto& activation = session.need<clap::PluginAudioPortsActivation>("port activation");
  (void)activation.can_activate_while_processing(session.plugin());
  for (const bool is_input : {true, false}) {
    const auto count = static_cast<std::uint32_t>(session.audio_ports(is_input).size());
    for (std::uint32_t i = 0; i < count; ++i) {
      context.step("switching a port off and on");
      (void)activation.set_active(session.plugin(), is_input, i, false, 32);
      expect_runs(context, session, "with a port switched off");
      context.expect(activation.set_active(session.plugin(), is_input, i, true, 32),
                     "a port that was switched off cannot be switched on again");
    }
    context.expect(
        !activation.set_active(session.plugin(), is_input, count, false, 32),
        "set_active accepted port " + std::to_string(count) + " of " + std::to_string(count));
  }
  expect_runs(context, session, "with all ports on again");
}

constexpr std::array kChecks = {
    Check{"clap-layouts.configurations", "a selected configuration has the ports that it declares",
          "CLAP: audio-ports-config.h, select", configs_are_kept},
    Check{"clap-layouts.described",
          "a configuration that is described before it is selected has these ports afterwards",
          "CLAP: audio-ports-config.h, clap_plugin_audio_ports_config_info", configs_are_described},
    Check{"clap-layouts.channel-places",
          "channels of surround ports have places, each its own; ambisonic ports say their kind",
          "CLAP: surround.h, get_channel_map; ambisonic.h, get_config", channels_have_places},
    Check{"clap-layouts.unknown-configuration",
          "unknown configurations are refused, and change nothing",
          "CLAP: audio-ports-config.h, select", unknown_configs_are_refused},
    Check{"clap-layouts.requests", "what can be applied is applied, and what is granted is there",
          "CLAP: configurable-audio-ports.h, all requests or none",
          requests_are_answered_truthfully},
    Check{"clap-layouts.activation",
          "ports can be switched off and on, and only those that are there",
          "CLAP: audio-ports-activation.h, set_active", ports_are_switched_off},
};

}  // namespace

std::span<const Check> clap_layout_checks() {
  return kChecks;
}

}  // namespace attacca::validate
