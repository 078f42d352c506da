// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <string_view>

namespace attacca::core {

/// Takes the parts of a JSON text as they are read. False stops the reading, with a reason in
/// refused(). [main]
class JsonEvents {
 public:
  virtual ~JsonEvents() = default;

  virtual bool nothing() = 0;
  virtual bool truth(bool value) = 0;
  virtual bool number(double value) = 0;
  virtual bool text(std::string_view value) = 0;
  virtual bool key(std::string_view key) = 0;
  virtual bool start_object() = 0;
  virtual bool start_list() = 0;
  /// Of the object or list that was begun last.
  virtual bool end() = 0;

  [[nodiscard]] const std::string& refused() const noexcept { return refused_; }

 protected:
  bool refuse(std::string why) {
    refused_ = std::move(why);
    return false;
  }

 private:
  std::string refused_;
};

}  // namespace attacca::core
