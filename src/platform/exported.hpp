// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

/// As an attribute, `[[ATTACCA_EXPORTED]]`: the host finds it by its name in the binary.
#if defined(_WIN32)
#define ATTACCA_EXPORTED gnu::dllexport
#else
#define ATTACCA_EXPORTED gnu::visibility("default")
#endif
