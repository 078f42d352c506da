// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/score/definition_words.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <vector>

#include "parlando/score/instrument.hpp"
#include "parlando/score/key_name.hpp"
#include "text/near_names.hpp"
#include "text/printable.hpp"

namespace parlando::score {
namespace {

using attacca::Result;

std::string shown(std::string_view words) {
  return "\"" + attacca::text::printable(words) + "\"";
}

std::string trimmed(std::string_view words) {
  const std::size_t begin = words.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return std::string(words.substr(begin, words.find_last_not_of(" \t") - begin + 1));
}

std::vector<std::string> split(std::string_view words, char at) {
  std::vector<std::string> all;
  for (;;) {
    const std::size_t end = words.find(at);
    all.push_back(trimmed(words.substr(0, end)));
    if (end == std::string_view::npos) return all;
    words.remove_prefix(end + 1);
  }
}

/// A number where it is one, else the text: parse_instrument() says what is wrong with it.
Json value_of(const std::string& words) {
  double value = 0.0;
  const char* const end = words.data() + words.size();
  const auto read = std::from_chars(words.data(), end, value);
  if (read.ec == std::errc() && read.ptr == end) return value;
  return words;
}

/// The definition with a further field, if that makes sense.
Result<Json> with(Json definition, const char* field, const Json& value) {
  definition[field] = value;
  const auto read =
      parse_instrument(definition.dump(-1, ' ', false, Json::error_handler_t::replace));
  if (!read) return tl::unexpected(read.error());
  return definition;
}

Result<Json> with_another(Json definition, const char* field, const Json& value) {
  Json list = definition.value(field, Json::array());
  list.push_back(value);
  return with(std::move(definition), field, list);
}

}  // namespace

Result<Json> range_of_words(const std::string& words) {
  for (const std::string_view between : {" to ", "..", " - ", "-"}) {
    // C-1 has a dash of its own.
    for (std::size_t at = words.find(between); at != std::string::npos;
         at = words.find(between, at + 1)) {
      const std::string lowest = trimmed(std::string_view(words).substr(0, at));
      const std::string highest = trimmed(std::string_view(words).substr(at + between.size()));
      if (key_called(lowest) && key_called(highest)) {
        return Json{{"lowest", lowest}, {"highest", highest}};
      }
    }
  }
  return attacca::fail(shown(words) + ": expected two keys, as \"G3 to E7\"");
}

Result<Json> articulation_of_words(const std::string& words) {
  const std::size_t equals = words.find('=');
  Json articulation = {{"name", trimmed(std::string_view(words).substr(0, equals))}};
  if (equals == std::string::npos) return articulation;
  const std::vector<std::string> known = {"key", "hold", "cc", "program", "channel", "latency"};
  for (const std::string& word : split(std::string_view(words).substr(equals + 1), ',')) {
    const auto parts = split(word, ':');
    const std::string& what = parts.front();
    const std::size_t wanted = what == "cc" ? 3 : 2;
    const bool is_known = std::find(known.begin(), known.end(), what) != known.end();
    if (!is_known || parts.size() != wanted) {
      return attacca::fail(shown(word) +
                           ": expected key:C1, hold:C1, cc:32:20, program:5, channel:2 or "
                           "latency:40, with commas between them");
    }
    if (what == "key" || what == "hold") {
      articulation["key_switch"] = value_of(parts[1]);
      if (what == "hold") articulation["hold"] = true;
    } else if (what == "cc") {
      articulation["cc"] = value_of(parts[1]);
      articulation["value"] = value_of(parts[2]);
    } else {
      articulation[what == "latency" ? "latency_ms" : what] = value_of(parts[1]);
    }
  }
  return articulation;
}

Result<Json> controller_of_words(const std::string& words) {
  const std::size_t equals = words.find('=');
  if (equals == std::string::npos) {
    return attacca::fail(shown(words) + ": expected a controller and what it does: 1=dynamics");
  }
  return Json{{"cc", value_of(trimmed(std::string_view(words).substr(0, equals)))},
              {"does", trimmed(std::string_view(words).substr(equals + 1))}};
}

Result<Json> interview(Json definition,
                       const std::function<std::optional<std::string>(const std::string&)>& ask,
                       const std::function<void(const std::string&)>& say) {
  struct Question {
    const char* field;
    std::string text;
    std::function<Result<Json>(const std::string&)> read;
  };
  const auto plain = [](const std::string& words) { return Result<Json>(value_of(words)); };
  const auto& all = families();
  const std::vector<Question> questions = {
      {"family", "Family (" + attacca::text::list_of(all, all.size()) + "): ", plain},
      {"range", "Range as it sounds, as G3 to E7: ", range_of_words},
      {"comfortable", "Range that it sounds well in: ", range_of_words},
      {"transposition", "Semitones that it sounds above its key, as -12: ", plain},
      {"polyphony", "Notes at a time: ", plain},
      {"latency_ms", "Milliseconds from a note to its sound: ", plain}};
  const auto ended = [] { return attacca::fail("the answers ended; nothing was written"); };
  for (const Question& question : questions) {
    while (!definition.contains(question.field)) {
      const auto answer = ask(question.text);
      if (!answer) return ended();
      const std::string words = trimmed(*answer);
      if (words.empty()) break;
      const auto value = question.read(words);
      auto next = value ? with(definition, question.field, *value) : value;
      if (next) {
        definition = std::move(*next);
      } else {
        say(next.error().message);
      }
    }
  }
  const std::vector<Question> lists = {
      {"articulations", "An articulation, as pizzicato=key:C1 or legato=cc:32:20; empty: no more: ",
       articulation_of_words},
      {"controllers",
       "A controller and what it does, as 1=dynamics; empty: no more: ", controller_of_words}};
  for (const Question& question : lists) {
    if (definition.contains(question.field)) continue;
    for (;;) {
      const auto answer = ask(question.text);
      if (!answer) return ended();
      const std::string words = trimmed(*answer);
      if (words.empty()) break;
      const auto value = question.read(words);
      auto next = value ? with_another(definition, question.field, *value) : value;
      if (next) {
        definition = std::move(*next);
      } else {
        say(next.error().message);
      }
    }
  }
  return definition;
}

}  // namespace parlando::score
