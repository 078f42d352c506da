// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <string_view>

#include "trial/validate/watch.hpp"

namespace attacca::validate {

/// Where a running check reports to. [main]
class VerdictLog {
 public:
  virtual ~VerdictLog() = default;

  virtual void step(std::string_view doing) = 0;
  virtual void fail(const std::string& what) = 0;
  /// From here on, until it is empty again, what goes wrong is what the check `finder` is about.
  virtual void rely_on(std::string_view finder) = 0;
  virtual void note(const std::string& what) = 0;
  virtual void skip(const std::string& why) = 0;
  virtual void hit(const WatchHit& hit) = 0;
};

}  // namespace attacca::validate
