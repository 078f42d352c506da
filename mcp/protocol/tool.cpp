// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "mcp/protocol/tool.hpp"

namespace attacca::mcp {

Json result_of(const Json& document, bool is_error) {
  const std::string text = document.dump(-1, ' ', false, Json::error_handler_t::replace);
  return {{"content", {{{"type", "text"}, {"text", text}}}},
          {"structuredContent", document},
          {"isError", is_error}};
}

Json refusal(const std::string& message) {
  return result_of({{"error", message}}, true);
}

}  // namespace attacca::mcp
