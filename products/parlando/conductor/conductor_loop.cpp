// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/conductor_loop.hpp"

#include <algorithm>
#include <exception>
#include <random>
#include <sstream>
#include <utility>

#include "files/atomic_file.hpp"
#include "files/file.hpp"
#include "parlando/conductor/user_folders.hpp"
#include "parlando/net/environment.hpp"

namespace parlando {
namespace {

namespace fs = std::filesystem;

/// Batches of packets taken from one socket before others have their turn.
constexpr int kBatches = 64;
constexpr std::int64_t kRemember = kSecond;
/// What was posted may take so long in one turn.
constexpr std::int64_t kPosted = 5 * kMillisecond;
constexpr std::size_t kMostRemembered = 256;

Id random_id() {
  std::random_device random;
  Id id;
  while (id.is_none()) id.value = std::uint64_t{random()} << 32U | random();
  return id;
}

attacca::Error without_key(const SocketAddress& address) {
  return {to_string(address) +
          " can be reached from other machines: set a session key, the same for the DAW and here "
          "(PARLANDO_KEY)"};
}

}  // namespace

attacca::Result<ConductorOptions> ConductorOptions::of_environment() {
  ConductorOptions options;
  const auto take = [](const char* name, SocketAddress& address) -> attacca::Result<void> {
    const std::string text = environment(name);
    if (text.empty()) return {};
    const auto parsed = parse_socket_address(text, address.port);
    if (!parsed) return attacca::fail(std::string(name) + ": " + parsed.error().message);
    address = *parsed;
    return {};
  };
  if (auto taken = take("PARLANDO_CONDUCTOR", options.listen); !taken) {
    return tl::unexpected(taken.error());
  }
  if (auto taken = take("PARLANDO_TRANSPORT", options.transport); !taken) {
    return tl::unexpected(taken.error());
  }
  options.key = environment("PARLANDO_KEY");
  options.runtime = runtime_folder();
  options.session = SessionStore::default_file();
  return options;
}

fs::path ConductorOptions::control_socket() const {
  return runtime / (std::to_string(listen.port) + ".sock");
}

attacca::Result<std::unique_ptr<ConductorLoop>> ConductorLoop::open(ConductorOptions options) {
  for (const SocketAddress& address : {options.listen, options.transport}) {
    if (!address.is_loopback() && options.key.empty()) {
      return tl::unexpected(without_key(address));
    }
  }
  auto musicians = UdpSocket::open(options.listen);
  if (!musicians) return tl::unexpected(musicians.error());
  auto transport = UdpSocket::open(options.transport);
  if (!transport) return tl::unexpected(transport.error());
  options.listen = musicians->local();
  options.transport = transport->local();
  // The port is ours from here on, and with it the path.
  auto listener = LocalListener::open(options.control_socket());
  if (!listener) return tl::unexpected(listener.error());
  std::unique_ptr<ConductorLoop> loop(
      new ConductorLoop(std::move(options), std::move(*musicians), std::move(*transport)));
  if (!loop->poll_.usable()) {
    return attacca::fail("too many open files: raise the limit (ulimit -n)");
  }
  loop->remark_ = loop->store_.load();
  loop->server_.emplace(std::move(*listener), loop->control_);
  loop->control_.set_reader([self = loop.get()](std::string json, Control::ReadDone done) {
    self->read_elsewhere(std::move(json), std::move(done));
  });
  return loop;
}

ConductorLoop::ConductorLoop(ConductorOptions options, UdpSocket musicians, UdpSocket transport)
    : options_(std::move(options)),
      musicians_(std::move(musicians)),
      transport_(std::move(transport)),
      store_(options_.session),
      conductor_(random_id(), *this, options_.key),
      control_(conductor_, store_, [this] { return facts(); }) {}

ConductorLoop::~ConductorLoop() = default;

bool ConductorLoop::send(const SocketAddress& to, std::span<const std::byte> packet) {
  const UdpSocket::Offer offer = musicians_.offer(to, packet);
  if (offer == UdpSocket::Offer::impossible) ++unsent_;
  return offer != UdpSocket::Offer::no_room;
}

void ConductorLoop::receive(UdpSocket& socket) {
  for (int batch = 0; batch < kBatches; ++batch) {
    const std::size_t count = socket.receive(packets_);
    const Moment now = Moment::now();
    for (std::size_t i = 0; i < count; ++i) {
      const auto packet = packets_[i];
      conductor_.receive(packet.bytes, packet.from, now);
    }
    if (count < ReceivedPackets::kMost) break;
    // What a large orchestra announces is acknowledged meanwhile.
    conductor_.tick(now);
  }
}

void ConductorLoop::run() {
  ask_remembered();
  keeper_.emplace(musicians_, options_.key);
  std::vector<NetPoll::Source> sources;
  while (!stops_) {
    receive(musicians_);
    receive(transport_);
    const bool is_all_run = run_posted();
    // A turn of its own, however long the others took.
    server_->serve(Moment::now());
    Moment now = Moment::now();
    conductor_.tick(now);
    control_.tick(now);
    keep_pulse(now);
    remember_processes(now);
    if (control_.wants_to_end() || (stops_when_alone_ && server_->askers() == 0)) break;
    sources.clear();
    sources.push_back({musicians_.native()});
    sources.push_back({transport_.native()});
    server_->add_sources(sources);
    now = Moment::now();
    std::int64_t next = std::min(conductor_.next_tick(now), control_.next_tick());
    if (!is_all_run || server_->has_work()) next = now.steady;
    poll_.wait(sources, std::chrono::nanoseconds(std::max<std::int64_t>(next - now.steady, 0)));
  }
  keeper_.reset();
  remembered_at_ = 0;
  remember_processes(Moment::now());
  conductor_.finish();
  // The answer to who asked for the end.
  server_->serve(Moment::now());
  server_.reset();
}

void ConductorLoop::stop() noexcept {
  stops_ = true;
  poll_.wake();
}

void ConductorLoop::stop_when_alone() noexcept {
  stops_when_alone_ = true;
  poll_.wake();
}

void ConductorLoop::post(std::function<void(Control&)> function) {
  {
    const std::lock_guard lock(posted_mutex_);
    posted_.push_back(std::move(function));
  }
  poll_.wake();
}

bool ConductorLoop::run_posted() {
  const std::int64_t until = Moment::now().steady + kPosted;
  do {
    std::function<void(Control&)> function;
    {
      const std::lock_guard lock(posted_mutex_);
      if (posted_.empty()) return true;
      function = std::move(posted_.front());
      posted_.pop_front();
    }
    function(control_);
  } while (Moment::now().steady < until);
  const std::lock_guard lock(posted_mutex_);
  return posted_.empty();
}

void ConductorLoop::read_elsewhere(std::string json, Control::ReadDone done) {
  reader_.post([this, json = std::move(json), done = std::move(done)]() mutable {
    std::shared_ptr<const ReadRequest> read;
    try {
      read = std::make_shared<const ReadRequest>(read_request(json));
    } catch (const std::exception&) {
      ReadRequest none;
      none.fault = "there is not enough memory for the request";
      read = std::make_shared<const ReadRequest>(std::move(none));
    }
    json = {};
    post([this, read = std::move(read), done = std::move(done)](Control&) mutable {
      done(*read);
      // Freeing a million of objects takes its time, too.
      reader_.post([read = std::move(read)] {});
    });
  });
}

void ConductorLoop::keep_pulse(Moment now) {
  const Registry& registry = conductor_.registry();
  if (registry.pulsed() == kept_) return;
  kept_ = registry.pulsed();
  std::vector<SocketAddress> processes;
  for (const ProcessRecord* process : registry.processes()) processes.push_back(process->address);
  keeper_->sent(registry.last_pulse(), std::move(processes), now);
}

ConductorFacts ConductorLoop::facts() {
  return {{{"musicians", to_string(musicians_.local()), musicians_.receive_buffer(),
            musicians_.kernel_drops()},
           {"transport", to_string(transport_.local()), transport_.receive_buffer(),
            transport_.kernel_drops()}},
          options_.control_socket().string(),
          page_,
          !options_.key.empty(),
          unsent_};
}

fs::path ConductorLoop::processes_file() const {
  return options_.runtime / (std::to_string(options_.listen.port) + ".processes");
}

/// Musicians announce themselves to a conductor that they do not know every 5 s; one that is asked
/// does so at once. So those that were there last are asked when the next conductor starts.
void ConductorLoop::remember_processes(Moment now) {
  if (now.steady - remembered_at_ < kRemember) return;
  remembered_at_ = now.steady;
  std::string text;
  std::size_t count = 0;
  for (const ProcessRecord* process : conductor_.registry().processes()) {
    if (++count <= kMostRemembered) text += to_string(process->address) + "\n";
  }
  if (text == remembered_) return;
  remembered_ = text;
  // It is of use, not needed: what cannot be written is done without.
  (void)attacca::files::write_file_atomically(processes_file(), text);
}

void ConductorLoop::ask_remembered() {
  constexpr std::uint64_t kLargest = 64 << 10U;
  if (!attacca::files::is_present(processes_file())) return;
  const auto bytes = attacca::files::read_file(processes_file(), kLargest);
  if (!bytes) return;
  std::istringstream lines(
      std::string(reinterpret_cast<const char*>(bytes->data()), bytes->size()));
  std::string line;
  for (std::size_t i = 0; i < kMostRemembered && std::getline(lines, line); ++i) {
    const auto address = parse_socket_address(line, 0);
    if (address && is_musician_port(address->port) &&
        (address->is_loopback() || !options_.listen.is_loopback())) {
      conductor_.registry().ask(*address);
    }
  }
}

}  // namespace parlando
