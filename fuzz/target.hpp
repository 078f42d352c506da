// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>

/// What every target defines once: looks at one input and ends the program if a promise is broken.
/// libFuzzer calls it, or replay_main.cpp for kept inputs. Each input is judged from a fresh start,
/// so that a finding repeats from its file alone. Always 0.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
