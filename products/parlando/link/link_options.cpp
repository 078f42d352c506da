// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/link/link_options.hpp"

#include <utility>

#include "parlando/net/environment.hpp"

namespace parlando {
namespace {

attacca::Result<void> read(const char* name, SocketAddress& out) {
  const std::string text = environment(name);
  if (text.empty()) return {};
  const auto address = parse_socket_address(text, out.port);
  if (!address) return attacca::fail(std::string(name) + ": " + address.error().message);
  out = *address;
  return {};
}

}  // namespace

attacca::Result<LinkOptions> link_options_of_environment() {
  LinkOptions options;
  for (const auto& [name, address] : {std::pair{"PARLANDO_LISTEN", &options.listen},
                                      std::pair{"PARLANDO_CONDUCTOR", &options.conductor},
                                      std::pair{"PARLANDO_TRANSPORT", &options.transport}}) {
    if (auto done = read(name, *address); !done) return attacca::fail(done.error().message);
  }
  options.key = environment("PARLANDO_KEY");
  const bool speaks_to_others =
      !options.conductor.is_loopback() || !options.transport.is_loopback();
  if (speaks_to_others && options.listen.is_loopback()) {
    return attacca::fail(
        "the conductor is on another machine, but musicians listen on 127.0.0.1 alone; set "
        "PARLANDO_LISTEN to the address of this machine in that network");
  }
  if (!options.listen.is_loopback() && options.key.empty()) {
    return attacca::fail(
        "PARLANDO_LISTEN can be reached from other machines, and PARLANDO_KEY is not set; set it "
        "to the same text for the conductor and here");
  }
  return options;
}

}  // namespace parlando
