// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/program/words.hpp"

#include <algorithm>
#include <cstdio>

#include "parlando/score/key_name.hpp"
#include "text/printable.hpp"
#include "text/utf8.hpp"

namespace parlando::program {
namespace {

std::string text_in(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_string() ? found->get<std::string>() : "";
}

double number_in(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_number() ? found->get<double>() : 0;
}

bool truth_in(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_boolean() && found->get<bool>();
}

bool is_null_in(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found == json.end() || found->is_null();
}

/// What keeps a musician from sounding as it should, or "ok".
std::string state_of(const Json& musician) {
  if (truth_in(musician, "gone")) return "gone";
  const std::string link = text_in(musician, "link");
  if (link != "good") return "link " + link;
  if (!is_null_in(musician, "processed") && !truth_in(musician, "processed")) {
    return "not processed";
  }
  return truth_in(musician, "free_wheels") ? "rendering" : "ok";
}

std::string musician_line(const Json& musician) {
  std::string line = text_in(musician, "name");
  const std::string instrument = text_in(musician, "instrument");
  if (!instrument.empty()) line += " (" + instrument + ")";
  if (!is_null_in(musician, "color")) line += ", " + text_in(musician, "color");
  const std::string state = state_of(musician);
  // Just met: how its link is turns out within a quarter of a second.
  if (state != "link unknown") line += ", " + state;
  return line + (truth_in(musician, "primary") ? ", primary" : "");
}

}  // namespace

std::string number(double value, int decimals) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%.*f", decimals, value);
  std::string text = buffer;
  if (text.find('.') != std::string::npos) {
    while (text.ends_with('0')) text.pop_back();
    if (text.ends_with('.')) text.pop_back();
  }
  return text == "-0" ? "0" : text;
}

std::string table(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  std::vector<std::vector<std::string>> cells = rows;
  for (auto& row : cells) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) {
      row[i] = attacca::text::printable(row[i]);
      widths[i] = std::max(widths[i], attacca::text::count_code_points(row[i]));
    }
  }
  std::string text;
  for (const auto& row : cells) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += row[i];
      if (i + 1 < row.size()) {
        line.append(widths[i] - attacca::text::count_code_points(row[i]) + 2, ' ');
      }
    }
    while (line.ends_with(' ')) line.pop_back();
    text += line + "\n";
  }
  return text;
}

std::string words_for_list(const Json& list) {
  std::vector<std::vector<std::string>> rows{
      {"name", "id", "role", "instrument", "color", "link", "state", ""}};
  for (const Json& musician : list.at("musicians")) {
    std::string name = text_in(musician, "name");
    for (const Json& alias : musician.value("aliases", Json::array())) {
      name += " = " + alias.get<std::string>();
    }
    std::string link = text_in(musician, "link");
    if (!is_null_in(musician, "round_trip_ms")) {
      link += " " + number(number_in(musician, "round_trip_ms"), 2) + " ms";
    }
    rows.push_back({name, text_in(musician, "id"), text_in(musician, "role"),
                    text_in(musician, "instrument"), text_in(musician, "color"), link,
                    state_of(musician), truth_in(musician, "primary") ? "primary" : ""});
  }
  if (rows.size() == 1) {
    return "There are no musicians: put the plugin Parlando on a track.\n";
  }
  return table(rows);
}

std::string words_for_transport(const Json& transport) {
  if (!truth_in(transport, "known")) {
    return "No musician tells where the DAW's timeline is.";
  }
  std::string text = truth_in(transport, "playing") ? "playing" : "stopped";
  if (truth_in(transport, "recording")) text += ", recording";
  text += " at beat " + number(number_in(transport, "beat"), 3);
  if (!is_null_in(transport, "tempo")) {
    text += ", tempo " + number(number_in(transport, "tempo"), 3);
  }
  const Json& signature = transport.at("signature");
  text += ", " + signature.at(0).dump() + "/" + signature.at(1).dump();
  if (!is_null_in(transport, "loop")) {
    const Json& loop = transport.at("loop");
    text += ", loop " + number(loop.at(0).get<double>(), 3) + " to " +
            number(loop.at(1).get<double>(), 3);
  }
  return text;
}

std::string words_for_phrase(const Json& phrase) {
  const auto count = [&](const char* name) { return number(number_in(phrase, name), 0); };
  std::string text = "phrase " + count("phrase") + " (" + text_in(phrase, "name") + ") " +
                     text_in(phrase, "state") + ": ";
  const double notes = number_in(phrase, "notes");
  if (notes > 0) text += count("notes_sounded") + " of " + count("notes") + " notes sounded";
  if (number_in(phrase, "messages") > notes) {
    text += std::string(notes > 0 ? ", " : "") + count("reported") + " of " + count("messages") +
            " messages carried out";
  }
  if (number_in(phrase, "late") > 0) {
    text += ", " + count("late") + " late by up to " + count("most_late_samples") + " samples";
  }
  if (number_in(phrase, "unreachable") > 0) {
    text += ", " + count("unreachable") + " were for musicians that are not there";
  }
  return text;
}

std::string words_for_event(const Json& event) {
  const std::string kind = text_in(event, "event");
  if (kind == "musician") {
    return (truth_in(event, "new") ? "+ " : "  ") + musician_line(event.at("musician"));
  }
  if (kind == "left") return "- " + text_in(event, "name") + " (" + text_in(event, "why") + ")";
  if (kind == "link") {
    const Json& process = event.at("process");
    return "  link to " + text_in(process, "address") + " " + text_in(process, "link");
  }
  if (kind == "primary") {
    return "  primary " + (is_null_in(event, "id") ? "nobody" : text_in(event, "id"));
  }
  if (kind == "transport") return "  " + words_for_transport(event.at("transport"));
  if (kind == "phrase") return "  " + words_for_phrase(event);
  if (kind == "played") {
    if (is_null_in(event, "key")) return "  " + text_in(event, "id") + " carried out a message";
    return "  " + text_in(event, "id") + " plays " +
           score::name_of_key(static_cast<int>(number_in(event, "key"))) + " at velocity " +
           number(number_in(event, "velocity"), 2);
  }
  if (kind == "heard") {
    const Json& note = event.at("note");
    return "  " + text_in(event, "id") + " heard " + text_in(note, "name") + " at beat " +
           number(number_in(note, "start"), 3);
  }
  return "  " + kind;
}

std::string words_for_notes(const Json& notes) {
  std::vector<std::vector<std::string>> rows{
      {"beat", "note", "length", "velocity", "channel", "from"}};
  for (const Json& note : notes) {
    rows.push_back({number(number_in(note, "start"), 3), text_in(note, "name"),
                    is_null_in(note, "length") ? "sounds" : number(number_in(note, "length"), 3),
                    number(number_in(note, "velocity"), 2), number(number_in(note, "channel"), 0),
                    text_in(note, "source")});
  }
  return table(rows);
}

}  // namespace parlando::program
