#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""The same session in two builds of the examples, for two processors or systems, and what differs.

compare_builds.py [--times] FIRST_BUILD OTHER_BUILD [--by EMULATOR…]

Each example plays notes and a sweep in both builds while all its parameters are moved, in both
formats, and is saved twice. Parameters that the main thread or a worker has to follow, whenever it gets to that
(LEFT_ALONE), stay. The states must be equal byte for byte. The sound must be equal but for
rounding: compilers contract a multiplication and an addition into one step where the processor has
it, so that sums differ in their last bits (by LARGEST of full scale at most). Prints a line for each
plugin, and ends with 1 if any differs.
EMULATOR: what runs the other build's program, words of one command; nothing where this machine can.
--times: nothing is compared but what process() takes, as the host has it: medians of the callbacks of
a longer block, the least of three runs of each build in turn. On a quiet machine; ends with 0.
"""
import array
import json
import os
import statistics
import struct
import subprocess
import sys
import tempfile

# Of full scale. A 32-bit float has a step of 6e-8 below 1; filters and feedback add some of them up.
LARGEST = 1e-5
SECONDS = 1.5
# What --times plays: blocks long enough for clocks that tick each 100 ns.
TIMED = ["--seconds", "30", "--block", "4096"]
# A new latency and new impulse responses.
LEFT_ALONE = {"Lookahead", "Room Size"}


def script(parameters):
    """Notes, and every parameter away from its default and on to another value."""
    lines = ["0.0 note on 48 0.8 id 1 note on 64 0.5 id 2", "0.9 note off all",
             "1.0 note on 36 1 id 3"]
    for number, parameter in enumerate(parameters):
        lines.append(f'0.2 param "{parameter["name"]}" normalized:{0.3 + 0.05 * (number % 5):.3f}')
        lines.append(f'0.8 param "{parameter["name"]}" normalized:{parameter["value"]:.6f}')
    return "\n".join(lines) + "\n"


def settable(program, plugin):
    """What users can set of it, each with a value that is not its default, from attacca pin."""
    with tempfile.TemporaryDirectory() as folder:
        lock = os.path.join(folder, "lock.json")
        result = subprocess.run([program, "pin", "--lock", lock, plugin], capture_output=True, text=True)
        if result.returncode != 0:
            raise RuntimeError(f"{plugin}: attacca pin failed:\n{result.stderr[-2000:]}")
        with open(lock) as file:
            pinned = json.load(file)["plugins"]
    return [each for of in pinned for each in of["parameters"]
            if "value" in each and each["name"] not in LEFT_ALONE]


def play(command, plugin, folder, parameters):
    """Samples of the sound as floats, and the states' bytes."""
    wave, state = os.path.join(folder, "out.wav"), os.path.join(folder, "end.state")
    middle, text = os.path.join(folder, "middle.state"), os.path.join(folder, "script")
    with open(text, "w") as file:
        file.write(script(parameters) + f"0.5 save-state {middle}\n")
    result = subprocess.run(
        [*command, "run", plugin, "--free-wheel", "--seconds", str(SECONDS), "--signal", "sweep",
         "--block", "256", "--patience", "60", "--script", text, "--output", wave, "--save-state", state],
        capture_output=True, text=True)
    if result.returncode != 0 or not os.path.exists(wave):
        raise RuntimeError(f"{plugin}: attacca run failed:\n{result.stdout[-2000:]}{result.stderr[-2000:]}")
    states = []
    for name in (middle, state):
        with open(name, "rb") as file:
            states.append(file.read())
        os.remove(name)
    samples = read_wave(wave)
    os.remove(wave)
    return samples, states


def callback_time(command, plugin):
    """What process() takes at the median, in nanoseconds."""
    result = subprocess.run(
        [*command, "run", plugin, "--free-wheel", *TIMED, "--signal", "noise", "--patience", "60", "--json"],
        capture_output=True, text=True)
    if result.returncode != 0:
        raise RuntimeError(f"{plugin}: attacca run failed:\n{result.stdout[-2000:]}{result.stderr[-2000:]}")
    return json.loads(result.stdout)["plugins"][0]["callback_ns"]["median"]


