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

#include "host/base/child_processes.hpp"
#include "host/load/plugin_choice.hpp"
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

int scan(const char* path, std::size_t first, std::string_view id, const Reporter& reporter) {
  reporter.stage("loading");
  auto module = Module::open(path);
  if (!module) {
    reporter.send({{"error", module.error().message}});
    return 0;
  }
  nlohmann::json declared = nlohmann::json::array();
  for (const PluginDescription& plugin : (*module)->plugins()) declared.push_back(to_json(plugin));
  reporter.send({{"plugins", declared}});
  {
    MainLoop loop;
    const auto& plugins = (*module)->plugins();
    for (std::size_t i = first; i < plugins.size(); ++i) {
      const PluginDescription& plugin = plugins[i];
      if (!is_chosen(plugin, id)) continue;
      reporter.send({{"stage", "creating " + plugin.name}, {"trying", i}});
      auto instance = (*module)->create(plugin.id, loop);
      if (!instance) {
        reporter.send({{"refused", i}, {"error", instance.error().message}});
        continue;
      }
      reporter.stage("destroying " + plugin.name);
      instance->reset();
      reporter.send({{"made", i}});
    }
  }
  reporter.stage("unloading");
  module->reset();
  reporter.send({{"complete", true}});
  return 0;
}

}  // namespace

std::optional<int> scan_child_main(int argc, char** argv) {
  if (argc < 5 || argc > 6 || std::string_view(argv[1]) != kScanArgument) return std::nullopt;
  const auto number = [](std::string_view text) {
    int value = -1;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
  };
  const int descriptor = number(argv[3]);
  const int first = number(argv[4]);
  if (descriptor < 0 || first < 0) return 2;
  // Never outlive the tool, and let a crash be a crash: no handler, no core file of a whole DAW.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  prctl(PR_SET_DUMPABLE, 0);
  signal(SIGPIPE, SIG_IGN);
  adopt_orphans();
  const int code = scan(argv[2], static_cast<std::size_t>(first), argc == 6 ? argv[5] : "",
                        Reporter(descriptor));
  (void)end_children();  // what the plugins started has no business here any more
  return code;
}

}  // namespace attacca::host
