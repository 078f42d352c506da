// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

#include "attacca/base/result.hpp"

namespace parlando {

/// One end of a stream between two programs of one user on one machine: a Unix socket. Under
/// Windows a socket of 127.0.0.1, whose port and keys are in the file at that path: an end that
/// does not begin with its key is taken for gone. It never blocks. One thread.
class LocalStream {
 public:
  /// Errors: nobody listens there. Under Windows it waits up to two seconds for the other end's
  /// key.
  static attacca::Result<LocalStream> connect(const std::filesystem::path& path);

  LocalStream(LocalStream&& other) noexcept;
  LocalStream& operator=(LocalStream&& other) noexcept;
  ~LocalStream();

  /// Hands over as much as there is room for: how many bytes; nothing if the other end has gone.
  [[nodiscard]] std::optional<std::size_t> send(std::string_view bytes) const noexcept;
  /// Takes what has come, at most `size` bytes; 0 if nothing has; nothing if the other end has
  /// gone, or has only said that it sends nothing more.
  [[nodiscard]] std::optional<std::size_t> receive(char* bytes, std::size_t size) noexcept;
  /// Whether the other end has gone altogether.
  [[nodiscard]] bool is_closed() const noexcept;
  /// For `NetPoll`.
  [[nodiscard]] std::intptr_t native() const noexcept { return native_; }

 private:
  friend class LocalListener;
  struct Proof;  // what shows who is at the other end, where the path alone does not
  explicit LocalStream(std::intptr_t native) noexcept;

  std::intptr_t native_;
  std::unique_ptr<Proof> proof_;
};

/// Listens for such streams at a path that only its user can open. One thread.
class LocalListener {
 public:
  /// Makes the folder (mode 0700) where it is missing, and takes the place of a socket that nobody
  /// listens at any more. Errors: somebody listens there; the folder is somebody else's or open to
  /// others; the path is longer than 107 bytes. Under Windows the folder is as its parents are: in
  /// %LOCALAPPDATA% nobody else reads it.
  static attacca::Result<LocalListener> open(const std::filesystem::path& path);

  LocalListener(LocalListener&& other) noexcept;
  LocalListener& operator=(LocalListener&&) = delete;
  /// Removes the path.
  ~LocalListener();

  /// The next one who has come; nothing if nobody has.
  [[nodiscard]] std::optional<LocalStream> accept() const noexcept;
  /// For `NetPoll`.
  [[nodiscard]] std::intptr_t native() const noexcept { return native_; }

 private:
  struct Keys;  // what those who come have to show, and are shown
  LocalListener(std::intptr_t native, std::filesystem::path path);

  std::intptr_t native_;
  std::filesystem::path path_;
  std::unique_ptr<Keys> keys_;
};

}  // namespace parlando
