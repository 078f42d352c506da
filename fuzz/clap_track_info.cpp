// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Input: which id the host has track info under (bit 0: the older one), then what it says about
// its track, step by step. Each step is a letter:
//   n + text             name; a text of one byte fills its whole field with it
//   f + 8 bit            flags
//   c + 4 bytes          colour
//   h + 32 bit           number of channels
//   t + kind + text      port type: null, terminated, or without an end
//   ?                    get() answers that nothing is known, or something again
//   ! + number           announce a change; get() announces so many more while it is asked
//   @ + count + elements project-location/2; an element is kind, track kind, flags (8 bit each),
//                        index (32 bit), colour (4 bytes), id and name (texts)
//   0                    project-location/2 with a null pointer
//   a                    deactivate and activate

#include <array>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

#include "abi/clap/entry.hpp"
#include "abi/clap/ext/draft/project_location.hpp"
#include "abi/clap/ext/track_info.hpp"
#include "abi/clap/host.hpp"
#include "abi/clap/plugin.hpp"
#include "abi/clap/plugin_factory.hpp"
#include "abi/clap/query.hpp"
#include "fuzz/fuzzed_plugin.hpp"
#include "fuzz/input.hpp"
#include "fuzz/require.hpp"
#include "fuzz/target.hpp"
#include "fuzz/unicode_rules.hpp"

extern "C" const attacca::clap::PluginEntry clap_entry;

namespace attacca::fuzz {
namespace {

class Session {
 public:
  explicit Session(bool has_older_id);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  void run(Input& input);

 private:
  static Session& of(const clap::Host* host) { return *static_cast<Session*>(host->host_data); }
  static const void* get_extension(const clap::Host* host, const char* id);
  static bool get(const clap::Host* host, clap::TrackInfo* info);

  void step(Input& input);
  void announce(int more);
  void locate(Input& input);
  void set_port_type(Input& input);
  void activate();
  void process();
  void check();

  bool has_older_id_;
  bool known_ = true;
  bool asks_for_callback_ = false;
  int announcements_ = 0;
  clap::TrackInfo track_ = {};
  std::vector<char> port_type_;
  std::optional<clap::ProjectLocationElement> location_;  ///< the innermost track that was reported
  bool track_sent_ = false;
  clap::TrackInfo last_sent_ = {};
  std::string last_port_type_;

