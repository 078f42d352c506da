# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""What counts as a command of a page, and when what it prints is what the page shows."""

import unittest

from page_commands import commands_of, difference

PAGE = """# A page

```sh
make demo    # a remark
attacca run A.clap \\
  --seconds 1

# a remark alone
```

```console
$ attacca doctor --color "#ff8800"
fine
$ attacca list
```

```cpp
attacca run;
```
"""


class Commands(unittest.TestCase):
    def test_blocks_of_shell_and_of_sessions(self):
        found = [(each.line, each.text, each.shown) for each in commands_of("p.md", PAGE)]
        self.assertEqual(found, [(4, "make demo", None), (6, "attacca run A.clap --seconds 1", None),
                                 (12, 'attacca doctor --color "#ff8800"', "fine"),
                                 (14, "attacca list", "")])

    def test_a_block_that_does_not_say_what_it_is(self):
        for words in ("$ ls", "attacca run A.clap", "cmake --build build"):
            with self.assertRaisesRegex(ValueError, "p.md:2: a block of commands is marked"):
                list(commands_of("p.md", f"```\n{words}\n```\n"))
        self.assertEqual(list(commands_of("p.md", "```\nattacca_add_plugin(a)\n```\n")), [])


class Output(unittest.TestCase):
    def test_columns_times_and_sums_may_differ(self):
        self.assertIsNone(difference("a  1.5 ms  ok\nx " + "0" * 64, "a 12 ms ok\n\nx " + "f" * 64))

    def test_another_word_or_number_may_not(self):
        self.assertIn("comes: 3 of 4", difference("4 of 4", "3 of 4"))
        self.assertIn("(nothing more)", difference("a\nb", "a"))
        self.assertIn("(nothing more)", difference("a", "a\nb"))

    def test_lines_that_are_left_out(self):
        self.assertIsNone(difference("a\n...\nd", "a\nb\nc\nd"))
        self.assertIsNone(difference("...\nd\n...", "b\nd\ne"))
        self.assertIsNotNone(difference("a\n...\nd", "a\nb"))
        self.assertIsNone(difference("took … of it", "took 3 kB of it"))


if __name__ == "__main__":
    unittest.main()
