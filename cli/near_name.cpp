// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "cli/near_name.hpp"

#include <algorithm>
#include <numeric>
#include <system_error>

#include "package/search_paths.hpp"

namespace attacca::cli {
namespace {

namespace fs = std::filesystem;

std::string in_small_letters(std::string_view text) {
  std::string small(text);
  std::transform(small.begin(), small.end(), small.begin(), [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  });
  return small;
}

// Levenshtein's distance: letters to add, remove or replace.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
  constexpr std::size_t kShortest = 3;  // shorter ones are part of too much
  const std::string wanted = in_small_letters(word);
  std::string best;
  std::size_t best_distance = 0;
  for (const std::string& candidate : candidates) {
    const std::string small = in_small_letters(candidate);
    const std::size_t away = distance(wanted, small);
    const bool part =
        std::min(wanted.size(), small.size()) >= kShortest &&
        (small.find(wanted) != std::string::npos || wanted.find(small) != std::string::npos);
    if (!part && away * 3 > std::max(wanted.size(), small.size())) continue;
    if (best.empty() || away < best_distance) {
      best = candidate;
      best_distance = away;
    }
  }
  return best;
}

std::string hint_at_near_file(const fs::path& missing) {
  std::error_code error;
  if (fs::exists(missing, error)) return {};
  const fs::path name = missing.has_filename() ? missing.filename() : fs::path();
  const fs::path folder = missing.has_parent_path() ? missing.parent_path() : fs::path(".");
  // Of the same kind first: Gain.clap is rather "Attacca Gain.clap" than Gain.vst3.
  std::vector<std::string> same_kind;
  std::vector<std::string> others;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    const fs::path entry = it->path().filename();
    (entry.extension() == name.extension() ? same_kind : others).push_back(entry.stem().string());
    if (entry.extension() != name.extension()) others.back() = entry.string();
  }
  std::sort(same_kind.begin(), same_kind.end());
  std::sort(others.begin(), others.end());
  std::string found = nearest(name.stem().string(), same_kind);
  if (!found.empty()) found += name.extension().string();
  if (found.empty()) found = nearest(name.string(), others);
  if (found.empty()) return {};
  const fs::path near = missing.has_parent_path() ? folder / found : fs::path(found);
  return " (did you mean " + package::typed(near) + "?)";
}

}  // namespace attacca::cli
