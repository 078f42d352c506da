// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/control_server.hpp"

#include <array>
#include <utility>

namespace parlando {

class ControlServer::Client final : public ControlPeer {
 public:
  Client(LocalStream stream, Control& control) : stream_(std::move(stream)), control_(control) {
    control_.attach(*this);
  }
  ~Client() { control_.detach(*this); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void deliver(std::string_view json) override {
    if (output_.size() > kLongestLine) is_gone_ = true;
    if (is_gone_) return;
    output_ += json;
    output_ += '\n';
  }

  void serve(Moment now) {
    std::array<char, 65'536> bytes{};
    // A few pieces, so that nobody keeps the musicians waiting.
    for (int piece = 0; piece < 16 && !is_gone_; ++piece) {
      const auto size = stream_.receive(bytes.data(), bytes.size());
      if (!size) is_gone_ = true;
      if (!size || *size == 0) break;
      take({bytes.data(), *size}, now);
    }
    if (!output_.empty() && !is_gone_) {
      const auto size = stream_.send(output_);
      if (!size) {
        is_gone_ = true;
      } else {
        output_.erase(0, *size);
      }
    }
  }

  [[nodiscard]] NetPoll::Source source() const {
    NetPoll::Source source{stream_.native()};
    source.wants_to_write = !output_.empty();
    return source;
  }
  [[nodiscard]] bool is_gone() const noexcept { return is_gone_; }

 private:
  void take(std::string_view bytes, Moment now) {
    while (!bytes.empty() && !is_gone_) {
      const std::size_t end = bytes.find('\n');
      input_ += bytes.substr(0, end);
      if (input_.size() > kLongestLine) is_gone_ = true;
      if (end == std::string_view::npos) return;
      bytes.remove_prefix(end + 1);
      const std::string line = std::exchange(input_, {});
      if (!line.empty()) control_.request(*this, line, now);
    }
  }

  LocalStream stream_;
  Control& control_;
  std::string input_;
  std::string output_;
  bool is_gone_ = false;
};

ControlServer::ControlServer(LocalListener listener, Control& control)
    : listener_(std::move(listener)), control_(control) {}

ControlServer::~ControlServer() = default;

void ControlServer::add_sources(std::vector<NetPoll::Source>& sources) const {
  sources.push_back({listener_.native()});
  for (const auto& client : clients_) sources.push_back(client->source());
}

void ControlServer::serve(Moment now) {
  while (auto stream = listener_.accept()) {
    if (clients_.size() >= kMostClients) continue;  // and is closed
    clients_.push_back(std::make_unique<Client>(std::move(*stream), control_));
  }
  for (const auto& client : clients_) client->serve(now);
  // Answers to one may be events for another.
  for (const auto& client : clients_) client->serve(now);
  std::erase_if(clients_, [](const auto& client) { return client->is_gone(); });
}

}  // namespace parlando
