// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <memory>

#include <attacca/gui/editor.hpp>

namespace parlando {

class Musician;

/// Who the musician is, who conducts it, how the link is, and what goes by. [main]
[[nodiscard]] std::unique_ptr<attacca::Editor> make_musician_editor(Musician& musician);

}  // namespace parlando
