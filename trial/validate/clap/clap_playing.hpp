// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "trial/validate/clap/clap_block.hpp"
#include "trial/validate/clap/clap_session.hpp"

namespace attacca::validate {

/// An instance that processes, and parameters that its host may set.
struct Playing {
  explicit Playing(CheckContext& check, bool needs_settable = true,
                   const ClapHostScript& script = {})
      : context(check), session(check, script) {
    session.open();
    infos = session.need_params();
    params = &session.need<clap::PluginParams>("parameters");
    for (const auto& param : infos) {
      if (!clap::has(param.flags, clap::ParamInfoFlags::is_readonly) &&
          param.max_value > param.min_value) {
        settable.push_back(param);
      }
    }
    if (needs_settable && settable.empty())
      context.skip("the plugin has no parameters that a host may set");
    session.open_processing();
    block = std::make_unique<ClapBlock>(session, 512);
  }

  /// A value other than `param` has at present, whole where it has to be.
  double other_value(const clap::ParamInfo& param) {
    const double now = value_of(param);
    double wanted = param.min_value + 0.25 * (param.max_value - param.min_value);
    if (clap::has(param.flags, clap::ParamInfoFlags::is_stepped)) wanted = std::trunc(wanted);
    if (std::abs(wanted - now) < 1e-3 * (param.max_value - param.min_value))
      wanted = param.max_value;
    return wanted;
  }
  double value_of(const clap::ParamInfo& param) {
    double value = std::numeric_limits<double>::quiet_NaN();
    context.require(params->get_value(session.plugin(), param.id, &value),
                    "get_value returned false for " + name_of(param));
    return value;
  }
  /// Whether two values of a parameter are the same but for rounding.
  static bool is_same(const clap::ParamInfo& param, double a, double b) {
    return std::abs(a - b) <= 1e-5 * std::max(1e-3, param.max_value - param.min_value);
  }
  void run(std::uint32_t frames = 256) {
    context.expect(block->run(frames) != clap::ProcessStatus::error, "process failed");
    (void)session.answer_requests();
    block->in.clear();
  }
  void expect_value(const clap::ParamInfo& param, double wanted, const std::string& after) {
    const double now = value_of(param);
    context.expect(is_same(param, wanted, now), name_of(param) + " is " + text_of(now) +
                                                    " instead of " + text_of(wanted) + " after " +
                                                    after);
  }

  CheckContext& context;
  ClapSession session;
  std::vector<clap::ParamInfo> infos;
  std::vector<clap::ParamInfo> settable;
  const clap::PluginParams* params = nullptr;
  std::unique_ptr<ClapBlock> block;
};

/// Parameters whose value the plugin keeps when set: some change themselves (triggers). At most
/// `most`; skips the check when there is none. [main]
[[nodiscard]] std::vector<clap::ParamInfo> steady_params(Playing& playing, std::size_t most);

}  // namespace attacca::validate
