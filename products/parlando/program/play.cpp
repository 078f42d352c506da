// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// parlando play: a MIDI file, each part by the musician that it is meant for.

#include <atomic>
#include <charconv>
#include <filesystem>
#include <memory>

#include "parlando/program/command.hpp"
#include "parlando/program/words.hpp"

namespace parlando::program {
namespace {

std::atomic<const ControlClient*> playing = nullptr;
std::atomic<bool> is_interrupted = false;

void interrupt() {
  is_interrupted = true;
  if (const ControlClient* client = playing) client->wake();
}

struct PlayOptions {
  std::string file;
  std::vector<std::string> map;
  bool daw = false;
  std::string start;
  double tempo = 0;
  bool ahead = false;
  bool dry_run = false;
  bool keep_map = false;
};

/// "PART=MUSICIAN" …
attacca::Result<Json> map_of(const std::vector<std::string>& pairs) {
  Json map = Json::object();
  for (const std::string& pair : pairs) {
    const std::size_t equals = pair.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == pair.size()) {
      return attacca::fail("--map \"" + pair +
                           "\": write PART=MUSICIAN; a part is its name or number");
    }
    map[pair.substr(0, equals)] = pair.substr(equals + 1);
  }
  return map;
}

std::string words_for_parts(const Json& song) {
  std::vector<std::vector<std::string>> rows{{"part", "name", "notes", "range", "musician"}};
  for (const Json& part : song.at("parts")) {
    rows.push_back(
        {part.at("part").dump(), part.at("name").get<std::string>(), part.at("notes").dump(),
         part.at("lowest").get<std::string>() + " to " + part.at("highest").get<std::string>(),
         part.at("text").get<std::string>()});
  }
  return table(rows);
}

/// Waits until the phrase has ended; Ctrl-C stops it.
std::optional<Json> wait_for_end(ControlClient& client, const Json& phrase, CommandResult& result) {
  playing = &client;
  bool is_stopped = false;
  std::optional<Json> report;
  while (client.is_connected()) {
    if (is_interrupted && !is_stopped) {
      is_stopped = true;
      if (!ask(client, {{"do", "stop"}, {"phrase", phrase}}, result)) break;
    }
    // The end is an event; what it was like is asked for, so that nothing is missed.
    report = ask(client, {{"do", "phrase"}, {"phrase", phrase}}, result);
    if (!report || report->at("state") != "playing") break;
    (void)client.next_event(ControlClient::Milliseconds(1'000));
  }
  playing = nullptr;
  return report;
}

attacca::Result<Json> request_of(const PlayOptions& given) {
  Json request = {{"do", "play"}, {"clock", given.daw ? "daw" : "own"}};
  if (given.tempo > 0) request["tempo"] = given.tempo;
  if (given.ahead) request["ahead"] = true;
  if (!given.start.empty()) {
    double beat = 0;
    const char* const end = given.start.data() + given.start.size();
    const auto [stop, error] = std::from_chars(given.start.data(), end, beat);
    const bool is_number = error == std::errc() && stop == end;
    request["start"] = is_number ? Json(beat) : Json(given.start);
  }
  return request;
}

void play(const PlayOptions& given, CommandResult& result) {
  const auto map = map_of(given.map);
  if (!map) return result.fail(ExitCode::bad_input, map.error());
  auto request = request_of(given);
  if (!request) return result.fail(ExitCode::bad_input, request.error());
  call_on_interrupt(interrupt);
  auto access = reach_conductor(result);
  if (!access) return;
  access->wait_for_all();
  ControlClient& client = access->client();
  std::error_code error;
  Json open = {{"do", "midi"}, {"path", std::filesystem::absolute(given.file, error).string()}};
  if (!map->empty()) open["map"] = *map;
  const auto song = ask(client, open, result);
  if (!song) return;
  result.document["parts"] = song->at("parts");
  result.document["remarks"] = song->at("remarks");
  std::string text = words_for_parts(*song);
  for (const Json& remark : song->at("remarks")) text += remark.get<std::string>() + "\n";
  if (given.keep_map) {
    Json kept = Json::object();
    for (const Json& part : song->at("parts")) {
      if (!part.at("to").is_null()) kept[part.at("part").dump()] = part.at("to");
    }
    if (!ask(client, {{"do", "map"}, {"file", song->at("name")}, {"parts", kept}}, result)) return;
  }
  if (given.dry_run) {
    result.text = text;
    return;
  }
  if (!result.json) print_line(text.substr(0, text.size() - 1));
  if (!ask(client, {{"do", "subscribe"}, {"events", {"phrase"}}}, result)) return;
  (*request)["file"] = song->at("file");
  if (!map->empty()) (*request)["map"] = *map;
  const auto started = ask(client, *request, result);
  if (!started) return;
  const auto report = wait_for_end(client, started->at("phrase"), result);
  if (!report) {
    if (result.error.empty()) result.fail(ExitCode::wrong, {"the conductor has ended"});
    return;
  }
  result.document["phrase"] = *report;
  result.text = words_for_phrase(*report) + "\n";
  const bool all = report->at("notes_sounded") == report->at("notes");
  if (report->at("state") == "done" && !all) {
    result.fail(ExitCode::wrong,
                {"not all notes were reported to have sounded: see parlando doctor"});
  }
}

}  // namespace

void add_play_command(CLI::App& app, CommandResult& result) {
  const auto given = std::make_shared<PlayOptions>();
  CLI::App* command = add_command(
      app, result, "play",
      "Play a MIDI file: its parts by the musicians that are called like them, as far as can be "
      "told",
      "  parts: [{part, name, notes, channel, lowest, highest, family, to: id or null, reason, "
      "text}], remarks: [..],\n  phrase: as the request phrase of docs/parlando/control.md",
      [given, &result] { play(*given, result); });
  command->add_option("FILE", given->file, "The MIDI file")->required();
  command
      ->add_option("--map", given->map,
                   "Who plays a part, PART=MUSICIAN, by number or name; as often as you like")
      ->allow_extra_args(false);
  command->add_flag("--keep-map", given->keep_map,
                    "Remember who played which part, for files of this name");
  command->add_flag("--daw", given->daw,
                    "On the DAW's timeline and at its tempo, from the next bar on");
  command->add_option("--start", given->start, "With --daw: a beat, bar or now");
  command->add_option("--tempo", given->tempo, "Quarter notes a minute, instead of the file's")
      ->check(CLI::Range(1.0, 10'000.0));
  command->add_flag(
      "--ahead", given->ahead,
      "With --daw: send all at once, for a rendering that is faster than time goes by");
  command->add_flag("--dry-run", given->dry_run, "Only say who would play what");
}

}  // namespace parlando::program
