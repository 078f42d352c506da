// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "host/track_digest.hpp"

namespace attacca::cli {

using host::carried_digests;
using host::track_digest;

}  // namespace attacca::cli
