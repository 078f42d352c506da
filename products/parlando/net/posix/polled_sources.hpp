// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include <poll.h>

#include "parlando/net/net_poll.hpp"

namespace parlando::native {

/// What poll(2) and ppoll(2) are asked of a wake-up and of sources. Allocates only for more than
/// 15 sources.
class PolledSources {
 public:
  PolledSources(int wake_descriptor, const std::vector<NetPoll::Source>& sources)
      : size_(sources.size() + 1) {
    if (size_ > few_.size()) many_.resize(size_);
    data()[0] = {wake_descriptor, POLLIN, 0};
    for (std::size_t i = 0; i < sources.size(); ++i) {
      const auto events = static_cast<short>((sources[i].wants_to_read ? POLLIN : 0) |
                                             (sources[i].wants_to_write ? POLLOUT : 0));
      data()[i + 1] = {static_cast<int>(sources[i].native), events, 0};
    }
  }

  [[nodiscard]] pollfd* data() noexcept { return many_.empty() ? few_.data() : many_.data(); }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

  /// Sets the flags of the sources by what the call has returned; whether it was woken.
  bool tell(int returned, std::vector<NetPoll::Source>& sources) noexcept {
    for (std::size_t i = 0; i < sources.size(); ++i) {
      const short events = returned < 0 ? short{0} : data()[i + 1].revents;
      sources[i].is_readable = (events & (POLLIN | POLLHUP | POLLERR | POLLNVAL)) != 0;
      sources[i].is_writable = (events & POLLOUT) != 0;
    }
    return returned >= 0 && data()[0].revents != 0;
  }

 private:
  std::size_t size_;
  std::array<pollfd, 16> few_{};
  std::vector<pollfd> many_;
};

}  // namespace parlando::native
