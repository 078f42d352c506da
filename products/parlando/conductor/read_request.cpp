// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/read_request.hpp"

#include <cstddef>
#include <filesystem>

#include "text/json_depth.hpp"
#include "text/utf8.hpp"

namespace parlando {
namespace {

/// Requests are flat; what is read or written by recursion must not be as deep as somebody likes.
constexpr int kDeepest = 16;
/// Some hundred events.
constexpr std::size_t kShort = std::size_t{16} << 10U;

const Json& member(const Json& object, const char* name) {
  static const Json kNone;
  if (!object.is_object()) return kNone;
  const auto found = object.find(name);
  return found == object.end() ? kNone : *found;
}

std::string text_in(const Json& object, const char* name) {
  const Json& text = member(object, name);
  return text.is_string() ? text.get<std::string>() : "";
}

/// Fields that are missing or wrong are for the handler to complain of.
SongRead song_in(const Json& request) {
  const std::string path = text_in(request, "path");
  const std::string data = text_in(request, "data");
  const std::string name = text_in(request, "name");
  if (path.empty() == data.empty()) return nullptr;
  if (!data.empty()) return read_song_of_base64(data, name);
  const std::filesystem::path file(path);
  if (!file.is_absolute()) return attacca::fail("the path is not absolute");
  return read_song(file, name);
}

std::vector<EventsRead> parts_in(const Json& request) {
  static const Json kNoEvents = Json::array();
  std::vector<EventsRead> parts;
  const Json& list = member(request, "parts");
  if (!list.is_array()) return parts;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Json& events = member(list[i], "events");
    parts.push_back(parse_events(events.is_array() ? events : kNoEvents,
                                 "play: parts[" + std::to_string(i) + "].events"));
  }
  return parts;
}

}  // namespace

ReadRequest read_request(std::string_view json) {
  ReadRequest read;
  if (attacca::text::is_json_deeper_than(json, kDeepest)) {
    read.fault = "the request is nested more than " + std::to_string(kDeepest) + " deep";
    return read;
  }
  const bool is_utf8 = attacca::text::find_malformed_utf8(json) == std::string_view::npos;
  if (is_utf8) read.object = Json::parse(json, nullptr, false);
  if (!read.object.is_object()) {
    read.fault = "the request is no JSON object";
    return read;
  }
  const std::string what = text_in(read.object, "do");
  if (what == "midi") read.song = song_in(read.object);
  if (what == "play") read.parts = parts_in(read.object);
  return read;
}

bool takes_long_to_read(std::string_view json) noexcept {
  return json.size() > kShort || json.find("\"midi\"") != std::string_view::npos;
}

}  // namespace parlando
