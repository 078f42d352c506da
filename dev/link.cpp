// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/link.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

#include <sys/socket.h>

namespace attacca::dev {
namespace {

/// In one turn: whoever sends without end is not to have all of our time.
constexpr int kMostPiecesOfWords = 16;
constexpr std::size_t kHead = 5;  // the word, and how many bytes follow

bool send_all(int socket, std::span<const std::byte> bytes) noexcept {
  while (!bytes.empty()) {
    // A peer that has died is an answer, no signal.
    const ssize_t count = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace

Result<Link::Pair> Link::pair() {
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return fail("cannot connect two processes: " + std::generic_category().message(errno));
  }
  return Pair{Link(files::FileHandle(ends[0])), Link(files::FileHandle(ends[1]))};
}

bool Link::send(Word word, std::span<const std::byte> bytes) {
  if (bytes.size() > kMostBytes) return false;
  std::array<std::byte, kHead> head{static_cast<std::byte>(word)};
  const auto size = static_cast<std::uint32_t>(bytes.size());
  std::memcpy(head.data() + 1, &size, sizeof size);
  return send_all(socket_.get(), head) && send_all(socket_.get(), bytes);
}

bool Link::send(Word word, std::string_view text) {
  return send(word, std::as_bytes(std::span(text)));
}

bool Link::receive(const Use& use) {
  std::array<std::byte, 65536> piece{};
  for (int i = 0; i < kMostPiecesOfWords; ++i) {
    const ssize_t count = recv(socket_.get(), piece.data(), piece.size(), MSG_DONTWAIT);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return take_words(use);
    if (count <= 0) {
      (void)take_words(use);
      return false;
    }
    received_.insert(received_.end(), piece.begin(), piece.begin() + count);
  }
  return take_words(use);
}

bool Link::take_words(const Use& use) {
  std::size_t at = 0;
  bool makes_sense = true;
  while (received_.size() - at >= kHead) {
    std::uint32_t size = 0;
    std::memcpy(&size, received_.data() + at + 1, sizeof size);
    makes_sense = size <= kMostBytes;
    if (!makes_sense || received_.size() - at - kHead < size) break;
    const auto word = static_cast<Word>(received_[at]);
    // A copy: whoever is told may come back here.
    const std::vector<std::byte> bytes(
        received_.begin() + static_cast<std::ptrdiff_t>(at + kHead),
        received_.begin() + static_cast<std::ptrdiff_t>(at + kHead + size));
    at += kHead + size;
    use(word, bytes);
  }
  received_.erase(received_.begin(), received_.begin() + static_cast<std::ptrdiff_t>(at));
  return makes_sense;
}

}  // namespace attacca::dev
