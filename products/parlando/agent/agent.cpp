// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/agent/agent.hpp"

#include <utility>

namespace parlando::agent {

attacca::Result<std::unique_ptr<ControlClient>> Agent::connect() {
  const std::lock_guard lock(mutex_);
  if (auto client = ControlClient::connect(options_.control_socket())) return client;
  access_.reset();
  has_waited_ = false;
  auto opened = ConductorAccess::open(options_);
  if (!opened) return tl::unexpected(opened.error());
  access_.emplace(std::move(*opened));
  return ControlClient::connect(options_.control_socket());
}

void Agent::wait_for_musicians() {
  const std::lock_guard lock(mutex_);
  if (!access_ || has_waited_) return;
  has_waited_ = true;
  if (access_->is_own()) access_->wait_for_all();
}

attacca::Result<Meeting> Agent::meet() {
  auto client = connect();
  if (!client) return tl::unexpected(client.error());
  wait_for_musicians();
  auto orchestra = Orchestra::ask(**client);
  if (!orchestra) return tl::unexpected(orchestra.error());
  return Meeting{std::move(*client), std::move(*orchestra)};
}

}  // namespace parlando::agent
