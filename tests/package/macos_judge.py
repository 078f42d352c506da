#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""Looks at bundles and programs for macOS without a line of Attacca's: Mach-O files as LIEF reads them,
property lists as Python does, digests by hashlib. Usage: macos_judge.py BUNDLE|PROGRAM…
"""

import hashlib
import pathlib
import plistlib
import struct
import sys

import lief

PROCESSORS = {"ARM64", "X86_64"}
ENTRIES = {"_GetPluginFactory", "_bundleEntry", "_bundleExit", "_clap_entry"}
LIBRARIES = {"/usr/lib/libSystem.B.dylib"}
MINIMUM = [11, 0, 0]
MOST_BYTES = 300_000  # of the gain, for each processor


def blobs_of(signature):
    """The parts of a signature by slot: <kern/cs_blobs.h>, CS_SuperBlob."""
    magic, length, count = struct.unpack_from(">III", signature)
    assert magic == 0xFADE0CC0 and length <= len(signature), "no signature"
    found = {}
    for i in range(count):
        slot, offset = struct.unpack_from(">II", signature, 12 + 8 * i)
        size = struct.unpack_from(">I", signature, offset + 4)[0]
        found[slot] = signature[offset:offset + size]
    return found


def check_signature(code, blobs, identifier, plist, resources):
    directory = blobs[0]
    (magic, _, version, flags, hashes, name, specials, pages, limit, hash_size, hash_type, _,
     page_bits) = struct.unpack_from(">IIIIIIIIIBBBB", directory)
    assert magic == 0xFADE0C02 and version >= 0x20400, "no code directory"
    assert flags & 2, "not signed ad hoc"
    assert (hash_type, hash_size) == (2, 32), "not SHA-256"
    found = directory[name:directory.index(b"\0", name)].decode()
    assert found == identifier, f"signed as {found}"
    assert limit == len(code), "signed is not all before the signature"
    page = 1 << page_bits
    assert pages == (limit + page - 1) // page, "a wrong number of pages"
    for i in range(pages):
        digest = directory[hashes + 32 * i:hashes + 32 * (i + 1)]
        assert digest == hashlib.sha256(code[page * i:page * (i + 1)]).digest(), f"page {i} differs"
    for slot, content in ((1, plist), (2, blobs[2] if plist else None), (3, resources)):
        if content is None:
            continue
        assert slot <= specials, f"slot {slot} is missing"
        digest = directory[hashes - 32 * slot:hashes - 32 * (slot - 1)]
        assert digest == hashlib.sha256(content).digest(), f"slot {slot} differs"
    return pages


def check_sealed(contents, program, resources):
    sealed = plistlib.loads(resources)["files2"]
    files = {path.relative_to(contents).as_posix() for path in contents.rglob("*") if path.is_file()}
    files -= {"Info.plist", "PkgInfo", "_CodeSignature/CodeResources"}
    files.remove(program.relative_to(contents).as_posix())
    assert files == set(sealed), f"sealed are {sorted(sealed)}, there are {sorted(files)}"
    for path in files:
        digest = hashlib.sha256((contents / path).read_bytes()).digest()
        assert sealed[path]["hash2"] == digest, f"{path} differs"


def parts_of(program, kind):
    """Each part with its bytes before the signature, and the signature."""
    file = program.read_bytes()
    universal = lief.MachO.parse(str(program))  # which owns its parts
    parts = [universal.at(i) for i in range(universal.size)]
    assert {part.header.cpu_type.name for part in parts} == PROCESSORS
    for part in parts:
        processor = part.header.cpu_type.name
        assert part.header.file_type.name == kind, f"no MH_{kind}"
        libraries = {library.name for library in part.libraries}
        assert libraries == LIBRARIES, f"{processor} needs {sorted(libraries)}"
        assert part.build_version.platform.name == "MACOS"
        assert part.build_version.minos == MINIMUM, f"{processor} is for {part.build_version.minos}"
        place = part.code_signature
        start = part.fat_offset
        code = file[start:start + place.data_offset]
        yield part, code, file[start + place.data_offset:start + place.data_offset + place.data_size]


def check_program(program):
    said = []
    for part, code, signature in parts_of(program, "EXECUTE"):
        pages = check_signature(code, blobs_of(signature), program.name, None, None)
        assert program.stat().st_mode & 0o111, "may not be executed"
        said.append(f"{part.header.cpu_type.name} {len(code) + len(signature)} bytes, {pages} pages")
    return "; ".join(said)


def check(bundle):
    if bundle.is_file():
        return check_program(bundle)
    contents = bundle / "Contents"
    plist = (contents / "Info.plist").read_bytes()
    resources = (contents / "_CodeSignature/CodeResources").read_bytes()
    info = plistlib.loads(plist)
    assert info["CFBundlePackageType"] == "BNDL"
    assert (contents / "PkgInfo").read_bytes() == b"BNDL????"
    program = contents / "MacOS" / info["CFBundleExecutable"]
    said = []
    for part, code, signature in parts_of(program, "BUNDLE"):
        processor = part.header.cpu_type.name
        exports = {symbol.name for symbol in part.exported_symbols}
        assert exports == ENTRIES, f"{processor} exports {sorted(exports)}"
        pages = check_signature(code, blobs_of(signature), info["CFBundleIdentifier"], plist,
                                resources)
        size = len(code) + len(signature)
        if bundle.stem == "Attacca Gain":
            assert size <= MOST_BYTES, f"{processor} has {size} bytes"
        said.append(f"{processor} {size} bytes, {pages} pages")
    check_sealed(contents, program, resources)
    return "; ".join(said)


def main():
    lief.logging.disable()
    wrong = 0
    for name in sys.argv[1:]:
        try:
            print(f"{name}: {check(pathlib.Path(name))}")
        except (AssertionError, KeyError, OSError, ValueError, struct.error) as error:
            wrong += 1
            print(f"{name}: WRONG: {error!r}")
    print(f"{len(sys.argv) - 1} looked at, {wrong} wrong")
    return 1 if wrong or len(sys.argv) < 2 else 0


if __name__ == "__main__":
    sys.exit(main())
