// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/net/local_socket.hpp"

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace parlando {
namespace {

namespace fs = std::filesystem;

std::optional<sockaddr_un> native_address(const fs::path& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string text = path.string();
  if (text.empty() || text.size() >= sizeof address.sun_path) return std::nullopt;
  text.copy(address.sun_path, text.size());
  return address;
}

attacca::Error error_at(const fs::path& path, const std::string& what) {
  return {"control socket " + path.string() + ": " + what};
}

attacca::Error system_error_at(const fs::path& path) {
  return error_at(path, std::strerror(errno));
}

/// What others could put there, or take from there, would be taken for ours.
attacca::Result<void> hold_folder(const fs::path& folder) {
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
    return tl::unexpected(system_error_at(folder));
  }
  struct stat status{};
  if (::lstat(folder.c_str(), &status) != 0) return tl::unexpected(system_error_at(folder));
  if (!S_ISDIR(status.st_mode) || status.st_uid != ::geteuid() || (status.st_mode & 022U) != 0) {
    return tl::unexpected(
        error_at(folder, "the folder has to be yours, and not be open to others (chmod 700)"));
  }
  return {};
}

int descriptor_of(std::intptr_t native) {
  return static_cast<int>(native);
}

int open_descriptor() {
  return ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

}  // namespace

// The path is the user's alone, and so is the socket.
struct LocalStream::Proof {};
struct LocalListener::Keys {};

attacca::Result<LocalStream> LocalStream::connect(const fs::path& path) {
  const auto address = native_address(path);
  if (!address) return tl::unexpected(error_at(path, "the path is empty or too long"));
  LocalStream stream(open_descriptor());
  if (stream.native_ < 0 ||
      ::connect(descriptor_of(stream.native_), reinterpret_cast<const sockaddr*>(&*address),
                sizeof *address) != 0) {
    return tl::unexpected(system_error_at(path));
  }
  return stream;
}

LocalStream::LocalStream(std::intptr_t native) noexcept : native_(native) {}

LocalStream::LocalStream(LocalStream&& other) noexcept
    : native_(std::exchange(other.native_, -1)) {}

LocalStream& LocalStream::operator=(LocalStream&& other) noexcept {
  std::swap(native_, other.native_);
  return *this;
}

LocalStream::~LocalStream() {
  if (native_ >= 0) ::close(descriptor_of(native_));
}

std::optional<std::size_t> LocalStream::send(std::string_view bytes) const noexcept {
  const ssize_t sent = ::send(descriptor_of(native_), bytes.data(), bytes.size(), MSG_NOSIGNAL);
  if (sent >= 0) return static_cast<std::size_t>(sent);
  if (errno == EAGAIN || errno == EINTR) return 0;
  return std::nullopt;
}

std::optional<std::size_t> LocalStream::receive(char* bytes, std::size_t size) noexcept {
  const ssize_t received = ::recv(descriptor_of(native_), bytes, size, 0);
  if (received > 0) return static_cast<std::size_t>(received);
  if (received < 0 && (errno == EAGAIN || errno == EINTR)) return 0;
  return std::nullopt;
}

bool LocalStream::is_closed() const noexcept {
  pollfd entry{descriptor_of(native_), 0, 0};
  return ::poll(&entry, 1, 0) > 0 && (entry.revents & (POLLHUP | POLLERR)) != 0;
}

attacca::Result<LocalListener> LocalListener::open(const fs::path& path) {
  const auto address = native_address(path);
  if (!address) return tl::unexpected(error_at(path, "the path is empty or too long"));
  if (const auto held = hold_folder(path.parent_path()); !held) {
    return tl::unexpected(held.error());
  }
  if (LocalStream::connect(path)) {
    return tl::unexpected(error_at(path, "another conductor listens there"));
  }
  ::unlink(path.c_str());
  LocalListener listener(open_descriptor(), path);
  // The folder keeps others out until the mode is set.
  if (listener.native_ < 0 ||
      ::bind(descriptor_of(listener.native_), reinterpret_cast<const sockaddr*>(&*address),
             sizeof *address) != 0 ||
      ::chmod(path.c_str(), 0600) != 0 || ::listen(descriptor_of(listener.native_), 16) != 0) {
    return tl::unexpected(system_error_at(path));
  }
  return listener;
}

LocalListener::LocalListener(std::intptr_t native, fs::path path)
    : native_(native), path_(std::move(path)) {}

LocalListener::LocalListener(LocalListener&& other) noexcept
    : native_(std::exchange(other.native_, -1)), path_(std::move(other.path_)) {}

LocalListener::~LocalListener() {
  if (native_ < 0) return;
  ::unlink(path_.c_str());
  ::close(descriptor_of(native_));
}

std::optional<LocalStream> LocalListener::accept() const noexcept {
  const int descriptor =
      ::accept4(descriptor_of(native_), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (descriptor < 0) return std::nullopt;
  return LocalStream(descriptor);
}

}  // namespace parlando
