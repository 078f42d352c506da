#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""A picture of a page in headless Chromium, some seconds after it was opened.

Usage: page_picture.py URL SECONDS FILE.png
"""

import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tests/products/parlando/page"))
import chromium  # noqa: E402  the tests' own


def main():
    url, seconds, file = sys.argv[1], float(sys.argv[2]), sys.argv[3]
    if not chromium.is_there():
        sys.exit("page_picture: there is no chromium")
    browser = chromium.Chromium()
    try:
        browser.size(1280, 860)
        browser.open(url)
        time.sleep(seconds)
        browser.picture(file)
    finally:
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main()
