// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <map>
#include <memory>
#include <string>

#include "parlando/conductor/conductor_loop.hpp"
#include "parlando/page/page_server.hpp"

namespace parlando {

/// Brings what browsers ask to a conductor, on its thread, and its answers back.
class ConductorBackend final : public PageBackend {
 public:
  /// The loop must not run any more when this goes.
  explicit ConductorBackend(ConductorLoop& loop);
  ~ConductorBackend();
  ConductorBackend(const ConductorBackend&) = delete;
  ConductorBackend& operator=(const ConductorBackend&) = delete;

  void join(const std::shared_ptr<PageVisitor>& visitor) override;
  void request(const std::shared_ptr<PageVisitor>& visitor, std::string json) override;
  void leave(const std::shared_ptr<PageVisitor>& visitor) override;

 private:
  class Peer;

  ConductorLoop& loop_;
  std::map<const PageVisitor*, std::unique_ptr<Peer>> peers_;  ///< The conductor's thread.
};

}  // namespace parlando
