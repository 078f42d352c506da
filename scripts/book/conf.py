# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""How Sphinx makes the book of what scripts/book/assemble.py has laid out."""

project = "Attacca"
author = "The Attacca authors"
copyright = author
extensions = ["myst_parser"]
# Links to headings, as on the pages of a repository.
myst_heading_anchors = 4
html_theme = "furo"
html_title = "Attacca"
html_copy_source = False
html_show_sphinx = False
html_show_sourcelink = False
# For those who read it without a network: nothing is fetched.
html_static_path = ["static"]
html_css_files = ["book.css"]
# Code with … in it is read by people.
suppress_warnings = ["misc.highlighting_failure"]
highlight_language = "none"
