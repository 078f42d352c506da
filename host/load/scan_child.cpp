// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <charconv>
#include <cstring>
#include <string>
#include <string_view>

#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "host/load/scan.hpp"
#include "host/load/scan_protocol.hpp"
#include "host/plugin/module.hpp"

namespace attacca::host {

namespace {

/// Writes lines to the parent. It stops caring when the parent is gone: the kernel ends us then.
class Reporter {
 public:
  explicit Reporter(int descriptor) : descriptor_(descriptor) {}

  void stage(const std::string& what) const { send({{"stage", what}}); }

  void send(const nlohmann::json& value) const {
    const std::string line =
        value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
    std::size_t sent = 0;
    while (sent < line.size()) {
      const ssize_t count = write(descriptor_, line.data() + sent, line.size() - sent);
      if (count <= 0) return;
      sent += static_cast<std::size_t>(count);
    }
  }

 private:
  int descriptor_;
};

nlohmann::json to_json(const PluginDescription& plugin) {
  return {{"format", name_of(plugin.format)},
          {"id", plugin.id},
          {"name", plugin.name},
          {"vendor", plugin.vendor},
          {"version", plugin.version},
          {"features", plugin.features}};
}

int scan(const char* path, const Reporter& reporter) {
  reporter.stage("loading");
  auto module = Module::open(path);
  if (!module) {
    reporter.send({{"error", module.error().message}});
    return 0;
  }
  nlohmann::json plugins = nlohmann::json::array();
  {
    MainLoop loop;
    for (const PluginDescription& plugin : (*module)->plugins()) {
      reporter.stage("creating " + plugin.name);
      auto instance = (*module)->create(plugin.id, loop);
      if (!instance) {
        reporter.send({{"error", instance.error().message}});
        return 0;
      }
      plugins.push_back(to_json(plugin));
      reporter.stage("destroying " + plugin.name);
      instance->reset();
    }
  }
  reporter.stage("unloading");
  module->reset();
  reporter.send({{"plugins", plugins}});
  return 0;
}

}  // namespace

std::optional<int> scan_child_main(int argc, char** argv) {
  if (argc != 4 || std::string_view(argv[1]) != kScanArgument) return std::nullopt;
  const std::string_view number = argv[3];
  int descriptor = -1;
  std::from_chars(number.data(), number.data() + number.size(), descriptor);
  if (descriptor < 0) return 2;
  // Never outlive the tool, and let a crash be a crash: no handler, no core file of a whole DAW.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  prctl(PR_SET_DUMPABLE, 0);
  signal(SIGPIPE, SIG_IGN);
  return scan(argv[2], Reporter(descriptor));
}

}  // namespace attacca::host
