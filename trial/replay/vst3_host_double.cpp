// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/replay/vst3_host_double.hpp"

#include <algorithm>

#include "trial/replay/value_reader.hpp"

namespace attacca::trial {

std::set<std::string> offers_in(const witness::RecordedCall& call) {
  std::set<std::string> offers;
  for (const witness::Record* const detail : call.details) {
    if (detail->name != "host.offers") continue;
    offers.insert(ValueReader(detail->values).text().value_or(""));
  }
  return offers;
}

ContextDouble::ContextDouble(const witness::RecordedCall& call) {
  std::string name = "unknown";
  for (const witness::Record* const detail : call.details) {
    if (detail->name == "host") name = ValueReader(detail->values).text().value_or(name);
  }
  // It was recorded as ASCII.
  std::copy(name.begin(), name.end(), std::back_inserter(name_));
}

vst3::TResult ContextDouble::getName(vst3::String128 name) {
  const std::size_t count = std::min<std::size_t>(name_.size(), 127);
  std::copy_n(name_.begin(), count, name);
  name[count] = 0;
  return vst3::kResultOk;
}

vst3::TResult ContextDouble::createInstance(const vst3::Tuid& /*cid*/, const vst3::Tuid& /*wanted*/,
                                            void** obj) {
  if (obj != nullptr) *obj = nullptr;
  return vst3::kNotImplemented;
}

bool HandlerDouble::offers(const vst3::Tuid& wanted) const noexcept {
  if (wanted == vst3::IComponentHandler2::iid) return offers_.contains("IComponentHandler2");
  if (wanted == vst3::IComponentHandlerBusActivation::iid) {
    return offers_.contains("IComponentHandlerBusActivation");
  }
  if (wanted == vst3::IUnitHandler::iid) return offers_.contains("IUnitHandler");
  return true;
}

}  // namespace attacca::trial
