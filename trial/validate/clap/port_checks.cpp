// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <bit>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "abi/clap/ext/ambisonic.hpp"
#include "abi/clap/ext/note_ports.hpp"
#include "abi/clap/ext/surround.hpp"
#include "abi/clap/port_type.hpp"
#include "trial/validate/clap/clap_checks.hpp"
#include "trial/validate/clap/clap_session.hpp"

namespace attacca::validate {

namespace {

constexpr const char* kAudioPorts = "CLAP: audio-ports.h, clap_audio_port_info";

std::string side_of(bool is_input) {
  return is_input ? "input" : "output";
}

std::string name_of(const clap::AudioPortInfo& port, bool is_input) {
  return side_of(is_input) + " port " + std::to_string(port.id) + " \"" +
         text_in(port.name, sizeof port.name) + "\"";
}

/// Opens the session and skips the check when there is no audio port.
void need_audio(CheckContext& context, ClapSession& session) {
  session.open();
  (void)session.need<clap::PluginAudioPorts>("audio ports");
  if (session.audio_ports(true).empty() && session.audio_ports(false).empty()) {
    context.skip("the plugin has no audio ports");
  }
}

void audio_ids_are_unique(CheckContext& context) {
  ClapSession session(context);
  need_audio(context, session);
  for (const bool is_input : {true, false}) {
    std::set<clap::Id> ids;
    for (const auto& port : session.audio_ports(is_input)) {
      context.expect(port.id != clap::kInvalidId,
                     name_of(port, is_input) + " has the invalid id " + std::to_string(port.id));
      context.expect(ids.insert(port.id).second,
                     "two " + side_of(is_input) + " ports have the id " + std::to_string(port.id));
    }
  }
}

void main_ports_come_first(CheckContext& context) {
  ClapSession session(context);
  need_audio(context, session);
  for (const bool is_input : {true, false}) {
    const auto ports = session.audio_ports(is_input);
    for (std::size_t i = 1; i < ports.size(); ++i) {
      context.expect(!clap::has(ports[i].flags, clap::AudioPortFlags::is_main),
                     name_of(ports[i], is_input) + " is marked as the main port at index " +
                         std::to_string(i));
    }
  }
}

void channels_fit_the_type(CheckContext& context) {
  ClapSession session(context);
  need_audio(context, session);
  for (const bool is_input : {true, false}) {
    for (const auto& port : session.audio_ports(is_input)) {
      const std::string_view type = port.port_type == nullptr ? "" : port.port_type;
      const std::uint32_t count = port.channel_count;
      std::uint32_t root = 0;
      while (root * root < count) ++root;
      const bool fits = type == clap::kPortMono        ? count == 1
                        : type == clap::kPortStereo    ? count == 2
                        : type == clap::kPortAmbisonic ? root * root == count
                                                       : true;
      context.expect(fits, name_of(port, is_input) + " is of type " + std::string(type) +
                               " and has " + std::to_string(count) + " channels");
      context.expect(count > 0, name_of(port, is_input) + " has no channels");
      context.expect(
          type != clap::kPortAmbisonic || session.find<clap::PluginAmbisonic>() != nullptr,
          name_of(port, is_input) + " is ambisonic, and the plugin has no ambisonic extension");
      context.expect(
          type != clap::kPortSurround || session.find<clap::PluginSurround>() != nullptr,
          name_of(port, is_input) + " is surround, and the plugin has no surround extension");
    }
  }
}

void pairs_are_there(CheckContext& context) {
  ClapSession session(context);
  need_audio(context, session);
  for (const bool is_input : {true, false}) {
    const auto others = session.audio_ports(!is_input);
    for (const auto& port : session.audio_ports(is_input)) {
      if (port.in_place_pair == clap::kInvalidId) continue;
      const bool is_there = std::any_of(
          others.begin(), others.end(),
          [&port](const clap::AudioPortInfo& other) { return other.id == port.in_place_pair; });
      context.expect(is_there, name_of(port, is_input) + " names " +
                                   std::to_string(port.in_place_pair) +
                                   " as its in-place pair, which is the id of no " +
                                   side_of(!is_input) + " port");
    }
  }
}

void sample_sizes_make_sense(CheckContext& context) {
  ClapSession session(context);
  need_audio(context, session);
  for (const bool is_input : {true, false}) {
    for (const auto& port : session.audio_ports(is_input)) {
      context.expect(!clap::has(port.flags, clap::AudioPortFlags::prefers_64bits) ||
                         clap::has(port.flags, clap::AudioPortFlags::supports_64bits),
                     name_of(port, is_input) + " prefers 64 bit samples and does not support them");
    }
  }
}

void audio_names_end(CheckContext& context) {
  ClapSession session(context);
  need_audio(context, session);
  for (const bool is_input : {true, false}) {
    for (const auto& port : session.audio_ports(is_input)) {
      const std::string name = text_in(port.name, sizeof port.name);
      context.expect(is_terminated(port.name, sizeof port.name),
                     "the name of " + side_of(is_input) + " port " + std::to_string(port.id) +
                         " has no terminator");
      context.expect(is_utf8(name), "the name of " + side_of(is_input) + " port " +
                                        std::to_string(port.id) + " is not UTF-8");
    }
  }
}

void no_port_beyond_the_last(CheckContext& context) {
  ClapSession session(context);
  session.open();
  const auto& ports = session.need<clap::PluginAudioPorts>("audio ports");
  for (const bool is_input : {true, false}) {
    const std::uint32_t count = ports.count(session.plugin(), is_input);
    for (const std::uint32_t index : {count, count + 1, 0x7fffffffu, 0xffffffffu}) {
      clap::AudioPortInfo info{};
      context.expect(!ports.get(session.plugin(), index, is_input, &info),
                     "audio_ports.get filled in " + side_of(is_input) + " port " +
                         std::to_string(index) + " of " + std::to_string(count));
    }
  }
}

bool is_same(const clap::AudioPortInfo& a, const clap::AudioPortInfo& b) {
  const auto type = [](const clap::AudioPortInfo& port) {
    return std::string_view(port.port_type == nullptr ? "" : port.port_type);
  };
  return a.id == b.id && a.flags == b.flags && a.channel_count == b.channel_count &&
         a.in_place_pair == b.in_place_pair && type(a) == type(b) &&
         text_in(a.name, sizeof a.name) == text_in(b.name, sizeof b.name);
}

void ports_stay_the_same(CheckContext& context) {
  ClapSession session(context);
  need_audio(context, session);
  for (const bool is_input : {true, false}) {
    const auto before = session.audio_ports(is_input);
    const auto compare = [&](const std::string& when) {
      const auto now = session.audio_ports(is_input);
      context.require(now.size() == before.size(), std::to_string(before.size()) + " " +
                                                       side_of(is_input) + " ports became " +
                                                       std::to_string(now.size()) + " " + when);
      for (std::size_t i = 0; i < now.size(); ++i) {
        context.expect(is_same(before[i], now[i]), name_of(before[i], is_input) +
                                                       " describes itself otherwise " + when +
                                                       ", and no rescan was asked for");
      }
    };
    compare("when asked again");
    session.open_active();
    if (session.host().count("audio_ports.rescan") == 0) compare("while active");
    session.deactivate();
  }
}

void note_ports_are_good(CheckContext& context) {
  constexpr std::uint32_t kKnown = 0xf;
  ClapSession session(context);
  session.open();
  const auto& ports = session.need<clap::PluginNotePorts>("note ports");
  std::uint32_t seen = 0;
  for (const bool is_input : {true, false}) {
    std::set<clap::Id> ids;
    const std::uint32_t count = ports.count(session.plugin(), is_input);
    for (std::uint32_t i = 0; i < count; ++i, ++seen) {
      clap::NotePortInfo info{};
      std::fill_n(info.name, sizeof info.name, '#');
      const std::string which = side_of(is_input) + " note port " + std::to_string(i);
      if (!context.expect(ports.get(session.plugin(), i, is_input, &info),
                          "note_ports.get returned false for " + which)) {
        continue;
      }
      const std::uint32_t supported = clap::bits(info.supported_dialects);
      const std::uint32_t preferred = clap::bits(info.preferred_dialect);
      context.expect(info.id != clap::kInvalidId, which + " has the invalid id");
      context.expect(ids.insert(info.id).second,
                     which + " shares the id " + std::to_string(info.id) + " with another");
      context.expect((supported & kKnown) != 0,
                     which + " supports no dialect that CLAP has: " + std::to_string(supported));
      context.expect(std::has_single_bit(preferred) && (preferred & supported) == preferred,
                     which + " prefers the dialects " + std::to_string(preferred) +
                         ", which is not one of the supported " + std::to_string(supported));
      context.expect(is_terminated(info.name, sizeof info.name),
                     "the name of " + which + " has no terminator");
      context.expect(is_utf8(text_in(info.name, sizeof info.name)),
                     "the name of " + which + " is not UTF-8");
    }
    clap::NotePortInfo info{};
    context.expect(!ports.get(session.plugin(), count, is_input, &info),
                   "note_ports.get filled in " + side_of(is_input) + " port " +
                       std::to_string(count) + " of " + std::to_string(count));
  }
  if (seen == 0) context.skip("the plugin has no note ports");
}

constexpr std::array kChecks = {
    Check{"clap-ports.unique-ids", "ids of audio ports are valid and unique on their side",
          kAudioPorts, audio_ids_are_unique},
    Check{"clap-ports.main-first", "only the first port of a side is the main port",
          "CLAP: audio-ports.h, CLAP_AUDIO_PORT_IS_MAIN", main_ports_come_first},
    Check{"clap-ports.channels", "number of channels and port type fit each other", kAudioPorts,
          channels_fit_the_type},
    Check{"clap-ports.in-place-pairs", "an in-place pair names the id of a port of the other side",
          "CLAP: audio-ports.h, in_place_pair is an id and no index", pairs_are_there},
    Check{"clap-ports.sample-size", "ports that prefer 64 bit samples support them",
          "CLAP: audio-ports.h, CLAP_AUDIO_PORT_PREFERS_64BITS", sample_sizes_make_sense},
    Check{"clap-ports.names", "names of audio ports are terminated UTF-8", kAudioPorts,
          audio_names_end},
    Check{"clap-ports.beyond-the-last", "no audio port is described beyond the last one",
          "CLAP: audio-ports.h, get returns true on success", no_port_beyond_the_last},
    Check{"clap-ports.same-again", "audio ports stay as they are until a rescan",
          "CLAP: audio-ports.h, ports change only while inactive, and rescan reports it",
          ports_stay_the_same},
    Check{"clap-ports.notes",
          "note ports have unique ids, and prefer one dialect that they support",
          "CLAP: note-ports.h, clap_note_port_info", note_ports_are_good},
};

}  // namespace

std::span<const Check> clap_port_checks() {
  return kChecks;
}

}  // namespace attacca::validate
