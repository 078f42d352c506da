// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <memory>

#include "parlando/musician/task.hpp"
#include "parlando/protocol/from_conductor.hpp"
#include "parlando/timing/sample_clock.hpp"

namespace parlando {

/// What a musician's audio thread has to do for a message of the conductor's, or null: nothing.
/// `now`: both clocks as the message came, see SampleClock. Throws bad_alloc. [not audio]
[[nodiscard]] std::unique_ptr<Task> task_of(const FromConductor& message, const When& when,
                                            const ClockReading& now);

}  // namespace parlando
