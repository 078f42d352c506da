// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Windows has Unix sockets from version 10 (1803) on, and Wine's later versions. A port of
// 127.0.0.1 is everywhere, and everybody on the machine can reach it: so both ends show a key that
// is in a file of the user's.

#include "parlando/net/local_socket.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <random>
#include <string>
#include <system_error>
#include <utility>

#include "parlando/net/windows/winsock.hpp"

namespace parlando {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kKeySize = 32;  // hexadecimal digits
constexpr int kPatience = 2000;       // ms

SOCKET socket_of(std::intptr_t native) {
  return static_cast<SOCKET>(native);
}

std::string text_of(const fs::path& path) {
  const std::u8string text = path.u8string();
  return {text.begin(), text.end()};
}

attacca::Error error_at(const fs::path& path, const std::string& what) {
  return {"control socket " + text_of(path) + ": " + what};
}

attacca::Error system_error_at(const fs::path& path) {
  return error_at(path, "Winsock's error " + std::to_string(::WSAGetLastError()));
}

/// The system's own random numbers (rand_s).
std::string new_key() {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::random_device random;
  std::string key;
  while (key.size() < kKeySize) key += kDigits[random() % 16U];
  return key;
}

/// What is in the file: "PORT KEY KEY", the one of those who come and the one of who listens.
struct Place {
  std::uint16_t port = 0;
  std::string client;
  std::string server;
};

std::optional<Place> read_place(const fs::path& path) {
  std::ifstream file(path);
  Place place;
  file >> place.port >> place.client >> place.server;
  if (!file || place.client.size() != kKeySize || place.server.size() != kKeySize) return {};
  return place;
}

/// Whole or not at all, as somebody may read it now.
bool write_place(const fs::path& path, const Place& place) {
  fs::path next = path;
  next += ".new";
  {
    std::ofstream file(next, std::ios::trunc);
    file << place.port << ' ' << place.client << ' ' << place.server << '\n';
    if (!file.flush()) return false;
  }
  std::error_code error;
  fs::rename(next, path, error);
  if (error) fs::remove(next, error);
  return !error;
}

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = ::htons(port);
  address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
  return address;
}

std::intptr_t open_stream() {
  return static_cast<std::intptr_t>(native::open_socket(SOCK_STREAM, IPPROTO_TCP));
}

bool never_block(SOCKET socket) {
  u_long yes = 1;
  const BOOL at_once = TRUE;  // lines are short, and each wants an answer
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, reinterpret_cast<const char*>(&at_once),
               sizeof at_once);
  return ::ioctlsocket(socket, static_cast<long>(FIONBIO), &yes) == 0;
}

}  // namespace

struct LocalStream::Proof {
  std::string expected;  ///< what the other end has to begin with
  std::string answer;    ///< what is sent when it has
  std::array<char, kKeySize> bytes{};
  std::size_t count = 0;

  enum class State : std::uint8_t { waiting, given, refused };
  /// Takes what has come of it.
  State take(SOCKET socket) {
    const int size = ::recv(socket, bytes.data() + count, static_cast<int>(kKeySize - count), 0);
    if (size < 0 && ::WSAGetLastError() == WSAEWOULDBLOCK) return State::waiting;
    if (size <= 0) return State::refused;
    count += static_cast<std::size_t>(size);
    if (count < kKeySize) return State::waiting;
    // All of it is compared, so that the time says nothing.
    unsigned difference = 0;
    for (std::size_t i = 0; i < kKeySize; ++i) {
      difference |= static_cast<unsigned>(bytes[i] ^ expected[i]);
    }
    if (difference != 0) return State::refused;
    // A new socket has room for it.
    const int length = static_cast<int>(answer.size());
    return ::send(socket, answer.data(), length, 0) == length ? State::given : State::refused;
  }
};

struct LocalListener::Keys {
  std::string client;
  std::string server;
};

attacca::Result<LocalStream> LocalStream::connect(const fs::path& path) {
  const auto place = read_place(path);
  if (!place) return tl::unexpected(error_at(path, "no conductor has written it"));
  LocalStream stream(open_stream());
  if (stream.native_ == -1) return tl::unexpected(system_error_at(path));
  const SOCKET socket = socket_of(stream.native_);
  const sockaddr_in address = loopback(place->port);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      !never_block(socket)) {
    return tl::unexpected(system_error_at(path));
  }
  // A file that a conductor has left behind may name the port of some other program by now.
  Proof proof{place->server, {}, {}, 0};
  if (::send(socket, place->client.data(), static_cast<int>(kKeySize), 0) !=
      static_cast<int>(kKeySize)) {
    return tl::unexpected(system_error_at(path));
  }
  const ULONGLONG until = ::GetTickCount64() + kPatience;
  for (ULONGLONG now = ::GetTickCount64(); now < until; now = ::GetTickCount64()) {
    WSAPOLLFD waited{socket, POLLRDNORM, 0};
    (void)::WSAPoll(&waited, 1, static_cast<int>(until - now));
    const Proof::State state = proof.take(socket);
    if (state == Proof::State::given) return stream;
    if (state == Proof::State::refused) break;
  }
  return tl::unexpected(error_at(path, "it is no conductor that listens at its port"));
}

