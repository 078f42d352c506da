// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "host/utf8.hpp"

namespace attacca::cli {

using host::append_utf8;
using host::count_code_points;
using host::cut_utf16_units;
using host::cut_utf8;
using host::find_malformed_utf8;

}  // namespace attacca::cli
