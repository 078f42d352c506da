// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// One edit of a parameter by the user, which hosts record as one undo step and one automation pass.
// Make it on mouse down, set values while the mouse moves, let it go on mouse up:
//
//     gesture_.emplace(context, gain);
//     gesture_->set_plain(-6.0);
//     gesture_.reset();
//
// Main thread. Begin and end are always balanced. Let it go before the editor's close() returns, as
// the context ends there.

#include "attacca/gui/editor.hpp"
#include "attacca/params/param.hpp"

namespace attacca {

/// One edit by the user, from mouse down to mouse up: begins on construction, ends on destruction,
/// so that gestures are always balanced. All members [main].
class ParamGesture {
 public:
  ParamGesture(EditorContext& context, Param& param) : context_(context), param_(param) {
    context_.begin_edit(param_);
  }
  ~ParamGesture() { context_.end_edit(param_); }
  ParamGesture(const ParamGesture&) = delete;
  ParamGesture& operator=(const ParamGesture&) = delete;

  /// Normalized 0..1.
  void set_normalized(double normalized) { context_.set_normalized(param_, normalized); }
  void set_plain(double plain) { set_normalized(param_.to_normalized(plain)); }

 private:
  EditorContext& context_;
  Param& param_;
};

}  // namespace attacca
