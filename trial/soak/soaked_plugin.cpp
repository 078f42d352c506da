// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/soak/soaked_plugin.hpp"

#include <algorithm>
#include <utility>

#include "trial/run/offending_place.hpp"
#include "trial/soak/process_usage.hpp"

namespace attacca::trial {
namespace {

constexpr std::size_t kMostRefusals = 5;

}  // namespace

SoakedPlugin::SoakedPlugin(host::PluginInstance& instance, std::filesystem::path path,
                           const host::TrackInfo& initial, std::uint64_t seed)
    : instance_(instance),
      path_(std::move(path)),
      audio_witness_(instance, host::TrackWitness::Side::audio),
      editor_witness_(instance, host::TrackWitness::Side::editor),
      meeting_(instance),
      source_(seed),
      info_(initial),
      random_(seed) {
  history_.published(history_.announce(digests_of(info_)), {monotonic_ns(), 0, 0});
  // Whatever it says before it has received anything is no sight.
  heard_.last = audio_witness_.digest();
  watched_.last = editor_witness_.digest();
  for (const host::ParameterInfo& parameter : instance_.parameters()) {
    const bool can_be_turned = parameter.is_automatable && !parameter.is_read_only;
    if (can_be_turned) automatable_.push_back(parameter.id);
  }
  instance_.set_listener(this);
}

SoakedPlugin::~SoakedPlugin() {
  editor_.reset();
  instance_.set_listener(nullptr);
}

// -- updates, and what is seen of them -----------------------------------------------------------

bool SoakedPlugin::is_deferred(host::SendFrom from) const noexcept {
  return from == host::SendFrom::worker_thread &&
         instance_.description().format == host::PluginFormat::clap;
}

void SoakedPlugin::give_main_turn() {
  const std::uint64_t deferred = deferred_;
  meeting_.begin(deferred_aim_.exchange(Aim::none));
  instance_.pump();
  const UpdateHistory::Publication sent{monotonic_ns(), 0, instance_.callbacks_begun()};
  meeting_.end();
  if (deferred != 0) history_.published(deferred, sent);
}

void SoakedPlugin::send_update(host::SendFrom from, Aim aim) {
  const std::lock_guard turn(turn_);
  host::TrackInfo change = source_.next();
  info_.name = std::move(change.name);
  info_.color = change.color;
  const std::uint64_t number = history_.announce(digests_of(info_));
  const host::TrackInfoMessage message{info_, false, {}};
  meeting_.begin(aim);
  const std::uint64_t began_ns = monotonic_ns();
  const bool was_sent = instance_.send_track_info(message);
  const UpdateHistory::Publication sent{monotonic_ns(), 0, instance_.callbacks_begun()};
  meeting_.end();
  history_.called(number, began_ns);
  if (is_deferred(from)) {
    deferred_ = number;
    // Some take the value in the update itself, some in the main thread's turn: both are aimed.
    deferred_aim_ = aim;
  } else {
    history_.published(number, sent);
  }
  if (was_sent) changes_.fetch_add(1, std::memory_order_relaxed);
}

std::vector<std::uint32_t> SoakedPlugin::newest_digests() {
  const std::lock_guard turn(turn_);
  return digests_of(info_);
}

std::vector<std::uint32_t> SoakedPlugin::digests_of(const host::TrackInfo& info) const {
  auto digests = audio_witness_.digests_of(info);
  for (const std::uint32_t digest : editor_witness_.digests_of(info)) {
    if (std::find(digests.begin(), digests.end(), digest) == digests.end()) {
      digests.push_back(digest);
    }
  }
  return digests;
}

void SoakedPlugin::expect(bool in_audio) {
  if (!receives_track_info()) return;
  const auto digests = newest_digests();
  give_main_turn();
  if (in_audio && audio_witness_.reports()) {
    // The callback that runs just now may have begun before the update returned; the next has not.
    audio_.expect(digests, instance_.timing().count() + 2);
  }
  if (editor_witness_.reports() && has_open_editor()) shown_.expect(digests, std::nullopt);
}

void SoakedPlugin::audio_started() {
  heard_.since_ns = monotonic_ns();
}

std::optional<UpdateHistory::Publication> SoakedPlugin::sight(Sights& side, std::uint32_t digest,
                                                              std::uint64_t now_ns) const {
  if (side.last == digest) return std::nullopt;
  side.last = digest;
  ++side.seen;
  const auto sent = history_.find(digest);
  if (!sent) {
    ++side.torn;
    return std::nullopt;
  }
  // Audio has a right to the value from the update's end on; people wait from its begin.
  const std::uint64_t sent_ns = &side == &watched_ ? sent->called_ns : sent->returned_ns;
  const std::uint64_t from = std::max(sent_ns, side.since_ns);
  // Seen before the update was done: no time passed.
  side.latency.add(sent_ns == 0 || now_ns <= from ? 0 : now_ns - from);
  return sent;
}

void SoakedPlugin::count_way(const UpdateHistory::Publication& sent, std::uint64_t callback) {
  if (sent.returned_ns == 0 || callback <= sent.callbacks_begun) {
    ++ways_.at_once;
    return;
  }
  const std::uint64_t way = callback - sent.callbacks_begun;
  ++(way == 1 ? ways_.next_callback : ways_.later);
  ways_.most_callbacks = std::max(ways_.most_callbacks, way);
}

void SoakedPlugin::on_parameter_report(host::PluginInstance&, const host::ParameterReport& report) {
  if (!report.from_audio || report.callback == 0) return;
  const auto digest = audio_witness_.digest_in(report);
  if (!digest) return;
  reports_in_callbacks_ = true;
  const auto sent = sight(heard_, *digest, report.callback_began_ns);
  if (sent) count_way(*sent, report.callback);
}

void SoakedPlugin::look() {
  // What it sleeps through it cannot see.
  if (instance_.is_asleep()) audio_.give_up();
  // In this order: what the callbacks reported before they were counted is there to be read.
  const std::uint64_t ended = instance_.timing().count();
  give_main_turn();
  if (audio_witness_.reports() && (audio_.is_open() || !reports_in_callbacks_)) {
    const auto digest = audio_witness_.digest();
    if (digest && !reports_in_callbacks_) sight(heard_, *digest, monotonic_ns());
    audio_.look(digest, ended);
  }
  if (!has_open_editor()) return shown_.give_up();
  if (!editor_witness_.reports()) return;
  const auto digest = editor_witness_.digest();
  if (digest) sight(watched_, *digest, monotonic_ns());
  shown_.look(digest, 0);
}

// -- load ----------------------------------------------------------------------------------------

void SoakedPlugin::refuse(const std::string& what, const Error& error) {
  ++refusal_count_;
  if (refusals_.size() < kMostRefusals) refusals_.push_back(what + ": " + error.message);
}

void SoakedPlugin::automate() {
  if (automatable_.empty() || !instance_.is_processing()) return;
  const host::ParameterId id = automatable_[random_() % automatable_.size()];
  const host::ParameterInfo* const parameter = instance_.find_parameter(id);
  if (parameter == nullptr) return;
  const double part = std::uniform_real_distribution<double>()(random_);
  const double value = parameter->minimum + part * (parameter->maximum - parameter->minimum);
  if (instance_.set_parameter(id, value)) ++automation_;
}

void SoakedPlugin::save_state() {
  if (!instance_.has_state()) return;
  auto saved = instance_.save_state();
  if (!saved) return refuse("save state", saved.error());
  state_ = std::move(*saved);
  ++state_saves_;
}

void SoakedPlugin::load_saved_state() {
  if (state_.empty()) return;
  const auto loaded = instance_.load_state(state_);
  if (!loaded) return refuse("load state", loaded.error());
  ++state_loads_;
}

void SoakedPlugin::open_editor(host::MainLoop& loop, int x) {
  if (!instance_.has_editor()) {
    editor_word_ = "none";
    return;
  }
  auto opened = host::EditorWindow::open(loop, instance_);
  if (!opened) {
    editor_word_ = "refused";
    return refuse("open editor", opened.error());
  }
  editor_ = std::move(*opened);
  editor_->window().move(x, 0);
  editor_word_ = "open";
  watched_.since_ns = monotonic_ns();
  ++editor_openings_;
}

void SoakedPlugin::close_editor() {
  shown_.give_up();
  editor_.reset();
}

// -- the figures ---------------------------------------------------------------------------------

std::uint64_t SoakedPlugin::offences() const {
  return instance_.realtime_offences().total() + instance_.offences().count();
}

SideFigures SoakedPlugin::side_figures(const host::TrackWitness& witness, const ArrivalCheck& check,
                                       const Sights& sights) const {
  SideFigures figures;
  figures.reports = witness.reports() && receives_track_info();
  figures.checks = check.made();
  figures.lost = check.lost();
  figures.seen = sights.seen;
  figures.torn = sights.torn;
  figures.latency = sights.latency.distribution();
  return figures;
}

void SoakedPlugin::trace_offences() {
  for (const OffendingPlace& place : offending_places(instance_.realtime_offences(), path_)) {
    offence_sites_.push_back(std::to_string(place.count) + " × " + line_of(place));
  }
}

PluginFigures SoakedPlugin::figures() const {
  const host::PluginDescription& description = instance_.description();
  PluginFigures figures;
  figures.format = host::name_of(description.format);
  figures.id = description.id;
  figures.name = description.name;
  figures.version = description.version;
  figures.track_info_by = instance_.track_info_way();
  figures.editor = editor_word_;
  figures.changes = changes_;
  figures.aimed = meeting_.tried();
  figures.met = meeting_.met();
  figures.audio = side_figures(audio_witness_, audio_, heard_);
  figures.audio.at_once = ways_.at_once;
  figures.audio.next_callback = ways_.next_callback;
  figures.audio.later = ways_.later;
  figures.audio.most_callbacks = ways_.most_callbacks;
  figures.shown = side_figures(editor_witness_, shown_, watched_);
  figures.callback = Histogram::of(instance_.timing()).distribution();
  figures.late = instance_.timing().late();
  figures.processed = figures.callback.count > 0;
  figures.audio_thread = audio_thread_counts(instance_.realtime_offences());
  figures.offence_sites = offence_sites_;
  figures.broken_rules = broken_rules(instance_.offences());
  figures.automation = automation_;
  figures.state_saves = state_saves_;
  figures.state_loads = state_loads_;
  figures.editor_openings = editor_openings_;
  figures.refusals = refusals_;
  figures.refusal_count = refusal_count_;
  return figures;
}

}  // namespace attacca::trial
