#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""Writes tests/abi/vst3/vtable_*.cpp: the order and arguments of every virtual table.

The slots come from the fact sheets alone. The mocks repeat the methods of our headers, from which
they are read; the compiler refuses them when they override nothing.
"""

import re

import vst3_facts as facts

SCRIPT = "vst3_vtable.py"

# Enumerations and structs that go by value, as the sheet defines them.
BY_VALUE = {
    "BusDirections": "std::int32_t",
    "IProgress::ProgressType": "std::uint32_t",
    "Midi2Controller": "Midi2Controller",
}
PLAIN = {
    "char": "char",
    "bool": "bool",
    "int": "int",
    "float": "float",
    "double": "double",
    "void": "void",
    "tresult": "std::int32_t",
}
PLAIN.update({f"{s}int{b}": f"std::{s}int{b}_t" for s in ("", "u") for b in (8, 16, 32, 64)})
PLAIN.update({"char16": "char16_t", "char8": "char", "tchar": "char16_t", "TChar": "char16_t"})


class Types:
    """Turns a type of the sheet into the type that goes through the register."""

    def __init__(self, vst3):
        self.aliases = {}
        for entry in vst3["types"]:
            self.aliases.setdefault(entry["name"], entry["is"])

    def raw(self, name):
        name = name.removeprefix("const ").strip()
        if name.endswith(("*", "&", "]")):
            return "void*"
        if name in PLAIN:
            return PLAIN[name]
        if name in BY_VALUE:
            return BY_VALUE[name]
        alias = self.aliases[name]
        if re.fullmatch(r"u?int\d+_t", alias):
            return "std::" + alias
        return self.raw(alias)


def slots(types, methods):
    result = ["QueryInterface", "AddRef", "Release"]
    for method in methods[3:]:
        returned, parameters = facts.signature(method["signature"])
        result.append(f"Slot<{', '.join(types.raw(t) for t in [returned] + parameters)}>")
    return result


def declarations(name):
    """The methods our header declares in a class: (return, name, parameters, const)."""
    text = (facts.ROOT / facts.header_of(name)).read_text()
    body = re.search(rf"^class {name}\b[^;]*?\{{(.*?)^\}};", text, re.M | re.S).group(1)
    body = re.sub(r"#if defined\(_WIN32\).*?#else", "", body, flags=re.S)
    body = re.sub(r"//.*", "", body)
    pattern = re.compile(r"virtual\s+([^()]+?)(\w+)\(([^()]*)\)\s*(const)?\s*(?:= 0;|\{)")
    for returned, method, parameters, const in pattern.findall(body):
        yield returned.strip(), method, " ".join(parameters.split()), const


def mock(table, name):
    chain, current = [], name
    while current != "FUnknown":
        chain.insert(0, current)
        current = table[current]["base"]
    lines = [f"class Mock{name} final : public Mock<{name}> {{", " public:"]
    for interface in chain:
        for returned, method, parameters, const in declarations(interface):
            arguments = [f'"{method}"']
            for parameter in filter(None, parameters.split(",")):
                kind, argument = re.fullmatch(r"\s*(.*?)(\w+)", parameter).groups()
                arguments.append(("&" if "&" in kind else "") + argument)
            lines.append(f"  {returned} {method}({parameters}) {const} override {{")
            lines.append(f"    return ran<{returned}>({', '.join(arguments)}); }}")
    return lines + ["};", ""]


def test(types, table, name):
    methods = facts.all_methods(table, name)
    names = [m["our_name"] for m in methods]
    lines = [] if name == "FUnknown" else mock(table, name)
    mocked = "Mock<FUnknown>" if name == "FUnknown" else f"Mock{name}"
    lines += [f"using {name}Table = Table<{', '.join(slots(types, methods))}>;", ""]
    lines += [f'TEST_CASE("{name}: every method sits in its slot") {{']
    lines += [f"{mocked} mock;", f"check_slots<{name}Table>(static_cast<{name}&>(mock), {{{{"]
    lines += [", ".join(f'"{n}"' for n in names), "}});", ""]
    lines += [f"HandMade<{name}Table, {name}> made;"]
    lines += [f"made.check<{i}>(&{name}::{n});" for i, n in enumerate(names)]
    return lines + ["}", ""]


def main():
    vst3, presonus = facts.load()
    table = facts.interfaces(vst3, presonus)
    types = Types(vst3)
    groups = {}
    for name, interface in table.items():
        header = interface.get("header", "presonus/").split("/")
        group = header[0]
        if group == "vst":
            stem = header[1].removeprefix("ivst").removesuffix(".h")
            group = "vst_a_to_d" if stem < "e" else "vst_e_to_m" if stem < "n" else "vst_n_to_z"
        groups.setdefault(group, []).append(name)
    for group, names in groups.items():
        body = ["namespace attacca::vst3 {", "namespace {", "", "using namespace vtable_probe;", ""]
        includes = {"tests/abi/vst3/vtable_probe.hpp"}
        for name in names:
            includes.add(facts.header_of(name))
            body += test(types, table, name)
        body += ["}  // namespace", "}  // namespace attacca::vst3"]
        includes |= {"<doctest/doctest.h>", "<cstdint>"}
        facts.write(f"vtable_{group}.cpp", SCRIPT, includes, body)


if __name__ == "__main__":
    main()
