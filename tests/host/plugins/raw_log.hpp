// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

// What a test plugin was told, one word per call, for the test to read through an exported
// function. Main thread only.

#define RAW_EXPORT extern "C" __attribute__((visibility("default")))

inline std::string& raw_log() {
  static std::string log;
  return log;
}

inline void note(const std::string& what) {
  raw_log() += what + ' ';
}
