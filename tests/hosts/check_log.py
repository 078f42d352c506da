#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""Holds what the plugin received (ATTACCA_LOG) against what Ardour did (ardour_session.lua).

Usage: check_log.py ARDOUR_OUTPUT PLUGIN_LOG
Exit 0 if every change arrived in order, the last one is the newest everywhere, and the audio thread
saw the newest one while the transport rolled.
"""

import json
import sys


def utf16_cut(text, units):
    """What Ardour can hand over: at most `units` UTF-16 units, a cut pair becoming U+FFFD."""
    data = text.encode("utf-16-le")[: 2 * units]
    return data.decode("utf-16-le", errors="replace")


def main():
    actions, rolled, ended, failed = [], False, False, []
    for line in open(sys.argv[1], encoding="utf-8", errors="replace"):
        parts = line.rstrip("\n").split("\t")
        if parts[0] == "DID":
            actions.append({"kind": parts[1], "name": utf16_cut(parts[2], 127),
                            "color": parts[3], "rolling": parts[4] == "true"})
        elif parts[0] == "ROLLED":
            rolled = int(parts[1]) > 0
        elif parts[0] == "END":
            ended = True
        elif parts[0] == "FAIL":
            failed.append(parts[1])
    if not ended:
        failed.append("Ardour's script did not reach its end")
    events = [json.loads(line) for line in open(sys.argv[2], encoding="utf-8")]
    # A later instance may lie at the address of one that is gone.
    made = 0
    which = {}
    for event in events:
        if event["event"] == "create":
            made += 1
            which[event["instance"]] = made
        event["which"] = which.get(event["instance"], 0)
    received = [e for e in events if e["event"] == "track_info"]
    # Calls on two threads may be written in another order than they took effect.
    received.sort(key=lambda e: (e["which"], e["revision"]))
    if not received:
        failed.append("the plugin never received anything about its track")

    # Every change, in order: a later call repeats what has not changed, so that each action is
    # looked for at or after the place of the one before.
    at, missed = 0, []
    for action in actions:
        for i in range(at, len(received)):
            if received[i]["name"] == action["name"] and received[i]["color"] == action["color"]:
                at = i
                break
        else:
            missed.append(f'{action["kind"]}: {action["name"]} {action["color"]}')
    if missed:
        failed.append(f"{len(missed)} of {len(actions)} changes did not arrive: {missed[:3]}")
    if received and actions and (received[-1]["name"], received[-1]["color"]) != (
            actions[-1]["name"], actions[-1]["color"]):
        failed.append(f"the last received is {received[-1]['name']} {received[-1]['color']}, "
                      f"not {actions[-1]['name']} {actions[-1]['color']}")

    # The audio thread: when it was switched off after rolling it had seen the newest revision.
    seen = [e for e in events if e["event"] == "deactivate" and e.get("audio_revision", 0) > 0]
    if not seen:
        failed.append("the audio thread saw no track info")
    for event in seen:
        if event["audio_revision"] != event["revision"] and event is seen[0]:
            failed.append(f'audio saw revision {event["audio_revision"]} of {event["revision"]}')

    threads = sorted({e["thread_name"] for e in received})
    while_rolling = sum(a["rolling"] for a in actions)
    audio = f'{seen[0]["audio_revision"]} of {seen[0]["revision"]}' if seen else "none"
    print(f"changes by Ardour {len(actions)} ({while_rolling} while rolling), "
          f"calls to the plugin {len(received)}, threads {', '.join(threads)}, "
          f"newest revision seen by audio {audio}, lost {len(missed)}")
    for line in failed:
        print("FAIL", line)
    if not rolled:
        print("FAIL the transport did not roll")
    return 1 if failed or not rolled else 0


if __name__ == "__main__":
    sys.exit(main())
