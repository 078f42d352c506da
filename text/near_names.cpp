// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "text/near_names.hpp"

#include <algorithm>
#include <numeric>

#include "text/printable.hpp"

namespace attacca::text {
namespace {

/// Names longer than this are compared by their beginning.
constexpr std::size_t kCompared = 64;

std::string lower(std::string_view text) {
  std::string result(text.substr(0, kCompared));
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before;
  std::vector<std::size_t> above(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(above.begin(), above.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({change, above[j] + 1, row[j - 1] + 1});
      const bool is_exchange = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (is_exchange) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before = above;
    std::swap(above, row);
  }
  return above[b.size()];
}

}  // namespace

std::vector<std::string> near_names(std::string_view wanted, const std::vector<std::string>& names,
                                    std::size_t most) {
  const std::string sought = lower(wanted);
  std::vector<std::pair<std::size_t, std::size_t>> order;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string name = lower(names[i]);
    const bool contains = !sought.empty() && name.find(sought) != std::string::npos;
    order.emplace_back(contains ? 0 : distance(sought, name), i);
  }
  std::sort(order.begin(), order.end());
  std::vector<std::string> result;
  for (std::size_t i = 0; i < std::min(most, order.size()); ++i) {
    result.push_back(names[order[i].second]);
  }
  return result;
}

std::string nearest_name(std::string_view wanted, const std::vector<std::string>& names) {
  constexpr std::size_t kShortest = 3;  // shorter ones are part of too much
  const std::string sought = lower(wanted);
  std::string best;
  std::size_t best_distance = 0;
  for (const std::string& candidate : names) {
    const std::string name = lower(candidate);
    const std::size_t away = distance(sought, name);
    const bool is_part =
        std::min(sought.size(), name.size()) >= kShortest &&
        (name.find(sought) != std::string::npos || sought.find(name) != std::string::npos);
    if (!is_part && away * 3 > std::max(sought.size(), name.size())) continue;
    if (best.empty() || away < best_distance) {
      best = candidate;
      best_distance = away;
    }
  }
  return best;
}

std::string list_of(const std::vector<std::string>& names, std::size_t all) {
  std::string text;
  for (const std::string& name : names) {
    text += (text.empty() ? "" : ", ") + printable(name);
  }
  if (all > names.size()) text += " and " + std::to_string(all - names.size()) + " more";
  return text;
}

}  // namespace attacca::text
