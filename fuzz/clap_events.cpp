// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Input: blocks of a CLAP host's event lists, with any header, address, value and SysEx, unsorted
// and beyond the block. The plugin sends everything back.

#include <cstring>
#include <deque>
#include <vector>

#include "abi/clap/entry.hpp"
#include "abi/clap/events.hpp"
#include "abi/clap/host.hpp"
#include "abi/clap/plugin.hpp"
#include "abi/clap/plugin_factory.hpp"
#include "abi/clap/process.hpp"
#include "attacca/export.hpp"
#include "fuzz/input.hpp"
#include "fuzz/note_promises.hpp"
#include "fuzz/require.hpp"
#include "fuzz/target.hpp"
#include "tests/support/note_plugin.hpp"

extern "C" const attacca::clap::PluginEntry clap_entry;

ATTACCA_EXPORT(attacca::test::NotePlugin);

namespace attacca::fuzz {
namespace {

using test::NotePlugin;

/// What a list holds: memory of exactly the size that its header says, or of its type.
using Bytes = std::vector<std::byte>;

class Session {
 public:
  Session() {
    host_.clap_version = {1, 2, 2};
    host_.host_data = this;
    host_.name = host_.vendor = host_.url = host_.version = "";
    host_.get_extension = [](const clap::Host*, const char*) -> const void* { return nullptr; };
    host_.request_restart = host_.request_process =
        host_.request_callback = [](const clap::Host*) {};
    clap_entry.init("");
    const auto* const factory =
        static_cast<const clap::PluginFactory*>(clap_entry.get_factory(clap::kPluginFactoryId));
    plugin_ = factory->create_plugin(factory, &host_, NotePlugin::info.id.data());
    require(plugin_ != nullptr && plugin_->init(plugin_), "the plugin can be made");
    require(plugin_->activate(plugin_, 48000.0, 1, kMostFrames), "it can be activated");
    require(plugin_->start_processing(plugin_), "it can be started");
  }
  ~Session() {
    plugin_->stop_processing(plugin_);
    plugin_->deactivate(plugin_);
    plugin_->destroy(plugin_);
    clap_entry.deinit();
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  void block(Input& input) {
    events_.clear();
    sysex_.clear();
    const std::uint32_t frames = 1 + input.byte() % kMostFrames;
    const int count = input.byte();
    for (int i = 0; i < count && !input.empty(); ++i) add(input);
    room_ = (input.byte() & 1u) != 0 ? 3 : 1000;
    last_ = 0;
    frames_ = frames;

    clap::InputEvents in = {};
    in.ctx = this;
    in.size = [](const clap::InputEvents* list) {
      return static_cast<std::uint32_t>(static_cast<Session*>(list->ctx)->events_.size());
    };
    in.get = [](const clap::InputEvents* list, std::uint32_t index) {
      const auto& self = *static_cast<Session*>(list->ctx);
      return index < self.events_.size()
                 ? reinterpret_cast<const clap::EventHeader*>(self.events_[index].data())
                 : nullptr;
    };
    clap::OutputEvents out = {};
    out.ctx = this;
    out.try_push = [](const clap::OutputEvents* list, const clap::EventHeader* header) {
      return static_cast<Session*>(list->ctx)->take(*header);
    };
    clap::Process process = {};
    process.frames_count = frames;
    process.in_events = &in;
    process.out_events = &out;
    NotePlugin::latest->forget();
    plugin_->process(plugin_, &process);
    for (const Event& event : NotePlugin::latest->events()) {
      // The bytes of a SysEx end with the block: here they are still there.
      check_event(event, frames);
    }
  }

 private:
  static constexpr std::uint32_t kMostFrames = 64;

  template <typename What>
  void put(const What& event, bool is_cut) {
    // One that is cut says so: what lies behind its size is not there.
    const std::size_t size = is_cut ? sizeof(clap::EventHeader) : sizeof event;
    Bytes bytes(size);
    std::memcpy(bytes.data(), &event, size);
    reinterpret_cast<clap::EventHeader*>(bytes.data())->size = static_cast<std::uint32_t>(size);
    events_.push_back(std::move(bytes));
  }

  void add(Input& input) {
    using Type = clap::EventType;
    clap::EventHeader header = {};
    header.type = static_cast<Type>(input.byte() % 14u);
    header.time = input.byte();
    const unsigned odd = input.byte();
    header.space_id = (odd & 15u) == 15 ? 7 : clap::kCoreEventSpaceId;
    header.flags = static_cast<clap::EventFlags>(odd & 1u);
    const bool is_cut = (odd & 0xF0u) == 0xF0;
    const auto address = [&](auto& event) {
      event.note_id = input.number<std::int32_t>();
      event.port_index = static_cast<std::int16_t>(static_cast<std::int8_t>(input.byte()));
      event.channel = static_cast<std::int16_t>(static_cast<std::int8_t>(input.byte()));
      event.key = static_cast<std::int16_t>(static_cast<std::int8_t>(input.byte()) * 2);
    };
    if (header.type <= Type::note_end) {
      clap::EventNote event = {};
      event.header = header;
      address(event);
      event.velocity = input.number<double>();
      put(event, is_cut);
    } else if (header.type == Type::note_expression) {
      clap::EventNoteExpression event = {};
      event.header = header;
      event.expression_id = static_cast<clap::NoteExpression>(input.number<std::int32_t>());
      address(event);
      event.value = input.number<double>();
      put(event, is_cut);
    } else if (header.type == Type::param_value || header.type == Type::param_mod) {
      clap::EventParamValue event = {};
      event.header = header;
      event.param_id = input.number<std::uint32_t>();
      address(event);
      event.value = input.number<double>();
      put(event, is_cut);
    } else if (header.type == Type::midi) {
      clap::EventMidi event = {};
      event.header = header;
      event.port_index = input.byte();
      for (std::uint8_t& byte : event.data) byte = input.byte();
      put(event, is_cut);
    } else if (header.type == Type::midi_sysex) {
      clap::EventMidiSysex event = {};
      event.header = header;
      event.port_index = input.byte();
      const std::string text = input.text();
      sysex_.emplace_back(text.begin(), text.end());
      const bool is_null = (odd & 2u) != 0;
      event.buffer = is_null ? nullptr : sysex_.back().data();
      event.size = static_cast<std::uint32_t>(is_null ? odd : sysex_.back().size());
      put(event, is_cut);
    } else if (header.type == Type::transport) {
      clap::EventTransport event = {};
      event.header = header;
      event.flags = static_cast<clap::TransportFlags>(input.byte());
      event.tempo = input.number<double>();
      put(event, is_cut);
    } else if (header.type == Type::midi2) {
      clap::EventMidi2 event = {};
      event.header = header;
      event.port_index = input.byte();
      for (std::uint32_t& word : event.data) word = input.number<std::uint32_t>();
      put(event, is_cut);
    } else {
      put(header, false);
    }
  }

  /// What hosts may rely on.
  bool take(const clap::EventHeader& header) {
    require(header.time < frames_, "what is sent lies within the block");
    require(header.time >= last_, "and comes in the order of time");
    if (room_ == 0) return false;
    --room_;
    last_ = header.time;
    if (header.space_id == clap::kCoreEventSpaceId && header.type <= clap::EventType::note_end) {
      const auto& note = reinterpret_cast<const clap::EventNote&>(header);
      require(header.size >= sizeof note && note.key >= -1 && note.key < 128, "a key");
      require(note.channel >= -1 && note.channel < 16, "a channel");
      require(note.port_index >= -1 && note.port_index < 2, "a port");
    }
    return true;
  }

  clap::Host host_ = {};
  const clap::Plugin* plugin_ = nullptr;
  std::vector<Bytes> events_;
  std::deque<std::vector<std::uint8_t>> sysex_;
  std::size_t room_ = 0;
  std::uint32_t last_ = 0;
  std::uint32_t frames_ = 0;
};

}  // namespace
}  // namespace attacca::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  attacca::fuzz::Input input(data, size);
  attacca::fuzz::Session session;
  for (int block = 0; block < 8 && !input.empty(); ++block) session.block(input);
  return 0;
}
