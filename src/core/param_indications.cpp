// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "core/param_indications.hpp"

#include <utility>

namespace attacca::core {

ParamIndication& ParamIndications::entry(const Param& param) {
  for (Entry& entry : entries_) {
    if (entry.param == &param) return entry.indication;
  }
  return entries_.emplace_back(&param, of(param)).indication;
}

ParamIndication ParamIndications::of(const Param& param) const {
  for (const Entry& entry : entries_) {
    if (entry.param == &param) return entry.indication;
  }
  return {.automation = param.flags().automatable ? of_all_ : Automation::none};
}

void ParamIndications::set_automation_of_all(std::span<Param* const> params,
                                             Automation automation) {
  if (std::exchange(of_all_, automation) == automation) return;
  for (const Param* param : params) {
    if (param->flags().automatable) listener_(*param);
  }
}

}  // namespace attacca::core
