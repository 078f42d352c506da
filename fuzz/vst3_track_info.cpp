// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Input: what a VST3 host sends about its track, step by step. Each step is a letter:
//   n s u + habit + units     name, index namespace, uid
//   c i r l + 64 bit number   colour, index, runtime id, plugin location
//   p + flags + size + text   picture: bit 0 null, bit 1 a PNG's signature first, bit 2 a size
//   . -                       send all this through IInfoListener; forget it
//   N U + habit + units       the PreSonus extension: name, id
//   C I T M Q S + 32 bit      colour, index, type, main, mute, solo
//   V P + double              volume, pan
//   ! + number                notify: bits 0 to 2 about what, bit 3 by a null pointer; as many of
//   the
//                             answers announce changes themselves as bits 4 to 6 say

#include <cmath>
#include <optional>

#include "fuzz/fuzzed_plugin.hpp"
#include "fuzz/input.hpp"
#include "fuzz/target.hpp"
#include "fuzz/unicode_rules.hpp"
#include "fuzz/vst3_attribute_list.hpp"
#include "fuzz/vst3_hosted.hpp"

namespace attacca::fuzz {
namespace {

namespace channel = vst3::channel_context;
namespace context = vst3::context_info;

/// A component handler that is a context info provider too.
class Handler final
    : public vst3::Implements<vst3::IComponentHandler, vst3::IContextInfoProvider3> {
 public:
  std::map<std::string, HostText> texts;
  std::map<std::string, std::int32_t> ints;
  std::map<std::string, double> doubles;
  vst3::IContextInfoHandler2* announce_to = nullptr;
  int announcements = 0;

  vst3::TResult beginEdit(vst3::ParamID) override { return vst3::kResultOk; }
  vst3::TResult performEdit(vst3::ParamID, double) override { return vst3::kResultOk; }
  vst3::TResult endEdit(vst3::ParamID) override { return vst3::kResultOk; }
  vst3::TResult restartComponent(vst3::RestartFlags) override { return vst3::kResultOk; }
  vst3::TResult getContextInfoValue(std::int32_t& value, const char* id) override {
    if (announcements > 0) {
      --announcements;
      announce_to->notifyContextInfoChange(id);
    }
    const auto found = ints.find(id);
    if (found == ints.end()) return vst3::kResultFalse;
    value = found->second;
    return vst3::kResultOk;
  }
  vst3::TResult getContextInfoString(char16_t* text, std::int32_t units, const char* id) override {
    const auto found = texts.find(id);
    return found == texts.end() ? vst3::kResultFalse
                                : found->second.write(text, static_cast<std::size_t>(units));
  }
  vst3::TResult getContextInfoValueDouble(double& value, const char* id) override {
    const auto found = doubles.find(id);
    if (found == doubles.end()) return vst3::kResultFalse;
    value = found->second;
    return vst3::kResultOk;
  }
  vst3::TResult setContextInfoValueInt(const char*, std::int32_t) override { return kNo; }
  vst3::TResult setContextInfoValueDouble(const char*, double) override { return kNo; }
  vst3::TResult setContextInfoString(const char*, char16_t*) override { return kNo; }
  vst3::TResult beginEditContextInfoValue(const char*) override { return kNo; }
  vst3::TResult endEditContextInfoValue(const char*) override { return kNo; }

 private:
  static constexpr vst3::TResult kNo = vst3::kNotImplemented;
  void on_last_release() noexcept override {}
};

class Session {
 public:
  void run(Input& input) {
    hosted_.process();
    for (int steps = 0; !input.empty() && steps < 64; ++steps) step(input);
    send();
  }

 private:
  void step(Input& input);
  void send();
  void notify(std::uint8_t what);
  void learn(std::string_view id);
  void learn_roles(std::optional<std::int32_t> type, std::optional<std::int32_t> main);
  void check(TrackInfoSource source);
  static HostText text(Input& input);
  static AttributeList::Binary picture(Input& input);
  static std::int64_t long_number(Input& input);
  static std::int32_t short_number(Input& input);

