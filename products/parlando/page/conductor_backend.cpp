// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/page/conductor_backend.hpp"

#include <cstddef>
#include <deque>
#include <string_view>
#include <utility>

namespace parlando {

class ConductorBackend::Peer final : public ControlPeer {
 public:
  explicit Peer(std::shared_ptr<PageVisitor> visitor) : visitor_(std::move(visitor)) {}
  void deliver(std::string_view json) override { visitor_->deliver(json); }
  void request_met() override {
    visitor_->request_ends(requests_.front());
    requests_.pop_front();
  }
  void request_begins(std::size_t bytes) { requests_.push_back(bytes); }
  [[nodiscard]] bool plays_by_hand() const override { return true; }

 private:
  std::shared_ptr<PageVisitor> visitor_;
  std::deque<std::size_t> requests_;  // bytes of those that are not met
};

ConductorBackend::ConductorBackend(ConductorLoop& loop) : loop_(loop) {}
ConductorBackend::~ConductorBackend() = default;

void ConductorBackend::join(const std::shared_ptr<PageVisitor>& visitor) {
  loop_.post([this, visitor](Control& control) {
    auto& peer = peers_[visitor.get()];
    peer = std::make_unique<Peer>(visitor);
    control.attach(*peer);
  });
}

void ConductorBackend::request(const std::shared_ptr<PageVisitor>& visitor, std::string json) {
  loop_.post([this, visitor, request = std::move(json)](Control& control) mutable {
    const auto peer = peers_.find(visitor.get());
    if (peer == peers_.end()) return;
    peer->second->request_begins(request.size());
    control.request(*peer->second, std::move(request), Moment::now());
  });
}

void ConductorBackend::leave(const std::shared_ptr<PageVisitor>& visitor) {
  loop_.post([this, visitor](Control& control) {
    const auto peer = peers_.find(visitor.get());
    if (peer == peers_.end()) return;
    control.detach(*peer->second);
    peers_.erase(peer);
  });
}

}  // namespace parlando
