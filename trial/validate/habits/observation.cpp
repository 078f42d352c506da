// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/habits/observation.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace attacca::validate {

namespace {

// VST3 carries values as 0..1; the way there and back costs some bits.
bool are_equal(const Observation::Parameter& a, const Observation::Parameter& b) {
  const double scale = std::max({1.0, std::abs(a.value), std::abs(b.value)});
  return std::abs(a.value - b.value) <= 1e-6 * scale && a.text == b.text;
}

std::string in_words(const Observation::Parameter& parameter) {
  std::ostringstream text;
  text << parameter.value << " (" << parameter.text << ")";
  return text.str();
}

}  // namespace

Observation observe(host::PluginInstance& instance) {
  Observation seen;
  instance.pump();
  for (const host::ParameterInfo& info : instance.parameters()) {
    Observation::Parameter parameter{info.id, info.name, info.is_read_only, 0.0, {}};
    if (const auto value = instance.parameter_value(info.id)) parameter.value = *value;
    if (auto text = instance.value_to_text(info.id, parameter.value)) parameter.text = *text;
    seen.parameters.push_back(std::move(parameter));
  }
  if (instance.has_state()) {
    if (auto state = instance.save_state()) seen.state = std::move(*state);
  }
  return seen;
}

Observation observe_steady(host::PluginInstance& instance) {
  Observation seen = observe(instance);
  if (observe(instance).state != seen.state) seen.state.clear();
  return seen;
}

std::set<host::ParameterId> restless(const Observation& a, const Observation& b) {
  std::set<host::ParameterId> ids;
  for (std::size_t i = 0; i < std::min(a.parameters.size(), b.parameters.size()); ++i) {
    if (!are_equal(a.parameters[i], b.parameters[i])) ids.insert(a.parameters[i].id);
  }
  return ids;
}

std::string first_difference(const Observation& is, const Observation& should,
                             const std::set<host::ParameterId>& ignored) {
  if (is.parameters.size() != should.parameters.size()) {
    return "there are " + std::to_string(is.parameters.size()) + " parameters instead of " +
           std::to_string(should.parameters.size());
  }
  for (std::size_t i = 0; i < is.parameters.size(); ++i) {
    const Observation::Parameter& parameter = is.parameters[i];
    if (ignored.contains(parameter.id) || are_equal(parameter, should.parameters[i])) continue;
    return "\"" + parameter.name + "\" is " + in_words(parameter) + " instead of " +
           in_words(should.parameters[i]);
  }
  return {};
}

std::string state_difference(const Observation& is, const Observation& should) {
  std::set<host::ParameterId> plugins_own;
  for (const Observation::Parameter& parameter : should.parameters) {
    if (parameter.is_read_only) plugins_own.insert(parameter.id);
  }
  std::string difference = first_difference(is, should, plugins_own);
  if (!difference.empty() || should.state.empty() || is.state == should.state) return difference;
  return "it saves another state than it was given";
}

}  // namespace attacca::validate
