// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "mcp/tools.hpp"

#include <sstream>
#include <string>

namespace attacca::mcp {
namespace {

constexpr const char* kPluginPaths =
    "Plugin files or bundles (.clap, .vst3); FILE#ID for one plugin of a file with several";

constexpr Argument kValidate[] = {
    {"plugins", Kind::texts, kPluginPaths, "", true},
    {"only", Kind::texts, "Names of checks; * stands for any characters: state.*", "--only"},
    {"profile", Kind::texts, "DAWs whose habits to imitate: ardour, bitwig, reaper ...",
     "--profile"},
    {"all_profiles", Kind::boolean, "The habits of all DAWs that are known", "--all-profiles"},
    {"twins", Kind::boolean, "Compare two formats of one plugin with each other instead",
     "--twins"},
    {"strict", Kind::boolean, "Warnings are failures", "--strict"},
    {"seed", Kind::integer, "Of the random choices; the same one gives the same verdict", "--seed"},
    {"golden", Kind::text, "A folder with states of past versions, which must load", "--golden"},
    {"pins", Kind::text, "Compare with this lock file of attacca pin", "--pins"},
};

constexpr Argument kRun[] = {
    {"plugins", Kind::texts, kPluginPaths, "", true},
    {"seconds", Kind::number, "Length; else what input or script need, else 5", "--seconds"},
    {"free_wheel",
     Kind::boolean,
     "As fast as possible instead of in real time",
     "--free-wheel",
     false,
     {},
     "true"},
    {"input", Kind::text, "Audio file that every track plays", "--input"},
    {"signal", Kind::text, "What is played in place of a file", "--signal", false,
     "noise silence impulse sine sweep"},
    {"midi", Kind::text, "Standard MIDI File to play to the plugin", "--midi"},
    {"script", Kind::text, "File with timed parameters, notes and track changes", "--script"},
    {"param", Kind::texts, "NAME=VALUE, set before audio begins", "--param"},
    {"state", Kind::text, "State to load first", "--state"},
    {"block", Kind::integer, "Frames for each callback, 1 to 8192", "--block"},
    {"rate", Kind::number, "Sample rate in Hz", "--rate"},
    {"profile", Kind::text, "The DAW whose habits to imitate", "--profile"},
    {"track", Kind::text, "The track's name", "--track"},
    {"output", Kind::text, "WAV file to write what is heard into", "--output"},
    {"save_state", Kind::text, "File to write the state into at the end", "--save-state"},
    {"record_midi", Kind::text, "MIDI file to write what the plugin sends into", "--record-midi"},
    {"screenshot", Kind::text, "PNG file to write a picture of the editor into", "--screenshot"},
};

constexpr Argument kInspect[] = {
    {"files", Kind::texts, "Bundles or binaries of any platform", "", true},
};

constexpr Argument kStatus[] = {
    {"build", Kind::text, "Build folder; else build", "--build"},
    {"path", Kind::texts, "More folders to search for installed copies", "--path"},
};

constexpr Argument kSoak[] = {
    {"plugins", Kind::texts, kPluginPaths, "", true},
    {"seconds", Kind::number, "Length", "--seconds", false, {}, "20"},
    {"changes_per_second", Kind::number, "New track names a second on each track, 1 to 10000",
     "--changes-per-second"},
    {"instances", Kind::integer, "Of each plugin, 1 to 64", "--instances"},
    {"threads", Kind::text, "Which threads notify the plugins", "--threads", false,
     "main worker both"},
    {"block", Kind::integer, "Frames for each callback, 1 to 8192", "--block"},
    {"no_editor", Kind::boolean, "Leave the editors closed", "--no-editor"},
    {"strict", Kind::boolean, "Late callbacks and growing memory are findings", "--strict"},
    {"seed", Kind::integer, "Of the random choices", "--seed"},
};

constexpr Argument kDoctor[] = {
    {"build", Kind::text, "A build folder whose plugins are compared with the installed ones",
     "--build"},
    {"path", Kind::texts, "More folders to search for installed plugins", "--path"},
};

constexpr Argument kNew[] = {
    {"name", Kind::text, "What hosts call it: My Gain", "", true},
    {"kind", Kind::text, "What it begins as", "--kind", false,
     "effect instrument note-effect analyzer"},
    {"editor", Kind::boolean, "With a window of its own", "--editor"},
    {"standalone", Kind::boolean, "A program of its own as well, with an icon", "--standalone"},
    {"id", Kind::text, "A reverse domain name, kept for ever", "--id"},
    {"vendor", Kind::text, "Who makes it", "--vendor"},
    {"license", Kind::text, "MIT, or none: all rights are the author's", "--license", false,
     "MIT none"},
    {"folder", Kind::text, "Where; else a folder of the plugin's name", "--folder"},
};

constexpr Argument kBuild[] = {
    {"source", Kind::text, "The project's folder; else here", "", false, {}, "."},
    {"build", Kind::text, "The build folder, configured where it is new; else build in it", ""},
    {"target", Kind::text, "What to build: my_gain_bundle; else all", ""},
};

constexpr Argument kShip[] = {
    {"plugins", Kind::texts, "Targets or names; without any all plugins of the build", ""},
    {"build", Kind::text, "Build folder", "--build"},
    {"out", Kind::text, "Folder to write into; else dist", "--out"},
    {"license", Kind::text, "Of the plugins, as SPDX has it", "--license"},
};

constexpr Tool kTools[] = {
    {"validate", "Check plugins",
     "Checks VST3 and CLAP plugins against the rules of their formats and the habits of hosts, "
     "each "
     "check in a process of its own. Answers with what failed or was warned about: check, rule, "
     "messages, backtrace, and the command that repeats it. Takes 15 to 60 s a plugin; name checks "
     "with 'only' for quick answers.",
     true, kValidate},
    {"run", "Play or render",
     "Plays audio, MIDI and automation through plugins in a headless host, renders to a WAV file, "
     "takes a picture of the editor; reports lost track changes, late callbacks, and what the "
     "plugin called on the audio thread that it must not, with file and line.",
     false, kRun},
    {"inspect", "Look into plugin files",
     "Says what plugin files are, without running them: formats, architecture, ids, needed "
     "libraries, and which sources they were built from.",
     true, kInspect},
    {"status", "Compare sources, builds and installed copies",
     "Says for each plugin of a build which bundles and installed copies are older than the "
     "sources, which hide others, and which running hosts still use an old file.",
     true, kStatus},
    {"soak", "Put plugins under load",
     "Keeps plugins under load in real time and measures what breaks: lost or torn values, late "
     "callbacks, growing memory. Takes as long as 'seconds'.",
     true, kSoak},
    {"doctor", "Examine this machine",
     "Says what is wrong with this machine for making and playing plugins, each with the command "
     "that mends it. Changes nothing.",
     true, kDoctor},
    {"new", "Begin a plugin",
     "Writes a project that builds and validates a plugin. Nothing is written where something is "
     "already.",
     false, kNew},
    {"build", "Build a project",
     "Configures a project of CMake's where needed, and builds it. Answers with the compiler's "
     "errors and warnings: file, line, message.",
     false, kBuild},
    {"ship", "Make a release",
     "Builds plugins and packs them for users: bundles, an installer, licences, sums, a bill of "
     "materials.",
     false, kShip},
};

Json schema_of(const Argument& argument) {
  Json schema = Json::object();
  switch (argument.kind) {
    case Kind::text:
      schema["type"] = "string";
      break;
    case Kind::texts:
      schema["type"] = "array";
      schema["items"] = {{"type", "string"}};
      if (argument.is_required) schema["minItems"] = 1;
      break;
    case Kind::number:
      schema["type"] = "number";
      break;
    case Kind::integer:
      schema["type"] = "integer";
      break;
    case Kind::boolean:
      schema["type"] = "boolean";
      break;
  }
  schema["description"] = argument.description;
  if (!argument.choices.empty()) {
    std::istringstream words{std::string(argument.choices)};
    for (std::string word; words >> word;) schema["enum"].push_back(word);
  }
  if (!argument.standard.empty()) {
    const std::string standard(argument.standard);
    schema["default"] = argument.kind == Kind::text ? Json(standard) : Json::parse(standard);
  }
  return schema;
}

}  // namespace

std::span<const Tool> tools() noexcept {
  return kTools;
}

const Tool* tool_called(std::string_view name) noexcept {
  for (const Tool& tool : kTools) {
    if (tool.name == name) return &tool;
  }
  return nullptr;
}

Json description_of(const Tool& tool) {
  Json properties = Json::object();
  Json required = Json::array();
  for (const Argument& argument : tool.arguments) {
    properties[argument.name] = schema_of(argument);
    if (argument.is_required) required.push_back(argument.name);
  }
  Json schema = {{"type", "object"}, {"properties", properties}};
  if (!required.empty()) schema["required"] = required;
  schema["additionalProperties"] = false;
  return {{"name", tool.name},
          {"title", tool.title},
          {"description", tool.description},
          {"inputSchema", schema},
          {"annotations",
           {{"title", tool.title},
            {"readOnlyHint", tool.is_read_only},
            {"destructiveHint", false},
            {"openWorldHint", false}}}};
}

}  // namespace attacca::mcp
