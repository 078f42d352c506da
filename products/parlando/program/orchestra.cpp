// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Commands that ask who is there, and give names: list, transport, alias, instrument, doctor.

#include <memory>

#include "parlando/conductor/doctor.hpp"
#include "parlando/program/command.hpp"
#include "parlando/program/words.hpp"

namespace parlando::program {
namespace {

void list(bool gone, CommandResult& result) {
  auto access = reach_conductor(result);
  if (!access) return;
  access->wait_for_all();
  const auto answer = ask(access->client(), {{"do", "list"}, {"gone", gone}}, result);
  if (!answer) return;
  result.document = *answer;
  result.text = words_for_list(*answer);
}

void transport(CommandResult& result) {
  auto access = reach_conductor(result);
  if (!access) return;
  access->wait_for_all();
  const auto answer = ask(access->client(), {{"do", "transport"}}, result);
  if (!answer) return;
  result.document = *answer;
  result.text = words_for_transport(*answer) + "\n";
  if (!answer->at("known").get<bool>()) result.exit_code = ExitCode::wrong;
}

struct AliasOptions {
  std::string alias;
  std::string musician;
  bool remove = false;
};

void alias(const AliasOptions& given, CommandResult& result) {
  auto access = reach_conductor(result);
  if (!access) return;
  Json request = {{"do", "alias"}};
  if (!given.alias.empty()) request["alias"] = given.alias;
  if (given.remove) request["remove"] = true;
  if (!given.musician.empty()) {
    request["to"] = given.musician;
    access->wait_for(given.musician);
  } else if (!given.alias.empty() && !given.remove) {
    return result.fail(ExitCode::bad_input,
                       {"whose alias? Name the musician, or --remove the alias"});
  }
  const auto answer = ask(access->client(), request, result);
  if (!answer) return;
  result.document = *answer;
  std::vector<std::vector<std::string>> rows;
  for (const auto& [name, id] : answer->at("aliases").items()) {
    rows.push_back({name, id.get<std::string>()});
  }
  result.text = rows.empty() ? "There are no aliases.\n" : table(rows);
}

struct InstrumentOptions {
  std::string musician;
  std::string name;
  double latency = -1;
};

void instrument(const InstrumentOptions& given, CommandResult& result) {
  auto access = reach_conductor(result);
  if (!access) return;
  access->wait_for(given.musician);
  Json request = {{"do", "instrument"}, {"to", given.musician}};
  if (!given.name.empty()) request["name"] = given.name;
  if (given.latency >= 0) request["latency_ms"] = given.latency;
  const auto answer = ask(access->client(), request, result);
  if (!answer) return;
  result.document = *answer;
  const std::string name = answer->at("name").get<std::string>();
  result.text = given.musician + ": " + (name.empty() ? "no instrument" : name) + ", " +
                number(answer->at("latency_ms").get<double>(), 3) + " ms of latency\n";
}

/// What can be seen where no conductor runs.
Json look_around(const ConductorOptions& options) {
  std::vector<Finding> findings = check_system();
  findings.push_back(check_delivery(options.listen.ip));
  const auto loop = ConductorLoop::open(options);
  if (loop) {
    findings.push_back({"ports", Finding::State::ok,
                        "UDP " + to_string(options.listen) + " and " +
                            to_string(options.transport) + " are free for a conductor"});
    findings.push_back({"conductor", Finding::State::warning,
                        "none runs: start one with parlando conduct, to see the musicians too"});
    if (!(*loop)->remark().empty()) {
      findings.push_back({"session", Finding::State::warning, (*loop)->remark()});
    }
  } else {
    findings.push_back({"ports", Finding::State::wrong, loop.error().message});
  }
  Json checks = Json::array();
  for (const Finding& finding : findings) checks.push_back(json_of(finding));
  return checks;
}

void doctor(CommandResult& result) {
  const auto options = ConductorOptions::of_environment();
  if (!options) return result.fail(ExitCode::bad_input, options.error());
  Json checks;
  if (auto client = ControlClient::connect(options->control_socket())) {
    const auto answer = ask(**client, {{"do", "doctor"}}, result);
    if (!answer) return;
    checks = answer->at("checks");
    checks.push_back(json_of(check_delivery(options->listen.ip)));
    const auto hello = ask(**client, {{"do", "hello"}}, result);
    if (!hello) return;
    checks.push_back(json_of(
        Finding{"conductor", Finding::State::ok,
                "process " + hello->at("pid").dump() + ", the only one that can have the ports"}));
  } else {
    checks = look_around(*options);
  }
  std::vector<std::vector<std::string>> rows;
  for (const Json& check : checks) {
    const std::string state = check.at("state").get<std::string>();
    if (state == "wrong") result.exit_code = ExitCode::wrong;
    rows.push_back(
        {state, check.at("name").get<std::string>(), check.at("what").get<std::string>()});
  }
  result.document["checks"] = checks;
  result.text = table(rows);
}

}  // namespace

void add_list_command(CLI::App& app, CommandResult& result) {
  const auto gone = std::make_shared<bool>(false);
  CLI::App* command = add_command(app, result, "list", "List the musicians",
                                  "  musicians: [..], processes: [..], primary: id or null; as the "
                                  "request list of docs/parlando/control.md",
                                  [gone, &result] { list(*gone, result); });
  command->add_flag("--gone", *gone, "Also those that fell silent");
}

void add_transport_command(CLI::App& app, CommandResult& result) {
  add_command(app, result, "transport", "Say where the DAW's timeline is",
              "  known, playing, recording, tempo, beat, bar_start, signature, loop, sample_rate, "
              "primary",
              [&result] { transport(result); });
}

void add_alias_command(CLI::App& app, CommandResult& result) {
  const auto given = std::make_shared<AliasOptions>();
  CLI::App* command =
      add_command(app, result, "alias", "Give a musician another name, for good; or list them",
                  "  aliases: {alias: id}", [given, &result] { alias(*given, result); });
  command->add_option("ALIAS", given->alias, "The other name; without any, all are listed");
  command->add_option("MUSICIAN", given->musician, "Its name or id");
  command->add_flag("--remove", given->remove, "Forget the alias");
}

void add_instrument_command(CLI::App& app, CommandResult& result) {
  const auto given = std::make_shared<InstrumentOptions>();
  CLI::App* command = add_command(
      app, result, "instrument", "Say what a musician's instrument is, and how slow",
      "  musician: id, name, latency_ms", [given, &result] { instrument(*given, result); });
  command->add_option("MUSICIAN", given->musician, "Its alias, name or id")->required();
  command->add_option("NAME", given->name, "Name of the instrument's definition");
  command->add_option("--latency", given->latency, "How much earlier it has to be played, in ms")
      ->check(CLI::Range(0.0, 10'000.0));
}

void add_doctor_command(CLI::App& app, CommandResult& result) {
  add_command(app, result, "doctor",
              "Look for what keeps musicians and conductor apart: ports, buffers, firewalls, lost "
              "packets, a second conductor, clocks",
              "  checks: [{name, state: ok|warning|wrong, what}]", [&result] { doctor(result); });
}

}  // namespace parlando::program
