// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "track_info_editor.hpp"

#include <attacca/build_identity.hpp>

#include "track_info_text.hpp"

TrackInfoEditor::TrackInfoEditor()
    : CanvasEditor({.preferred = {520, 340}, .minimum = {320, 200}, .maximum = {4096, 4096}}) {}

void TrackInfoEditor::opened(attacca::EditorContext& context) {
  model_.info = context.track_info();
  model_.format_name = context.format_name();
  model_.host_name = context.host_name();
  model_.identity = format_build_identity(attacca::build_identity_json());
}

void TrackInfoEditor::track_info_changed(const attacca::TrackInfo& info) {
  model_.info = info;
  invalidate();
}

void TrackInfoEditor::draw(attacca::gui::Canvas& canvas, attacca::LogicalSize size) {
  draw_track_info(canvas, size, model_);
}
