// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// The arguments of VST3's calls, made anew from what was recorded of them.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "abi/vst3/audio_processor.hpp"
#include "abi/vst3/base/ref.hpp"
#include "abi/vst3/midi_mapping2.hpp"
#include "abi/vst3/physical_ui.hpp"
#include "abi/vst3/plug_view.hpp"
#include "abi/vst3/process_context.hpp"
#include "abi/vst3/process_data.hpp"
#include "host/vst3/attribute_list.hpp"
#include "host/vst3/event_list.hpp"
#include "host/vst3/memory_stream.hpp"
#include "host/vst3/parameter_changes.hpp"
#include "trial/replay/actor.hpp"
#include "trial/replay/state_store.hpp"
#include "trial/replay/value_reader.hpp"
#include "trial/replay/vst3_host_double.hpp"

namespace attacca::trial {

/// What an instance's blocks are made of.
class BlockOfReplay {
 public:
  BlockOfReplay();
  /// The data of a recorded block; good until the next one.
  vst3::ProcessData& make(const witness::RecordedCall& call);

 private:
  struct Bus {
    std::int32_t channels = 0;
    bool has_pointers = true;
    std::int32_t null_channels = 0;
  };
  struct Side {
    std::vector<Bus> shapes;
    std::vector<vst3::AudioBusBuffers> buses;
    std::vector<std::vector<void*>> channels;
  };
  void take_bus(Side& side, const witness::Record& detail);
  vst3::AudioBusBuffers* lay_out(Side& side, std::int32_t count, std::size_t room);
  void take_lists(const witness::RecordedCall& call);

  vst3::ProcessData data_ = {};
  vst3::ProcessContext context_ = {};
  Side inputs_;
  Side outputs_;
  std::vector<double> memory_;
  host::ParameterChanges changes_;
  host::ParameterChanges reported_;
  host::EventList events_;
  host::EventList sent_;
  std::vector<std::vector<std::uint8_t>> bytes_;
};

/// What lives as long as the plugin may keep it.
class HostObjects {
 public:
  /// Of the host that `call` shows. [any]
  ContextDouble& add_context(const witness::RecordedCall& call) {
    const std::lock_guard lock(mutex_);
    return *contexts_.emplace_back(std::make_unique<ContextDouble>(call));
  }
  HandlerDouble& add_handler(const witness::RecordedCall& call) {
    const std::lock_guard lock(mutex_);
    return *handlers_.emplace_back(std::make_unique<HandlerDouble>(call));
  }

  FrameDouble frame;

 private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<ContextDouble>> contexts_;
  std::vector<std::unique_ptr<HandlerDouble>> handlers_;
};

/// What a call's arguments are made of.
struct Vst3Source {
  const witness::RecordedCall& call;
  ValueReader values;
  StateStore& states;
  BlockOfReplay& block;
  HostObjects& host;
};

/// An argument of the type A; where the plugin writes, room for it.
template <typename A>
class Vst3Made {
  using T = std::remove_cvref_t<A>;
  static constexpr bool kIsFilledIn =
      std::is_reference_v<A> && !std::is_const_v<std::remove_reference_t<A>>;

 public:
  explicit Vst3Made(Vst3Source& source) {
    if constexpr (std::is_same_v<T, vst3::ProcessSetup>) {
      value_->processMode = source.values.number<vst3::ProcessModes>();
      value_->symbolicSampleSize = source.values.number<vst3::SymbolicSampleSizes>();
      value_->maxSamplesPerBlock = source.values.number<std::int32_t>();
      value_->sampleRate = source.values.real();
    } else if constexpr (kIsFilledIn) {
    } else if constexpr (std::is_same_v<T, vst3::Tuid>) {
      const witness::Uid uid = source.values.uid();
      std::memcpy(value_->data(), uid.bytes.data(), uid.bytes.size());
    } else if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
      *value_ = source.values.number<T>();
    }
  }
  A get() { return static_cast<A>(*value_); }

 private:
  std::unique_ptr<T> value_ = std::make_unique<T>();
};