  Handler handler_;
  Vst3Hosted hosted_{handler_};
  AttributeList list_;
  TrackInfo known_;  ///< what a plugin has to know by now
};

HostText Session::text(Input& input) {
  constexpr auto kHabits = static_cast<unsigned>(HostText::Habit::count);
  return {static_cast<HostText::Habit>(input.byte() % kHabits), input.units()};
}

// The two numbers that readers take for no answer, one of either width, are not sent.
std::int64_t Session::long_number(Input& input) {
  const auto value = input.number<std::int64_t>();
  return value == INT64_MIN + 0x5EED ? 0 : value;
}

std::int32_t Session::short_number(Input& input) {
  const auto value = input.number<std::int32_t>();
  return value == INT32_MIN + 0x5EED ? 0 : value;
}

AttributeList::Binary Session::picture(Input& input) {
  const std::uint8_t flags = input.byte();
  const auto claimed = input.number<std::uint32_t>();
  std::string bytes = (flags & 2u) != 0 ? "\x89PNG\r\n\x1A\n" : "";
  bytes += input.text();
  AttributeList::Binary binary{{bytes.begin(), bytes.end()}, 0, (flags & 1u) != 0};
  binary.claimed_size = static_cast<std::uint32_t>(bytes.size());
  // A size that is too large to be true; a smaller lie could not be distinguished from the truth.
  if ((flags & 4u) != 0) binary.claimed_size = claimed | 0x8000'0000u;
  return binary;
}

void Session::step(Input& input) {
  switch (input.byte()) {
    case 'n':
      list_.texts[channel::kName] = text(input);
      break;
    case 's':
      list_.texts[channel::kIndexNamespace] = text(input);
      break;
    case 'u':
      list_.texts[channel::kUID] = text(input);
      break;
    case 'c':
      list_.numbers[channel::kColor] = long_number(input);
      break;
    case 'i':
      list_.numbers[channel::kIndex] = long_number(input);
      break;
    case 'r':
      list_.numbers[channel::kRuntimeID] = long_number(input);
      break;
    case 'l':
      list_.numbers[channel::kPluginLocation] = long_number(input);
      break;
    case 'L':
      list_.numbers[channel::kNameLength] = long_number(input);
      break;
    case 'p':
      list_.binaries[channel::kImage] = picture(input);
      break;
    case '.':
      send();
      break;
    case '-':
      list_.texts.clear();
      list_.numbers.clear();
      list_.binaries.clear();
      break;
    case 'N':
      handler_.texts[context::kName] = text(input);
      break;
    case 'U':
      handler_.texts[context::kId] = text(input);
      break;
    case 'C':
      handler_.ints[context::kColor] = short_number(input);
      break;
    case 'I':
      handler_.ints[context::kIndex] = short_number(input);
      break;
    case 'T':
      handler_.ints[context::kType] = short_number(input);
      break;
    case 'M':
      handler_.ints[context::kMain] = short_number(input);
      break;
    case 'Q':
      handler_.ints[context::kMute] = short_number(input);
      break;
    case 'S':
      handler_.ints[context::kSolo] = short_number(input);
      break;
    case 'V':
      handler_.doubles[context::kVolume] = input.number<double>();
      break;
    case 'P':
      handler_.doubles[context::kPan] = input.number<double>();
      break;
    case '!':
      notify(input.byte());
      break;
    default:
      break;
  }
}

template <std::size_t Capacity>
void take(const std::map<std::string, HostText>& texts, const char* key, std::size_t room,
          std::optional<FixedText<Capacity>>& field) {
  const auto found = texts.find(key);
  if (found == texts.end() || found->second.sent() == nullptr) return;
  std::u16string_view units = *found->second.sent();
  using Habit = HostText::Habit;
  if (found->second.habit == Habit::fair) units = units.substr(0, room - 1);
  if (found->second.habit == Habit::no_terminator) units = units.substr(0, room);
  const std::string utf8 = utf8_of(units);
  field.emplace(cut(utf8, Capacity));
}

template <typename T>
std::optional<T> number(const std::map<std::string, T>& numbers, const char* key) {
  const auto found = numbers.find(key);
  return found == numbers.end() ? std::nullopt : std::optional(found->second);
}

void Session::send() {
  constexpr std::size_t kRoom = 1020;
  hosted_.listener->setChannelContextInfos(&list_);
  take(list_.texts, channel::kName, kRoom, known_.name);
  take(list_.texts, channel::kIndexNamespace, kRoom, known_.index_namespace);
  take(list_.texts, channel::kUID, kRoom, known_.uid);
  if (const auto argb = number(list_.numbers, channel::kColor)) {
    const auto part = [&](unsigned shift) {
      return static_cast<std::uint8_t>(static_cast<std::uint64_t>(*argb) >> shift);
    };
    known_.color = Color{part(16), part(8), part(0), part(24)};
    if (known_.color->alpha == 0) known_.color.reset();  // none
  }
  const auto index = number(list_.numbers, channel::kIndex);
  if (index && *index >= 1 && *index <= INT32_MAX) {
    known_.index = static_cast<std::int32_t>(*index);
  }
  if (const auto id = number(list_.numbers, channel::kRuntimeID)) known_.runtime_id = id;
  const auto place = number(list_.numbers, channel::kPluginLocation);
  if (place && *place >= 0 && *place <= 2) known_.location = static_cast<PluginLocation>(*place);
  check(TrackInfoSource::info_listener);
}

void Session::notify(std::uint8_t what) {
  handler_.announce_to = &*hosted_.context_handler;
  handler_.announcements = what >> 4 & 7;
  constexpr const char* kIds[] = {"", "name", "id", "color", "index", "type", "pan", "nonsense"};
  const char* const id = (what & 8u) != 0 ? nullptr : kIds[what % 8u];
  hosted_.context_handler->notifyContextInfoChange(id);
  handler_.announcements = 0;
  learn(id == nullptr ? "" : id);
  check(TrackInfoSource::context_info);
}

/// What follows from the extension's answers about `id`.
void Session::learn(std::string_view id) {
  constexpr std::size_t kRoom = 1020;
  const auto asked = [id](std::string_view key) { return id.empty() || id == key; };
  const auto answer = [this](const char* key) { return number(handler_.ints, key); };
  if (asked(context::kName)) take(handler_.texts, context::kName, kRoom, known_.name);
  if (asked(context::kId)) take(handler_.texts, context::kId, kRoom, known_.uid);
  if (const auto rgba = answer(context::kColor); rgba && asked(context::kColor)) {
    const auto part = [&](unsigned shift) {
      return static_cast<std::uint8_t>(static_cast<std::uint32_t>(*rgba) >> shift);
    };
    known_.color = Color{part(0), part(8), part(16), part(24)};
    if (known_.color->alpha == 0) known_.color.reset();  // none
  }
  const auto index = answer(context::kIndex);
  if (asked(context::kIndex) && index && *index >= 0 && *index < INT32_MAX) {
    known_.index = *index + 1;
  }
  if (asked(context::kType)) learn_roles(answer(context::kType), answer(context::kMain));
  const auto volume = number(handler_.doubles, context::kVolume);
  if (id.empty() && volume && std::isfinite(*volume) && *volume >= 0.0) known_.volume = volume;
  const auto pan = number(handler_.doubles, context::kPan);
  if (asked(context::kPan) && pan && *pan >= 0.0 && *pan <= 1.0) known_.pan = pan;
  if (const auto mute = answer(context::kMute); mute && id.empty()) known_.mute = *mute != 0;
  if (const auto solo = answer(context::kSolo); solo && id.empty()) known_.solo = *solo != 0;
}

void Session::learn_roles(std::optional<std::int32_t> type, std::optional<std::int32_t> main) {
  constexpr std::uint8_t kBits[] = {1, 4, 8, 1 | 2, 16, 32};  // TrackRole, for each ChannelType
  const bool known_type = type && *type >= 0 && *type < 6;
  if (!known_type && main.value_or(0) == 0) return;
  TrackRoles roles;
  for (unsigned bit = 0; known_type && bit < 7; ++bit) {
    if ((kBits[*type] >> bit & 1) != 0) roles |= static_cast<TrackRole>(1u << bit);
  }
  if (main.value_or(0) != 0) roles |= TrackRole::master;
  known_.roles = roles;
}

/// Both threads know what was sent, whole, as soon as the call has returned.
void Session::check(TrackInfoSource source) {
  const std::uint64_t before = FuzzedPlugin::newest->seen.revision;
  const TrackInfo old = FuzzedPlugin::newest->seen;
  hosted_.process();
  const TrackInfo& seen = FuzzedPlugin::newest->seen;
  require(seen.same_content(known_), "the next callback knows what was sent, and keeps the rest");
  const bool changed = !seen.same_content(old);
  require(seen.revision == before + (changed ? 1 : 0), "the revision counts changes of content");
  require(!changed || seen.source == source, "the record says who sent it");
  require(FuzzedPlugin::newest->received.same_content(seen), "the main thread knows the same");
  for (const std::string_view text :
       {seen.name ? seen.name->view() : "", seen.uid ? seen.uid->view() : "",
        seen.index_namespace ? seen.index_namespace->view() : ""}) {
    require(is_utf8(text), "texts are UTF-8");
  }
  if (seen.volume) require(std::isfinite(*seen.volume) && *seen.volume >= 0.0, "volume");
  if (seen.pan) require(*seen.pan >= 0.0 && *seen.pan <= 1.0, "pan");
  if (seen.index) require(*seen.index >= 1, "indices count from 1");
}

}  // namespace
}  // namespace attacca::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  attacca::fuzz::Input input(data, size);
  attacca::fuzz::Session().run(input);
  return 0;
}
