// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/track/track_subject.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <utility>

namespace attacca::validate {

namespace {

constexpr std::uint32_t kMaxFrames = 256;
constexpr std::size_t kRemembered = 64;

constexpr auto kFields = std::tuple{
    &host::TrackInfo::name,   &host::TrackInfo::color,         &host::TrackInfo::index,
    &host::TrackInfo::uid,    &host::TrackInfo::role,          &host::TrackInfo::location,
    &host::TrackInfo::volume, &host::TrackInfo::channel_count, &host::TrackInfo::pan,
    &host::TrackInfo::mute,   &host::TrackInfo::solo};

void overlay(host::TrackInfo& info, const host::TrackInfo& changed) {
  std::apply(
      [&](auto... field) { ((changed.*field ? info.*field = changed.*field : info.*field), ...); },
      kFields);
}

std::string hex(std::uint32_t number, int digits) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%0*x", digits, number);
  return text.data();
}

}  // namespace

host::TrackInfo track(std::string name, std::uint32_t color) {
  host::TrackInfo info;
  info.name = std::move(name);
  info.color =
      host::Color{static_cast<std::uint8_t>(color >> 16), static_cast<std::uint8_t>(color >> 8),
                  static_cast<std::uint8_t>(color), 255};
  return info;
}

std::string text_of(const host::TrackInfo& info) {
  std::string text;
  if (info.name) {
    text += '"';
    for (const char letter : *info.name) {
      const auto byte = static_cast<std::uint8_t>(letter);
      text += byte < 0x20 || byte > 0x7e ? "\\x" + hex(byte, 2) : std::string(1, letter);
    }
    text += '"';
  } else {
    text += "(no name)";
  }
  if (!info.color) return text + " (no colour)";
  const host::Color& color = *info.color;
  text +=
      " #" + hex(std::uint32_t{color.red} << 16 | std::uint32_t{color.green} << 8 | color.blue, 6);
  return color.alpha == 255 ? text : text + hex(color.alpha, 2);
}

host::TrackInfo merged(const host::TrackInfo& before, const host::TrackInfo& now,
                       host::PluginFormat format) {
  if (format == host::PluginFormat::clap) return now;
  host::TrackInfo result = before;
  overlay(result, now);
  return result;
}

namespace {

/// A host that sends late sends in its own time; what is sent at once has to arrive at once.
host::HostProfile sent_at_once(host::HostProfile profile) {
  profile.track_info_late = false;
  return profile;
}

}  // namespace

TrackSubject::TrackSubject(CheckContext& context, Side side)
    : context_(context),
      side_(side),
      instance_(context.create(sent_at_once(context.profile()))),
      witness_(*instance_, side) {
  if (!witness_.reports()) {
    context.skip("the plugin does not report what it saw of its track");
  }
  if (instance_->track_info_way().empty()) {
    context.skip("the plugin receives no track info under this host profile");
  }
}

void TrackSubject::activate() {
  if (instance_->is_active()) return;
  context_.rely_on("lifecycle.plays", "not activated",
                   [this] { return instance_->activate(48000.0, kMaxFrames); });
  playback_ = std::make_unique<Playback>(*instance_, kMaxFrames);
}

void TrackSubject::start() {
  activate();
  context_.rely_on("lifecycle.plays", "the plugin refused to start processing",
                   [this] { return instance_->start_processing(); });
}

void TrackSubject::stop() {
  instance_->deactivate();
}

void TrackSubject::note_sent(const host::TrackInfo& info) {
  known_ = merged(known_, info, instance_->description().format);
  if (sent_.size() == kRemembered) sent_.erase(sent_.begin());
  sent_.push_back(known_);
}

void TrackSubject::send(const host::TrackInfo& info) {
  (void)instance_->send_track_info({info, false, {}});
  take_turn();
  note_sent(info);
}

void TrackSubject::send_part(const host::TrackInfo& changed) {
  host::TrackInfo whole = known_;
  overlay(whole, changed);
  (void)instance_->send_track_info({whole, true, changed});
  take_turn();
  note_sent(whole);
}

void TrackSubject::take_turn() {
  // Notified on another thread, a CLAP plugin can ask only when the main thread has its next turn.
  if (context_.profile().track_info_on_worker) instance_->pump();
}

void TrackSubject::block(std::uint32_t frames) {
  playback_->run(frames);
}

std::optional<std::uint32_t> TrackSubject::digest() {
  instance_->pump();
  return witness_.digest();
}

std::optional<std::uint32_t> TrackSubject::updates() {
  instance_->pump();
  return witness_.updates();
}

std::optional<std::uint32_t> TrackSubject::revision() {
  instance_->pump();
  return witness_.revision();
}

std::vector<std::uint32_t> TrackSubject::digests_of(const host::TrackInfo& info) const {
  return witness_.digests_of(info);
}

bool TrackSubject::shows(const host::TrackInfo& info) {
  const auto digests = digests_of(info);
  const auto seen = digest();
  return seen && std::find(digests.begin(), digests.end(), *seen) != digests.end();
}

std::string TrackSubject::what_is_shown() {
  const auto seen = digest();
  if (!seen) return "no value that can be read";
  for (auto sent = sent_.rbegin(); sent != sent_.rend(); ++sent) {
    if (shows(*sent)) return text_of(*sent) + ", which was sent before";
  }
  return "digest 0x" + hex(*seen, 8) + ", which is nothing of what was sent lately";
}

bool TrackSubject::expect_shown(std::string_view when) {
  if (shows(known_)) return true;
  context_.fail("after " + text_of(known_) + " " + std::string(when) + ", the " +
                (side_ == Side::audio ? "audio callback" : "editor") + " shows " + what_is_shown());
  return false;
}

bool TrackSubject::expect_shown_soon(std::string_view when) {
  const auto deadline = host::MainLoop::Clock::now() + std::chrono::seconds(5);
  if (context_.loop().run_until(deadline, [this] { return shows(known_); })) return true;
  return expect_shown(when);
}

}  // namespace attacca::validate
