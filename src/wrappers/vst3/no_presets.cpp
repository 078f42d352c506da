// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/vst3/factory_programs.hpp"

// Out of the archive only where presets.cpp is not linked: plugins without presets carry none of
// its code.
std::unique_ptr<attacca::vst3_wrapper::FactoryPrograms>
attacca::vst3_wrapper::make_factory_programs(core::Instance& /*core*/) {
  return nullptr;
}
