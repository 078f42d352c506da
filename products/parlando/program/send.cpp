// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// parlando send and parlando stop.

#include <charconv>
#include <memory>
#include <optional>

#include "parlando/program/command.hpp"
#include "parlando/program/words.hpp"

namespace parlando::program {
namespace {

struct SendOptions {
  std::string musician;
  std::string kind;
  std::vector<std::string> words;
  std::string length;
  std::string shape;
  std::string key;
  std::optional<double> velocity;
  int channel = 1;
  int note = -1;
};

/// A number, or the text as it is: the conductor says what is wrong with it.
Json value_of(const std::string& text) {
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error == std::errc() && stop == end) return value;
  return text;
}

/// "1beat", "0.5 beats", "2s", "250ms"; a number alone is beats.
attacca::Result<void> put_length(const std::string& text, Json& event) {
  double value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  std::string unit(stop, text.data() + text.size());
  while (unit.starts_with(' ')) unit.erase(0, 1);
  if (error == std::errc() && value > 0) {
    if (unit.empty() || unit == "beat" || unit == "beats") {
      event["beats"] = value;
      return {};
    }
    if (unit == "ms" || unit == "s") {
      event["ms"] = unit == "s" ? value * 1'000 : value;
      return {};
    }
  }
  return attacca::fail("--for \"" + text + "\": write a length as 1beat, 0.5beats, 2s or 250ms");
}

/// What follows each kind on the command line, in order, by the names of the control API.
std::optional<std::vector<const char*>> words_of(const std::string& kind) {
  if (kind == "note" || kind == "on" || kind == "off") return {{"key"}};
  if (kind == "cc") return {{"controller", "value"}};
  if (kind == "bend" || kind == "pressure") return {{"value"}};
  if (kind == "program") return {{"program"}};
  if (kind == "expression") return {{"type", "value"}};
  if (kind == "curve") return {{"target", "from", "to"}};
  return std::nullopt;
}

attacca::Result<Json> event_of(const SendOptions& given) {
  const auto names = words_of(given.kind);
  if (!names) {
    return attacca::fail("\"" + given.kind +
                         "\" cannot be sent: there are note, on, off, cc, bend, pressure, program, "
                         "expression, curve and silence");
  }
  if (given.words.size() != names->size()) {
    std::string wanted;
    for (const char* name : *names) wanted += std::string(" ") + name;
    return attacca::fail(given.kind + " needs" + wanted + ", in this order");
  }
  Json event = {{"kind", given.kind}};
  for (std::size_t i = 0; i < names->size(); ++i) event[(*names)[i]] = value_of(given.words[i]);
  if (event.contains("target")) event["target"] = given.words[0];
  event["channel"] = given.channel;
  if (!given.length.empty()) {
    if (const auto put = put_length(given.length, event); !put) {
      return tl::unexpected(put.error());
    }
  }
  if (given.velocity) event["velocity"] = *given.velocity;
  if (!given.shape.empty()) event["shape"] = given.shape;
  if (!given.key.empty()) event["key"] = value_of(given.key);
  if (given.note >= 0) event["note"] = given.note;
  return event;
}

void send(const SendOptions& given, CommandResult& result) {
  Json request = {{"do", "stop"}, {"to", given.musician}};
  if (given.kind != "silence") {
    const auto event = event_of(given);
    if (!event) return result.fail(ExitCode::bad_input, event.error());
    request = {{"do", "send"}, {"to", given.musician}, {"event", *event}, {"wait", true}};
  }
  auto access = reach_conductor(result);
  if (!access) return;
  access->wait_for(given.musician);
  // It is answered when the note is over.
  const auto answer =
      ask(access->client(), request, result, ControlClient::Milliseconds(3'600'000));
  if (!answer) return;
  result.document = *answer;
  if (given.kind == "silence") {
    result.text = "silent\n";
    return;
  }
  const bool arrived = answer->at("reported").get<int>() > 0;
  result.text = words_for_phrase(*answer) + "\n";
  if (!arrived) {
    result.fail(ExitCode::wrong, {"the musician did not report that it carried the message out: "
                                  "its DAW may stand still, see parlando doctor"});
  }
}

void stop(const std::string& musician, CommandResult& result) {
  auto access = reach_conductor(result);
  if (!access) return;
  Json request = {{"do", "stop"}};
  if (!musician.empty()) {
    request["to"] = musician;
    access->wait_for(musician);
  } else {
    access->wait_for_all();
  }
  const auto answer = ask(access->client(), request, result);
  if (answer) result.text = "silent\n";
}

}  // namespace

void add_send_command(CLI::App& app, CommandResult& result) {
  const auto given = std::make_shared<SendOptions>();
  CLI::App* command = add_command(
      app, result, "send",
      "Have a musician play one note, or send it one message, in its next block",
      "  phrase, state, messages, reported, notes_sounded, late, most_late_samples, ..; as the "
      "request phrase of docs/parlando/control.md",
      [given, &result] { send(*given, result); });
  command->add_option("MUSICIAN", given->musician, "Its alias, name or id")->required();
  command
      ->add_option(
          "KIND", given->kind,
          "note KEY, on KEY, off KEY, cc NUMBER VALUE, bend VALUE, pressure VALUE, program "
          "NUMBER, expression TYPE VALUE, curve TARGET FROM TO, or silence")
      ->required();
  command->add_option("WORDS", given->words, "What the kind needs; a key is 60 or C4");
  command->add_option("--velocity", given->velocity, "0 to 1; else 0.63");
  command->add_option("--for", given->length,
                      "How long a note or a curve lasts: 1beat (the default), 2s, 250ms");
  command->add_option("--shape", given->shape,
                      "Of a curve: linear, smooth, exp, log, sine, step, or an expression as =t^2");
  command->add_option("--key", given->key, "Of pressure, expression and curve: this key alone");
  command->add_option("--channel", given->channel, "1 to 16")->check(CLI::Range(1, 16));
  command->add_option("--note", given->note, "A number of your choice for one note, to end it by");
}

void add_stop_command(CLI::App& app, CommandResult& result) {
  const auto musician = std::make_shared<std::string>();
  CLI::App* command = add_command(
      app, result, "stop", "End what sounds and drop what waits, of one musician or of all",
      "  (an empty object)", [musician, &result] { stop(*musician, result); });
  command->add_option("MUSICIAN", *musician, "Its alias, name or id; else all");
}

}  // namespace parlando::program
