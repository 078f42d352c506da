#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""Fails if a program or plugin for Windows, of any processor, needs a DLL that Windows does not have.

windows_imports.py [--ucrt] FILE…

--ucrt: the C library is that of Windows 10 and newer (api-ms-win-crt-….dll), as Zig's compiler wants it.
"""
import re
import struct
import sys

OWN = r"(advapi32|bcrypt|gdi32|kernel32|msvcrt|ntdll|ole32|psapi|shell32|user32|ws2_32)\.dll"
UCRT = r"api-ms-win-crt-[a-z]+-l1-1-[0-9]\.dll"
IMPORTS = 1  # its place among the directories, of eight bytes each, that 64-bit headers have from byte 112 on


def needed(data):
    """The names of the DLLs in the table of imports of a 64-bit image."""
    header = struct.unpack_from("<I", data, 0x3C)[0]
    if data[header:header + 4] != b"PE\0\0":
        raise ValueError("no PE file")
    count, optional_size = struct.unpack_from("<H12xH", data, header + 6)
    optional = header + 24
    if struct.unpack_from("<H", data, optional)[0] != 0x20B:
        raise ValueError("not for 64 bits")
    table = struct.unpack_from("<I", data, optional + 112 + 8 * IMPORTS)[0]
    sections = [struct.unpack_from("<8x4I", data, optional + optional_size + 40 * each) for each in range(count)]

    def place(address):
        for size, start, raw_size, raw in sections:
            if start <= address < start + max(size, raw_size):
                return raw + address - start
        raise ValueError(f"no section has address {address:#x}")

    at = place(table) if table else None
    while at is not None:
        name = struct.unpack_from("<12xI", data, at)[0]
        if name == 0:
            return
        begin = place(name)
        yield data[begin:data.index(b"\0", begin)].decode("ascii")
        at += 20


def main(arguments):
    own = OWN
    if arguments[:1] == ["--ucrt"]:
        own = f"{OWN}|{UCRT}"
        arguments = arguments[1:]
    if not arguments:
        print(__doc__, end="", file=sys.stderr)
        return 2
    failed = False
    for path in arguments:
        try:
            with open(path, "rb") as file:
                foreign = [each for each in needed(file.read()) if not re.fullmatch(own, each, re.IGNORECASE)]
        except (OSError, ValueError, struct.error) as error:
            print(f"windows: {path}: {error}", file=sys.stderr)
            failed = True
            continue
        if foreign:
            print(f"windows: {path} needs {' '.join(foreign)}, which is not Windows's", file=sys.stderr)
            failed = True
    if not failed:
        print(f"windows: {len(arguments)} files need no DLL but the system's")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
