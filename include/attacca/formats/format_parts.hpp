// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// What of a format only some plugins need, chosen by the compiler from what a plugin class has:
//
//     constexpr FormatParts parts = make_format_parts<PartsWanted{.editor = true}>();
//
// Compile time. Nothing for plugin authors: ATTACCA_EXPORT does it. A part that no plugin of a
// binary wants is not linked into it. Where a format is left out (attacca_add_plugin, FORMATS), its
// parts are null as well, which is why they are weak; not where they are defined: Windows's linkers
// would take the first of several weak ones, which may be none.

#include <array>

#if defined(ATTACCA_DEFINES_FORMAT_PARTS)
#define ATTACCA_FORMAT_PART
#else
#define ATTACCA_FORMAT_PART [[gnu::weak]]
#endif

namespace attacca::clap_wrapper {
struct NoteOutputPart;
struct Part;
extern const NoteOutputPart kNoteOutputPart ATTACCA_FORMAT_PART;
extern const Part kGuiPart ATTACCA_FORMAT_PART;
extern const Part kHostMenuPart ATTACCA_FORMAT_PART;
extern const Part kNoteNamePart ATTACCA_FORMAT_PART;
extern const Part kParamIndicationPart ATTACCA_FORMAT_PART;
extern const Part kPluginMenuPart ATTACCA_FORMAT_PART;
extern const Part kPosixFdPart ATTACCA_FORMAT_PART;
extern const Part kRemoteControlsPart ATTACCA_FORMAT_PART;
extern const Part kThreadPoolPart ATTACCA_FORMAT_PART;
extern const Part kTimerPart ATTACCA_FORMAT_PART;
}  // namespace attacca::clap_wrapper

namespace attacca::vst3_wrapper {
struct EditorPart;
struct NoteOutputPart;
struct NotesPart;
extern const EditorPart kEditorPart ATTACCA_FORMAT_PART;
extern const NoteOutputPart kNoteOutputPart ATTACCA_FORMAT_PART;
extern const NotesPart kNotesPart ATTACCA_FORMAT_PART;
}  // namespace attacca::vst3_wrapper

namespace attacca::detail {

/// What a plugin class has.
struct PartsWanted {
  bool editor = false;
  bool remote_controls = false;
  bool note_names = false;
  bool host_menu = false;
  bool thread_pool = false;
  bool notes_in = false;
  bool notes_out = false;
};

/// The parts that serve a plugin; null for what it has not.
struct FormatParts {
  std::array<const clap_wrapper::Part*, 9> clap = {};
  const vst3_wrapper::EditorPart* vst3_editor = nullptr;
  const vst3_wrapper::NotesPart* vst3_notes = nullptr;
  const clap_wrapper::NoteOutputPart* clap_note_output = nullptr;
  const vst3_wrapper::NoteOutputPart* vst3_note_output = nullptr;
};

template <PartsWanted kWanted>
constexpr FormatParts make_format_parts() noexcept {
  FormatParts parts;
  if constexpr (kWanted.editor) {
    parts.clap[0] = &clap_wrapper::kGuiPart;
    parts.clap[1] = &clap_wrapper::kParamIndicationPart;
    parts.clap[2] = &clap_wrapper::kHostMenuPart;
    parts.clap[7] = &clap_wrapper::kTimerPart;
    parts.clap[8] = &clap_wrapper::kPosixFdPart;
    parts.vst3_editor = &vst3_wrapper::kEditorPart;
  }
  if constexpr (kWanted.remote_controls) parts.clap[3] = &clap_wrapper::kRemoteControlsPart;
  if constexpr (kWanted.note_names) parts.clap[4] = &clap_wrapper::kNoteNamePart;
  if constexpr (kWanted.host_menu) parts.clap[5] = &clap_wrapper::kPluginMenuPart;
  if constexpr (kWanted.thread_pool) parts.clap[6] = &clap_wrapper::kThreadPoolPart;
  if constexpr (kWanted.notes_in) parts.vst3_notes = &vst3_wrapper::kNotesPart;
  // Ends of notes that came in are sent as well.
  if constexpr (kWanted.notes_in || kWanted.notes_out) {
    parts.clap_note_output = &clap_wrapper::kNoteOutputPart;
    parts.vst3_note_output = &vst3_wrapper::kNoteOutputPart;
  }
  return parts;
}

}  // namespace attacca::detail
