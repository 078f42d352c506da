// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "attacca/base/result.hpp"

namespace attacca::mcp {

using Json = nlohmann::ordered_json;

/// What a call of a tool sees of who has called it.
struct CallContext {
  /// True once nobody waits for the answer any more: to be looked at now and then.
  const std::atomic<bool>& is_cancelled;
  /// Says that it goes on, with a line of text; to be called about once a second.
  std::function<void(const std::string& line)> is_alive;
};

/// A tool as a server offers it: a command that is started, or code of this process.
struct ServedTool {
  /// As tools/list has it: name, title, description, inputSchema, annotations.
  Json description;
  /// The arguments with those that stand where the caller gives nothing; empty: all are taken as
  /// they are. [main] Errors: what is wrong with them, in a sentence that a model can act on.
  std::function<Result<Json>(const Json& arguments)> check;
  /// The result of tools/call, made by result_of() or refusal(). [not audio], several at a time.
  std::function<Json(const Json& arguments, const CallContext& context)> run;
};

/// What a server says about itself, and its tools: at most ten.
struct Offer {
  std::string name;
  std::string title;
  std::string version;
  std::string instructions;  ///< For the model: what the tools are for, and in which order.
  std::vector<ServedTool> tools;
};

/// The result that holds this document. [any]
[[nodiscard]] Json result_of(const Json& document, bool is_error);

/// The result of a call that could not be met. [any]
[[nodiscard]] Json refusal(const std::string& message);

}  // namespace attacca::mcp
