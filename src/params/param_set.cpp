// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/params/param_set.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "attacca/params/detail/fault.hpp"
#include "base/in_quotes.hpp"
#include "params/stable_id.hpp"

namespace attacca {

void detail::a_parameter_is_declared_wrongly() {}

Param* ParamSet::find(std::string_view id) const noexcept {
  Param* const found = find_stable(core::stable_id_of(id));
  return found != nullptr && found->id() == id ? found : nullptr;
}

Param* ParamSet::find_former(std::string_view id) const noexcept {
  for (const auto& [former, param] : former_) {
    if (former == id) return param;
  }
  return nullptr;
}

std::size_t ParamSet::add(Param& param) {
  const std::size_t index = params_.size();
  if (const Param* const other = find_stable(param.stable_id()); other != nullptr) {
    const std::string id = in_quotes(param.id());
    refuse(param.id() == other->id() ? "two parameters have the id " + id + "; rename one"
                                     : "the ids " + in_quotes(other->id()) + " and " + id +
                                           " have the same hash; rename the newer one");
  } else {
    by_stable_id_.add(param.stable_id(), index);
  }
  params_.push_back(&param);
  if (param.flags().bypass) {
    if (bypass_ != nullptr) {
      refuse("both " + in_quotes(bypass_->id()) + " and " + in_quotes(param.id()) +
             " are the bypass; keep one");
    }
    bypass_ = &param;
  }
  return index;
}

const ParamGroup& ParamSet::add_group(const ParamGroup* parent, std::string_view id,
                                      std::string_view name) {
  const auto below_parent = [parent](std::string_view of_parent, char mark, std::string_view own) {
    std::string text;
    if (parent != nullptr) text.append(of_parent) += mark;
    return text.append(own);
  };
  std::string key = below_parent(parent != nullptr ? parent->key : std::string_view(), '/', id);
  const std::uint32_t stable_id = std::max<std::uint32_t>(core::stable_id_of(key), 1);
  if (const ParamGroup* const other = find_group(stable_id); other != nullptr) {
    if (other->key == key && other->name == name) return *other;
    refuse(other->key == key ? "the group " + in_quotes(key) + " has two names; rename one"
                             : "the groups " + in_quotes(other->key) + " and " + in_quotes(key) +
                                   " have the same hash; rename the newer one");
    return *other;
  }
  // Keys and paths are joined with slashes.
  constexpr std::string_view kJoint = "/";
  if (name.empty() || id.find(kJoint) != id.npos || name.find(kJoint) != name.npos) {
    refuse("the group " + in_quotes(key) + " has no name, or a '/' in its id or name; rename it");
  }
  ParamGroup& group = group_storage_.emplace_front();
  group.parent = parent;
  group.path = keep(below_parent(parent != nullptr ? parent->path : std::string_view(), '/', name));
  group.name = group.path.substr(group.path.size() - name.size());
  std::string prefix(parent != nullptr ? parent->prefix : std::string_view());
  group.prefix = keep(prefix.append(id) += '_');
  group.key = keep(std::move(key));
  group.stable_id = stable_id;
  group.index = groups_.size();
  groups_by_id_.add(stable_id, group.index);
  groups_.push_back(&group);
  return group;
}

void ParamSet::refuse(std::string why) {
  if (fault_.empty()) fault_ = std::move(why);
}

std::string_view ParamSet::keep(std::string text) {
  return texts_.emplace_front(std::move(text));
}

ParamScope ParamScope::group(const ParamGroupOptions& options) const {
  return {*set_, &set_->add_group(group_, options.id.text(), options.name)};
}

ParamScope ParamScope::element(const ParamGroupOptions& options, std::size_t index) const {
  const std::string number = std::to_string(index + 1);
  const std::string id = std::string(options.id.text()) + number;
  return {*set_, &set_->add_group(group_, id, std::string(options.name) + ' ' + number)};
}

}  // namespace attacca
