// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "widgets/fit_lengths.hpp"

#include <algorithm>

namespace attacca::widgets {

namespace {

/// Gives the parts that have a share what is left, each up to its most.
void grow(std::vector<Part>& parts, double left) {
  while (left > 0) {
    double shares = 0;
    for (const Part& part : parts) shares += part.is_settled ? 0 : part.share;
    if (!(shares > 0)) return;
    bool is_even = true;
    double given = 0;
    for (Part& part : parts) {
      if (part.is_settled || part.share == 0) continue;
      const double wants = left * part.share / shares;
      if (part.length + wants < part.most) continue;
      // What it cannot take is for the others, in another round.
      given += std::max(part.most - part.length, 0.0);
      part.length = std::max(part.length, part.most);
      part.is_settled = true;
      is_even = false;
    }
    left -= given;
    if (!is_even) continue;
    for (Part& part : parts) {
      if (!part.is_settled) part.length += left * part.share / shares;
    }
    return;
  }
}

/// Makes all parts smaller by one factor, but none than its least; where there is no room for these
/// either, they are made smaller by one factor.
void shrink(std::vector<Part>& parts, double room) {
  double least = 0;
  for (const Part& part : parts) least += part.least;
  if (least >= room) {
    for (Part& part : parts) part.length = least > 0 ? part.least * room / least : 0;
    return;
  }
  for (bool is_even = false; !is_even;) {
    double settled = 0;
    double others = 0;
    for (const Part& part : parts) (part.is_settled ? settled : others) += part.length;
    if (!(others > 0)) return;
    const double factor = (room - settled) / others;
    is_even = true;
    for (Part& part : parts) {
      if (part.is_settled || part.length * factor >= part.least) continue;
      part.length = part.least;
      part.is_settled = true;
      is_even = false;
    }
    if (!is_even) continue;
    for (Part& part : parts) {
      if (!part.is_settled) part.length *= factor;
    }
  }
}

}  // namespace

void fit_lengths(std::vector<Part>& parts, double room) {
  room = std::max(room, 0.0);
  double total = 0;
  for (const Part& part : parts) total += part.length;
  if (total > room) return shrink(parts, room);
  grow(parts, room - total);
}

}  // namespace attacca::widgets
