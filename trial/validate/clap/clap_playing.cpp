// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/clap/clap_playing.hpp"

namespace attacca::validate {

std::vector<clap::ParamInfo> steady_params(Playing& playing, std::size_t most) {
  std::vector<clap::ParamInfo> steady;
  std::vector<double> wanted;
  for (const auto& param : playing.settable) {
    if (steady.size() == most) break;
    if (clap::has(param.flags, clap::ParamInfoFlags::is_bypass)) continue;
    steady.push_back(param);
    wanted.push_back(playing.other_value(param));
    const auto& info = steady.back();
    auto event = value_event(info.id, wanted.back());
    event.cookie = info.cookie;
    playing.block->in.add(event);
  }
  playing.run();
  std::vector<clap::ParamInfo> kept;
  for (std::size_t i = 0; i < steady.size(); ++i) {
    if (Playing::is_same(steady[i], wanted[i], playing.value_of(steady[i]))) {
      kept.push_back(steady[i]);
    }
  }
  if (kept.empty()) playing.context.skip("the plugin has no parameters that a host may set");
  return kept;
}

}  // namespace attacca::validate
