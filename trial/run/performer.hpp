// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "host/engine/track.hpp"
#include "host/engine/track_witness.hpp"
#include "host/plugin/plugin_instance.hpp"
#include "host/window/editor_window.hpp"
#include "trial/run/arrival_check.hpp"
#include "trial/run/note_recording.hpp"
#include "trial/run/run_result.hpp"

namespace attacca::trial {

/// One plugin of a run on its track, and what is observed of it. [main]
class Performer final : public host::InstanceListener {
 public:
  /// A plugin at `place` of the chain of track number `track_index`, both from 0.
  Performer(host::Track& track, std::size_t track_index, std::size_t place,
            std::filesystem::path path);
  ~Performer() override;
  Performer(const Performer&) = delete;
  Performer& operator=(const Performer&) = delete;

  [[nodiscard]] host::PluginInstance& instance() noexcept { return instance_; }
  [[nodiscard]] host::Track& track() noexcept { return track_; }
  [[nodiscard]] const host::PortLayout& ports() const noexcept { return instance_.ports(); }
  [[nodiscard]] const std::string& name() const noexcept { return instance_.description().name; }

  /// Sets a parameter to a plain value. Errors: those of PluginInstance::set_parameter().
  [[nodiscard]] Result<void> set_parameter(host::ParameterId id, double value);
  /// Which track it sits on, and where in its chain, both from 0.
  [[nodiscard]] std::size_t track_index() const noexcept { return track_index_; }
  [[nodiscard]] std::size_t place() const noexcept { return place_; }
  /// Asks for the latency, for the result. While active.
  void note_latency() { latency_ = instance_.latency(); }
  [[nodiscard]] const NoteRecording& recording() const noexcept { return recording_; }
  void note_state_loaded() noexcept { ++states_loaded_; }
  void note_state_saved(const std::filesystem::path& path) {
    states_saved_.push_back(path.string());
  }

  /// Errors: no display, or the plugin refused.
  [[nodiscard]] Result<void> open_editor(host::MainLoop& loop, double scale);
  /// Moves the editor's window to `x`; returns where the next one has room. Nothing happens without
  /// an editor.
  int place_editor(int x);
  /// Brings the editor's window to the front.
  void raise_editor();
  void close_editor() { editor_.reset(); }
  [[nodiscard]] bool has_open_editor() const noexcept { return editor_ && !editor_->is_closed(); }
  /// Writes to `path`; the result names `shown_as`. Errors: those of NativeWindow::save_png().
  [[nodiscard]] Result<void> save_screenshot(const std::filesystem::path& path,
                                             const std::filesystem::path& shown_as);

  /// Compares the screenshot with `reference`, of which `tolerance` percent may differ, and draws
  /// the difference beside it. Errors: a picture cannot be read or written.
  [[nodiscard]] Result<void> compare_screenshot(const std::filesystem::path& reference,
                                                double tolerance);

  /// A change of the track was sent to the plugin.
  void note_change() noexcept { ++changes_sent_; }

  /// @name Does the newest value arrive?
  /// @{
  void expect_in_audio();
  void expect_in_editor();
  /// Looks at both sides once.
  void look();
  /// Whether nothing is being waited for.
  [[nodiscard]] bool is_settled() const noexcept { return !audio_.is_open() && !shown_.is_open(); }
  /// @}

  /// What is known at the end of a run.
  [[nodiscard]] PluginResult result();

  void on_note_report(host::PluginInstance&, const host::NoteReport& report) override {
    recording_.add(report);
  }
  void on_log(host::PluginInstance&, std::int32_t severity, std::string_view text) override;

 private:
  /// What is never sent cannot arrive.
  [[nodiscard]] bool receives_track_info() const noexcept {
    return !instance_.track_info_way().empty();
  }
  [[nodiscard]] std::uint64_t callbacks() { return instance_.timing().summary().count; }

  host::Track& track_;
  host::PluginInstance& instance_;
  std::size_t track_index_;
  std::size_t place_;
  std::uint32_t latency_ = 0;  ///< Frames.
  std::filesystem::path path_;
  host::TrackWitness audio_witness_;
  host::TrackWitness editor_witness_;
  ArrivalCheck audio_;
  ArrivalCheck shown_;
  std::unique_ptr<host::EditorWindow> editor_;
  EditorState editor_state_ = EditorState::not_asked;
  std::string screenshot_;
  std::optional<ComparedScreenshot> compared_;
  std::uint64_t changes_sent_ = 0;
  std::vector<std::string> log_;
  NoteRecording recording_;
  std::uint64_t parameters_set_ = 0;
  std::uint64_t states_loaded_ = 0;
  std::vector<std::string> states_saved_;
};

}  // namespace attacca::trial
