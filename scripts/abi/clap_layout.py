#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""Writes the layout tables of CLAP from a sheet of measured facts.

The sheet (JSON) lists every struct with the offset, size and C type of each field, every constant
and every id. The headers in abi/clap are written by hand; tests/abi/clap/layout_*.cpp check them
while compiling, call_order_*.cpp when run. Neither the sheet nor this script is needed to build: run
it again when the sheet changes.

    scripts/abi/clap_layout.py <clap.json> tests/abi/clap
"""

import json
import pathlib
import re
import subprocess
import sys

HEADER = """// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Written by scripts/abi/clap_layout.py from measured facts about CLAP {version}; not by hand.
"""

# Group of constants -> (our enum, the prefix its enumerators lose).
ENUMS = {
    "event_flags": ("EventFlags", "CLAP_EVENT_"),
    "event_type": ("EventType", "CLAP_EVENT_"),
    "note_expression": ("NoteExpression", "CLAP_NOTE_EXPRESSION_"),
    "transport_flags": ("TransportFlags", "CLAP_TRANSPORT_"),
    "process_status": ("ProcessStatus", "CLAP_PROCESS_"),
    "audio_ports_rescan": ("AudioPortsRescanFlags", "CLAP_AUDIO_PORTS_RESCAN_"),
    "audio_port_flags": ("AudioPortFlags", "CLAP_AUDIO_PORT_"),
    "ambisonic_ordering": ("AmbisonicOrdering", "CLAP_AMBISONIC_ORDERING_"),
    "ambisonic_normalization": ("AmbisonicNormalization", "CLAP_AMBISONIC_NORMALIZATION_"),
    "surround_channel": ("SurroundChannel", "CLAP_SURROUND_"),
    "context_menu_target_kind": ("ContextMenuTargetKind", "CLAP_CONTEXT_MENU_TARGET_KIND_"),
    "context_menu_item_kind": ("ContextMenuItemKind", "CLAP_CONTEXT_MENU_ITEM_"),
    "log_severity": ("LogSeverity", "CLAP_LOG_"),
    "note_dialect": ("NoteDialect", "CLAP_NOTE_DIALECT_"),
    "note_ports_rescan": ("NotePortsRescanFlags", "CLAP_NOTE_PORTS_RESCAN_"),
    "param_indication_automation": (
        "ParamIndicationAutomation",
        "CLAP_PARAM_INDICATION_AUTOMATION_",
    ),
    "param_rescan": ("ParamRescanFlags", "CLAP_PARAM_RESCAN_"),
    "param_clear": ("ParamClearFlags", "CLAP_PARAM_CLEAR_"),
    "param_flags": ("ParamInfoFlags", "CLAP_PARAM_"),
    "posix_fd_flags": ("PosixFdFlags", "CLAP_POSIX_FD_"),
    "render_mode": ("PluginRenderMode", "CLAP_RENDER_"),
    "state_context": ("StateContextType", "CLAP_STATE_CONTEXT_"),
    "track_info_flags": ("TrackInfoFlags", "CLAP_TRACK_INFO_"),
    "voice_info_flags": ("VoiceInfoFlags", "CLAP_VOICE_INFO_"),
    "preset_location_kind": ("PresetDiscoveryLocationKind", "CLAP_PRESET_DISCOVERY_LOCATION_"),
    "preset_flags": ("PresetDiscoveryFlags", "CLAP_PRESET_DISCOVERY_"),
    "project_location_flags": ("ProjectLocationFlags", "CLAP_PROJECT_LOCATION_"),
    "project_location_track_kind": ("ProjectLocationTrackKind", "CLAP_PROJECT_LOCATION_"),
    "project_location_kind": ("ProjectLocationKind", "CLAP_PROJECT_LOCATION_"),
}

# Enumerators that are not simply the constant's name in lower case.
ENUMERATORS = {
    "CLAP_PROCESS_CONTINUE": "continue_",
    "CLAP_PROJECT_LOCATION_INSTUMENT_TRACK": "instrument_track",
}

# Constants that stand alone, where the general rule (kPascalCase) does not give the name.
NAMES = {
    "CLAP_BEATTIME_FACTOR": "kBeatTimeFactor",
    "CLAP_SECTIME_FACTOR": "kSecTimeFactor",
}

# Our headers that declare constants or types and no struct of the sheet.
PLAIN_HEADERS = (
    "fixed_point flags id plugin_features port_type query string_sizes timestamp "
    "factory/preset_location_kind"
).split()

STRUCT_NAMES = {"clap_istream": "IStream", "clap_ostream": "OStream"}

# What the project declares nothing of, as nothing in it uses them: headers of the sheet, and the
# groups of constants that belong to them.
LEFT_OUT = {f"ext/{name}.h" for name in (
    "event-registry draft/extensible-audio-ports draft/gain-adjustment-metering "
    "draft/mini-curve-display draft/resource-directory draft/transport-control draft/triggers "
    "draft/tuning draft/webview").split()}
LEFT_OUT_GROUPS = (
    "trigger_event_type mini_curve_kind mini_curve_change_flags trigger_rescan trigger_clear "
    "trigger_flags").split()

C_TYPES = {f"{sign}int{bits}_t": f"std::{sign}int{bits}_t" for sign in ("", "u")
           for bits in (8, 16, 32, 64)} | {"size_t": "std::size_t"}

TABLES = {
    "base": lambda header: "/" not in header or header == "factory/plugin-factory.h",
    "factory": lambda header: header == "factory/preset-discovery.h",
    "ext": lambda header: header.startswith("ext/") and "draft" not in header,
    "ext_draft": lambda header: header.startswith("ext/draft/"),
}


def pascal_case(name):
    return "".join(word.capitalize() for word in name.lower().split("_"))


def struct_name(name):
    return STRUCT_NAMES.get(name) or pascal_case(name.removeprefix("clap_"))


def constant_name(name):
    name = NAMES.get(name, name)
    if name.startswith("k"):
        return name
    name = name.replace("CLAP_PLUGIN_FEATURE_", "CLAP_FEATURE_")
    return "k" + pascal_case(name.removeprefix("CLAP_"))


def own_header(header):
    if header == "factory/plugin-factory.h":
        return "plugin_factory.hpp"
    return header.replace("-", "_").removesuffix(".h") + ".hpp"


class Sheet:
    def __init__(self, path):
        self.data = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
        self.check_groups()
        self.leave_out()
        self.structs = {s["name"]: s for s in self.data["structs"]}

    def leave_out(self):
        data = self.data
        unused = [s for s in data["structs"] if s["header"] in LEFT_OUT]
        if {s["header"] for s in unused} != LEFT_OUT:
            sys.exit("a header that is left out is not in the sheet")
        gone = {s["name"] for s in unused}
        data["structs"] = [s for s in data["structs"] if s["name"] not in gone]
        data["events"] = [e for e in data["events"] if e["struct"] not in gone]
        extensions = [e for e in data["extensions"]
                      if {e["plugin_struct"], e["host_struct"]} & gone]
        data["extensions"] = [e for e in data["extensions"] if e not in extensions]
        ids = {i for e in extensions for i in [e["id"], *e["compat_ids"]]}
        data["groups"] = [g for g in data["groups"] if g["group"] not in LEFT_OUT_GROUPS]
        for group in data["groups"]:
            group["members"] = [m for m in group["members"]
                                if group["group"] != "extension_id"
                                or data["constants"][m] not in ids]
        grouped = {name for group in data["groups"] for name in group["members"]}
        data["constants"] = {k: v for k, v in data["constants"].items() if k in grouped}

    def word(self, word):
        """One identifier of a C type in our words; typedefs become what they stand for."""
        bare = word.removesuffix("_t")
        if bare in self.structs:
            return struct_name(bare)
        for name in (word, bare):
            if name in self.data["typedefs"]:
                return self.cxx_type(self.data["typedefs"][name]["type"])
        return C_TYPES.get(word, word)

    def cxx_type(self, c_type):
        function = re.fullmatch(r"(.*?)\(\*\)\((.*)\)", c_type)
        if function:
            parameters = [p for p in function[2].split(", ") if p != "void"]
            return "{} (*)({})".format(self.cxx_type(function[1].strip()),
                                       ", ".join(map(self.parameter, parameters)))
        return re.sub(r"[A-Za-z_]\w*", lambda m: self.word(m[0]), c_type)

    def parameter(self, declaration):
        return self.cxx_type(re.fullmatch(r"(.*?)\w+", declaration)[1].strip())

    def struct_lines(self, struct):
        name = struct_name(struct["name"])
        yield f"STRUCT({name}, {struct['size']}, {struct['align']});"
        for field in struct["fields"]:
            for member in field.get("members", [field]):
                size = member["size"]
                if member["type"] == "clap_xwnd":
                    size = "sizeof(unsigned long)"  # 4 bytes where the target is Windows
                yield (f"FIELD({name}, {member['name']}, {member['offset']}, {size}, "
                       f"{self.cxx_type(member['type'])});")

    def check_groups(self):
        grouped = {name for group in self.data["groups"] for name in group["members"]}
        missing = set(self.data["constants"]) - grouped
        if missing:
            sys.exit(f"constants in no group: {sorted(missing)}")

    def constant_lines(self, texts):
        for group in self.data["groups"]:
            if (group["kind"] == "string") == texts:
                yield from self.group_lines(group)
                yield ""

    def group_lines(self, group):
        enum, prefix = ENUMS.get(group["group"], (None, None))
        if enum:
            yield f"{'FLAGS' if group['kind'] == 'flags' else 'NO_FLAGS'}({enum});"
        for constant in group["members"]:
            value = self.data["constants"][constant]
            if isinstance(value, str):
                yield f'TEXT({constant_name(constant)}, "{value}");'
            elif enum:
                name = ENUMERATORS.get(constant, constant.removeprefix(prefix).lower())
                yield f"VALUE({enum}::{name}, {value});"
            else:
                yield f"VALUE({constant_name(constant)}, {value});"

    def struct_constant_lines(self):
        for constant, what in self.data["struct_constants"].items():
            fields = self.structs[what["type"].removesuffix("_t")]["fields"]
            for field, value in zip(fields, what["value"], strict=True):
                yield f"VALUE({constant_name(constant)}.{field['name']}, {value});"

    def table_lines(self):
        for table in self.data["factories"]:
            yield self.table_line(table["struct"], "PluginEntry", table)
        for table in self.data["extensions"]:
            if table["plugin_struct"]:
                yield self.table_line(table["plugin_struct"], "Plugin", table)
            if table["host_struct"]:
                yield self.table_line(table["host_struct"], "Host", table)
        yield f'TEXT(kEntrySymbol, "{self.data["entry"]["symbol"]}");'

    @staticmethod
    def table_line(struct, owner, table):
        ids = ", ".join(f'"{i}"' for i in [table["id"], *table["compat_ids"]])
        return f"TABLE({struct_name(struct)}, {owner}, {ids});"

    @staticmethod
    def call_order_lines(structs):
        """The callbacks of each table in the order of their slots, a slot being one pointer."""
        for struct in structs:
            callbacks = [f for f in struct["fields"] if "(*)" in f["type"]]
            if not callbacks:
                continue
            slots = [f["offset"] // 8 for f in callbacks]
            if slots != list(range(slots[0], slots[0] + len(slots))):
                sys.exit(f"{struct['name']}: callbacks do not follow each other")
            names = ", ".join("&T::" + f["name"] for f in callbacks)
            name = struct_name(struct["name"])
            yield f'TEST_CASE("each slot of {name} is reached by its name") {{'
            yield f"  using T = {name};"
            yield f"  CHECK(reaches_slots<T, {slots[0]}, {names}>());"
            yield "}"
            yield ""

    def event_lines(self):
        for event in self.data["events"]:
            yield f"VALUE(sizeof({struct_name(event['struct'])}), {event['size']});"


def write(path, version, std, headers, lines):
    text = HEADER.format(version=version) + "\n"
    text += "".join(f"#include <{h}>\n" for h in std) + "\n" if std else ""
    text += "".join(f'#include "{h}"\n' for h in sorted(headers))
    text += "\nnamespace attacca::clap {\n\n" + "\n".join(lines).strip("\n")
    text += "\n\n}  // namespace attacca::clap\n"
    path.write_text(text, encoding="utf-8")
    subprocess.run(["clang-format-19", "-i", path], check=True)


def write_layout(folder, table, version, headers, lines):
    own = {f"abi/clap/{h}" for h in headers} | {"tests/abi/clap/layout.hpp"}
    std = ["cstddef", "cstdint"] if table in TABLES else []
    write(folder / f"layout_{table}.cpp", version, std, own, lines)


def write_struct_tables(sheet, folder, version):
    written = 0
    for table, belongs in TABLES.items():
        structs = [s for s in sheet.data["structs"] if belongs(s["header"])]
        headers = {own_header(s["header"]) for s in structs}
        lines = [line for s in structs for line in [*sheet.struct_lines(s), ""]]
        write_layout(folder, table, version, headers, lines)
        write(folder / f"call_order_{table}.cpp", version, ["doctest/doctest.h"],
              {f"abi/clap/{h}" for h in headers} | {"tests/abi/clap/call_order.hpp"},
              list(sheet.call_order_lines(structs)))
        written += len(structs)
    if written != len(sheet.structs):
        sys.exit(f"{written} of {len(sheet.structs)} structs have a table")


def main():
    sheet = Sheet(sys.argv[1])
    folder = pathlib.Path(sys.argv[2])
    v = sheet.data["version"]
    version = f"{v['major']}.{v['minor']}.{v['revision']}"
    all_headers = {own_header(s["header"]) for s in sheet.data["structs"]}
    all_headers |= {h + ".hpp" for h in PLAIN_HEADERS}

    write_struct_tables(sheet, folder, version)
    write_layout(folder, "numbers", version, all_headers,
                 [*sheet.constant_lines(texts=False), *sheet.struct_constant_lines()])
    write_layout(folder, "texts", version, all_headers, list(sheet.constant_lines(texts=True)))
    write_layout(folder, "ids", version, all_headers,
                 [*sheet.table_lines(), "", *sheet.event_lines()])


if __name__ == "__main__":
    main()
