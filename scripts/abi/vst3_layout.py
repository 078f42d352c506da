#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""Writes tests/abi/vst3/layout_*.cpp: sizes, offsets, numbers, ids and texts, asserted."""

import re

import vst3_facts as facts

SCRIPT = "vst3_layout.py"
OPEN = ["namespace attacca::vst3 {", ""]
CLOSE = ["", "}  // namespace attacca::vst3"]


def check(condition):
    return f"static_assert({condition});"


def structs(vst3):
    lines, includes = [], {"<cstddef>"}
    for struct in vst3["structs"]:
        name = struct["name"]
        includes.add(facts.header_of(name))
        lines.append(f"// {name}")
        lines.append(check(f"sizeof({name}) == {struct['size']}"))
        lines.append(check(f"alignof({name}) == {struct['align']}"))
        lines.append(check(f"std::is_standard_layout_v<{name}>"))
        lines.append(check(f"std::is_trivially_copyable_v<{name}>"))
        for field in struct["fields"]:
            if "bits" in field:
                continue  # the runtime test looks at the bits
            member = f"{name}, {field['name']}"
            lines.append(check(f"offsetof({member}) == {field['offset']}"))
            lines.append(check(f"sizeof({name}::{field['name']}) == {field['size']}"))
        lines.append("")
    includes.add("<type_traits>")
    facts.write("layout_structs.cpp", SCRIPT, includes, OPEN + lines + CLOSE)


def enum_scope(enum):
    """The scope our enumerators are reached through."""
    if enum["name"]:
        return enum["name"]
    return enum["owner"] or "LayerType"


def number(value):
    return str(value) if abs(value) < 2**31 else f"0x{value:X}"


def enums(vst3):
    lines, includes = [], set()
    widths = {"int32": "std::int32_t", "uint32": "std::uint32_t", "KnobMode": "std::int32_t"}
    for enum in vst3["constants"]["enums"]:
        scope = enum_scope(enum)
        includes.add(facts.header_of(scope.split("::")[0]))
        lines.append(f"// {scope}")
        if enum.get("fixed_type"):
            width = widths[enum["fixed_type"]]
            lines.append(check(f"std::is_same_v<std::underlying_type_t<{scope}>, {width}>"))
        for name, value in enum["values"].items():
            # a 32-bit constant may be kept signed or unsigned
            cast = "std::uint32_t" if value > 2**31 else "std::int64_t"
            lines.append(check(f"static_cast<{cast}>({scope}::{name}) == {number(value)}"))
        lines.append("")
    includes |= {"<cstdint>", "<type_traits>"}
    facts.write("layout_enums.cpp", SCRIPT, includes, OPEN + lines + CLOSE)


def id_bytes(rule, iid):
    words = dict(zip(("l1", "l2", "l3", "l4"), (int(w, 16) for w in iid)))
    result = []
    for expression in rule["bytes"]:
        word, shift = re.fullmatch(r"(l\d)>>(\d+)", expression).groups()
        result.append((words[word] >> int(shift)) & 0xFF)
    return ", ".join(f"0x{b:02X}" for b in result)


def ids(vst3, table):
    lines, includes = [], {"abi/vst3/base/implements.hpp"}
    posix, windows = [], []
    for name, interface in table.items():
        includes.add(facts.header_of(name))
        tuid = vst3["platform"]["tuid"]
        posix.append(f"constexpr Tuid k{name}{{{{{id_bytes(tuid['non_com'], interface['iid'])}}}}};")
        windows.append(f"constexpr Tuid k{name}{{{{{id_bytes(tuid['com'], interface['iid'])}}}}};")
        lines.append(check(f"{name}::iid == k{name}"))
        text = "".join(w[2:].upper() for w in interface["iid"])
        lines.append(check(f'std::string_view(to_hex({name}::iid).data()) == "{text}"'))
        if interface["base"]:
            base = interface["base"]
            lines.append(check(f"std::is_same_v<BaseInterface<{name}>::Type, {base}>"))
            lines.append(check(f"std::is_base_of_v<{base}, {name}>"))
        lines.append(check(f"sizeof({name}) == sizeof(void*)"))
    body = OPEN + ["namespace {", "#if defined(_WIN32)"] + windows + ["#else"] + posix + ["#endif"]
    body += ["}  // namespace", ""] + lines + CLOSE
    includes |= {"<string_view>", "<type_traits>"}
    facts.write("layout_ids.cpp", SCRIPT, includes, body)


def our_text_name(namespace, name):
    if namespace == "Vst":
        return "k" + name
    if namespace == "Vst::ChannelContext":
        name = "k" + re.fullmatch(r"kChannel(.*)Key", name).group(1)
    return f"{facts.NAMESPACES[namespace]}::{name}"


def xml_name(name):
    return "representation_xml::k" + "".join(part.capitalize() for part in name.split("_"))


def text(name, value):
    return check(f'std::string_view({name}) == "{value}"')


