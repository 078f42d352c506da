// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/run/performer.hpp"

#include <system_error>
#include <utility>

#include "host/window/picture_comparison.hpp"

namespace attacca::trial {
namespace {

constexpr std::size_t kMostLogLines = 20;

SideResult side_result(const host::TrackWitness& witness, const ArrivalCheck& check) {
  SideResult result;
  if (!witness.reports()) return result;
  result.last_value_seen = check.last();
  result.revision = witness.revision();
  result.updates = witness.updates();
  result.checks = check.made();
  result.lost = check.lost();
  return result;
}

}  // namespace

Performer::Performer(host::Track& track, std::size_t track_index, std::size_t place,
                     std::filesystem::path path)
    : track_(track),
      instance_(*track.chain()[place]),
      track_index_(track_index),
      place_(place),
      path_(std::move(path)),
      audio_witness_(instance_, host::TrackWitness::Side::audio),
      editor_witness_(instance_, host::TrackWitness::Side::editor) {
  instance_.set_listener(this);
}

Performer::~Performer() {
  close_editor();
  instance_.set_listener(nullptr);
}

Result<void> Performer::open_editor(host::MainLoop& loop, double scale) {
  if (!instance_.has_editor()) {
    editor_state_ = EditorState::none;
    return {};
  }
  auto opened = host::EditorWindow::open(loop, instance_, scale);
  if (!opened) return tl::unexpected(opened.error());
  editor_ = std::move(*opened);
  editor_state_ = EditorState::open;
  return {};
}

int Performer::place_editor(int x) {
  constexpr int kBetween = 16;
  if (!has_open_editor()) return x;
  editor_->window().move(x, 0);
  return x + static_cast<int>(editor_->window().size().width) + kBetween;
}

void Performer::raise_editor() {
  if (has_open_editor()) editor_->window().show();
}

Result<void> Performer::save_screenshot(const std::filesystem::path& path,
                                        const std::filesystem::path& shown_as) {
  if (!has_open_editor()) {
    return fail("cannot take a screenshot of " + instance_.description().name + " (" +
                path_.string() + "): it has no open editor");
  }
  auto saved = editor_->window().save_png(path);
  if (saved) screenshot_ = shown_as.string();
  return saved;
}

Result<void> Performer::compare_screenshot(const std::filesystem::path& reference,
                                           double tolerance) {
  const std::filesystem::path shot = screenshot_;
  const auto comparison = host::compare_pictures(shot, reference);
  if (!comparison) return tl::unexpected(comparison.error());
  ComparedScreenshot compared;
  compared.reference = reference.string();
  compared.percent = comparison->percent();
  compared.sizes = comparison->sizes;
  compared.is_alike = comparison->sizes.empty() && compared.percent <= tolerance;
  if (!compared.is_alike && compared.sizes.empty()) {
    auto picture = shot;
    picture.replace_filename(shot.stem().string() + "-difference.png");
    if (auto drawn = host::write_picture_difference(shot, reference, picture); !drawn) {
      return drawn;
    }
    compared.difference = picture.string();
  }
  compared_ = std::move(compared);
  return {};
}

Result<void> Performer::set_parameter(host::ParameterId id, double value) {
  auto set = instance_.set_parameter(id, value);
  if (set) ++parameters_set_;
  return set;
}

void Performer::expect_in_audio() {
  if (!audio_witness_.reports() || !receives_track_info() || instance_.holds_track_info()) return;
  // The callback that runs just now may have begun before the change; the one after it has not.
  audio_.expect(audio_witness_.digests_of(instance_.as_received(track_.info())), callbacks() + 2);
}

void Performer::expect_in_editor() {
  if (!editor_witness_.reports() || !receives_track_info() || !has_open_editor() ||
      instance_.holds_track_info())
    return;
  shown_.expect(editor_witness_.digests_of(instance_.as_received(track_.info())), std::nullopt);
}

void Performer::look() {
  // Nobody asks a plugin that sleeps what it has seen.
  if (instance_.is_asleep()) audio_.give_up();
  if (audio_.is_open()) {
    // In this order: what the callbacks reported before they were counted is there to be read.
    const std::uint64_t ended = callbacks();
    instance_.pump();
    audio_.look(audio_witness_.digest(), ended);
  }
  if (!shown_.is_open()) return;
  if (!has_open_editor()) return shown_.give_up();
  shown_.look(editor_witness_.digest(), 0);
}

PluginResult Performer::result() {
  PluginResult result;
  result.path = path_.string();
  result.description = instance_.description();
  result.track_name = track_.info().name.value_or("");
  result.track_info_by = instance_.track_info_way();
  result.changes_sent = changes_sent_;
  result.audio = side_result(audio_witness_, audio_);
  result.editor = side_result(editor_witness_, shown_);
  result.editor_state = editor_ && editor_->is_closed() ? EditorState::closed : editor_state_;
  result.screenshot = screenshot_;
  result.compared = compared_;
  const host::RealtimeOffences& offences = instance_.realtime_offences();
  result.audio_thread = audio_thread_counts(offences);
  result.offending_places = offending_places(offences, path_);
  result.offences_elsewhere = offences.without_site();
  result.broken_rules = broken_rules(instance_.offences());
  result.timing = instance_.timing().summary();
  result.processed = result.timing.count > 0;
  result.slept_blocks = instance_.slept_blocks();
  result.log = log_;
  result.parameters_set = parameters_set_;
  result.states_loaded = states_loaded_;
  result.states_saved = states_saved_;
  result.note_inputs = ports().note_inputs;
  result.note_outputs = ports().note_outputs;
  const host::Track::NoteTraffic& traffic = track_.note_traffic(place_);
  result.track = track_index_;
  result.place = place_;
  result.latency = latency_;
  const bool is_entry = place_ == track_.note_entry();
  result.notes_played = (is_entry ? track_.notes().items().size() : 0) + traffic.events;
  result.notes_left_out = instance_.notes_left_out() + traffic.lost;
  result.notes_sent = recording_.count();
  result.notes_lost = instance_.note_reports_lost();
  return result;
}

void Performer::on_log(host::PluginInstance&, std::int32_t severity, std::string_view text) {
  constexpr std::int32_t kWarning = 2;
  if (severity >= kWarning && log_.size() < kMostLogLines) log_.emplace_back(text);
}

}  // namespace attacca::trial
