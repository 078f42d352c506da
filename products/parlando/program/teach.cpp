// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// parlando teach.

#include <cstdio>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "files/own_program.hpp"
#include "files/standard_streams.hpp"
#include "parlando/agent/agent.hpp"
#include "parlando/agent/tools.hpp"
#include "parlando/probe/plugin_renderer.hpp"
#include "parlando/probe/probing.hpp"
#include "parlando/program/command.hpp"
#include "parlando/score/definition_words.hpp"
#include "text/printable.hpp"

namespace parlando::program {
namespace {

struct TeachOptions {
  std::string musician;
  std::string name;
  std::string description;
  std::string family;
  std::string range;
  std::string comfortable;
  std::optional<int> transposition;
  std::optional<int> polyphony;
  std::optional<double> latency;
  std::vector<std::string> aliases;
  std::vector<std::string> articulations;
  std::vector<std::string> controllers;
  std::vector<std::string> section;
  std::string probed;  // a plugin
  std::string state;
  bool asks = false;
  bool replaces = false;
};

/// The definition as the options have it.
attacca::Result<Json> definition_of(const TeachOptions& given) {
  Json definition = {{"parlando", 1}, {"name", given.name.empty() ? given.musician : given.name}};
  if (!given.description.empty()) definition["description"] = given.description;
  if (!given.aliases.empty()) definition["aliases"] = given.aliases;
  if (!given.family.empty()) definition["family"] = given.family;
  if (!given.section.empty()) definition["section"] = given.section;
  for (const auto& [field, words] :
       {std::pair{"range", &given.range}, {"comfortable", &given.comfortable}}) {
    if (words->empty()) continue;
    const auto range = score::range_of_words(*words);
    if (!range) return attacca::fail(std::string("--") + field + " " + range.error().message);
    definition[field] = *range;
  }
  if (given.transposition) definition["transposition"] = *given.transposition;
  if (given.polyphony) definition["polyphony"] = *given.polyphony;
  if (given.latency) definition["latency_ms"] = *given.latency;
  for (const std::string& words : given.articulations) {
    const auto articulation = score::articulation_of_words(words);
    if (!articulation) return attacca::fail("--articulation " + articulation.error().message);
    definition["articulations"].push_back(*articulation);
  }
  for (const std::string& words : given.controllers) {
    const auto controller = score::controller_of_words(words);
    if (!controller) return attacca::fail("--controller " + controller.error().message);
    definition["controllers"].push_back(*controller);
  }
  return definition;
}

std::optional<std::string> ask(const std::string& question) {
  std::fputs(question.c_str(), stderr);
  std::string answer;
  if (!std::getline(std::cin, answer)) return std::nullopt;
  return answer;
}

void say(const std::string& objection) {
  std::fprintf(stderr, "  %s\n", attacca::text::printable(objection).c_str());
}

/// Adds what playing the instrument has shown, where options say nothing else; the findings in
/// words.
attacca::Result<std::string> add_findings(const TeachOptions& given, Json& definition) {
  const auto render =
      probe::render_with({given.probed, given.state}, attacca::files::own_program());
  const bool is_seen = attacca::files::is_terminal(2);
  const auto findings = probe::probe(render, [&](const std::string& what) {
    if (is_seen) std::fprintf(stderr, "\r\x1b[Kparlando teach: playing %s", what.c_str());
  });
  if (is_seen) std::fputs("\r\x1b[K", stderr);
  if (!findings) return attacca::fail("--probe " + given.probed + ": " + findings.error().message);
  // The range is as it sounds: by what the options say of that, if they do.
  probe::Findings known = *findings;
  if (given.transposition) known.transposition = given.transposition;
  const Json found = known.definition();
  for (const auto& [field, value] : found.items()) {
    if (!definition.contains(field)) definition[field] = value;
  }
  return findings->text();
}

void teach(const TeachOptions& given, CommandResult& result) {
  auto definition = definition_of(given);
  std::string findings;
  if (definition && !given.probed.empty()) {
    auto found = add_findings(given, *definition);
    if (!found) return result.fail(ExitCode::wrong, found.error());
    findings = std::move(*found);
    // Whatever comes after this, it took its time to find out.
    result.text = findings;
    result.document["definition"] = *definition;
  }
  if (definition && given.section.empty()) {
    // Two fields: nothing but the format and the name was given.
    const bool is_bare = definition->size() == 2;
    if (given.asks || (is_bare && attacca::files::is_terminal(0))) {
      definition = score::interview(std::move(*definition), ask, say);
    }
  }
  if (!definition) return result.fail(ExitCode::bad_input, definition.error());
  auto options = ConductorOptions::of_environment();
  if (!options) return result.fail(ExitCode::bad_input, options.error());
  agent::Agent agent(std::move(*options));
  Json arguments = {{"definition", *definition}, {"replace", given.replaces}};
  if (given.section.empty()) arguments["musician"] = given.musician;
  const Json taught = agent::teach(agent, arguments, "--replace");
  const Json& answer = taught.at("structuredContent");
  if (taught.at("isError").get<bool>()) {
    if (!findings.empty())
      result.text += definition->dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
    return result.fail(ExitCode::bad_input, {answer.value("error", "")});
  }
  result.document.update(answer);
  result.text += answer.value("written", "") + "\n";
}

}  // namespace

void add_teach_command(CLI::App& app, CommandResult& result) {
  const auto given = std::make_shared<TeachOptions>();
  CLI::App* command = add_command(
      app, result, "teach", "Write down what a musician's instrument, or a section, can do",
      "  written: path, name, musician\n  definition: with --probe, what was written",
      [given, &result] { teach(*given, result); });
  command->add_option("MUSICIAN", given->musician, "Whose instrument it is; of a section its name")
      ->required();
  command->add_option("--name", given->name, "The definition's name; the musician's if left out");
  command->add_option("--description", given->description, "For people");
  command->add_option("--alias", given->aliases,
                      "What tracks of MIDI files may call it; again for more");
  command->add_option("--family", given->family, "strings, woodwind, brass, piano, voice ...");
  command->add_option("--range", given->range, "The keys that it has, as they sound: G3..E7");
  command->add_option("--comfortable", given->comfortable, "Those that it sounds well in");
  command->add_option("--transposition", given->transposition,
                      "Semitones that it sounds above the key that it is sent");
  command->add_option("--polyphony", given->polyphony, "Notes at a time");
  command->add_option("--latency", given->latency, "Milliseconds from a note to its sound");
  command->add_option("--articulation", given->articulations,
                      "NAME=key:C1, hold:C1, cc:32:20, program:5, channel:2, latency:40; the first "
                      "one is the usual one");
  command->add_option("--controller", given->controllers, "What a controller does: 1=dynamics");
  auto* section =
      command->add_option("--section", given->section, "A musician of a section, from the highest");
  auto* probed = command->add_option(
      "--probe", given->probed,
      "The instrument itself, a VST3 or CLAP plugin: find out its range, transposition, latency, "
      "polyphony, key switches and controllers by playing it; options count for more");
  probed->excludes(section);
  command->add_option("--state", given->state, "What the plugin is to load first: see attacca run")
      ->needs(probed);
  command->add_flag("--ask", given->asks,
                    "Ask for what is not given; usual where nothing is given, on a terminal");
  command->add_flag("--replace", given->replaces, "Write over an older definition of that name");
}

}  // namespace parlando::program
