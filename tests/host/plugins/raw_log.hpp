// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <mutex>
#include <string>

// What a test plugin received, one word per call, for the test to read through an exported
// function. Any thread may note: hosts call from several.

#define RAW_EXPORT extern "C" __attribute__((visibility("default")))

struct RawLog {
  std::mutex mutex;
  std::string words;
};

inline RawLog& raw_log() {
  static RawLog log;
  return log;
}

inline void note(const std::string& what) {
  const std::lock_guard lock(raw_log().mutex);
  raw_log().words += what + ' ';
}

/// All words so far; good until this thread asks again.
inline const char* noted_words() {
  static thread_local std::string copy;
  const std::lock_guard lock(raw_log().mutex);
  copy = raw_log().words;
  return copy.c_str();
}