LocalStream::LocalStream(std::intptr_t native) noexcept : native_(native) {}

LocalStream::LocalStream(LocalStream&& other) noexcept
    : native_(std::exchange(other.native_, -1)), proof_(std::move(other.proof_)) {}

LocalStream& LocalStream::operator=(LocalStream&& other) noexcept {
  std::swap(native_, other.native_);
  std::swap(proof_, other.proof_);
  return *this;
}

LocalStream::~LocalStream() {
  if (native_ != -1) native::close_socket(socket_of(native_));
}

std::optional<std::size_t> LocalStream::send(std::string_view bytes) const noexcept {
  if (proof_ != nullptr) return 0;
  constexpr std::size_t kMost = 1 << 20;
  const int size = static_cast<int>(std::min(bytes.size(), kMost));
  const int sent = ::send(socket_of(native_), bytes.data(), size, 0);
  if (sent >= 0) return static_cast<std::size_t>(sent);
  if (::WSAGetLastError() == WSAEWOULDBLOCK) return 0;
  return std::nullopt;
}

std::optional<std::size_t> LocalStream::receive(char* bytes, std::size_t size) noexcept {
  if (proof_ != nullptr) {
    const Proof::State state = proof_->take(socket_of(native_));
    if (state == Proof::State::refused) return std::nullopt;
    if (state == Proof::State::waiting) return 0;
    proof_.reset();
  }
  constexpr std::size_t kMost = 1 << 20;
  const int received =
      ::recv(socket_of(native_), bytes, static_cast<int>(std::min(size, kMost)), 0);
  if (received > 0) return static_cast<std::size_t>(received);
  if (received < 0 && ::WSAGetLastError() == WSAEWOULDBLOCK) return 0;
  return std::nullopt;
}

bool LocalStream::is_closed() const noexcept {
  // An end that only says nothing more looks like one that has gone until something is sent there.
  char byte = 0;
  return ::recv(socket_of(native_), &byte, 1, MSG_PEEK) < 0 &&
         ::WSAGetLastError() != WSAEWOULDBLOCK;
}

attacca::Result<LocalListener> LocalListener::open(const fs::path& path) {
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  if (error) return tl::unexpected(error_at(path, "its folder cannot be made"));
  if (LocalStream::connect(path)) {
    return tl::unexpected(error_at(path, "another conductor listens there"));
  }
  LocalListener listener(open_stream(), path);
  const SOCKET socket = socket_of(listener.native_);
  sockaddr_in address = loopback(0);
  int size = sizeof address;
  const BOOL alone = TRUE;
  if (listener.native_ == -1 || !never_block(socket) ||
      ::setsockopt(socket, SOL_SOCKET, SO_EXCLUSIVEADDRUSE, reinterpret_cast<const char*>(&alone),
                   sizeof alone) != 0 ||
      ::bind(socket, reinterpret_cast<const sockaddr*>(&address), size) != 0 ||
      ::listen(socket, 16) != 0 ||
      ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    return tl::unexpected(system_error_at(path));
  }
  const Place place{::ntohs(address.sin_port), new_key(), new_key()};
  if (!write_place(path, place)) return tl::unexpected(error_at(path, "it cannot be written"));
  listener.keys_ = std::make_unique<Keys>(Keys{place.client, place.server});
  return listener;
}

LocalListener::LocalListener(std::intptr_t native, fs::path path)
    : native_(native), path_(std::move(path)) {}

LocalListener::LocalListener(LocalListener&& other) noexcept
    : native_(std::exchange(other.native_, -1)),
      path_(std::move(other.path_)),
      keys_(std::move(other.keys_)) {}

LocalListener::~LocalListener() {
  if (keys_ != nullptr) {
    std::error_code error;
    fs::remove(path_, error);
  }
  if (native_ != -1) native::close_socket(socket_of(native_));
}

std::optional<LocalStream> LocalListener::accept() const noexcept {
  const SOCKET accepted = ::accept(socket_of(native_), nullptr, nullptr);
  if (accepted == INVALID_SOCKET) return std::nullopt;
  if (!native::adopt_socket(accepted)) return std::nullopt;
  LocalStream stream(static_cast<std::intptr_t>(accepted));
  // It has what the listening socket is watched for, and may have more.
  ::WSAEventSelect(accepted, nullptr, 0);
  if (!never_block(accepted)) return std::nullopt;
  stream.proof_ =
      std::make_unique<LocalStream::Proof>(LocalStream::Proof{keys_->client, keys_->server, {}, 0});
  return stream;
}

}  // namespace parlando
