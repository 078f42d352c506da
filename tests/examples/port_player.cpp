// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Plays samples through all ports of a plugin, for scripts that work out what has to come:
//
//   port_player PLUGIN BLOCK [NAME=TEXT…]
//
// On the standard input interleaved 32-bit floats, one for each channel of all input ports in
// order; on the standard output the same of all output ports. Afterwards, on the standard error, a
// line "NAME<tab>value as text" for each parameter. 48000 Hz. Parameters are set before the first
// block.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "host/base/main_loop.hpp"
#include "host/plugin/module.hpp"
#include "host/plugin/plugin_instance.hpp"
#include "host/plugin/port_memory.hpp"

namespace {

namespace host = attacca::host;

template <typename T>
T required(attacca::Result<T> result) {
  if (result) return std::move(*result);
  std::fprintf(stderr, "port_player: %s\n", result.error().message.c_str());
  std::exit(1);
}
void required(const attacca::Result<void>& result) {
  if (result) return;
  std::fprintf(stderr, "port_player: %s\n", result.error().message.c_str());
  std::exit(1);
}

std::vector<float*> channels_of(auto ports) {
  std::vector<float*> all;
  for (const host::PortBuffers& port : ports) {
    all.insert(all.end(), port.channels.begin(), port.channels.end());
  }
  return all;
}

std::vector<float> read_all() {
  std::vector<float> samples;
  float sample = 0.0f;
  while (std::fread(&sample, sizeof sample, 1, stdin) == 1) samples.push_back(sample);
  return samples;
}

void set(host::PluginInstance& instance, const std::string& assignment) {
  const std::size_t equals = assignment.find('=');
  const host::ParameterInfo* const parameter =
      instance.find_parameter(assignment.substr(0, equals));
  if (parameter == nullptr || equals == std::string::npos) {
    std::fprintf(stderr, "port_player: no parameter: %s\n", assignment.c_str());
    std::exit(1);
  }
  const double value =
      required(instance.text_to_value(parameter->id, assignment.substr(equals + 1)));
  required(instance.set_parameter(parameter->id, value));
}

}  // namespace

int main(int count, char** words) {
  if (count < 3) return 2;
  const auto block_frames = static_cast<std::uint32_t>(std::strtoul(words[2], nullptr, 10));
  host::MainLoop loop;
  const auto module = required(host::Module::open(words[1]));
  const auto instance = required(module->create("", loop));
  for (int i = 3; i < count; ++i) set(*instance, words[i]);
  required(instance->activate(48000.0, block_frames));
  if (!instance->start_processing()) return 1;

  host::PortMemory memory(instance->ports(), block_frames);
  const std::vector<float*> ins = channels_of(memory.inputs());
  const std::vector<float*> outs = channels_of(memory.outputs());
  const std::vector<float> samples = read_all();
  const std::size_t frames = ins.empty() ? 0 : samples.size() / ins.size();
  std::vector<float> heard;
  for (std::size_t at = 0; at < frames; at += block_frames) {
    host::ProcessBlock block;
    block.frames = static_cast<std::uint32_t>(std::min<std::size_t>(block_frames, frames - at));
    for (std::size_t channel = 0; channel < ins.size(); ++channel) {
      for (std::size_t frame = 0; frame < block.frames; ++frame) {
        ins[channel][frame] = samples[(at + frame) * ins.size() + channel];
      }
    }
    block.inputs = memory.inputs();
    block.outputs = memory.outputs();
    block.steady_frames = static_cast<std::int64_t>(at);
    if (instance->process(block) == host::ProcessStatus::error) return 1;
    for (std::size_t frame = 0; frame < block.frames; ++frame) {
      for (const float* const out : outs) heard.push_back(out[frame]);
    }
  }
  if (std::fwrite(heard.data(), sizeof(float), heard.size(), stdout) != heard.size()) return 1;
  instance->stop_processing();
  loop.run_once(std::chrono::milliseconds(0));
  for (const host::ParameterInfo& parameter : instance->parameters()) {
    const double value = required(instance->parameter_value(parameter.id));
    const std::string text = required(instance->value_to_text(parameter.id, value));
    std::fprintf(stderr, "%s\t%s\n", parameter.name.c_str(), text.c_str());
  }
  return 0;
}
