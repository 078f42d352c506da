// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <charconv>
#include <cstring>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "host/base/child_processes.hpp"
#include "host/load/plugin_choice.hpp"
#include "host/load/scan.hpp"
#include "host/load/scan_process.hpp"
#include "host/load/scan_protocol.hpp"
#include "host/plugin/module.hpp"

namespace attacca::host {

namespace {

/// Writes lines to the parent. It stops caring when the parent is gone: the system ends us then.
class Reporter {
 public:
  explicit Reporter(int descriptor) : descriptor_(descriptor) {}

  void stage(const std::string& what) const { send({{"stage", what}}); }

  void send(const nlohmann::json& value) const {
    const std::string line =
        value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
    send_to_scanner(descriptor_, line);
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
  be_scan_child();
  const int code = scan(argv[2], static_cast<std::size_t>(first), argc == 6 ? argv[5] : "",
                        Reporter(descriptor));
  (void)end_children();  // what the plugins started has no business here any more
  return code;
}

}  // namespace attacca::host
