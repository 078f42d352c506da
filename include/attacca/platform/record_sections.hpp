// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Where in a binary the records lie that say what it is without its being run: the plugins' ids and
// names, and the sources it was built from. ATTACCA_EXPORT and the build put them there, and nobody
// else has to:
//
//     [[ATTACCA_METADATA_SECTION]] constexpr auto record = make_metadata<Gain>();
//
// Each system's format of binaries has names of its own for sections. `used` keeps a record from
// the compiler's tidying, `retain` from the linker's.

#if defined(__APPLE__)
#define ATTACCA_METADATA_SECTION gnu::used, gnu::retain, gnu::section("__TEXT,__attacca_meta")
#define ATTACCA_IDENTITY_SECTION gnu::used, gnu::retain, gnu::section("__TEXT,__attacca")
#elif defined(_WIN32)  // where names have eight letters, and linkers retain what is used
#define ATTACCA_METADATA_SECTION gnu::used, gnu::section(".attmeta")
#define ATTACCA_IDENTITY_SECTION gnu::used, gnu::section(".attacca")
#else
#define ATTACCA_METADATA_SECTION gnu::used, gnu::retain, gnu::section(".attacca.meta")
#define ATTACCA_IDENTITY_SECTION gnu::used, gnu::retain, gnu::section(".attacca.build")
#endif