  clap::Host host_;
  const clap::Plugin* plugin_ = nullptr;
};

const void* Session::get_extension(const clap::Host* host, const char* id) {
  static constexpr clap::HostTrackInfo kTrackInfo = {get};
  const char* const mine = of(host).has_older_id_ ? clap::kExtTrackInfoCompat : clap::kExtTrackInfo;
  return std::strcmp(id, mine) == 0 ? &kTrackInfo : nullptr;
}

bool Session::get(const clap::Host* host, clap::TrackInfo* info) {
  Session& self = of(host);
  if (self.announcements_ > 0) {
    --self.announcements_;
    clap::query<clap::PluginTrackInfo>(self.plugin_)->changed(self.plugin_);
  }
  if (!self.known_) return false;
  *info = self.track_;
  self.track_sent_ = true;
  self.last_sent_ = self.track_;
  const std::string_view type(self.port_type_.data(), self.port_type_.size());
  self.last_port_type_ = type.substr(0, type.find('\0'));
  return true;
}

Session::Session(bool has_older_id)
    : has_older_id_(has_older_id),
      host_{
          .clap_version = clap::kVersion,
          .host_data = this,
          .name = "Fuzz",
          .vendor = "",
          .url = "",
          .version = "1",
          .get_extension = get_extension,
          .request_restart = [](const clap::Host*) {},
          .request_process = [](const clap::Host*) {},
          .request_callback = [](const clap::Host* host) { of(host).asks_for_callback_ = true; }} {
  const auto* factory =
      static_cast<const clap::PluginFactory*>(clap_entry.get_factory(clap::kPluginFactoryId));
  plugin_ = factory->create_plugin(factory, &host_, FuzzedPlugin::info.id.data());
  require(plugin_ != nullptr && plugin_->init(plugin_), "the plugin can be created");
  activate();
}

Session::~Session() {
  plugin_->deactivate(plugin_);
  plugin_->destroy(plugin_);
}

void Session::activate() {
  require(plugin_->activate(plugin_, 48000.0, 1, 4), "the plugin can be activated");
}

void Session::process() {
  std::array<float, 4> samples = {};
  std::array<float*, 2> channels = {samples.data(), samples.data()};
  const clap::AudioBuffer input = {channels.data(), nullptr, 2, 0, 0};
  clap::AudioBuffer output = input;
  clap::Process block = {};
  block.steady_time = -1;
  block.frames_count = samples.size();
  block.audio_inputs = &input;
  block.audio_outputs = &output;
  block.audio_inputs_count = 1;
  block.audio_outputs_count = 1;
  plugin_->process(plugin_, &block);
}

void Session::run(Input& input) {
  for (int steps = 0; !input.empty() && steps < 64; ++steps) step(input);
  announce(0);
}

// Fills a field without an end where the text is as long as that.
template <std::size_t Size>
void fill(char (&field)[Size], const std::string& text) {
  std::memset(field, 0, Size);
  std::memcpy(field, text.data(), std::min(text.size(), Size));
  // One byte means that byte throughout, so that whole fields need no long input.
  if (text.size() == 1) std::memset(field, text[0], Size);
}

clap::Color color(Input& input) {
  return {input.byte(), input.byte(), input.byte(), input.byte()};
}

void Session::step(Input& input) {
  switch (input.byte()) {
    case 'n':
      fill(track_.name, input.text());
      break;
    case 'f':
      track_.flags = static_cast<clap::TrackInfoFlags>(input.byte());
      break;
    case 'c':
      track_.color = color(input);
      break;
    case 'h':
      track_.audio_channel_count = input.number<std::int32_t>();
      break;
    case 't':
      set_port_type(input);
      break;
    case '?':
      known_ = !known_;
      break;
    case '!':
      announce(input.byte() % 40);
      break;
    case '@':
      locate(input);
      break;
    case '0':
      clap::query<clap::PluginProjectLocation>(plugin_)->set(plugin_, nullptr, 7);
      location_.reset();
      check();
      break;
    case 'a':
      plugin_->deactivate(plugin_);
      activate();
      check();
      break;
    default:
      break;
  }
}

void Session::set_port_type(Input& input) {
  constexpr std::size_t kMostBytesRead = 64;
  const unsigned kind = input.byte() % 3u;
  const std::string text = input.text();
  port_type_.assign(text.begin(), text.end());
  if (kind == 1) port_type_.push_back('\0');
  // Only where it is longer than anybody reads can a text go without its end.
  if (kind == 2) port_type_.resize(std::max(port_type_.size(), kMostBytesRead), 'x');
  track_.audio_port_type = kind == 0 ? nullptr : port_type_.data();
  if (kind == 0) port_type_.clear();
}

void Session::announce(int more) {
  announcements_ = more;
  clap::query<clap::PluginTrackInfo>(plugin_)->changed(plugin_);
  // A host that announces something each time that it is asked is asked again later.
  for (int turns = 0; asks_for_callback_ && turns < 8; ++turns) {
    asks_for_callback_ = false;
    plugin_->on_main_thread(plugin_);
  }
  require(announcements_ == 0, "after every announcement the host is asked again");
  check();
}

void Session::locate(Input& input) {
  std::vector<clap::ProjectLocationElement> path(input.byte() % 5u);
  location_.reset();
  for (clap::ProjectLocationElement& element : path) {
    element = {};
    element.kind = static_cast<clap::ProjectLocationKind>(input.byte());
    element.track_kind = static_cast<clap::ProjectLocationTrackKind>(input.byte());
    element.flags = static_cast<clap::ProjectLocationFlags>(input.byte());
    element.index = input.number<std::uint32_t>();
    element.color = color(input);
    fill(element.id, input.text());
    fill(element.name, input.text());
    const bool track = element.kind == clap::ProjectLocationKind::track ||
                       element.kind == clap::ProjectLocationKind::track_group;
    if (track) location_ = element;
  }
  clap::query<clap::PluginProjectLocation>(plugin_)->set(plugin_, path.data(),
                                                         static_cast<std::uint32_t>(path.size()));
  check();
}

/// What a text field has to become; only well-formed text can be predicted to the letter.
template <std::size_t Capacity, std::size_t Size>
void check_text(const std::optional<FixedText<Capacity>>& seen, const char (&sent)[Size]) {
  require(seen.has_value(), "a text that was sent is known");
  const std::string_view field(sent, Size);
  const std::string_view text = field.substr(0, field.find('\0'));
  require(is_utf8(seen->view()), "texts are UTF-8");
  if (is_utf8(text)) require(seen->view() == cut(text, Capacity), "a text is known as it was sent");
}

/// Both threads know what was sent, whole, as soon as the call has returned.
void Session::check() {
  process();
  const TrackInfo& seen = FuzzedPlugin::newest->seen;
  require(FuzzedPlugin::newest->received.same_content(seen), "both threads know the same");
  const auto sent = [&](clap::TrackInfoFlags flag) {
    return track_sent_ && clap::has(last_sent_.flags, flag);
  };
  using Flags = clap::TrackInfoFlags;
  if (sent(Flags::has_track_name)) {
    check_text(seen.name, last_sent_.name);
  } else if (location_) {
    check_text(seen.name, location_->name);
  } else {
    require(!seen.name, "what is not sent is absent");
  }
  require(!location_ || seen.uid, "the location's id is known");
  if (location_) check_text(seen.uid, location_->id);
  require(seen.audio_channel_count.has_value() == sent(Flags::has_audio_channel), "channels");
  if (sent(Flags::has_audio_channel)) {
    require(seen.audio_channel_count == last_sent_.audio_channel_count, "number of channels");
    require(seen.audio_port_type.has_value() == (last_sent_.audio_port_type != nullptr), "type");
    if (seen.audio_port_type) {
      const std::string_view type = std::string_view(last_port_type_).substr(0, 64);
      require(is_utf8(seen.audio_port_type->view()), "texts are UTF-8");
      if (is_utf8(type)) require(seen.audio_port_type->view() == cut(type, 32), "port type");
    }
  }
  // A colour of alpha 0 is none.
  if (sent(Flags::has_track_color) && last_sent_.color.alpha != 0) {
    const clap::Color& color = last_sent_.color;
    require(seen.color == Color{color.red, color.green, color.blue, color.alpha}, "colour");
  } else {
    require(!seen.color || seen.color->alpha != 0, "one form of absent");
  }
  if (sent(Flags::is_for_master)) {
    require(seen.roles && seen.roles->has(TrackRole::master), "a master is a master");
  }
  if (seen.index) require(*seen.index >= 1, "indices count from 1");
}

}  // namespace
}  // namespace attacca::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  attacca::fuzz::Input input(data, size);
  const bool has_older_id = (input.byte() & 1u) != 0;
  attacca::fuzz::Session(has_older_id).run(input);
  return 0;
}
