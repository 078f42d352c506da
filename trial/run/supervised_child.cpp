// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/run/supervised_child.hpp"

namespace attacca::trial {

std::string_view words_of(RunVitals::Phase phase) noexcept {
  switch (phase) {
    case RunVitals::Phase::loading:
      return "while it was loaded";
    case RunVitals::Phase::opening_editor:
      return "while its editor was opened";
    case RunVitals::Phase::closing_editor:
      return "while its editor was closed";
    case RunVitals::Phase::starting:
      return "while it was activated";
    case RunVitals::Phase::playing:
      return "while it played";
    case RunVitals::Phase::track_update:
      return "while it received track info";
    case RunVitals::Phase::saving_state:
      return "while its state was saved";
    case RunVitals::Phase::loading_state:
      return "while its state was loaded";
    case RunVitals::Phase::taking_screenshot:
      return "while a screenshot was taken";
    case RunVitals::Phase::stopping:
      return "while it was stopped";
    case RunVitals::Phase::idle:
      return "while it was idle";
    case RunVitals::Phase::closing:
    case RunVitals::Phase::done:
      return "while it was closed";
    case RunVitals::Phase::audio_stalled:
      return "in its audio callback";
  }
  return "";
}

}  // namespace attacca::trial
