// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/session.hpp"

#include <chrono>
#include <system_error>
#include <thread>

#include "files/atomic_file.hpp"
#include "files/file.hpp"
#include "files/file_lock.hpp"
#include "parlando/conductor/fields.hpp"
#include "parlando/conductor/user_folders.hpp"

namespace parlando {
namespace {

namespace fs = std::filesystem;
namespace files = attacca::files;

constexpr std::uint64_t kLargest = 64U << 20U;

std::string set_aside(const fs::path& file, const std::string& why) {
  fs::path aside = file;
  aside += ".damaged";
  for (int i = 2; files::is_present(aside) && i < 1'000; ++i) {
    aside = file;
    aside += ".damaged-" + std::to_string(i);
  }
  std::error_code error;
  fs::rename(file, aside, error);
  return "the session cannot be read (" + why + "); it begins anew" +
         (error ? "" : ", and the old one is kept as " + aside.string());
}

/// A file of a version that comes after ours.
bool is_later(const std::string& text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return false;
  const auto version = json.find("version");
  return json.value("parlando", Json()) == "session" && version != json.end() &&
         version->is_number() && version->get<double>() > 1;
}

attacca::Result<std::string> text_in(const fs::path& file) {
  const auto bytes = files::read_file(file, kLargest);
  if (!bytes) return tl::unexpected(bytes.error());
  return std::string(reinterpret_cast<const char*>(bytes->data()), bytes->size());
}

/// Waits for others for a moment. Where there are no locks, nobody is waited for.
bool is_locked(const files::FileHandle& folder) {
  constexpr int kTries = 20;  // 0.1 s: what is to be played meanwhile has left already
  for (int i = 0; i < kTries; ++i) {
    if (files::try_lock(folder) != files::Lock::busy) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return false;
}

/// What differs between `before` and `now` is done to `there`.
template <typename Map>
void apply_changes(const Map& before, const Map& now, Map& there) {
  for (const auto& [key, value] : before) {
    if (!now.contains(key)) there.erase(key);
  }
  for (const auto& [key, value] : now) {
    const auto old = before.find(key);
    if (old == before.end() || !(old->second == value)) there[key] = value;
  }
}

}  // namespace

std::string text_of(const Session& session) {
  Json json = {{"parlando", "session"},
               {"version", 1},
               {"aliases", Json::object()},
               {"instruments", Json::object()},
               {"maps", Json::object()}};
  for (const auto& [alias, id] : session.aliases) json["aliases"][alias] = text_of(id);
  for (const auto& [id, instrument] : session.instruments) {
    json["instruments"][text_of(id)] = {{"name", instrument.name},
                                        {"latency_ms", instrument.latency_ms}};
  }
  for (const auto& [file, parts] : session.maps) json["maps"][file] = parts;
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

attacca::Result<Session> parse_session(const std::string& text) {
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) return attacca::fail("it is no JSON");
  Fields fields(json, "session");
  if (fields.text("parlando") != "session") fields.complain("it is no session");
  if (fields.whole("version", 0, 0, 1'000'000) != 1) fields.complain("it is of another version");
  Session session;
  const auto each = [&](const char* name, const auto& take) {
    const Json& members = fields.any(name);
    if (!members.is_object()) return fields.complain(std::string(name) + " are missing");
    for (const auto& [key, value] : members.items()) take(key, value);
  };
  const auto id_in = [&](const std::string& digits) {
    const auto id = id_of(digits);
    if (!id) fields.complain("\"" + digits + "\" is no id");
    return id.value_or(Id{});
  };
  each("aliases", [&](const std::string& alias, const Json& value) {
    session.aliases[alias] = id_in(value.is_string() ? value.get<std::string>() : "");
  });
  each("instruments", [&](const std::string& digits, const Json& value) {
    Fields instrument(value, "instrument");
    session.instruments[id_in(digits)] = {instrument.text("name"),
                                          instrument.number("latency_ms", 0, 0, 10'000)};
    if (!instrument.finish()) fields.complain(instrument.error());
  });
  each("maps", [&](const std::string& file, const Json& value) {
    if (!value.is_object()) return fields.complain("a map is no object");
    for (const auto& [part, musician] : value.items()) {
      if (!musician.is_string()) return fields.complain("a map has something else than names");
      session.maps[file][part] = musician.template get<std::string>();
    }
  });
  if (!fields.finish()) return attacca::fail(fields.error());
  return session;
}

fs::path SessionStore::default_file() {
  const fs::path folder = state_folder();
  return folder.empty() ? fs::path() : folder / "session.json";
}

std::string SessionStore::load() {
  session = {};
  in_file_ = {};
  unreadable_.clear();
  if (file_.empty() || !files::is_present(file_)) return {};
  const auto text = text_in(file_);
  if (!text || is_later(*text)) {
    unreadable_ = "the session " + file_.string() + " cannot be read (" +
                  (text ? "it is of a later version of parlando" : text.error().message) +
                  "): nothing is kept until that is mended and the conductor is started again";
    return unreadable_;
  }
  const auto parsed = parse_session(*text);
  if (!parsed) return set_aside(file_, parsed.error().message);
  session = *parsed;
  in_file_ = session;
  return {};
}

attacca::Result<void> SessionStore::save() {
  if (file_.empty()) return {};
  if (!unreadable_.empty()) return attacca::fail(unreadable_);
  if (auto made = files::create_folders(file_.parent_path()); !made) return made;
  // It may be a symbolic link to another disk.
  std::error_code error;
  const auto folder = files::open_folder(fs::weakly_canonical(file_.parent_path(), error));
  if (!folder) return tl::unexpected(folder.error());
  // Held until the end, as another conductor reads, merges and writes here, too.
  if (!is_locked(*folder)) {
    return attacca::fail("another conductor keeps the session " + file_.string() +
                         " to itself: try again");
  }
  Session merged = session;
  if (files::is_present(file_)) {
    const auto text = text_in(file_);
    if (!text) return tl::unexpected(text.error());
    if (is_later(*text)) {
      return attacca::fail("the session " + file_.string() +
                           " is of a later version of parlando by now: use that one");
    }
    if (auto there = parse_session(*text)) {
      apply_changes(in_file_.aliases, session.aliases, there->aliases);
      apply_changes(in_file_.instruments, session.instruments, there->instruments);
      apply_changes(in_file_.maps, session.maps, there->maps);
      merged = std::move(*there);
    } else {
      (void)set_aside(file_, there.error().message);
    }
  }
  if (auto written = files::write_file_atomically(file_, text_of(merged)); !written) return written;
  session = merged;
  in_file_ = std::move(merged);
  return {};
}

}  // namespace parlando