def compare_times(builds, names):
    """Prints a line for each plugin, and the median of their ratios."""
    ratios = []
    for name in names:
        least = [min(times) for times in zip(*(
            [callback_time(command, os.path.join(build, "plugins", name)) for build, command in builds]
            for _ in range(3)))]
        ratios.append(least[1] / least[0])
        print(f"{name}: {least[0] / 1000:.1f} µs and {least[1] / 1000:.1f} µs, {ratios[-1]:.2f}x", flush=True)
    print(f"compare_builds: {statistics.median(ratios):.2f}x at the median of {len(ratios)}, "
          f"{max(ratios):.2f}x at most")


def read_wave(name):
    """The samples of a WAV file of 32-bit floats."""
    with open(name, "rb") as file:
        data = file.read()
    at = 12
    while at + 8 <= len(data):
        kind, size = data[at:at + 4], struct.unpack_from("<I", data, at + 4)[0]
        if kind == b"data":
            samples = array.array("f")
            samples.frombytes(data[at + 8:at + 8 + size // 4 * 4])
            if sys.byteorder == "big":
                samples.byteswap()
            return samples
        at += 8 + size + size % 2
    raise RuntimeError(f"{name} has no samples")


def compare(first, other):
    """What differs, as text, or nothing; and the largest difference of the sound."""
    (sound, states), (other_sound, other_states) = first, other
    if len(sound) != len(other_sound):
        return f"{len(sound)} samples against {len(other_sound)}", 0.0
    for name, one, two in zip(("middle", "end"), states, other_states):
        if one != two:
            return f"the states in the {name} differ: {one[:300]!r} against {two[:300]!r}", 0.0
    largest = max((abs(a - b) for a, b in zip(sound, other_sound)), default=0.0)
    # Written so that a difference that is no number counts.
    return (None if largest <= LARGEST else f"the sound differs by {largest:.3g} of full scale"), largest


def main():
    arguments = sys.argv[1:]
    timed = arguments[:1] == ["--times"]
    if timed:
        arguments = arguments[1:]
    if len(arguments) < 2:
        sys.exit(__doc__.splitlines()[2])
    emulator = arguments[3:] if arguments[2:3] == ["--by"] else []
    builds = []
    for build, run in ((arguments[0], []), (arguments[1], emulator)):
        program = os.path.join(build, "bin/attacca")
        builds.append((build, [*run, program if os.path.exists(program) else program + ".exe"]))
    plugins = sorted(name for name in os.listdir(os.path.join(arguments[0], "plugins"))
                     if name.startswith("Attacca ") and name.endswith((".clap", ".vst3"))
                     and name != "Attacca Witness" + name[-5:])
    if not plugins:
        sys.exit(f"compare_builds: no examples in {arguments[0]}/plugins")
    if timed:
        compare_times(builds, plugins)
        return
    failed = 0
    for name in plugins:
        largest, parameters = 0.0, []

        def played(build, command, moved):
            with tempfile.TemporaryDirectory() as folder:
                return play(command, os.path.join(build, "plugins", name), folder, moved)

        try:
            parameters = settable(os.path.join(arguments[0], "bin/attacca"),
                                  os.path.join(arguments[0], "plugins", name))
            difference, largest = compare(*(played(*build, parameters) for build in builds))
        except RuntimeError as error:
            difference = str(error)
        failed += difference is not None
        how = f"the same, sound within {largest:.2g}" if difference is None else difference
        print(f"{name}: {len(parameters)} parameters moved: {how}", flush=True)
    print(f"compare_builds: {len(plugins) - failed} of {len(plugins)} are the same")
    sys.exit(1 if failed else 0)


main()
