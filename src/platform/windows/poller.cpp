// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "platform/poller.hpp"

#include <algorithm>

#include <windows.h>

namespace attacca::core {

namespace {

Poller::State look_at(std::intptr_t native) noexcept {
  switch (::WaitForSingleObject(reinterpret_cast<HANDLE>(native), 0)) {
    case WAIT_TIMEOUT:
      return Poller::State::idle;
    case WAIT_FAILED:
      return Poller::State::gone;
    default:
      return Poller::State::ready;
  }
}

}  // namespace

void Poller::wait(std::vector<Source>& sources, std::optional<std::chrono::milliseconds> timeout) {
  std::vector<HANDLE> handles{reinterpret_cast<HANDLE>(wake_.native())};
  bool any_known = false;
  for (Source& source : sources) {
    source.state = look_at(source.native);
    any_known = any_known || source.state != State::idle;
    // The system waits for no more than 64 things at once: the others are looked at now and then.
    if (handles.size() < MAXIMUM_WAIT_OBJECTS) {
      handles.push_back(reinterpret_cast<HANDLE>(source.native));
    }
  }
  DWORD most = INFINITE;
  if (timeout) {
    most =
        static_cast<DWORD>(std::clamp<std::chrono::milliseconds::rep>(timeout->count(), 0, 60'000));
  }
  if (sources.size() >= MAXIMUM_WAIT_OBJECTS) most = std::min<DWORD>(most, 20);
  if (any_known) most = 0;
  ::WaitForMultipleObjects(static_cast<DWORD>(handles.size()), handles.data(), FALSE, most);
  wake_.clear();
  for (Source& source : sources) source.state = look_at(source.native);
}

}  // namespace attacca::core
