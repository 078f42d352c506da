# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""What hosts on JUCE are given to load."""

import sys


def juce_path(bundle):
    """The bundle; under Windows the file in it, which is what JUCE's scanner finds by itself."""
    inner = bundle / "Contents" / "x86_64-win" / bundle.name
    return str(inner if sys.platform == "win32" and inner.is_file() else bundle)
