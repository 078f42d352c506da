// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace attacca::fuzz {

using Input = std::vector<std::uint8_t>;

/// Makes inputs out of kept ones, the same for the same seed: bits, bytes, pieces that are cut,
/// doubled, moved or of another input, words of the format, numbers that are none, brackets.
class Mutator {
 public:
  /// `kept` and `words` outlive it; at least one kept input.
  Mutator(const std::vector<Input>& kept, const std::vector<std::string>& words, std::uint64_t seed)
      : kept_(kept), words_(words), random_(seed) {}

  [[nodiscard]] Input next();

 private:
  [[nodiscard]] std::size_t below(std::size_t end);
  void change(Input& input);
  void insert(Input& input, const std::string& text);

  const std::vector<Input>& kept_;
  const std::vector<std::string>& words_;
  std::mt19937_64 random_;
};

/// The words of a dictionary as libFuzzer has them: "…" with \\, \" and \xHH, a line each. None if
/// there is no such file.
[[nodiscard]] std::vector<std::string> read_words(const std::string& path);

}  // namespace attacca::fuzz
