// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "mcp/protocol/standard_streams.hpp"

#include <atomic>
#include <string>
#include <utility>

#include "files/standard_streams.hpp"
#include "mcp/protocol/server.hpp"
#include "mcp/protocol/standard_input.hpp"

namespace attacca::mcp {
namespace {

/// Lines of the standard input. Of one that is longer than any message the beginning is given,
/// which the server refuses, and the rest passed over.
class Lines {
 public:
  bool next(std::string& line) {
    for (;;) {
      const std::size_t end = text_.find('\n', looked_at_);
      if (end != std::string::npos) {
        line = text_.substr(0, end);
        text_.erase(0, end + 1);
        looked_at_ = 0;
        if (!std::exchange(is_passing_over_, false)) return true;
        continue;
      }
      looked_at_ = text_.size();
      if (text_.size() > kLongest) {
        const bool is_first = !std::exchange(is_passing_over_, true);
        line = std::exchange(text_, "");
        looked_at_ = 0;
        if (is_first) return true;
      }
      if (!input_.read(text_)) {
        // The last line may have no end.
        line = std::exchange(text_, "");
        return !line.empty() && !is_passing_over_;
      }
    }
  }

 private:
  static constexpr std::size_t kLongest = std::size_t{8} << 20U;

  StandardInput input_;
  std::string text_;
  std::size_t looked_at_ = 0;
  bool is_passing_over_ = false;
};

}  // namespace

void serve_standard_streams(Offer offer) {
  std::atomic<bool> is_heard = true;
  Lines lines;
  Server server(std::move(offer), [&is_heard](const std::string& line) {
    if (!files::write_standard_output(line + "\n")) is_heard = false;
  });
  for (std::string line; is_heard && lines.next(line);) server.receive(line);
  // Whoever has closed the input waits for no answer: what still runs is ended.
}

}  // namespace attacca::mcp
