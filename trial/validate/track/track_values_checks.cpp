// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <string>
#include <string_view>

#include "trial/validate/area_checks.hpp"
#include "trial/validate/check_context.hpp"
#include "trial/validate/track/track_subject.hpp"

namespace attacca::validate {

namespace {

constexpr const char* kNames =
    "CLAP: track-info.h, name[CLAP_NAME_SIZE] in UTF-8; VST3: kChannelNameKey, a String128";
constexpr const char* kColors =
    "CLAP: clap_color alpha, red, green, blue; VST3: kChannelColorKey is ARGB, ColorSpec";

void send_and_look(TrackSubject& subject, const host::TrackInfo& info) {
  subject.send(info);
  subject.block();
  subject.expect_shown("between two callbacks");
}

/// Whether the host knows how much room the plugin has, and cuts.
bool limits_names(TrackSubject& subject) {
  return subject.instance().track_info_way().starts_with("IContextInfo");
}

/// The same, or cuts at a length of its own.
bool cuts_names(CheckContext& context, TrackSubject& subject) {
  return limits_names(subject) || (!context.is_clap() && context.profile().vst3_name_units != 0);
}

void empty_name(CheckContext& context) {
  TrackSubject subject(context);
  subject.start();
  send_and_look(subject, track("Named"));
  send_and_look(subject, track(""));
  send_and_look(subject, track("Named again"));
}

void absent_name(CheckContext& context) {
  TrackSubject subject(context);
  if (limits_names(subject)) {
    context.skip("under this host profile what a host does not know is not sent");
  }
  if (context.is_clap() && context.profile().clap_project_location) {
    context.skip(
        "under this host profile the project's location names the track: \"\" where it has none");
  }
  subject.start();
  host::TrackInfo colored = track("");
  colored.name.reset();
  send_and_look(subject, colored);
  send_and_look(subject, track("Named", 0x112233));
  send_and_look(subject, colored);
}

void absent_color(CheckContext& context) {
  TrackSubject subject(context);
  if (limits_names(subject)) {
    context.skip("under this host profile what a host does not know is not sent");
  }
  subject.start();
  host::TrackInfo colorless = track("Colourless");
  colorless.color.reset();
  if (!context.is_clap() && context.profile().vst3_no_color_is_zero)
    colorless.color = host::Color{0, 0, 0, 0};
  send_and_look(subject, colorless);
  send_and_look(subject, track("Coloured", 0x112233));
  send_and_look(subject, colorless);
}

void part_keeps_rest(CheckContext& context) {
  TrackSubject subject(context);
  subject.start();
  send_and_look(subject, track("Whole", 0x010203));
  host::TrackInfo color;
  color.color = host::Color{200, 100, 50, 255};
  host::TrackInfo name;
  name.name = "Renamed alone";
  host::TrackInfo index;
  index.index = 7;
  for (const host::TrackInfo& part : {color, name, index}) {
    subject.send_part(part);
    subject.block();
    subject.expect_shown("by a list that holds one field");
  }
}

void parts_between_callbacks(CheckContext& context) {
  TrackSubject subject(context);
  subject.start();
  send_and_look(subject, track("Whole", 0x010203));
  for (int round = 0; round < 50; ++round) {
    for (std::uint64_t count = context.pick(1, 4); count > 0; --count) {
      host::TrackInfo part;
      if (context.pick(0, 1) == 0) {
        part.name = "Take " + std::to_string(context.pick(0, 99));
      } else {
        part.color = track("", static_cast<std::uint32_t>(context.pick(0, 0xffffff))).color;
      }
      subject.send_part(part);
    }
    subject.block();
    if (!subject.expect_shown("by several lists of one field each")) return;
  }
}

void name_at_the_limit(CheckContext& context) {
  TrackSubject subject(context);
  if (cuts_names(context, subject)) {
    context.skip("under this host profile the host cuts names itself");
  }
  subject.start();
  // A letter of 1 to 4 bytes over the limits of 127 UTF-16 units and of 255 bytes.
  for (const std::string_view letter : {"x", "\u00e9", "\u65e5", "\U0001f3b9"}) {
    for (const std::size_t before : {124U, 125U, 126U, 127U, 128U, 251U, 252U, 253U, 254U, 255U}) {
      std::string name(before, 'a');
      name += letter;
      name += "end";
      send_and_look(subject, track(name));
    }
  }
}

void names_of_any_length(CheckContext& context) {
  TrackSubject subject(context);
  if (cuts_names(context, subject)) {
    context.skip("under this host profile the host cuts names itself");
  }
  subject.start();
  constexpr std::array<std::string_view, 6> kLetters = {"a",      "Z",      "\u00fc",
                                                        "\u0628", "\u7434", "\U0001f941"};
  for (int round = 0; round < 100; ++round) {
    std::string name;
    for (std::uint64_t letters = context.pick(0, 150); letters > 0; --letters) {
      name += kLetters[context.pick(0, kLetters.size() - 1)];
    }
    subject.send(track(name));
    subject.block();
    if (!subject.expect_shown("in round " + std::to_string(round))) return;
  }
}

void every_script(CheckContext& context) {
  TrackSubject subject(context);
  subject.start();
  for (const char* const name :
       {"Geige \u00e4\u00f6\u00fc\u00df", "\u0643\u0645\u0627\u0646",
        "\u30f4\u30a1\u30a4\u30aa\u30ea\u30f3", "\u05db\u05d9\u05e0\u05d5\u05e8",
        "\u0e44\u0e27\u0e42\u0e2d\u0e25\u0e34\u0e19", "\U0001f3bb\U0001f3bc",
        "\U0001f468\u200d\U0001f3a4", "e\u0301 u\u0308", "\u202eright to left", "tab\tand\nline",
        "\U0010ffff", "\ufeffmark"}) {
    send_and_look(subject, track(name));
  }
}

void malformed_name(CheckContext& context) {
  TrackSubject subject(context);
  subject.start();
  // Stray and missing continuation bytes, an overlong form, a surrogate, beyond U+10FFFF, a cut
  // code point at the end of a full field.
  for (const std::string& name :
       {std::string("\x80"), std::string("a\xc3"), std::string("\xc0\xaf"),
        std::string("\xed\xa0\x80"), std::string("\xf4\x90\x80\x80"), std::string("\xff\xfe"),
        std::string(254, 'a') + "\xe2"}) {
    context.step("sending the malformed name " + text_of(track(name)));
    subject.send(track(name));
    subject.block();
  }
  send_and_look(subject, track("Well formed"));
}

void random_bytes(CheckContext& context) {
  TrackSubject subject(context);
  subject.start();
  for (int round = 0; round < 200; ++round) {
    std::string name;
    for (std::uint64_t bytes = context.pick(0, 255); bytes > 0; --bytes) {
      name += static_cast<char>(context.pick(1, 255));
    }
    subject.send(track(name));
    subject.block();
  }
  send_and_look(subject, track("Well formed"));
}

void colors(CheckContext& context) {
  TrackSubject subject(context);
  subject.start();
  // Each component alone shows a wrong order of bytes.
  for (const std::uint32_t color :
       {0xff0000U, 0x00ff00U, 0x0000ffU, 0x000000U, 0xffffffU, 0x010203U, 0x80ff7fU}) {
    send_and_look(subject, track("Colours", color));
  }
  for (int i = 0; i < 50; ++i) {
    subject.send(track("Colours", static_cast<std::uint32_t>(context.pick(0, 0xffffff))));
    subject.block();
    if (!subject.expect_shown("as a colour alone")) return;
  }
}

void alpha(CheckContext& context) {
  TrackSubject subject(context);
  subject.start();
  host::TrackInfo info = track("Alpha", 0x402010);
  for (const int value : {255, 128, 1, 0, 254}) {
    info.color->alpha = static_cast<std::uint8_t>(value);
    send_and_look(subject, info);
  }
}

void other_fields(CheckContext& context) {
  using host::TrackRole;
  TrackSubject subject(context);
  subject.start();
  host::TrackInfo info = track("Fields", 0x33cc66);
  const auto look = [&](const std::string& what) {
    subject.send(info);
    subject.block();
    subject.expect_shown("when " + what);
  };
  for (const TrackRole role :
       {TrackRole::track, TrackRole::instrument, TrackRole::bus, TrackRole::return_,
        TrackRole::input, TrackRole::output, TrackRole::master}) {
    info.role = host::TrackRoles(role);
    look("the role became " + std::string(host::name_of(role)));
  }
  for (const std::uint32_t index : {1U, 2U, 1000U, 0x7fffffffU}) {
    info.index = index;
    look("the index became " + std::to_string(index));
  }
  info.uid = "a1b2c3";
  look("the uid was sent");
  info.channel_count = 2;
  look("the number of channels was sent");
  info.location = host::PluginLocation::post_fader;
  look("the location was sent");
}

void name_with_changing_role(CheckContext& context) {
  TrackSubject subject(context);
  subject.start();
  host::TrackInfo info = track("Moved");
  for (std::uint32_t index = 1; index <= 20; ++index) {
    info.index = index;
    info.role = host::TrackRoles(index % 2 == 0 ? host::TrackRole::bus : host::TrackRole::track);
    info.name = "Moved to " + std::to_string(index);
    send_and_look(subject, info);
  }
}

void same_again(CheckContext& context) {
  TrackSubject subject(context);
  subject.start();
  send_and_look(subject, track("Repeated"));
  const auto revision = subject.revision();
  const auto updates = subject.updates();
  if (!revision && !updates) context.skip("the plugin does not count what it saw of its track");
  for (int i = 0; i < 3; ++i) send_and_look(subject, track("Repeated"));
  context.expect(subject.revision() == revision,
                 "sent the same three times more, the revision rose from " +
                     std::to_string(revision.value_or(0)) + " to " +
                     std::to_string(subject.revision().value_or(0)));
  context.expect(subject.updates() == updates,
                 "sent the same three times more, the callbacks saw " +
                     std::to_string(subject.updates().value_or(0) - updates.value_or(0)) +
                     " updates");
}

constexpr std::array kChecks = {
    Check{"track.empty-name", "an empty name is a name, and replaces the one before", kNames,
          empty_name, Severity::failure, Formats::both, true},
    Check{"track.absent-name", "a record without a name: none in CLAP, the old one in VST3",
          "CLAP: CLAP_TRACK_INFO_HAS_TRACK_NAME; VST3: a list may leave keys out", absent_name},
    Check{"track.absent-color", "a record without a colour: none in CLAP, the old one in VST3",
          "CLAP: CLAP_TRACK_INFO_HAS_TRACK_COLOR; VST3: a list may leave keys out", absent_color},
    Check{"track.part-keeps-rest", "a part that is sent leaves the rest as it was",
          "VST3: setChannelContextInfos, a list may hold what changed only", part_keeps_rest,
          Severity::failure, Formats::both, true},
    Check{"track.parts-add-up", "several parts between two callbacks all count",
          "VST3: setChannelContextInfos, a list may hold what changed only",
          parts_between_callbacks},
    Check{"track.long-names", "names beyond the room are cut between code points", kNames,
          name_at_the_limit},
    Check{"track.any-length", "names of any length arrive as far as there is room", kNames,
          names_of_any_length},
    Check{"track.every-script", "names in any script arrive byte for byte", kNames, every_script},
    Check{"track.malformed-name", "malformed UTF-8 does no harm, and the next name arrives",
          "CLAP: string-sizes.h, names are UTF-8; hosts pass on what files hold", malformed_name},
    Check{"track.random-name", "names of random bytes do no harm, and the next name arrives",
          "CLAP: string-sizes.h, names are UTF-8; hosts pass on what files hold", random_bytes},
    Check{"track.colors", "colours arrive with each component in its place", kColors, colors,
          Severity::failure, Formats::both, true},
    Check{"track.alpha", "a colour of alpha 0 is this colour or none",
          "Ardour 7.3 sends alpha 0 for no colour", alpha},
    Check{"track.other-fields", "role, index, uid and location leave name and colour as they were",
          "CLAP: track-info.h, flags; VST3: ChannelContext keys", other_fields},
    Check{"track.moved", "name, index and role that change together arrive together",
          "a track that is moved in the mixer", name_with_changing_role},
    Check{"track.same-again", "receiving the same again is no change",
          "Ardour 7.3 sends up to three times the same after a session was loaded", same_again,
          Severity::warning},
};

}  // namespace

std::span<const Check> track_values_checks() {
  return kChecks;
}

}  // namespace attacca::validate
