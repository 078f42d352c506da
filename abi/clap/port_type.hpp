// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

namespace attacca::clap {

// What the channels of an audio port mean. Null where a port type is expected means unspecified.

inline constexpr char kPortMono[] = "mono";            ///< 1 channel
inline constexpr char kPortStereo[] = "stereo";        ///< 2 channels
inline constexpr char kPortSurround[] = "surround";    ///< see ext/surround.hpp
inline constexpr char kPortAmbisonic[] = "ambisonic";  ///< see ext/ambisonic.hpp; a square number

}  // namespace attacca::clap
