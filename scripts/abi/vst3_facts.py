# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""What the generators of the VST3 tests share: the fact sheets, and how our names follow theirs.

The fact sheets are two JSON files about the binary interface: one about VST3, one about the
PreSonus extension. The build needs neither them nor Python; the generated tests are committed.
"""

import argparse
import json
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
HEADERS = ROOT / "abi" / "vst3"
TESTS = ROOT / "tests" / "abi" / "vst3"

# Overloads of the original get names of their own: (interface, index of the method) -> name.
OVERLOADS = {
    ("IContextInfoProvider2", 0): "getContextInfoValueDouble",
    ("IContextInfoProvider2", 1): "setContextInfoValueDouble",
    ("IContextInfoProvider2", 2): "setContextInfoValueInt",
}

# Namespaces of string constants, original -> ours.
NAMESPACES = {
    "Vst::PresetAttributes": "preset_attributes",
    "Vst::StateType": "state_type",
    "Vst::ChannelContext": "channel_context",
    "Vst::ViewType": "view_type",
    "Vst::FunctionNameType": "function_name_type",
    "Vst::CurveType": "curve_type",
    "Vst::Attributes": "attributes",
    "Vst::AttributesFunction": "attributes_function",
    "Vst::AttributesStyle": "attributes_style",
    "Vst::AttributesFlags": "attributes_flags",
}

# What the project declares nothing of, as nothing in it uses them: interfaces, structs and enums by
# name, string constants by namespace.
LEFT_OUT = set(
    "IPluginCompatibility IStringResult IWaylandHost IWaylandFrame IVst3WrapperMPESupport "
    "ITransportControl IInfo IString IErrorContext ICloneable IPersistent IAttributes IAttributes2 "
    "IUpdateHandler IDependent IVst3ToVst2Wrapper IVst3ToAUWrapper IVst3ToAAXWrapper "
    "IInterAppAudioHost IInterAppAudioConnectionNotification IInterAppAudioPresetManager "
    "ITestPlugProvider ITestPlugProvider2 ITest ITestResult ITestSuite ITestFactory "
    "FUID FVariant TransportPosition TransportPositionType Variations ClassificationVariations "
    "IAttrID Vst::MusicalInstrument Vst::MusicalStyle Vst::MusicalCharacter Vst::PlugType".split())

NUMBERS = {
    "InvalidDataExchangeQueueID": "kInvalidDataExchangeQueueID",
    "InvalidDataExchangeBlockID": "kInvalidDataExchangeBlockID",
}


def load():
    """Reads the two sheets named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("vst3", type=pathlib.Path, help="fact sheet of VST3")
    parser.add_argument("presonus", type=pathlib.Path, help="fact sheet of the PreSonus extension")
    arguments = parser.parse_args()
    vst3 = json.loads(arguments.vst3.read_text())
    leave_out(vst3)
    return vst3, json.loads(arguments.presonus.read_text())


def leave_out(vst3):
    known = set()
    for kind in ("interfaces", "structs", "types"):
        known |= {entry["name"] for entry in vst3[kind]}
        vst3[kind] = [entry for entry in vst3[kind] if entry["name"] not in LEFT_OUT]
    constants = vst3["constants"]
    known |= set(constants["strings"])
    constants["strings"] = {k: v for k, v in constants["strings"].items() if k not in LEFT_OUT}
    scopes = [((e["name"] or "").split("::")[0], e["owner"]) for e in constants["enums"]]
    known |= {scope for scope, _ in scopes}
    constants["enums"] = [e for e, scope in zip(constants["enums"], scopes)
                          if not LEFT_OUT & set(scope)]
    if LEFT_OUT - known:
        raise SystemExit(f"left out, and not in the sheet: {sorted(LEFT_OUT - known)}")


def interfaces(vst3, presonus):
    """Every interface by name, the methods under our names."""
    result = {}
    for interface in vst3["interfaces"] + presonus["interfaces"]:
        for index, method in enumerate(interface["methods"]):
            method["our_name"] = OVERLOADS.get((interface["name"], index), method["name"])
        result[interface["name"]] = interface
    return result


def all_methods(table, name):
    """The methods of an interface with those it extends, in the order of the slots."""
    interface = table[name]
    inherited = all_methods(table, interface["base"]) if interface["base"] else []
    return inherited + interface["methods"]


def signature(text):
    """'ret (type name, …) const' -> (ret, [type, …])."""
    result, parameters = re.fullmatch(r"(.*?) ?\((.*)\)(?: const)?", text).groups()
    types = []
    for parameter in filter(None, (p.strip() for p in parameters.split(","))):
        types.append(re.fullmatch(r"(.*?)\s*(\w+)", parameter).group(1))
    return result.strip(), types


def header_of(name):
    """The header that declares a class, struct or enum of ours."""
    pattern = re.compile(rf"^\s*(?:class|struct|enum class) {name}\b[^;]*\{{", re.M)
    for header in sorted(HEADERS.rglob("*.hpp")):
        if pattern.search(header.read_text()):
            return "abi/vst3/" + header.relative_to(HEADERS).as_posix()
    raise SystemExit(f"no header declares {name}")


def all_headers():
    return ["abi/vst3/" + h.relative_to(HEADERS).as_posix() for h in sorted(HEADERS.rglob("*.hpp"))]


def write(name, script, includes, body):
    """Writes one generated test file."""
    lines = [
        "// SPDX-FileCopyrightText: The Attacca authors",
        "// SPDX-License-Identifier: MIT",
        f"// Generated by scripts/abi/{script} from the fact sheets; do not edit.",
        "",
    ]
    system = sorted(i for i in includes if i.startswith("<") and not i.endswith(".h>"))
    libraries = sorted(i for i in includes if i.startswith("<") and i.endswith(".h>"))
    own = sorted(i for i in includes if not i.startswith("<"))
    for group in (libraries, system):
        if group:
            lines += [f"#include {i}" for i in group] + [""]
    lines += [f'#include "{i}"' for i in own] + [""]
    path = TESTS / name
    path.write_text("\n".join(lines + body) + "\n")
    subprocess.run(["clang-format-19", "-i", str(path)], check=True)
    print(f"{path.relative_to(ROOT)}: {len(path.read_text().splitlines())} lines")
