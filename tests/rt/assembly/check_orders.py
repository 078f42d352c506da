#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""What the compiler made of the hand-overs' memory orders, read in the disassembly.

check_orders.py SOURCE_FOLDER

Compiles handovers.cpp for aarch64, with and without the instructions of ARMv8.1, and counts in each
function what orders loads and stores. Then the same with acquire, and with release,
left out: every function that has one must be found wanting. Exits with 77 where that
compiler is not installed.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

# Function: how many ordered loads and stores its source asks for.
EXPECTED = {
    "triple_buffer_publish": (1, 1),
    "triple_buffer_update": (1, 1),
    "queue_push": (1, 1),
    "queue_pop": (1, 1),
    "param_write": (0, 1),
    "param_newest": (3, 0),
    "param_note": (0, 3),  # the record's ticket, the mark, and that there are marks
    "main_thread_want": (0, 2),
    "main_thread_take": (1, 1),
    "main_thread_signs": (1, 0),
}
# ARMv8.0 has pairs of instructions for a read-modify-write, ARMv8.1 single ones. What Debian's
# compiler does by default is to call one or the other at run time.
TARGETS = [["-mno-outline-atomics"], ["-march=armv8.1-a"]]
COMPILER, DISASSEMBLER = "aarch64-linux-gnu-g++", "aarch64-linux-gnu-objdump"


def orders(mnemonic, operands):
    """(1 if it acquires, 1 if it releases)"""
    if re.fullmatch(r"ld(ar|apr|axr|axp)[bh]?", mnemonic):
        return 1, 0
    if re.fullmatch(r"stl(r|xr|xp)[bh]?", mnemonic):
        return 0, 1
    if mnemonic == "dmb":
        return 1, 0 if operands.strip() == "ishld" else 1
    # One instruction that reads, changes and writes: a, l or al behind its name.
    match = re.fullmatch(r"(swp|cas|ldadd|ldset|ldclr|ldeor)(a?)(l?)[bh]?", mnemonic)
    return (len(match[2]), len(match[3])) if match else (0, 0)


def count(source, options):
    """{function: (ordered loads, ordered stores)}"""
    root = os.path.abspath(source)
    with tempfile.TemporaryDirectory() as folder:
        binary = os.path.join(folder, "handovers.o")
        subprocess.run(
            [COMPILER, "-std=c++20", "-O2", "-DNDEBUG", "-c", *options,
             f"-I{root}/include", f"-I{root}/src",
             f"{root}/tests/rt/assembly/handovers.cpp", "-o", binary], check=True)
        text = subprocess.run([DISASSEMBLER, "-d", "--no-show-raw-insn", binary],
                              check=True, capture_output=True, text=True).stdout
    found, function = {}, None
    for line in text.splitlines():
        if match := re.match(r"[0-9a-f]+ <(\w+)>:", line):
            function = match[1] if match[1] in EXPECTED else None
            if function:
                found[function] = (0, 0)
        elif function and (match := re.match(r"\s+[0-9a-f]+:\s+(\S+)\s*([^#/]*)", line)):
            loads, stores = orders(match[1], match[2].strip())
            found[function] = (found[function][0] + loads, found[function][1] + stores)
    missing = set(EXPECTED) - set(found)
    if missing:
        sys.exit(f"not in the disassembly: {', '.join(sorted(missing))}")
    return found


def too_weak(found):
    """The functions that order less than their source asks for."""
    return {name for name, wanted in EXPECTED.items()
            if found[name][0] < wanted[0] or found[name][1] < wanted[1]}


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__.splitlines()[2])
    if not shutil.which(COMPILER):
        print(f"skipped: no {COMPILER} (package g++-aarch64-linux-gnu)")
        sys.exit(77)
    source, failed = sys.argv[1], False
    for options in TARGETS:
        found = count(source, options)
        for name in sorted(too_weak(found)):
            failed = True
            print(f"{options[0]}: {name} orders {found[name][0]} loads and {found[name][1]} stores, "
                  f"where its source asks for {EXPECTED[name][0]} and {EXPECTED[name][1]}")
        for half, order in enumerate(("acquire", "release")):
            left_out = count(source, [*options, f"-DATTACCA_LEAVE_OUT=std::memory_order_{order}"])
            asking = {name for name, wanted in EXPECTED.items() if wanted[half] > 0}
            for name in sorted(asking - too_weak(left_out)):
                failed = True
                print(f"{options[0]}: {name} without {order} is not found wanting: {left_out[name]}")
        print(f"{options[0]}: ordered loads and stores: " +
              ", ".join(f"{name} {a}+{b}" for name, (a, b) in found.items()))
    sys.exit(1 if failed else 0)


main()
