// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

namespace attacca::clap {

/// Names a plugin of any format. Filled by the plugin. The id is written as the abi has it:
///   "clap"  the descriptor's id
///   "au"    "type:subt:manu"
///   "vst2"  a signed decimal 32-bit number
///   "vst3"  the class id as UUID text, 8-4-4-4-12
struct UniversalPluginId {
  const char* abi;  ///< lower case
  const char* id;
};

}  // namespace attacca::clap
