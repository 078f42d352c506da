// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "attacca/base/result.hpp"
#include "files/file.hpp"

namespace attacca::dev {

/// What the loop and the processes that run a plugin for it tell each other.
enum class Word : std::uint8_t {
  // To the player.
  swap = 1,     ///< the path of another build
  show_editor,  ///< again, after it was closed
  quit,
  // From it.
  said,     ///< a line for people
  device,   ///< JSON: {"rate", "frames"}
  swapped,  ///< JSON, see PlayerSession
  refused,  ///< why another build is not taken
  state,    ///< the plugin's, bytes
  place,    ///< JSON: where the editor's window is
  failed,   ///< why it cannot go on
  // From a trial.
  passed,
};

/// One end of a connection over which words go with their bytes, whole and in order. All members
/// [main].
class Link {
 public:
  /// What a word may carry at most.
  static constexpr std::size_t kMostBytes = std::size_t{256} << 20;
  using Use = std::function<void(Word, std::span<const std::byte>)>;

  explicit Link(files::FileHandle socket) : socket_(std::move(socket)) {}

  /// A pair of ends. Errors: the system has none.
  struct Pair;
  [[nodiscard]] static Result<Pair> pair();

  [[nodiscard]] int descriptor() const noexcept { return socket_.get(); }

  /// Waits until all of it is on its way. False: nobody listens any more, or it is too much.
  bool send(Word word, std::span<const std::byte> bytes);
  bool send(Word word, std::string_view text = {});
  /// Takes what has come without waiting, a MiB at a time and more than a socket holds, and calls
  /// `use` for each word that is whole. False: the
  /// other end is gone, or what it says makes no sense.
  bool receive(const Use& use);

 private:
  bool take_words(const Use& use);

  files::FileHandle socket_;
  std::vector<std::byte> received_;
};

struct Link::Pair {
  Link parent;
  Link child;
};

/// The bytes as text. [any]
[[nodiscard]] inline std::string text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace attacca::dev
