// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Written by scripts/abi/clap_layout.py from measured facts about CLAP 1.2.10; not by hand.

#include <cstddef>
#include <cstdint>

#include "abi/clap/ext/draft/project_location.hpp"
#include "abi/clap/ext/draft/undo.hpp"
#include "tests/abi/clap/layout.hpp"

namespace attacca::clap {

STRUCT(UndoDeltaProperties, 8, 4);
FIELD(UndoDeltaProperties, has_delta, 0, 1, bool);
FIELD(UndoDeltaProperties, are_deltas_persistent, 1, 1, bool);
FIELD(UndoDeltaProperties, format_version, 4, 4, std::uint32_t);

STRUCT(PluginUndoDelta, 32, 8);
FIELD(PluginUndoDelta, get_delta_properties, 0, 8, void (*)(const Plugin*, UndoDeltaProperties*));
FIELD(PluginUndoDelta, can_use_delta_format_version, 8, 8, bool (*)(const Plugin*, std::uint32_t));
FIELD(PluginUndoDelta, undo, 16, 8,
      bool (*)(const Plugin*, std::uint32_t, const void*, std::size_t));
FIELD(PluginUndoDelta, redo, 24, 8,
      bool (*)(const Plugin*, std::uint32_t, const void*, std::size_t));

STRUCT(PluginUndoContext, 32, 8);
FIELD(PluginUndoContext, set_can_undo, 0, 8, void (*)(const Plugin*, bool));
FIELD(PluginUndoContext, set_can_redo, 8, 8, void (*)(const Plugin*, bool));
FIELD(PluginUndoContext, set_undo_name, 16, 8, void (*)(const Plugin*, const char*));
FIELD(PluginUndoContext, set_redo_name, 24, 8, void (*)(const Plugin*, const char*));

STRUCT(HostUndo, 48, 8);
FIELD(HostUndo, begin_change, 0, 8, void (*)(const Host*));
FIELD(HostUndo, cancel_change, 8, 8, void (*)(const Host*));
FIELD(HostUndo, change_made, 16, 8,
      void (*)(const Host*, const char*, const void*, std::size_t, bool));
FIELD(HostUndo, request_undo, 24, 8, void (*)(const Host*));
FIELD(HostUndo, request_redo, 32, 8, void (*)(const Host*));
FIELD(HostUndo, set_wants_context_updates, 40, 8, void (*)(const Host*, bool));

STRUCT(ProjectLocationElement, 1304, 8);
FIELD(ProjectLocationElement, flags, 0, 8, std::uint64_t);
FIELD(ProjectLocationElement, kind, 8, 4, std::uint32_t);
FIELD(ProjectLocationElement, track_kind, 12, 4, std::uint32_t);
FIELD(ProjectLocationElement, index, 16, 4, std::uint32_t);
FIELD(ProjectLocationElement, id, 20, 1024, char[1024]);
FIELD(ProjectLocationElement, name, 1044, 256, char[256]);
FIELD(ProjectLocationElement, color, 1300, 4, Color);

STRUCT(PluginProjectLocation, 8, 8);
FIELD(PluginProjectLocation, set, 0, 8,
      void (*)(const Plugin*, const ProjectLocationElement*, std::uint32_t));

}  // namespace attacca::clap
