// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <string>

#include "abi/clap/stream.hpp"
#include "attacca/state/state_context.hpp"
#include "base/limits.hpp"
#include "base/log.hpp"
#include "wrappers/clap/extensions.hpp"
#include "wrappers/clap/guarded.hpp"
#include "wrappers/clap/instance.hpp"
#include "wrappers/clap/main_call.hpp"

namespace attacca::clap_wrapper {
namespace {

/// What the framework calls it; a context that CLAP does not know yet is taken for a project.
StateContext context_of(clap::StateContextType type) noexcept {
  if (type == clap::StateContextType::for_preset) return StateContext::preset;
  if (type == clap::StateContextType::for_duplicate) return StateContext::duplicate;
  return StateContext::project;
}

bool save_for(const clap::Plugin* plugin, const clap::OStream* stream,
              clap::StateContextType context) {
  return guarded(false, [=] {
    Instance& self = Instance::from(plugin);
    if (self.core() == nullptr || stream == nullptr || stream->write == nullptr) return false;
    const std::string bytes = self.core()->save_for_host(context_of(context));
    std::size_t done = 0;
    while (done < bytes.size()) {
      const std::int64_t written = stream->write(stream, bytes.data() + done, bytes.size() - done);
      if (written <= 0 || static_cast<std::uint64_t>(written) > bytes.size() - done) return false;
      done += static_cast<std::size_t>(written);
    }
    core::log_event(&self, "state_save", {{"bytes", std::to_string(bytes.size())}});
    return true;
  });
}

/// Reads to the end, or as far as it takes to be longer than any state: then loading refuses it.
bool read_all(const clap::IStream& stream, std::string& bytes) {
  char chunk[4096];
  while (bytes.size() <= core::kMostStateBytes) {
    const std::int64_t got = stream.read(&stream, chunk, sizeof chunk);
    if (got == 0) return true;
    if (got < 0 || got > static_cast<std::int64_t>(sizeof chunk)) return false;
    bytes.append(chunk, static_cast<std::size_t>(got));
  }
  return true;
}

bool load_for(const clap::Plugin* plugin, const clap::IStream* stream,
              clap::StateContextType context) {
  return guarded(false, [=] {
    Instance& self = Instance::from(plugin);
    if (self.core() == nullptr || stream == nullptr || stream->read == nullptr) return false;
    std::string bytes;
    if (!read_all(*stream, bytes)) {
      self.services().log(clap::LogSeverity::error,
                          "cannot load the state: the host's stream failed; "
                          "the plugin keeps the state it had");
      return false;
    }
    const auto loaded = self.core()->load_state(bytes, context_of(context));
    core::log_event(&self, "state_load",
                    {{"bytes", std::to_string(bytes.size())}, {"ok", loaded ? "true" : "false"}});
    if (!loaded) self.services().log(clap::LogSeverity::error, loaded.error().message);
    return loaded.has_value();
  });
}

// One format serves every context: what one saves, any other loads.

bool save(const clap::Plugin* plugin, const clap::OStream* stream) {
  return save_for(plugin, stream, clap::StateContextType::for_project);
}

bool load(const clap::Plugin* plugin, const clap::IStream* stream) {
  return load_for(plugin, stream, clap::StateContextType::for_project);
}

}  // namespace

const clap::PluginState kState = {held<save>, held<load>};
const clap::PluginStateContext kStateContext = {held<save_for>, held<load_for>};

}  // namespace attacca::clap_wrapper
