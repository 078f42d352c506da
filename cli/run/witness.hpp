// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "host/track_witness.hpp"

namespace attacca::cli {

using Witness = host::TrackWitness;

}  // namespace attacca::cli
