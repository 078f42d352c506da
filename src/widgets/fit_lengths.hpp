// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <limits>
#include <vector>

namespace attacca::widgets {

/// What lies along a row or column: first as long as it would like to be, then as it is.
struct Part {
  double length = 0;
  double share = 0;  ///< of what is left
  double least = 0;
  double most = std::numeric_limits<double>::infinity();
  bool is_settled = false;
};

/// Makes the parts fill `room`, where their shares and limits let them. What is left goes to those
/// with a share, each up to its most; where there is too little, all shrink by one factor, none
/// below its least; and where there is no room for these either, those shrink by one factor. [main]
void fit_lengths(std::vector<Part>& parts, double room);

}  // namespace attacca::widgets
