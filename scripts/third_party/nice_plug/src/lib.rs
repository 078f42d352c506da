// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The plugins are the examples.
