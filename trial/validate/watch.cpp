// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/watch.hpp"

#include <algorithm>
#include <array>

#include "host/stack/symbolizer.hpp"

namespace attacca::validate {

namespace {

using host::OffenceKind;
using host::RealtimeOffenceKind;

struct ConductWatch {
  OffenceKind kind;
  Watch watch;
};

struct RealtimeWatch {
  RealtimeOffenceKind kind;
  Watch watch;
};

constexpr const char* kClapThreads = "CLAP: the thread tags of the host's callbacks";
constexpr const char* kEventLists =
    "CLAP: events.h, output events; VST3: IEventList, parameter queues";
constexpr const char* kGestures =
    "CLAP: params, gestures; VST3: IComponentHandler beginEdit/endEdit";
constexpr const char* kRealtime = "CLAP and VST3: process() is real time; see docs/threads.md";

constexpr std::array kConduct = {
    ConductWatch{
        OffenceKind::main_call_off_main,
        {"conduct.main-calls-on-main", "main-thread calls of the host come on the main thread",
         "CLAP: [main-thread]; VST3: IComponentHandler and IConnectionPoint are UI thread"}},
    ConductWatch{OffenceKind::audio_call_off_audio,
                 {"conduct.audio-calls-on-audio",
                  "audio-thread calls of the host come from inside an audio call", kClapThreads}},
    ConductWatch{OffenceKind::forbidden_on_audio,
                 {"conduct.not-from-audio",
                  "calls that may take long never come from the audio thread", kClapThreads}},
    ConductWatch{OffenceKind::unknown_parameter,
                 {"conduct.known-parameters", "only declared parameters are reported",
                  "CLAP: params; VST3: outputParameterChanges, performEdit"}},
    ConductWatch{
        OffenceKind::value_out_of_range,
        {"conduct.values-in-range", "reported values are numbers inside the declared range",
         "CLAP: params, min and max; VST3: normalized values are 0..1"}},
    ConductWatch{OffenceKind::unordered_output_event,
                 {"conduct.output-in-order", "output events come in order of time", kEventLists}},
    ConductWatch{
        OffenceKind::output_event_out_of_block,
        {"conduct.output-inside-block", "output events lie inside the block", kEventLists}},
    ConductWatch{
        OffenceKind::forbidden_output_event,
        {"conduct.output-kinds", "only events that a plugin may send are sent", kEventLists}},
    ConductWatch{OffenceKind::output_queue_full,
                 {"conduct.output-amount", "one block reports no flood of events",
                  "CLAP: try_push may refuse", Severity::warning}},
    ConductWatch{OffenceKind::gesture_mismatch,
                 {"conduct.gestures-in-pairs", "gestures begin and end in pairs", kGestures}},
    ConductWatch{OffenceKind::not_a_number_in_output,
                 {"conduct.finite-output", "outputs hold no NaN and no infinity",
                  "CLAP: audio buffers; a NaN silences whole mixes until the project is reloaded"}},
    ConductWatch{OffenceKind::unknown_process_status,
                 {"conduct.process-status", "process() answers with a status that exists",
                  "CLAP: process.h, clap_process_status"}},
    ConductWatch{OffenceKind::process_failed,
                 {"conduct.process-succeeds", "process() reports no error on a lawful block",
                  "CLAP: CLAP_PROCESS_ERROR; VST3: IAudioProcessor::process"}},
    ConductWatch{OffenceKind::latency_changed_outside_activate,
                 {"conduct.latency-changes-in-activate",
                  "a changed latency is announced during activation only",
                  "CLAP: latency.h; active plugins ask for a restart instead; plugins of CLAP "
                  "1.2.1 and earlier may while they are not active"}},
    ConductWatch{OffenceKind::unknown_timer,
                 {"conduct.known-timers", "only timers that are registered are removed",
                  "CLAP: timer-support; VST3: IRunLoop", Severity::warning}},
    ConductWatch{OffenceKind::unknown_descriptor,
                 {"conduct.known-descriptors", "only descriptors that are registered are removed",
                  "CLAP: posix-fd-support; VST3: IRunLoop", Severity::warning}},
    ConductWatch{OffenceKind::state_stream_misused,
                 {"conduct.state-streams", "state streams get sizes and places that make sense",
                  "CLAP: stream.h; VST3: IBStream"}},
    ConductWatch{OffenceKind::null_argument,
                 {"conduct.no-null-arguments", "required arguments of host calls are there",
                  "CLAP and VST3: pointers are valid unless the interface says otherwise"}},
    ConductWatch{OffenceKind::incomplete_plugin,
                 {"conduct.complete", "every callback that plugins must have is there",
                  "CLAP: plugin.h, all members of clap_plugin are set"}},
    ConductWatch{OffenceKind::wrong_state,
                 {"conduct.calls-in-phase", "host calls belong to the present phase",
                  "CLAP: plugin.h, the states of an instance"}},
    ConductWatch{OffenceKind::malformed_event,
                 {"conduct.well-formed-events",
                  "notes and MIDI that are sent have keys, channels, ports and bytes that exist",
                  "CLAP: events.h; VST3: IEventList; MIDI 1.0 detailed specification"}},
};

constexpr std::array kRealtimeWatches = {
    RealtimeWatch{RealtimeOffenceKind::allocation,
                  {"realtime.no-allocation", "the audio callback allocates no memory", kRealtime}},
    RealtimeWatch{RealtimeOffenceKind::free,
                  {"realtime.no-free", "the audio callback frees no memory", kRealtime}},
    RealtimeWatch{RealtimeOffenceKind::lock,
                  {"realtime.no-lock", "the audio callback waits for no lock", kRealtime}},
    RealtimeWatch{RealtimeOffenceKind::wait,
                  {"realtime.no-wait", "the audio callback waits for nobody", kRealtime}},
    RealtimeWatch{RealtimeOffenceKind::sleep,
                  {"realtime.no-sleep", "the audio callback never sleeps", kRealtime}},
    RealtimeWatch{
        RealtimeOffenceKind::thread,
        {"realtime.no-thread", "the audio callback starts no thread or process", kRealtime}},
    RealtimeWatch{
        RealtimeOffenceKind::file,
        {"realtime.no-file", "the audio callback touches no file and prints nothing", kRealtime}},
    RealtimeWatch{RealtimeOffenceKind::socket,
                  {"realtime.no-socket", "the audio callback uses no socket", kRealtime}},
    RealtimeWatch{RealtimeOffenceKind::mapping,
                  {"realtime.no-mapping", "the audio callback maps no memory", kRealtime}},
    RealtimeWatch{RealtimeOffenceKind::library,
                  {"realtime.no-library", "the audio callback loads no library", kRealtime}},
    RealtimeWatch{
        RealtimeOffenceKind::system_call,
        {"realtime.no-system-call", "the audio callback makes no other system call", kRealtime}},
};

constexpr std::size_t kFramesShown = 6;

std::string stack_text(const host::RawBacktrace& backtrace, host::Symbolizer& symbolizer) {
  std::string text;
  std::size_t shown = 0;
  for (const host::SourceFrame& frame : symbolizer.frames_of(backtrace)) {
    if (shown == kFramesShown) break;
    text += (shown > 0 ? " < " : "") + host::to_text(frame);
    ++shown;
  }
  return text;
}

}  // namespace

std::span<const Watch> all_watches() {
  static const std::vector<Watch> watches = [] {
    std::vector<Watch> all;
    for (const auto& entry : kConduct) all.push_back(entry.watch);
    for (const auto& entry : kRealtimeWatches) all.push_back(entry.watch);
    return all;
  }();
  return watches;
}

std::string place_of(const host::OffenceSite& site, host::Symbolizer& symbolizer) {
  return std::to_string(site.count) + " x " + stack_text(site.backtrace, symbolizer);
}

void add_places(const host::RealtimeOffences& realtime, std::vector<std::string>& places) {
  if (realtime.total() == 0) return;
  // Sites are only ever added, in this order.
  const auto sites = realtime.sites();
  if (places.size() >= sites.size()) return;
  auto symbolizer = host::Symbolizer::of_this_process();
  while (places.size() < sites.size()) {
    places.push_back(stack_text(sites[places.size()].backtrace, symbolizer));
  }
}

std::vector<WatchHit> hits_of(const host::OffenceList& conduct) {
  std::vector<WatchHit> hits;
  if (conduct.count() == 0) return hits;
  const auto offences = conduct.list();
  for (const auto& [kind, watch] : kConduct) {
    const std::uint64_t count = conduct.count(kind);
    if (count == 0) continue;
    WatchHit hit{find_watch(watch.name), count, {}};
    const auto first =
        std::find_if(offences.begin(), offences.end(),
                     [kind](const host::Offence& each) { return each.kind == kind; });
    if (first != offences.end()) {
      hit.where.push_back(std::string(host::describe(kind)) + " (" + std::to_string(first->detail) +
                          ")" + (first->on_audio_thread ? ", inside an audio call" : ""));
    }
    hits.push_back(std::move(hit));
  }
  return hits;
}

std::vector<WatchHit> hits_of(const host::RealtimeOffences& realtime,
                              std::vector<std::string> named) {
  std::vector<WatchHit> hits;
  if (realtime.total() == 0) return hits;
  add_places(realtime, named);
  const auto sites = realtime.sites();
  for (const auto& [kind, watch] : kRealtimeWatches) {
    const std::uint64_t count = realtime.count(kind);
    if (count == 0) continue;
    WatchHit hit{find_watch(watch.name), count, {}};
    for (std::size_t i = 0; i < std::min(sites.size(), named.size()); ++i) {
      if (sites[i].kind != kind) continue;
      hit.where.push_back(std::to_string(sites[i].count) + " x " + named[i]);
    }
    hits.push_back(std::move(hit));
  }
  return hits;
}

const Watch* find_watch(std::string_view name) noexcept {
  const auto watches = all_watches();
  const auto found = std::find_if(watches.begin(), watches.end(),
                                  [name](const Watch& watch) { return watch.name == name; });
  return found == watches.end() ? nullptr : &*found;
}

}  // namespace attacca::validate
