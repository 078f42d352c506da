// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// What the second parameter of the test plugins makes their next blocks do.

enum class Misbehaviour : int {
  none = 0,
  allocate = 1,
  lock = 2,
  sleep = 3,
  write_nan = 4,
  send_nonsense = 5,
  call_main_function = 6,
  ask_for_restart = 7,
  fail = 8,
};
