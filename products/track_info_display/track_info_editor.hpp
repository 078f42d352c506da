// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <functional>

#include <attacca/gui/canvas_editor.hpp>

#include "track_info_view.hpp"

/// Shows the track info for as long as it is open.
class TrackInfoEditor final : public attacca::gui::CanvasEditor {
 public:
  using Shown = std::function<void(const attacca::TrackInfo&)>;

  /// Calls `shown` with each record that the view has been updated with. [main]
  explicit TrackInfoEditor(Shown shown);

  void track_info_changed(const attacca::TrackInfo& info) override;

 protected:
  void draw(attacca::gui::Canvas& canvas, attacca::LogicalSize size) override;
  void opened(attacca::EditorContext& context) override;

 private:
  TrackInfoModel model_;
  Shown shown_;
};
