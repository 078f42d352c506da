// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/control_client.hpp"

#include <array>
#include <utility>
#include <vector>

#include "parlando/conductor/control_json.hpp"

namespace parlando {
namespace {

using Clock = std::chrono::steady_clock;

/// A musician that knows no conductor announces itself every 5 s, give or take half a one.
constexpr std::chrono::milliseconds kAllAnnounced(kAnnounceMilliseconds +
                                                  kAnnounceJitterMilliseconds + 100);

}  // namespace

attacca::Result<std::unique_ptr<ControlClient>> ControlClient::connect(
    const std::filesystem::path& path) {
  auto stream = LocalStream::connect(path);
  if (!stream) return tl::unexpected(stream.error());
  return std::unique_ptr<ControlClient>(new ControlClient(std::move(*stream)));
}

/// Gives and takes what can be; false when the time is up, or when it was woken.
bool ControlClient::exchange(Clock::time_point until) {
  std::vector<NetPoll::Source> sources{{stream_.native()}};
  sources.front().wants_to_write = !output_.empty();
  const auto left = until - Clock::now();
  if (left <= Clock::duration::zero()) return false;
  was_woken_ = poll_.wait(sources, left);
  if (sources.front().is_writable) {
    const auto size = stream_.send(output_);
    if (!size) is_connected_ = false;
    output_.erase(0, size.value_or(0));
  }
  if (sources.front().is_readable) {
    std::array<char, 65'536> bytes{};
    const auto size = stream_.receive(bytes.data(), bytes.size());
    if (!size) is_connected_ = false;
    input_.append(bytes.data(), size.value_or(0));
  }
  return is_connected_ && !was_woken_;
}

std::optional<Json> ControlClient::take_line() {
  const std::size_t end = input_.find('\n');
  if (end == std::string::npos) return std::nullopt;
  Json json = Json::parse(std::string_view(input_).substr(0, end), nullptr, false);
  input_.erase(0, end + 1);
  return json;
}

ControlClient::Answer<Json> ControlClient::call(Json request, Milliseconds patience) {
  const std::uint64_t id = ++last_id_;
  request["id"] = id;
  output_ += line_of(request) + "\n";
  const auto until = Clock::now() + patience;
  do {
    while (auto line = take_line()) {
      if (!line->is_object()) continue;
      if (line->contains("event")) {
        events_.push_back(std::move(*line));
      } else if ((*line)["id"] == id) {
        if (line->contains("ok")) return (*line)["ok"];
        return tl::unexpected(ControlError{line->value("error", "the answer cannot be read"),
                                           !line->value("failed", false)});
      }
    }
  } while (exchange(until) || (is_connected_ && was_woken_));
  return tl::unexpected(
      ControlError{is_connected_ ? "the conductor did not answer in time: it is busy, or hangs"
                                 : "the conductor has ended",
                   false});
}

std::optional<Json> ControlClient::next_event(Milliseconds patience) {
  const auto until = Clock::now() + patience;
  do {
    while (auto line = take_line()) {
      if (line->is_object() && line->contains("event")) events_.push_back(std::move(*line));
    }
    if (!events_.empty()) {
      Json event = std::move(events_.front());
      events_.pop_front();
      return event;
    }
  } while (exchange(until));
  return std::nullopt;
}

attacca::Result<ConductorAccess> ConductorAccess::open(const ConductorOptions& options) {
  ConductorAccess access;
  if (auto client = ControlClient::connect(options.control_socket())) {
    access.client_ = std::move(*client);
    return access;
  }
  auto loop = ConductorLoop::open(options);
  if (!loop) {
    // Another one may have started this very moment.
    if (auto client = ControlClient::connect(options.control_socket())) {
      access.client_ = std::move(*client);
      return access;
    }
    return tl::unexpected(loop.error());
  }
  access.loop_ = std::move(*loop);
  access.thread_ = std::thread([running = access.loop_.get()] { running->run(); });
  auto client = ControlClient::connect(access.loop_->options().control_socket());
  if (!client) return tl::unexpected(client.error());
  access.client_ = std::move(*client);
  return access;
}

ConductorAccess::~ConductorAccess() {
  client_.reset();
  if (loop_ == nullptr) return;
  loop_->stop_when_alone();
  thread_.join();
}

void ConductorAccess::wait_for(const std::string& musician) {
  if (!is_own()) return;
  const auto until = Clock::now() + kAllAnnounced;
  while (Clock::now() < until &&
         !client_->call({{"do", "instrument"}, {"to", musician}}).has_value()) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

void ConductorAccess::wait_for_all() const {
  if (is_own()) std::this_thread::sleep_for(kAllAnnounced);
}

}  // namespace parlando
