// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// parlando listen: what was played lately; parlando record: what is played from now on.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <map>
#include <memory>

#include "files/atomic_file.hpp"
#include "parlando/conductor/control_json.hpp"
#include "parlando/program/command.hpp"
#include "parlando/program/heard_midi.hpp"
#include "parlando/program/words.hpp"

namespace parlando::program {
namespace {

std::atomic<const ControlClient*> recording = nullptr;
std::atomic<bool> is_over = false;

void interrupt() {
  is_over = true;
  if (const ControlClient* client = recording) client->wake();
}

/// The DAW's tempo, or 120.
double tempo_of(ControlClient& client) {
  const auto transport = client.call({{"do", "transport"}});
  if (!transport || !transport->value("known", false) || transport->at("tempo").is_null()) {
    return 120;
  }
  return transport->at("tempo").get<double>();
}

struct ListenOptions {
  std::string musician;
  double bars = 4;
  std::string midi;
};

void listen(const ListenOptions& given, CommandResult& result) {
  if (!given.midi.empty()) {
    if (const auto writable = attacca::files::check_writable(given.midi); !writable) {
      return result.fail(ExitCode::bad_input, writable.error());
    }
  }
  auto access = reach_conductor(result);
  if (!access) return;
  access->wait_for(given.musician);
  const auto answer = ask(access->client(),
                          {{"do", "listen"}, {"to", given.musician}, {"bars", given.bars}}, result);
  if (!answer) return;
  result.document = *answer;
  const Json& notes = answer->at("notes");
  result.text = notes.empty() ? "Nothing was heard.\n" : words_for_notes(notes);
  const auto warn = [&](const char* name, const char* what) {
    const auto count = answer->at(name).get<std::int64_t>();
    if (count > 0) result.text += std::to_string(count) + what + "\n";
  };
  warn("older_lost", " older notes are no longer kept by the musician.");
  warn("not_arrived", " notes were lost on the way.");
  if (given.midi.empty()) return;
  const std::vector<HeardPart> parts{{given.musician, notes}};
  const double now = answer->at("now").get<double>();
  // Bars are kept: the file begins with the quarter note that the first note lies in.
  const double origin = std::floor(first_beat(parts, now));
  const auto written = attacca::files::write_file_atomically(
      given.midi, midi_file_of(parts, tempo_of(access->client()), origin, now));
  if (!written) return result.fail(ExitCode::wrong, written.error());
  result.document["midi"] = given.midi;
  result.text += "Written: " + given.midi + "\n";
}

struct RecordOptions {
  std::string musician;
  double seconds = 0;
  std::string midi;
};

/// Gathers what is heard until Ctrl-C, or the time is up.
void gather(ControlClient& client, double seconds, std::map<std::string, HeardPart>& parts,
            const CommandResult& result) {
  const auto begun = std::chrono::steady_clock::now();
  recording = &client;
  while (!is_over && client.is_connected()) {
    auto patience = ControlClient::Milliseconds(60'000);
    if (seconds > 0) {
      const std::chrono::duration<double> left =
          std::chrono::duration<double>(seconds) - (std::chrono::steady_clock::now() - begun);
      if (left.count() <= 0) break;
      patience = ControlClient::Milliseconds(static_cast<int>(std::ceil(left.count() * 1'000)));
    }
    const auto event = client.next_event(patience);
    if (!event || event->at("event") != "heard") continue;
    const auto part = parts.find(event->at("id").get<std::string>());
    if (part == parts.end()) continue;
    Json& notes = part->second.notes;
    const Json& note = event->at("note");
    // One that still sounded comes again when it has ended.
    const auto same = std::find_if(notes.rbegin(), notes.rend(), [&](const Json& one) {
      return one.at("index") == note.at("index");
    });
    if (same != notes.rend()) {
      *same = note;
      continue;
    }
    notes.push_back(note);
    if (!result.json) print_line(part->second.name + words_for_event(*event).substr(18));
  }
  recording = nullptr;
}

void record(const RecordOptions& given, CommandResult& result) {
  if (const auto writable = attacca::files::check_writable(given.midi); !writable) {
    return result.fail(ExitCode::bad_input, writable.error());
  }
  call_on_interrupt(interrupt);
  auto access = reach_conductor(result);
  if (!access) return;
  ControlClient& client = access->client();
  Json request = {{"do", "record"}, {"on", true}};
  if (given.musician.empty()) {
    access->wait_for_all();
  } else {
    access->wait_for(given.musician);
    request["to"] = given.musician;
  }
  if (!ask(client, {{"do", "subscribe"}, {"events", {"heard"}}}, result)) return;
  const auto started = ask(client, request, result);
  if (!started) return;
  const auto list = ask(client, {{"do", "list"}}, result);
  if (!list) return;
  std::map<std::string, HeardPart> parts;
  for (const Json& id : started->at("musicians")) {
    for (const Json& musician : list->at("musicians")) {
      if (musician.at("id") == id) parts[id.get<std::string>()].name = musician.at("name");
    }
  }
  if (parts.empty()) return result.fail(ExitCode::wrong, {"there is no musician to record"});
  gather(client, given.seconds, parts, result);
  request["on"] = false;
  (void)client.call(request);
  std::vector<HeardPart> heard;
  std::size_t notes = 0;
  double end = 0;
  for (auto& [id, part] : parts) {
    for (const Json& note : part.notes) {
      const double length = note.at("length").is_null() ? 1 : note.at("length").get<double>();
      end = std::max(end, note.at("start").get<double>() + length);
    }
    notes += part.notes.size();
    heard.push_back(std::move(part));
  }
  const double origin = std::floor(first_beat(heard, 0));
  const auto written = attacca::files::write_file_atomically(
      given.midi, midi_file_of(heard, tempo_of(client), origin, end));
  if (!written) return result.fail(ExitCode::wrong, written.error());
  result.document["notes"] = notes;
  result.document["musicians"] = heard.size();
  result.document["midi"] = given.midi;
  result.text += "Notes: " + std::to_string(notes) +
                 ", musicians: " + std::to_string(heard.size()) + ". Written: " + given.midi + "\n";
}

}  // namespace

void add_listen_command(CLI::App& app, CommandResult& result) {
  const auto given = std::make_shared<ListenOptions>();
  CLI::App* command = add_command(
      app, result, "listen", "Show what a musician played lately: its own and the DAW's",
      "  musician, notes: [{key, name, velocity, channel, start, length, source}], "
      "older_lost, not_arrived, now, midi",
      [given, &result] { listen(*given, result); });
  command->add_option("MUSICIAN", given->musician, "Its alias, name or id")->required();
  command->add_option("--bars", given->bars, "The last so many bars; 0: all that it keeps. Else 4")
      ->check(CLI::Range(0.0, 100'000.0));
  command->add_option("--midi", given->midi, "Write the notes to this MIDI file, too")
      ->type_name("FILE");
}

void add_record_command(CLI::App& app, CommandResult& result) {
  const auto given = std::make_shared<RecordOptions>();
  CLI::App* command = add_command(
      app, result, "record", "Write what musicians play from now on, until Ctrl-C, to a MIDI file",
      "  notes, musicians: how many, midi", [given, &result] { record(*given, result); });
  command->add_option("FILE", given->midi, "The MIDI file")->required();
  command->add_option("--musician", given->musician, "This one alone, by alias, name or id");
  command->add_option("--for", given->seconds, "End after so many seconds")
      ->check(CLI::Range(0.1, 86'400.0));
}

}  // namespace parlando::program
