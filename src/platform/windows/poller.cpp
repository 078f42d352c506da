// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "platform/poller.hpp"

#include <algorithm>

#include <windows.h>

namespace attacca::core {

namespace {

/// How long what does not fit into one wait may be overlooked, in milliseconds.
constexpr DWORD kLookAtTheRest = 20;

/// Asks once: an event that is reset by being waited for is not asked again in the same turn.
Poller::State look_at(HANDLE source) noexcept {
  switch (::WaitForSingleObject(source, 0)) {
    case WAIT_TIMEOUT:
      return Poller::State::idle;
    case WAIT_FAILED:
      return Poller::State::gone;
    default:
      return Poller::State::ready;
  }
}

DWORD milliseconds(std::optional<std::chrono::milliseconds> timeout) noexcept {
  if (!timeout) return INFINITE;
  return static_cast<DWORD>(
      std::clamp<std::chrono::milliseconds::rep>(timeout->count(), 0, 60'000));
}

/// Whoever watches the same thing has the same state.
void copy_to_equals(std::vector<Poller::Source>& sources, const Poller::Source& known) noexcept {
  for (Poller::Source& source : sources) {
    if (source.native == known.native) source.state = known.state;
  }
}

}  // namespace

void Poller::wait(std::vector<Source>& sources, std::optional<std::chrono::milliseconds> timeout) {
  // The system waits for no more than 64 things at once, each of them once.
  std::vector<HANDLE> handles{reinterpret_cast<HANDLE>(wake_.native())};
  std::vector<HANDLE> rest;
  for (Source& source : sources) {
    source.state = State::idle;
    const auto handle = reinterpret_cast<HANDLE>(source.native);
    if (std::find(handles.begin(), handles.end(), handle) != handles.end()) continue;
    (handles.size() < MAXIMUM_WAIT_OBJECTS ? handles : rest).push_back(handle);
  }
  const DWORD most = milliseconds(timeout);
  const DWORD found =
      ::WaitForMultipleObjects(static_cast<DWORD>(handles.size()), handles.data(), FALSE,
                               rest.empty() ? most : std::min(most, kLookAtTheRest));
  // The wait has reset what it has found, and said nothing about what comes after that. Where it
  // has failed, one of them is gone.
  const bool failed = found == WAIT_FAILED;
  const std::size_t first = failed                   ? 0
                            : found < handles.size() ? found - WAIT_OBJECT_0
                                                     : handles.size();
  if (!failed && first > 0 && first < handles.size()) {
    copy_to_equals(sources, {reinterpret_cast<std::intptr_t>(handles[first]), State::ready});
  }
  for (std::size_t i = failed ? 1 : first + 1; i < handles.size(); ++i) {
    copy_to_equals(sources, {reinterpret_cast<std::intptr_t>(handles[i]), look_at(handles[i])});
  }
  for (HANDLE const handle : rest) {
    copy_to_equals(sources, {reinterpret_cast<std::intptr_t>(handle), look_at(handle)});
  }
  wake_.clear();
}

}  // namespace attacca::core
