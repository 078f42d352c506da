// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <attacca/gui/canvas_editor.hpp>

#include "track_info_view.hpp"

/// Shows the track info for as long as it is open.
class TrackInfoEditor final : public attacca::gui::CanvasEditor {
 public:
  TrackInfoEditor();

  void track_info_changed(const attacca::TrackInfo& info) override;

 protected:
  void draw(attacca::gui::Canvas& canvas, attacca::LogicalSize size) override;
  void opened(attacca::EditorContext& context) override;

 private:
  TrackInfoModel model_;
};
