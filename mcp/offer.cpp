// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "mcp/offer.hpp"

#include <string_view>
#include <vector>

#include "mcp/answer.hpp"
#include "mcp/build_tool.hpp"
#include "mcp/command_line.hpp"
#include "mcp/tool_program.hpp"

namespace attacca::mcp {
namespace {

constexpr const char* kInstructions =
    "Tools for audio plugins (VST3 and CLAP). Paths are relative to the folder that the server was "
    "started in. After a change: build, then validate the bundle with 'only' for the checks that "
    "matter, then all of them; each finding names the command that repeats it. 'run' renders what "
    "a plugin sounds like, and takes a picture of its editor.";

Json run(const std::string& program, const Tool& tool, const Json& arguments,
         const CallContext& context) {
  if (std::string_view(tool.name) == "build") {
    return build_project(arguments, context.is_cancelled, context.is_alive);
  }
  std::vector<std::string> command = command_line(tool, arguments);
  command.insert(command.begin(), program);
  return answer_of(tool, run_tool_program(command, context.is_cancelled, context.is_alive));
}

}  // namespace

Offer offer_of(const std::string& program, const std::string& version) {
  Offer offer = {"attacca", "Attacca", version, kInstructions, {}};
  for (const Tool& tool : tools()) {
    offer.tools.push_back(
        {description_of(tool),
         [&tool](const Json& arguments) { return checked_arguments(tool, arguments); },
         [program, &tool](const Json& arguments, const CallContext& context) {
           return run(program, tool, arguments, context);
         }});
  }
  return offer;
}

}  // namespace attacca::mcp
