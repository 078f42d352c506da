// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/audio/sameness.hpp"

#include <algorithm>

namespace attacca::validate {

Rendering perform(CheckContext& context, const Performance& performance) {
  const WatchedInstance instance = context.create_processing();
  Playback playback(*instance, 512);
  return performance(*instance, playback);
}

Rendering perform_reliably(CheckContext& context, const Performance& performance) {
  Rendering first = perform(context, performance);
  if (!is_identical(first, perform(context, performance))) {
    context.skip("the plugin does not sound the same every time");
  }
  return first;
}

bool expect_same_sound(CheckContext& context, const Rendering& expected, const Rendering& got,
                       double tolerance, const std::string& what) {
  const SoundDifference found = difference(expected, got);
  const double peak = peak_of(expected);
  // Silence compared with silence: what is below -120 dB is nobody's concern.
  if (found.largest <= std::max(tolerance * peak, 1e-6)) return true;
  context.fail(what + ": " + to_text(found) + "; the peak is " + text_of(peak));
  return false;
}

bool expect_clean(CheckContext& context, const Playback& playback, const std::string& when) {
  return context.expect(playback.stayed_inside(),
                        when + ": samples outside the block were written") &&
         context.expect(playback.left_inputs_alone(), when + ": an input was changed") &&
         context.expect(playback.wrote_everything(),
                        when + ": samples of an output were not written") &&
         context.expect(playback.is_finite(), when + ": an output holds NaN or infinity");
}

std::string frames_text(std::uint64_t frames) {
  return std::to_string(frames) + (frames == 1 ? " frame" : " frames");
}

}  // namespace attacca::validate
