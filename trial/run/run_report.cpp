// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/run/run_report.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "text/formatted.hpp"
#include "text/printable.hpp"
#include "trial/run/backtrace_json.hpp"

namespace attacca::trial {
namespace {

using nlohmann::ordered_json;

template <typename T>
ordered_json json_or_null(const std::optional<T>& value) {
  return value ? ordered_json(*value) : ordered_json(nullptr);
}

ordered_json text_or_null(const std::string& text) {
  return text.empty() ? ordered_json(nullptr) : ordered_json(text);
}

ordered_json json_of(const host::TimingSummary& timing) {
  return {{"median", timing.median}, {"p99_9", timing.p99_9}, {"max", timing.max}};
}

ordered_json json_of(const AudioThreadCounts& counts) {
  ordered_json object = ordered_json::object();
  for (std::size_t i = 0; i < kAudioThreadKeys.size(); ++i) {
    object[kAudioThreadKeys[i]] = counts.by_kind[i];
  }
  return object;
}

ordered_json json_of(const std::vector<host::NotePortInfo>& ports) {
  ordered_json list = ordered_json::array();
  for (const host::NotePortInfo& port : ports) {
    list.push_back({{"name", port.name}, {"notes", port.takes_notes}, {"midi", port.takes_midi}});
  }
  return list;
}

ordered_json json_of(const std::optional<ComparedScreenshot>& compared) {
  if (!compared) return nullptr;
  return {{"reference", compared->reference},
          {"percent", compared->percent},
          {"alike", compared->is_alike},
          {"difference", text_or_null(compared->difference)}};
}

ordered_json json_of(const PluginResult& plugin) {
  ordered_json rules = ordered_json::array();
  for (const BrokenRule& rule : plugin.broken_rules) {
    rules.push_back({{"what", rule.what}, {"count", rule.count}, {"grave", rule.is_grave}});
  }
  ordered_json places = ordered_json::array();
  for (const OffendingPlace& place : plugin.offending_places) {
    places.push_back({{"kind", host::name_of(place.kind)},
                      {"count", place.count},
                      {"frames", json_of_frames(place.frames)}});
  }
  return {
      {"path", plugin.path},
      {"format", host::name_of(plugin.description.format)},
      {"id", plugin.description.id},
      {"name", plugin.description.name},
      {"vendor", plugin.description.vendor},
      {"version", plugin.description.version},
      {"track", plugin.track_name},
      {"track_number", plugin.track + 1},
      {"place", plugin.place + 1},
      {"latency", plugin.latency},
      {"track_info_by", text_or_null(plugin.track_info_by)},
      {"track_changes_sent", plugin.changes_sent},
      {"audio_last_value_seen", json_or_null(plugin.audio.last_value_seen)},
      {"editor_last_value_seen", json_or_null(plugin.editor.last_value_seen)},
      {"lost_last_values", plugin.lost()},
      {"last_value_checks", plugin.audio.checks + plugin.editor.checks},
      {"audio_revisions_seen", json_or_null(plugin.audio.updates)},
      {"audio_last_revision", json_or_null(plugin.audio.revision)},
      {"editor_revisions_seen", json_or_null(plugin.editor.updates)},
      {"editor_last_revision", json_or_null(plugin.editor.revision)},
      {"editor", name_of(plugin.editor_state)},
      {"screenshot", text_or_null(plugin.screenshot)},
      {"compared", json_of(plugin.compared)},
      {"callbacks", plugin.timing.count},
      {"late_callbacks", plugin.timing.late},
      {"callback_ns", json_of(plugin.timing)},
      {"slept_blocks", plugin.slept_blocks},
      {"audio_thread_offences", plugin.audio_thread.total()},
      {"audio_thread", json_of(plugin.audio_thread)},
      {"offence_sites", std::move(places)},
      {"offences_without_site", plugin.offences_elsewhere},
      {"broken_rules", std::move(rules)},
      {"parameters_set", plugin.parameters_set},
      {"states_loaded", plugin.states_loaded},
      {"states_saved", plugin.states_saved},
      {"note_ports", {{"in", json_of(plugin.note_inputs)}, {"out", json_of(plugin.note_outputs)}}},
      {"notes",
       {{"played", plugin.notes_played},
        {"left_out", plugin.notes_left_out},
        {"sent", plugin.notes_sent},
        {"lost", plugin.notes_lost}}},
      {"log", plugin.log}};
}

ordered_json json_of_engine(const RunResult& run) {
  return {{"rate", run.options.sample_rate},
          {"block", run.options.block_frames},
          {"free_wheel", run.options.free_wheel},
          {"seconds", run.seconds},
          {"frames", run.engine.frames},
          {"callbacks", run.engine.callbacks},
          {"late_callbacks", run.engine.callback.late},
          {"skipped_periods", run.engine.skipped_periods},
          {"callback_ns", json_of(run.engine.callback)},
          {"realtime_priority", run.engine.had_realtime_priority},
          {"own_offences", run.engine.own_offences},
          {"counts_audio_calls", run.counts_audio_calls},
          {"largest_script_delay_ms", run.largest_delay * 1e3}};
}

unsigned long long number(std::uint64_t value) {
  return value;
}

void append_side(std::string& text, const char* label, const SideResult& side,
                 const char* why_silent) {
  if (why_silent != nullptr) return text::append_formatted(text, "  %-18s %s\n", label, why_silent);
  text::append_formatted(text, "  %-18s saw %u revisions, the last was %u; ", label,
                         side.updates.value_or(0), side.revision.value_or(0));
  if (!side.last_value_seen) {
    text::append_formatted(text, "the last value was not checked");
  } else {
    text::append_formatted(text, "the last value %s",
                           *side.last_value_seen ? "arrived" : "DID NOT ARRIVE");
  }
  text::append_formatted(text, " (%llu checks, %llu lost)\n", number(side.checks),
                         number(side.lost));
}

/// Why there is nothing to say about a side; null when there is.
const char* why_silent(const SideResult& side) {
  return side.revision || side.updates || side.last_value_seen ? nullptr
                                                               : "does not report what it saw";
}

const char* why_editor_is_silent(const PluginResult& plugin) {
  switch (plugin.editor_state) {
    case EditorState::none:
      return "the plugin has none";
    case EditorState::not_asked:
      return "not open (--editor)";
    case EditorState::open:
    case EditorState::closed:
      break;
  }
  return why_silent(plugin.editor);
}

void append_place(std::string& text, const OffendingPlace& place) {
  constexpr std::size_t kMostFrames = 12;
  text::append_formatted(text, "    %s, %llu times, at\n",
                         std::string(host::name_of(place.kind)).c_str(), number(place.count));
  std::vector<host::SourceFrame> frames = place.frames;
  // How the host came to call the plugin is of no interest.
  if (place.in_plugin > 0) frames.resize(place.in_plugin);
  if (frames.size() > kMostFrames) frames.resize(kMostFrames);
  text += host::to_text(frames, 6);
}

void append_offences(std::string& text, const PluginResult& plugin, bool counts_audio_calls) {
  constexpr std::size_t kMostPlaces = 8;
  const AudioThreadCounts& counts = plugin.audio_thread;
  std::string list;
  for (std::size_t i = 0; i < counts.by_kind.size(); ++i) {
    if (counts.by_kind[i] == 0) continue;
    text::append_formatted(
        list, "%s%llu × %s", list.empty() ? "" : ", ", number(counts.by_kind[i]),
        std::string(host::name_of(static_cast<host::RealtimeOffenceKind>(i))).c_str());
  }
  if (list.empty() && counts_audio_calls) list = "nothing that takes unbounded time";
  if (!counts_audio_calls) {
    list += (list.empty() ? "" : "; ") + std::string("only allocations are seen in this build");
  }
  text::append_formatted(text, "  %-18s %s\n", "in the callbacks", list.c_str());
  const auto& places = plugin.offending_places;
  for (std::size_t i = 0; i < std::min(places.size(), kMostPlaces); ++i) {
    append_place(text, places[i]);
  }
  if (places.size() > kMostPlaces) {
    text::append_formatted(text, "    and at %zu other places (--json)\n",
                           places.size() - kMostPlaces);
  }
}

void append_note_ports(std::string& text, const char* label,
                       const std::vector<host::NotePortInfo>& ports) {
  std::string list;
  for (const host::NotePortInfo& port : ports) {
    list += (list.empty() ? "\"" : ", \"") + text::printable(port.name) + "\"";
    if (port.takes_midi) list += port.takes_notes ? " (notes and MIDI)" : " (MIDI)";
  }
  if (!list.empty()) text::append_formatted(text, "  %-18s %s\n", label, list.c_str());
}

std::string text_of(const PluginResult& plugin, bool counts_audio_calls) {
  std::string text;
  text::append_formatted(text, "\n%s (%s)  ", plugin.description.name.c_str(),
                         std::string(host::name_of(plugin.description.format)).c_str());
  text += plugin.path + "\n";
  if (plugin.place > 0) {
    text::append_formatted(text, "  %-18s %zu of the chain on track %zu\n", "place",
                           plugin.place + 1, plugin.track + 1);
  }
  if (plugin.track_info_by.empty()) {
    text::append_formatted(
        text, "  %-18s not sent: the plugin does not ask, or the host's profile does not send it\n",
        "track info");
  } else {
    text::append_formatted(text, "  %-18s %llu changes sent by %s\n", "track info",
                           number(plugin.changes_sent), plugin.track_info_by.c_str());
  }
  append_side(text, "audio thread", plugin.audio, why_silent(plugin.audio));
  append_side(text, "editor", plugin.editor, why_editor_is_silent(plugin));
  text::append_formatted(text, "  %-18s %llu, %llu late; median %s, 99.9 %% %s, longest %s\n",
                         "callbacks", number(plugin.timing.count), number(plugin.timing.late),
                         text_of_duration(plugin.timing.median).c_str(),
                         text_of_duration(plugin.timing.p99_9).c_str(),
                         text_of_duration(plugin.timing.max).c_str());
  if (plugin.slept_blocks > 0) {
    text::append_formatted(text, "  %-18s %llu blocks\n", "slept through",
                           number(plugin.slept_blocks));
  }
  append_offences(text, plugin, counts_audio_calls);
  for (const BrokenRule& rule : plugin.broken_rules) {
    text::append_formatted(text, "  %-18s %s (%llu times)\n", "broke a rule", rule.what.c_str(),
                           number(rule.count));
  }
  if (plugin.parameters_set + plugin.states_loaded > 0) {
    text::append_formatted(text, "  %-18s %llu parameter(s), %llu state(s) loaded\n", "set",
                           number(plugin.parameters_set), number(plugin.states_loaded));
  }
  append_note_ports(text, "note inputs", plugin.note_inputs);
  append_note_ports(text, "note outputs", plugin.note_outputs);
  if (plugin.notes_played + plugin.notes_sent > 0) {
    text::append_formatted(
        text, "  %-18s %llu events played, %llu of them not carried by its ports or format; ",
        "notes", number(plugin.notes_played), number(plugin.notes_left_out));
    text::append_formatted(text, "the plugin sent %llu", number(plugin.notes_sent));
    if (plugin.notes_lost > 0)
      text::append_formatted(text, " and %llu more that were lost", number(plugin.notes_lost));
    text += "\n";
  }
  for (const std::string& path : plugin.states_saved) text += "  state saved        " + path + "\n";
  for (const std::string& line : plugin.log) text += "  plugin's log       " + line + "\n";
  if (!plugin.screenshot.empty()) text += "  screenshot         " + plugin.screenshot + "\n";
  if (plugin.compared && plugin.compared->is_alike) {
    text::append_formatted(text, "  %-18s %s: %.2f %% of the pixels differ\n", "looks like",
                           plugin.compared->reference.c_str(), plugin.compared->percent);
  }
  return text;
}

std::string headline(const RunResult& run) {
  std::string text;
  const double played = static_cast<double>(run.engine.frames) / run.options.sample_rate;
  text::append_formatted(
      text, "%.1f s at %.0f Hz in blocks of %u frames, %s\n",
      run.was_interrupted ? played : run.seconds, run.options.sample_rate, run.options.block_frames,
      run.options.free_wheel             ? "free-wheeling"
      : run.engine.had_realtime_priority ? "in real time with real-time priority"
                                         : "in real time, without real-time priority: the "
                                           "system does not permit it");
  return text;
}

std::string describe(const ComparedScreenshot& compared) {
  if (!compared.sizes.empty()) return compared.reference + ": it " + compared.sizes;
  std::string text = compared.reference;
  text::append_formatted(text, ": %.2f %% of the pixels differ, in red in %s", compared.percent,
                         compared.difference.c_str());
  return text;
}

void add_fault(std::string& faults, const std::string& fault) {
  faults += (faults.empty() ? "" : "; ") + fault;
}

std::string faults_of(const PluginResult& plugin, bool strict) {
  std::string faults;
  if (!plugin.processed) add_fault(faults, "refused to process");
  if (plugin.lost() > 0) {
    add_fault(faults, "lost " + std::to_string(plugin.lost()) + " last value(s)");
  }
  if (plugin.compared && !plugin.compared->is_alike) {
    add_fault(faults, "looks different from " + describe(*plugin.compared));
  }
  if (plugin.audio_thread.total() > 0) {
    add_fault(faults, "made " + std::to_string(plugin.audio_thread.total()) +
                          " call(s) on the audio thread that take unbounded time");
  }
  for (const BrokenRule& rule : plugin.broken_rules) {
    if (rule.is_grave || strict) add_fault(faults, rule.what);
  }
  return faults.empty() ? faults
                        : plugin.description.name + " (" +
                              std::string(host::name_of(plugin.description.format)) + ") " + faults;
}

std::string faults_of(const RunResult& run, bool strict) {
  std::string faults;
  for (const PluginResult& plugin : run.plugins) {
    if (const std::string fault = faults_of(plugin, strict); !fault.empty())
      add_fault(faults, fault);
  }
  if (run.engine.own_offences > 0) {
    add_fault(faults, "the host itself made " + std::to_string(run.engine.own_offences) +
                          " call(s) on the audio thread that take unbounded time");
  }
  if (strict && run.engine.callback.late > 0) {
    add_fault(faults, std::to_string(run.engine.callback.late) + " callback(s) were late");
  }
  if (run.was_interrupted) add_fault(faults, "interrupted");
  return faults;
}

std::string good_ending(const RunResult& run) {
  std::uint64_t checks = 0;
  for (const PluginResult& plugin : run.plugins)
    checks += plugin.audio.checks + plugin.editor.checks;
  if (checks == 0) return "\nNothing went wrong; no plugin reports what it saw of its track.\n";
  return "\nEvery last value arrived: " + std::to_string(checks) + " checks.\n";
}

}  // namespace

const char* const kRunJsonKeys =
    "  plugins: [{path, format: vst3|clap, id, name, vendor, version,\n"
    "    track: its name at the end, track_number, place: in the track's chain, both from 1,\n"
    "    latency: frames, track_info_by: the format's way or null,\n"
    "    track_changes_sent, audio_last_value_seen: true|false|null (null: not reported),\n"
    "    editor_last_value_seen: the same, lost_last_values, last_value_checks,\n"
    "    audio_revisions_seen, audio_last_revision, editor_revisions_seen,\n"
    "    editor_last_revision: numbers or null, editor: \"not asked\"|none|open|closed,\n"
    "    screenshot: path or null, compared: null or {reference, percent: of the pixels that "
    "differ,\n"
    "    alike: true|false, difference: path of a picture or null}, callbacks, late_callbacks, "
    "callback_ns: {median, p99_9, max},\n"
    "    audio_thread_offences: the sum of audio_thread: {allocations, frees, locks, waits, "
    "sleeps,\n"
    "    threads, files, sockets, mappings, libraries, system_calls},\n"
    "    slept_blocks: without a call, as the profile lets plugins sleep,\n"
    "    offence_sites: where they came from: [{kind, count, frames}], offences_without_site,\n"
    "    frames: [{function, file, line, module, offset, inlined}], innermost first,\n"
    "    broken_rules: [{what, count, grave}], parameters_set, states_loaded: counts,\n"
    "    states_saved: paths, note_ports: {in, out: [{name, notes, midi: what they take}]},\n"
    "    notes: {played: to the plugin, left_out: of these, what its ports\n"
    "    or format do not carry, sent: by the plugin, lost: of these, what was not kept},\n"
    "    log: [..]}]\n"
    "  engine: {rate, block, free_wheel, seconds, frames, callbacks, late_callbacks,\n"
    "    skipped_periods, callback_ns, realtime_priority, own_offences, counts_audio_calls,\n"
    "    largest_script_delay_ms}\n"
    "  output: path or null\n"
    "  notes: what is to be known about the input, sentences\n"
    "  left_processes: names; only when plugins left processes behind\n"
    "  crash: only when the run crashed or hung: {signal (SIGQUIT: it hung), address or null,\n"
    "    threads: [{id, name, main, in_audio_callback, frames}]}";

std::string_view name_of(EditorState state) noexcept {
  switch (state) {
    case EditorState::not_asked:
      return "not asked";
    case EditorState::none:
      return "none";
    case EditorState::open:
      return "open";
    case EditorState::closed:
      return "closed";
  }
  return "not asked";
}

std::string text_of_duration(std::uint64_t nanoseconds) {
  std::string text;
  const auto value = static_cast<double>(nanoseconds);
  if (nanoseconds < 1'000) {
    text::append_formatted(text, "%llu ns", number(nanoseconds));
  } else if (nanoseconds < 1'000'000) {
    text::append_formatted(text, "%.1f µs", value / 1e3);
  } else {
    text::append_formatted(text, "%.1f ms", value / 1e6);
  }
  return text;
}

void report_run(const RunResult& run, bool strict, CommandResult& result) {
  auto& plugins = result.document["plugins"] = ordered_json::array();
  for (const PluginResult& plugin : run.plugins) plugins.push_back(json_of(plugin));
  result.document["engine"] = json_of_engine(run);
  result.document["output"] = text_or_null(run.output);
  result.document["notes"] = run.notes;

  result.text = headline(run);
  for (const std::string& note : run.notes) result.text += "note: " + note + "\n";
  for (const PluginResult& plugin : run.plugins) {
    result.text += text_of(plugin, run.counts_audio_calls);
  }
  if (run.engine.callback.late > 0) {
    text::append_formatted(
        result.text,
        "\n%llu of %llu callbacks were late: the machine was busy, or a plugin is "
        "too slow.\n",
        number(run.engine.callback.late), number(run.engine.callbacks));
  }
  if (!run.output.empty()) result.text += "\noutput: " + run.output + "\n";
  const std::string faults = faults_of(run, strict);
  if (!faults.empty()) return result.fail(ExitCode::wrong, {faults});
  result.text += good_ending(run);
}

}  // namespace attacca::trial
