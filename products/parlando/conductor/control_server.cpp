// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/control_server.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace parlando {
namespace {

/// What requests of all clients may take in one turn; the others wait for the next one, and one
/// that takes longer by itself is the last of its turn.
constexpr std::int64_t kTurn = 5 * kMillisecond;
/// While so much of what was answered has not been taken, nothing more is answered.
constexpr std::size_t kMuchOutput = std::size_t{1} << 20U;

}  // namespace

class ControlServer::Client final : public ControlPeer {
 public:
  Client(LocalStream stream, Control& control) : stream_(std::move(stream)), control_(control) {
    control_.attach(*this);
  }
  ~Client() { control_.detach(*this); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void deliver(std::string_view json) override {
    if (waiting_output() > kMostOutput) is_gone_ = true;
    if (is_gone_) return;
    output_ += json;
    output_ += '\n';
  }

  /// Requests are begun until then (steady).
  void serve(std::int64_t until) {
    receive();
    answer(until);
    send();
    // Who has said all may still want the answers, unless it is gone altogether.
    if (has_ended_ && !has_work() && output_.empty() && !control_.owes(*this)) is_gone_ = true;
    if (has_ended_ && stream_.is_closed()) is_gone_ = true;
  }

  /// False if there is nothing to wait for but our own answers.
  [[nodiscard]] bool add_source(std::vector<NetPoll::Source>& sources) const {
    // Who has hung up while it is waited for would be told of without end.
    const bool has_to_wait = has_line() && control_.is_reading_for(*this);
    if (output_.empty() && (has_ended_ || has_to_wait)) return false;
    NetPoll::Source source{stream_.native()};
    source.wants_to_write = !output_.empty();
    // What is here already comes first.
    source.wants_to_read = !has_ended_ && !has_line();
    sources.push_back(source);
    return true;
  }
  /// Whether a request is here that can be answered at once.
  [[nodiscard]] bool has_work() const {
    return !is_gone_ && waiting_output() <= kMuchOutput && has_line() &&
           !control_.is_reading_for(*this);
  }
  [[nodiscard]] bool is_gone() const noexcept { return is_gone_; }

 private:
  [[nodiscard]] bool has_line() const { return line_end_ != std::string::npos; }
  [[nodiscard]] std::size_t waiting_output() const { return output_.size() - sent_; }

  void find_line() {
    line_end_ = input_.find('\n', looked_at_);
    looked_at_ = has_line() ? line_end_ : input_.size();
  }

  void receive() {
    std::array<char, 65'536> bytes{};
    for (int piece = 0; piece < 16 && !is_gone_ && !has_ended_ && !has_line(); ++piece) {
      const auto size = stream_.receive(bytes.data(), bytes.size());
      if (!size) has_ended_ = true;
      if (!size || *size == 0) break;
      input_.append(bytes.data(), *size);
      find_line();
      if (!has_line() && input_.size() > kLongestLine) is_gone_ = true;
    }
  }

  void answer(std::int64_t until) {
    while (has_work()) {
      const Moment now = Moment::now();
      if (now.steady >= until) break;
      std::string line = input_.substr(taken_, line_end_ - taken_);
      taken_ = line_end_ + 1;
      looked_at_ = taken_;
      find_line();
      if (!line.empty()) control_.request(*this, std::move(line), now);
    }
    if (taken_ > 0 && !has_line()) {
      input_.erase(0, taken_);
      looked_at_ -= taken_;
      taken_ = 0;
    }
  }

  void send() {
    if (output_.empty() || is_gone_) return;
    const auto size = stream_.send(std::string_view(output_).substr(sent_));
    if (!size) {
      is_gone_ = true;
      return;
    }
    sent_ += *size;
    // Moved when half of it has gone, so that each byte is moved once or so.
    if (sent_ * 2 < output_.size()) return;
    output_.erase(0, sent_);
    sent_ = 0;
  }

  LocalStream stream_;
  Control& control_;
  std::string input_;
  std::size_t taken_ = 0;                     // of the input
  std::size_t looked_at_ = 0;                 // for a line's end
  std::size_t line_end_ = std::string::npos;  // of the first request that is not taken
  std::string output_;
  std::size_t sent_ = 0;    // of the output
  bool has_ended_ = false;  // it says nothing more
  bool is_gone_ = false;
};

ControlServer::ControlServer(LocalListener listener, Control& control)
    : listener_(std::move(listener)), control_(control) {}

ControlServer::~ControlServer() = default;

void ControlServer::add_sources(std::vector<NetPoll::Source>& sources) const {
  sources.push_back({listener_.native()});
  for (const auto& client : clients_) (void)client->add_source(sources);
}

void ControlServer::serve(Moment now) {
  while (auto stream = listener_.accept()) {
    if (clients_.size() >= kMostClients) continue;  // and is closed
    clients_.push_back(std::make_unique<Client>(std::move(*stream), control_));
  }
  const std::int64_t until = now.steady + kTurn;
  // Each turn begins with another one, so that nobody waits for ever.
  const std::size_t count = clients_.size();
  for (std::size_t i = 0; i < count; ++i) clients_[(first_ + i) % count]->serve(until);
  if (count > 0) first_ = (first_ + 1) % count;
  // Answers to one may be events for another.
  for (const auto& client : clients_) client->serve(0);
  std::erase_if(clients_, [](const auto& client) { return client->is_gone(); });
}

std::size_t ControlServer::askers() const {
  return static_cast<std::size_t>(std::count_if(
      clients_.begin(), clients_.end(),
      [&](const auto& client) { return client->has_work() || !control_.only_watches(*client); }));
}

bool ControlServer::has_work() const {
  return std::any_of(clients_.begin(), clients_.end(),
                     [](const auto& client) { return client->has_work(); });
}

}  // namespace parlando
