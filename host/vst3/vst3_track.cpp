// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

#include "host/vst3/attribute_list.hpp"
#include "host/vst3/utf16.hpp"
#include "host/vst3/vst3_instance.hpp"

namespace attacca::host {

namespace {

using vst3::kInvalidArgument;
using vst3::kNotImplemented;
using vst3::kResultFalse;
using vst3::kResultTrue;
using vst3::TResult;

// The words a host with an English surface shows; plugins must not read roles out of them.
const char* index_namespace(TrackRole role) {
  switch (role) {
    case TrackRole::track:
      return "Track";
    case TrackRole::instrument:
      return "Instrument";
    case TrackRole::bus:
      return "Bus";
    case TrackRole::return_:
      return "Return";
    case TrackRole::input:
      return "Input";
    case TrackRole::output:
      return "Output";
    case TrackRole::master:
      return "Master";
  }
  return "Track";
}

// The same in German, for hosts whose users see German.
const char* translated_namespace(TrackRole role) {
  switch (role) {
    case TrackRole::track:
      return "Spur";
    case TrackRole::instrument:
      return "Instrument";
    case TrackRole::bus:
      return "Gruppe";
    case TrackRole::return_:
      return "R\xc3\xbc"
             "ckweg";
    case TrackRole::input:
      return "Eingang";
    case TrackRole::output:
      return "Ausgang";
    case TrackRole::master:
      return "Summe";
  }
  return "Spur";
}

/// The name as far as the profile's hosts send it; a surrogate pair may lose its second half.
std::u16string cut_name(const std::string& name, const HostProfile& profile) {
  std::u16string wide = to_utf16(name);
  const std::size_t units = profile.vst3_name_units;
  if (units > 0 && wide.size() > units) wide.resize(units);
  return wide;
}

void set_text(AttributeList& list, const char* key, const char* length_key,
              const std::u16string& wide) {
  (void)list.setString(key, wide.c_str());
  if (length_key != nullptr) {
    (void)list.setInt(length_key, static_cast<std::int64_t>(wide.size()));
  }
}

void fill_list(AttributeList& list, const TrackInfo& info, const TrackInfo& whole,
               const HostProfile& profile) {
  namespace keys = vst3::channel_context;
  if (info.name) {
    set_text(list, keys::kName, keys::kNameLength, cut_name(*info.name, profile));
    if (profile.vst3_name_length_is_uids && whole.uid) {
      (void)list.setInt(keys::kNameLength, static_cast<std::int64_t>(whole.uid->size()));
    }
  }
  if (info.uid) {
    const bool lacks_length = profile.vst3_name_length_is_uids;
    set_text(list, keys::kUID, lacks_length ? nullptr : keys::kUIDLength, to_utf16(*info.uid));
  }
  if (info.color) {
    const Color& color = *info.color;
    const std::uint32_t argb = std::uint32_t{color.alpha} << 24 | std::uint32_t{color.red} << 16 |
                               std::uint32_t{color.green} << 8 | color.blue;
    (void)list.setInt(keys::kColor, argb);
  } else if (profile.vst3_no_color_is_zero && !whole.color) {
    (void)list.setInt(keys::kColor, 0);
  }
  if (info.index) (void)list.setInt(keys::kIndex, *info.index);
  if (info.role) {
    const TrackRole role = info.role->chief();
    const bool is_master = role == TrackRole::master;
    const char* const word =
        profile.vst3_translated_role_words ? translated_namespace(role) : index_namespace(role);
    set_text(list, keys::kIndexNamespace, keys::kIndexNamespaceLength, to_utf16(word));
    (void)list.setInt(keys::kIndexNamespaceOrder, is_master ? 2 : 1);
  }
  if (info.location) {
    (void)list.setInt(keys::kPluginLocation, static_cast<std::int64_t>(*info.location));
  }
  if (!info.image_png.empty()) {
    (void)list.setBinary(keys::kImage, info.image_png.data(),
                         static_cast<std::uint32_t>(info.image_png.size()));
  }
}

vst3::context_info::ChannelType channel_type(TrackRole role) {
  using vst3::context_info::ChannelType;
  switch (role) {
    case TrackRole::track:
      return ChannelType::track;
    case TrackRole::instrument:
      return ChannelType::synth;
    case TrackRole::bus:
      return ChannelType::bus;
    case TrackRole::return_:
      return ChannelType::fx;
    case TrackRole::input:
      return ChannelType::input;
    case TrackRole::output:
    case TrackRole::master:
      return ChannelType::output;
  }
  return ChannelType::track;
}

bool is_key(const char* id, const char* key) {
  return std::strcmp(id, key) == 0;
}

}  // namespace

TrackInfo Vst3Instance::track() const {
  const std::lock_guard lock(track_mutex_);
  return track_;
}

bool Vst3Instance::do_send_track_info(const TrackInfoMessage& message) {
  TrackInfo before;
  bool is_first = false;
  {
    const std::lock_guard lock(track_mutex_);
    before = std::exchange(track_, message.info);
    is_first = !std::exchange(was_sent_, true);
  }
  const bool has_context_handler = context_handler_ || context_handler2_;
  if (profile_.vst3_context_info && has_context_handler) {
    notify_context_info(is_first ? message.info : before, message.info);
    return true;
  }
  if (profile_.vst3_info_listener && info_listener_) {
    send_attribute_list(message);
    return true;
  }
  return false;
}

void Vst3Instance::send_attribute_list(const TrackInfoMessage& message) {
  const auto list = vst3::make_ref<AttributeList>(profile_.vst3_answers_absent_keys,
                                                  profile_.vst3_getstring_counts_characters);
  const bool is_partial = message.partial || profile_.vst3_partial_lists;
  const bool has_changed = !(message.changed == TrackInfo{});
  fill_list(*list, is_partial && has_changed ? message.changed : message.info, message.info,
            profile_);
  (void)info_listener_->setChannelContextInfos(list.get());
}

void Vst3Instance::notify_context_info(const TrackInfo& before, const TrackInfo& now) {
  if (!context_handler2_) {
    context_handler_->notifyContextInfoChange();
    return;
  }
  namespace keys = vst3::context_info;
  const TrackInfo changed = difference(before, now);
  const std::pair<bool, const char*> notices[] = {
      {changed.name.has_value(), keys::kName},   {changed.color.has_value(), keys::kColor},
      {changed.index.has_value(), keys::kIndex}, {changed.uid.has_value(), keys::kId},
      {changed.role.has_value(), keys::kType},   {changed.volume.has_value(), keys::kVolume},
      {changed.pan.has_value(), keys::kPan},     {changed.mute.has_value(), keys::kMute},
      {changed.solo.has_value(), keys::kSolo}};
  bool any = false;
  for (const auto& [is_changed, key] : notices) {
    if (!is_changed) continue;
    context_handler2_->notifyContextInfoChange(key);
    any = true;
  }
  if (!any) context_handler2_->notifyContextInfoChange("");
}

TrackInfo Vst3Instance::as_received(const TrackInfo& info) const {
  TrackInfo received = info;
  if (track_info_way() != "IInfoListener") return received;
  if (received.name) received.name = to_utf8(cut_name(*received.name, profile_));
  if (profile_.vst3_no_color_is_zero && !received.color) received.color = Color{0, 0, 0, 0};
  return received;
}

std::string_view Vst3Instance::track_info_way() const noexcept {
  if (profile_.vst3_context_info && context_handler2_) return "IContextInfoHandler2";
  if (profile_.vst3_context_info && context_handler_) return "IContextInfoHandler";
  if (profile_.vst3_info_listener && info_listener_) return "IInfoListener";
  return {};
}

// -- context info, asked through the handler
// ---------------------------------------------------------

TResult ComponentHandler::getContextInfoValue(std::int32_t& value, const char* id) {
  if (id == nullptr) return kInvalidArgument;
  if (instance_ == nullptr) return kResultFalse;
  namespace keys = vst3::context_info;
  const TrackInfo track = instance_->track();
  const auto answer = [&value](auto optional) {
    if (optional) value = static_cast<std::int32_t>(*optional);
    return optional ? kResultTrue : kResultFalse;
  };
  if (is_key(id, keys::kIndex) && track.index) {
    value = static_cast<std::int32_t>(*track.index) - 1;
    return kResultTrue;
  }
  if (is_key(id, keys::kColor) && track.color) {
    const Color& color = *track.color;
    value = static_cast<std::int32_t>(std::uint32_t{color.alpha} << 24 |
                                      std::uint32_t{color.blue} << 16 |
                                      std::uint32_t{color.green} << 8 | color.red);
    return kResultTrue;
  }
  if (is_key(id, keys::kType) && track.role) {
    value = static_cast<std::int32_t>(channel_type(track.role->chief()));
    return kResultTrue;
  }
  if (is_key(id, keys::kMain) && track.role) {
    value = track.role->has(TrackRole::master) ? 1 : 0;
    return kResultTrue;
  }
  if (is_key(id, keys::kMute)) return answer(track.mute);
  if (is_key(id, keys::kSolo)) return answer(track.solo);
  return kNotImplemented;
}

TResult ComponentHandler::getContextInfoString(char16_t* text, std::int32_t maxCharCount,
                                               const char* id) {
  if (id == nullptr || text == nullptr || maxCharCount <= 0) return kInvalidArgument;
  if (instance_ == nullptr) return kResultFalse;
  namespace keys = vst3::context_info;
  const TrackInfo track = instance_->track();
  const std::optional<std::string>* source = nullptr;
  if (is_key(id, keys::kName)) source = &track.name;
  if (is_key(id, keys::kId)) source = &track.uid;
  if (source == nullptr || !*source) return kNotImplemented;
  const std::u16string wide = to_utf16(**source);
  const std::size_t length = std::min(wide.size(), static_cast<std::size_t>(maxCharCount) - 1);
  std::copy_n(wide.begin(), length, text);
  text[length] = u'\0';
  return kResultTrue;
}

TResult ComponentHandler::getContextInfoValueDouble(double& value, const char* id) {
  if (id == nullptr) return kInvalidArgument;
  if (instance_ == nullptr) return kResultFalse;
  namespace keys = vst3::context_info;
  const TrackInfo track = instance_->track();
  if (is_key(id, keys::kVolume) && track.volume) {
    value = *track.volume;
    return kResultTrue;
  }
  if (is_key(id, keys::kMaxVolume)) {
    value = 4.0;
    return kResultTrue;
  }
  if (is_key(id, keys::kPan) && track.pan) {
    value = *track.pan;
    return kResultTrue;
  }
  return kNotImplemented;
}

TResult ComponentHandler::setContextInfoValueInt(const char*, std::int32_t) {
  return kNotImplemented;
}
TResult ComponentHandler::setContextInfoValueDouble(const char*, double) {
  return kNotImplemented;
}
TResult ComponentHandler::setContextInfoString(const char*, char16_t*) {
  return kNotImplemented;
}

}  // namespace attacca::host
