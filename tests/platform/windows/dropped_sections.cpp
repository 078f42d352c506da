// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// A library that is linked as plugins are, and has functions that nobody calls beside those that
// throw.

#include <stdexcept>
#include <string>
#include <vector>

namespace {

struct Counted {
  int& ended;
  explicit Counted(int& count) : ended(count) {}
  ~Counted() { ++ended; }
};

// Only tables of exceptions name it.
struct Seldom {};

[[gnu::noinline]] void throw_below(int depth, int kind, int& ended) {
  const Counted counted(ended);
  if (depth > 0) {
    throw_below(depth - 1, kind, ended);
    return;
  }
  if (kind == 1) throw Seldom{};
  if (kind == 2) throw std::runtime_error("of ours");
  const std::vector<int> none;
  if (kind == 3) ended += none.at(1);  // out of the runtime's own functions
}

}  // namespace

// NOLINTNEXTLINE(misc-use-internal-linkage): the linker has to see that nobody calls it
int never_called(const std::string& text) {
  int ended = 0;
  throw_below(static_cast<int>(text.size()), 2, ended);
  return ended;
}

extern "C" {

/// What was caught, 1 to 3 as `kind` or 0, and ten times the frames that were left.
__declspec(dllexport) int caught(int kind) {
  int ended = 0;
  try {
    throw_below(3, kind, ended);
  } catch (const Seldom&) {
    return ended * 10 + 1;
  } catch (const std::runtime_error&) {
    return ended * 10 + 2;
  } catch (const std::out_of_range&) {
    return ended * 10 + 3;
  }
  return ended * 10;
}

}  // extern "C"
