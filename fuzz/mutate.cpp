// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "fuzz/mutate.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <string_view>

namespace attacca::fuzz {
namespace {

constexpr std::size_t kMostBytes = 1u << 16;

constexpr std::array<std::string_view, 14> kOdd = {
    "null", "true", "-1",   "1e999", "1e-999",  "18446744073709551616", "\"\"", "{}",
    "[]",   "0",    "-0.0", "NaN",   "\\ud800", "\xEF\xBB\xBF"};

}  // namespace

std::size_t Mutator::below(std::size_t end) {
  return end < 2 ? 0 : static_cast<std::size_t>(random_() % end);
}

void Mutator::insert(Input& input, const std::string& text) {
  const auto place = input.begin() + static_cast<std::ptrdiff_t>(below(input.size() + 1));
  input.insert(place, text.begin(), text.end());
}

void Mutator::change(Input& input) {
  const std::size_t at = below(input.size());
  const std::size_t size = 1 + below(std::min<std::size_t>(input.size() - at, 64));
  const auto begin = input.begin() + static_cast<std::ptrdiff_t>(at);
  const auto end = begin + static_cast<std::ptrdiff_t>(std::min(size, input.size() - at));
  const Input piece(begin, end);
  switch (below(10)) {
    case 0:
      if (!input.empty()) input[at] ^= static_cast<std::uint8_t>(1u << below(8));
      break;
    case 1:
      if (!input.empty()) input[at] = static_cast<std::uint8_t>(below(256));
      break;
    case 2:
      input.resize(at);
      break;
    case 3:
      input.erase(begin, end);
      break;
    case 4:
      input.insert(input.begin() + static_cast<std::ptrdiff_t>(below(input.size() + 1)),
                   piece.begin(), piece.end());
      break;
    case 5:
      if (!words_.empty()) insert(input, words_[below(words_.size())]);
      break;
    case 6:
      insert(input, std::string(kOdd[below(kOdd.size())]));
      break;
    case 7: {
      // What is there makes way for it.
      input.erase(begin, end);
      const std::string_view odd = kOdd[below(kOdd.size())];
      input.insert(input.begin() + static_cast<std::ptrdiff_t>(at), odd.begin(), odd.end());
      break;
    }
    case 8: {
      const Input& other = kept_[below(kept_.size())];
      const auto from = other.begin() + static_cast<std::ptrdiff_t>(below(other.size()));
      input.resize(at);
      input.insert(input.end(), from, other.end());
      break;
    }
    default:
      insert(input, std::string(below(64), "[{("[below(3)]));
  }
  if (input.size() > kMostBytes) input.resize(kMostBytes);
}

Input Mutator::next() {
  Input input = kept_[below(kept_.size())];
  for (std::size_t changes = 1 + below(6); changes > 0; --changes) change(input);
  return input;
}

std::vector<std::string> read_words(const std::string& path) {
  std::vector<std::string> words;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    const std::size_t first = line.find('"');
    const std::size_t last = line.rfind('"');
    if (line.starts_with('#') || first == std::string::npos || first == last) continue;
    std::string word;
    for (std::size_t i = first + 1; i < last; ++i) {
      if (line[i] == '\\' && i + 3 < last && line[i + 1] == 'x') {
        word.push_back(static_cast<char>(std::stoi(line.substr(i + 2, 2), nullptr, 16)));
        i += 3;
      } else {
        if (line[i] == '\\' && i + 1 < last) ++i;
        word.push_back(line[i]);
      }
    }
    words.push_back(word);
  }
  return words;
}

}  // namespace attacca::fuzz
