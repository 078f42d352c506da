// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "platform/poller.hpp"

#include <algorithm>

#include <poll.h>

namespace attacca::core {

void Poller::wait(std::vector<Source>& sources, std::optional<std::chrono::milliseconds> timeout) {
  std::vector<pollfd> polled{{static_cast<int>(wake_.native()), POLLIN, 0}};
  for (const Source& source : sources) {
    polled.push_back({static_cast<int>(source.native), POLLIN, 0});
  }
  int most = -1;
  if (timeout) {
    most =
        static_cast<int>(std::clamp<std::chrono::milliseconds::rep>(timeout->count(), 0, 60'000));
  }
  ::poll(polled.data(), static_cast<nfds_t>(polled.size()), most);
  if (polled[0].revents != 0) wake_.clear();
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const short events = polled[i + 1].revents;
    sources[i].state = events == 0                ? State::idle
                       : (events & POLLNVAL) != 0 ? State::gone
                                                  : State::ready;
  }
}

}  // namespace attacca::core
