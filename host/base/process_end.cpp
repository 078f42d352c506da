// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/base/process_end.hpp"

#include <exception>
#include <filesystem>
#include <new>
#include <stdexcept>
#include <system_error>

namespace attacca::host {

std::string describe_signal_end(std::string_view who, int signal, std::string_view when,
                                std::string_view limits) {
  const std::string plugin(who);
  const std::string phase = when.empty() ? "" : " " + std::string(when);
  const std::string name = name_of_signal(signal);
  const std::string remark(remark_on(signal));
  switch (cause_of(signal)) {
    case EndCause::fault:
      if (limits.empty()) return plugin + " crashed with " + name + phase;
      return "the process that ran " + plugin + " ended with " + name + phase +
             " under narrow limits: " + std::string(limits) +
             ": raise them and try again before the plugin is blamed";
    case EndCause::limit:
      return "the system ended the process that ran " + plugin + " with " + name + phase + remark;
    case EndCause::outside:
      break;
  }
  return "the process that ran " + plugin + " was ended from outside with " + name + phase + remark;
}

std::string describe_exception(const std::exception& error) {
  if (dynamic_cast<const std::bad_alloc*>(&error) != nullptr ||
      dynamic_cast<const std::length_error*>(&error) != nullptr) {
    const std::string limits = narrow_limits();
    return "there is not enough memory" + (limits.empty() ? "" : ": the limits are " + limits);
  }
  if (const auto* file = dynamic_cast<const std::filesystem::filesystem_error*>(&error)) {
    const std::string path = file->path1().string();
    return (path.empty() ? "a file" : path) + " cannot be used: " + file->code().message();
  }
  if (const auto* system = dynamic_cast<const std::system_error*>(&error)) {
    return "the system refused: " + system->code().message();
  }
  return "attacca made a mistake of its own; please report it with the call that shows it";
}

}  // namespace attacca::host
