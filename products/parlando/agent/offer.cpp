// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The tools as tools/list has them.

#include <string>
#include <utility>

#include "parlando/agent/agent.hpp"
#include "parlando/agent/tools.hpp"
#include "parlando/score/json_notes.hpp"
#include "parlando/score/notation.hpp"

namespace parlando::agent {
namespace {

using attacca::mcp::CallContext;
using attacca::mcp::ServedTool;

constexpr const char* kInstructions =
    "Musicians are plugins on the tracks of a DAW; they play what you write and hear what sounds. "
    "Begin with list_musicians: it says who is there, how each instrument is called and what it "
    "can do. play takes all parts of a phrase at once, so that they begin together. All times are "
    "beats (quarter notes). Each answer says what has really sounded, and the state of the link to "
    "each musician; what did not sound is named.";

Json text(const char* description) {
  return {{"type", "string"}, {"description", description}};
}
Json number(const char* description) {
  return {{"type", "number"}, {"description", description}};
}

Json schema(const Json& properties, const Json& required = Json::array()) {
  Json object = {{"type", "object"}, {"properties", properties}, {"additionalProperties", false}};
  if (!required.empty()) object["required"] = required;
  return object;
}

Json notes() {
  return {{"description", "the text notation, or a list of notes"},
          {"anyOf", {{{"type", "string"}}, score::notes_schema()}}};
}

/// What plays has these in common.
Json with_clock(Json properties) {
  properties["tempo"] = number("quarter notes a minute; the DAW's, or 120, if left out");
  properties["clock"] = {
      {"type", "string"},
      {"enum", {"own", "daw"}},
      {"description",
       "own (usual): at once, at tempo. daw: on the DAW's timeline, which has to "
       "roll for it to sound"}};
  properties["start"] = {{"description",
                          "with clock daw: a beat of the timeline, \"bar\" (the next "
                          "one) or \"now\""}};
  properties["wait"] = {{"type", "boolean"},
                        {"description", "answer when it has sounded (usual), or at once"}};
  properties["wait_seconds"] = number("how long to wait at most; 60 if left out");
  return properties;
}

Json described(const char* name, const char* title, const std::string& description,
               const Json& input, bool is_read_only) {
  return {{"name", name},
          {"title", title},
          {"description", description},
          {"inputSchema", input},
          {"annotations",
           {{"title", title},
            {"readOnlyHint", is_read_only},
            {"destructiveHint", false},
            {"openWorldHint", false}}}};
}

Json play_description() {
  const Json part =
      schema({{"musician", text("the name of a musician, or of a section")}, {"notes", notes()}},
             {"musician", "notes"});
  const Json input = schema(with_clock({{"musician", text("who plays, if it is one alone")},
                                        {"notes", notes()},
                                        {"parts", {{"type", "array"}, {"items", part}}}}));
  return described(
      "play", "Play a phrase",
      "Plays notes: either one musician and its notes, or parts of several that begin "
      "together. Notes are written as they shall sound. Text notation: " +
          std::string(score::kNotationHelp) +
          " Answers how many notes of each part have sounded, which have not, and what "
          "an instrument cannot do.",
      input, false);
}

Json shape_description() {
  return described(
      "shape", "Shape a curve",
      "Moves a controller, the pitch bend or an expression smoothly, sample by sample. Values of "
      "\"cc N\", pressure, vibrato, expression, brightness and pan are 0..1, of bend -1..1, of "
      "volume 0..4, of tuning semitones.",
      schema(
          with_clock({{"musician", text("a musician or a section")},
                      {"target", text("\"cc 11\", \"bend\", \"pressure\", \"volume\", \"pan\", "
                                      "\"tuning\", \"vibrato\", \"expression\", \"brightness\"")},
                      {"from", number("its value at the beginning; 0 if left out")},
                      {"to", number("its value at the end")},
                      {"beats", number("how long it takes; 1 if left out")},
                      {"at", number("when it begins, in beats from now; 0 if left out")},
                      {"shape", text("linear (usual), smooth, exp, log, sine (there and back), "
                                     "step, or = and an expression of t, as =t^2")},
                      {"channel", {{"type", "integer"}, {"minimum", 1}, {"maximum", 16}}}}),
          {"musician", "target", "to"}),
      false);
}

ServedTool simple(Agent& agent, Json (*run)(Agent&, const Json&), Json description) {
  return {std::move(description), {}, [&agent, run](const Json& arguments, const CallContext&) {
            return run(agent, arguments);
          }};
}
ServedTool watched(Agent& agent, Json (*run)(Agent&, const Json&, const CallContext&),
                   Json description) {
  return {
      std::move(description), {}, [&agent, run](const Json& arguments, const CallContext& context) {
        return run(agent, arguments, context);
      }};
}

}  // namespace

attacca::mcp::Offer offer_of(Agent& agent, const std::string& version) {
  const Json nothing = schema(Json::object());
  const Json musician = text("a musician's name, alias or id");
  attacca::mcp::Offer offer = {"parlando", "Parlando", version, kInstructions, {}};
  auto& tools = offer.tools;
  tools.push_back(
      simple(agent, list_musicians,
             described("list_musicians", "List musicians",
                       "Who is there, on which link, what each instrument can do (range, "
                       "articulations, controllers), and which sections there are.",
                       nothing, true)));
  tools.push_back(
      simple(agent, transport,
             described("transport", "Where the DAW is",
                       "Whether the DAW plays, its tempo, time signature, beat and loop.", nothing,
                       true)));
  tools.push_back(watched(agent, play, play_description()));
  tools.push_back(watched(agent, shape, shape_description()));
  tools.push_back(simple(
      agent, listen,
      described(
          "listen", "Listen to a musician",
          "What a musician has played, by you or by the DAW: the last bars, as notation and as "
          "JSON. In the notation beats count from begins_at_beat.",
          schema({{"musician", musician},
                  {"bars", number("how many of the last ones; 4 if left out, 0 for all")},
                  {"grid", number("beats to round the notation to, as 0.25; exact if left "
                                  "out")}},
                 {"musician"}),
          true)));
  tools.push_back(
      simple(agent, stop,
             described("stop", "Stop",
                       "Ends what sounds and drops what waits: of a musician or section, "
                       "of a phrase, or of all.",
                       schema({{"musician", text("a musician or a section")},
                               {"phrase", {{"type", "integer"}}}}),
                       false)));
  tools.push_back(simple(agent, phrase,
                         described("phrase", "How a phrase goes",
                                   "What has become of a phrase that play did not wait for.",
                                   schema({{"phrase", {{"type", "integer"}}}}, {"phrase"}), true)));
  tools.push_back(simple(
      agent, teach,
      described(
          "teach", "Teach what an instrument can do",
          "Writes the definition of an instrument, or of a section, and gives it to a musician. "
          "Fields: name, description, aliases, family, range and comfortable {lowest, highest}, "
          "transposition (semitones it sounds above its key), polyphony, latency_ms, "
          "articulations [{name, key_switch, hold, cc, value, program, channel, latency_ms}], "
          "controllers [{cc, does}]; of a section: name, section [musicians, from the highest].",
          schema({{"musician", musician},
                  {"definition", {{"type", "object"}}},
                  {"replace", {{"type", "boolean"}, {"description", "an older one of that name"}}}},
                 {"definition"}),
          false)));
  tools.push_back(simple(agent, doctor,
                         described("doctor", "Find out what is wrong",
                                   "Looks for what keeps musicians and conductor apart: ports, "
                                   "buffers, firewalls, lost packets, clocks.",
                                   nothing, true)));
  return offer;
}

}  // namespace parlando::agent