def texts(vst3, presonus):
    constants, lines = vst3["constants"], []
    for group in ("class_categories", "platform_types", "platform_strings"):
        lines += [text(k, v) for k, v in constants[group].items()]
    for namespace, entries in constants["strings"].items():
        if namespace == "Vst::LayerType":
            names = entries["layerTypeFIDString"]
            lines.append(check(f"kLayerTypeNames.size() == {len(names)}"))
            lines += [text(f"kLayerTypeNames[{i}]", v) for i, v in enumerate(names)]
        else:
            lines += [text(our_text_name(namespace, k), v) for k, v in entries.items()]
    lines += [text(xml_name(k), v) for k, v in constants["xml_representation"].items()]
    lines += [text(f"preset_file::{k}", v) for k, v in vst3["preset_file"]["chunk_ids"].items()]
    lines += [text("preset_file::kExtension", vst3["preset_file"]["extension"])]
    for exports in vst3["module"]["exports"].values():
        lines += [text("k" + e["name"][0].upper() + e["name"][1:], e["name"]) for e in exports]
    lines += [text(f"context_info::k{k[0].upper()}{k[1:]}", k) for k in presonus["ids"]]
    headers = "base/module_exports base/plugin_factory channel_context edit_controller".split()
    headers += "parameter_function_name plug_view preset_file presets".split()
    headers += ["presonus/context_info", "representation_xml"]
    includes = {f"abi/vst3/{h}.hpp" for h in headers} | {"<string_view>"}
    facts.write("layout_texts.cpp", SCRIPT, includes, OPEN + lines + CLOSE)


def preset_file(sheet):
    """The offsets of the preset file, read from the fields of the sheet."""
    header = {f["name"]: f for f in sheet["header"]["fields"]}
    entry = {f["name"]: f for f in sheet["entry"]["fields"]}
    expected = {
        "kHeaderSize": sheet["header"]["size"],
        "kVersion": header["version"]["value"],
        "kVersionOffset": header["version"]["offset"],
        "kClassIdOffset": header["class_id"]["offset"],
        "kListOffsetOffset": header["list_offset"]["offset"],
        "kListCountOffset": sheet["list"]["fields"][1]["offset"],
        "kListEntriesOffset": sheet["list"]["entries_at"],
        "kEntrySize": sheet["entry"]["size"],
        "kEntryOffsetOffset": entry["offset"]["offset"],
        "kEntrySizeOffset": entry["size"]["offset"],
        "kMaxEntries": sheet["max_entries"],
    }
    return [check(f"preset_file::{k} == {v}") for k, v in expected.items()]


def numbers(vst3, presonus):
    lines = []
    for name, value in vst3["constants"]["numbers"]["Vst"].items():
        ours = facts.NUMBERS.get(name, name)
        lines.append(check(f"static_cast<std::int64_t>({ours}) == {number(value)}"))
    results = vst3["platform"]["results"]
    lines += ["#if defined(_WIN32)"]
    for name, value in results["windows"].items():
        lines.append(check(f"static_cast<std::uint32_t>({name}) == {value}U"))
    lines += ["#else"] + [check(f"{k} == {v}") for k, v in results["posix"].items()] + ["#endif"]
    for name, value in presonus["channel_type"].items():
        lines.append(check(f"static_cast<int>(context_info::ChannelType::{name}) == {value}"))
    for name, value in presonus["index_mode"].items():
        lines.append(check(f"static_cast<int>(context_info::IndexMode::{name}) == {value}"))
    lines += preset_file(vst3["preset_file"])
    for name, speaker in vst3["constants"]["speakers"].items():
        lines.append(check(f"{name} == std::uint64_t{{1}} << {speaker['bit']}"))
        lines.append(check(f'speaker_label({name}) == "{speaker["label"]}"'))
    for name, mask in vst3["constants"]["speaker_arrangements"].items():
        lines.append(check(f"speaker_arr::{name} == {mask}"))
    headers = "audio_processor base/plugin_factory base/result base/types data_exchange".split()
    headers += "preset_file presonus/context_info speaker_arrangements speakers units".split()
    includes = {f"abi/vst3/{h}.hpp" for h in headers} | {"<cstdint>"}
    facts.write("layout_numbers.cpp", SCRIPT, includes, OPEN + lines + CLOSE)


def types(vst3):
    """The sizes of the named basic types, where we use the same name."""
    skip = {"int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"}
    skip |= {"char8", "char16", "tchar", "TChar", "tresult", "TUID"}
    lines = [check("sizeof(TResult) == 4"), check("sizeof(Tuid) == 16 && alignof(Tuid) == 1")]
    for entry in vst3["types"]:
        if entry["name"] not in skip:
            lines.append(check(f"sizeof({entry['name']}) == {entry['size']}"))
    facts.write("layout_types.cpp", SCRIPT, set(facts.all_headers()), OPEN + lines + CLOSE)


def main():
    vst3, presonus = facts.load()
    types(vst3)
    structs(vst3)
    enums(vst3)
    ids(vst3, facts.interfaces(vst3, presonus))
    texts(vst3, presonus)
    numbers(vst3, presonus)


if __name__ == "__main__":
    main()
