// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <functional>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"

namespace parlando::probe {

/// What is played to an instrument to hear what it does. Times are seconds.
class Performance {
 public:
  struct Message {
    double at = 0;
    unsigned char bytes[3] = {};
  };

  /// `key` 0..127, as it is sent.
  void note(double at, double length, int key);
  /// `controller` and `value` 0..127.
  void control(double at, int controller, int value);

  /// Of the last message.
  [[nodiscard]] double end() const noexcept { return end_; }
  [[nodiscard]] const std::vector<Message>& messages() const noexcept { return messages_; }
  /// As a Standard MIDI File. Its messages are put in order. [main]
  [[nodiscard]] std::string midi_file() const;

 private:
  void add(double at, unsigned char status, int first, int second);

  std::vector<Message> messages_;
  double end_ = 0;
};

/// What was heard of it: left and right, which are the same where the instrument has one channel.
struct Recording {
  double rate = 48'000;  ///< Hz
  std::vector<float> left;
  std::vector<float> right;
  double latency = 0;  ///< seconds: what hosts compensate
};

/// Plays to an instrument that nobody has played to before. [main] Errors: why it cannot.
using Render = std::function<attacca::Result<Recording>(const Performance& performance)>;

}  // namespace parlando::probe