template <>
class Vst3Made<vst3::ProcessData&> {
 public:
  explicit Vst3Made(Vst3Source& source) : data_(source.block.make(source.call)) {}
  vst3::ProcessData& get() { return data_; }

 private:
  vst3::ProcessData& data_;
};

/// Pointers to what the plugin fills in.
template <typename T>
class Vst3Made<T*> {
 public:
  explicit Vst3Made(Vst3Source& source) : is_there_(source.values.integer() != 0) {
    if (is_there_) room_.resize(kRoom);
  }
  T* get() { return is_there_ ? room_.data() : nullptr; }

 private:
  static constexpr std::size_t kRoom = 256;
  bool is_there_;
  std::vector<T> room_;
};

/// No window.
template <>
class Vst3Made<void*> {
 public:
  explicit Vst3Made(Vst3Source& source) { source.values.integer(); }
  void* get() { return nullptr; }
};

template <>
class Vst3Made<vst3::ViewRect*> {
 public:
  explicit Vst3Made(Vst3Source& source);
  vst3::ViewRect* get() { return rect_.get(); }

 private:
  std::unique_ptr<vst3::ViewRect> rect_;
};

template <>
class Vst3Made<vst3::SpeakerArrangement*> {
 public:
  /// The first one of a call is the inputs', the second the outputs'.
  explicit Vst3Made(Vst3Source& source);
  vst3::SpeakerArrangement* get() { return is_there_ ? list_.data() : nullptr; }

 private:
  bool is_there_;
  std::vector<vst3::SpeakerArrangement> list_;
};

template <>
class Vst3Made<const char*> {
 public:
  explicit Vst3Made(Vst3Source& source) : text_(source.values.text()) {}
  const char* get() { return text_ ? text_->c_str() : nullptr; }

 private:
  std::optional<std::string> text_;
};

template <>
class Vst3Made<const char16_t*> {
 public:
  explicit Vst3Made(Vst3Source& source);
  const char16_t* get() { return is_there_ ? text_->c_str() : nullptr; }

 private:
  bool is_there_ = false;
  std::unique_ptr<std::u16string> text_ = std::make_unique<std::u16string>();
};

/// A text for the plugin to read, or room for one.
template <>
class Vst3Made<char16_t*> {
 public:
  explicit Vst3Made(Vst3Source& source);
  char16_t* get() { return text_.empty() ? nullptr : text_.data(); }

 private:
  std::vector<char16_t> text_;
};

template <>
class Vst3Made<vst3::IBStream*> {
 public:
  explicit Vst3Made(Vst3Source& source);
  Vst3Made(Vst3Made&&) = default;
  ~Vst3Made();
  vst3::IBStream* get() { return stream_.get(); }

 private:
  StateStore& states_;
  witness::Digest recorded_;
  bool is_saving_ = false;
  vst3::Ref<host::MemoryStream> stream_;
};

template <>
class Vst3Made<vst3::IAttributeList*> {
 public:
  explicit Vst3Made(Vst3Source& source);
  vst3::IAttributeList* get() { return list_.get(); }

 private:
  vst3::Ref<host::AttributeList> list_;
};

template <>
class Vst3Made<vst3::FUnknown*> {
 public:
  explicit Vst3Made(Vst3Source& source);
  vst3::FUnknown* get() { return context_; }

 private:
  vst3::FUnknown* context_ = nullptr;
};

template <>
class Vst3Made<vst3::IComponentHandler*> {
 public:
  explicit Vst3Made(Vst3Source& source);
  vst3::IComponentHandler* get() { return handler_; }

 private:
  vst3::IComponentHandler* handler_ = nullptr;
};

template <>
class Vst3Made<vst3::IPlugFrame*> {
 public:
  explicit Vst3Made(Vst3Source& source)
      : frame_(source.values.integer() != 0 ? &source.host.frame : nullptr) {}
  vst3::IPlugFrame* get() { return frame_; }

 private:
  vst3::IPlugFrame* frame_;
};

}  // namespace attacca::trial
