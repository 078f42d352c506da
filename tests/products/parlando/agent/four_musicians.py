# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""Four musicians for sdk_clients.sh. Usage: four_musicians.py CONDUCTOR_PORT, until it is ended; or
four_musicians.py --ports: two free ports."""

import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "conductor"))
from osc_musician import Musicians  # noqa: E402
from session_test import VOICES, free_ports  # noqa: E402

if sys.argv[1] == "--ports":
    print(*free_ports(2))
else:
    musicians = Musicians(VOICES, ("127.0.0.1", int(sys.argv[1])))
    while True:
        time.sleep(0.5)
        # Each client begins a conductor of its own: announced again once the last one has ended.
        if time.monotonic() - musicians.last_pulse > 1:
            musicians.unacknowledged = set(musicians.ids)
