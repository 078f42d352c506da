// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/base/log_inbox.hpp"

#include <cstddef>

namespace attacca::host {

void LogInbox::add_from_audio(std::int32_t severity, const char* text) noexcept {
  Line line{};
  line.severity = severity;
  for (std::size_t i = 0; i + 1 < line.text.size() && text[i] != '\0'; ++i) line.text[i] = text[i];
  lines_.writer().push(line);
}

void LogInbox::add(std::int32_t severity, const char* text) {
  const std::lock_guard lock(mutex_);
  others_.emplace_back(severity, text);
}

}  // namespace attacca::host
