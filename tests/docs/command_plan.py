# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""What the commands of each page need, and the one list of those that are not run as they stand.

A command that is not named here runs as it stands and ends with status 0.
"""

import dataclasses
import re
import shutil
from collections.abc import Callable

import command_places as places


@dataclasses.dataclass
class Run:
    """How a command is run. What is not run as it stands says why: `because`."""

    but: dict[str, str] = dataclasses.field(default_factory=dict)  # words that are exchanged
    instead: str | None = None  # another command
    before: str = ""  # words in front, of what a reader has done between two blocks
    because: str = ""
    statuses: tuple[int, ...] = (0,)
    says: tuple[str, ...] = ()
    varies: tuple[str, ...] = ()
    is_shown: bool = True  # what the page shows is what comes
    needs: tuple[str, ...] = ()  # programs and files; without one the command is left out
    is_run: bool = True
    first: Callable[[places.Place], None] = lambda place: None  # what has to be there by then
    then: Callable[[places.Place], str | None] | None = None  # what is wrong afterwards

    def __post_init__(self):
        if (self.but or self.instead or not self.is_run or not self.is_shown) and not self.because:
            raise ValueError("say why it is not run as it stands")

    def left_out(self):
        if not self.is_run:
            return self.because
        missing = [each for each in self.needs if not shutil.which(each)
                   and not places.pathlib.Path(each).exists()]
        return f"not on this machine: {', '.join(missing)}" if missing else ""


@dataclasses.dataclass
class Page:
    begin: Callable[[places.Place], None] = places.clone
    commands: dict[str, Run] = dataclasses.field(default_factory=dict)


def left(because):
    return Run(is_run=False, because=because)


def target(name, because):
    """A target of make that is tried without being made."""
    return Run(instead=f"make -n {name}", because=because)


def dev(word):
    """`attacca dev` goes on for as long as it is left to."""
    ends = {"--backend jack": "--backend none --seconds 6"} if word == "--backend jack" else {
        word: word + " --backend none --seconds 6"}
    return Run(but=ends, says=("heard ",), because="goes on until Ctrl-C, and wants a sound card")


DEMO = "takes minutes and a display; scripts/bare-machine.sh runs it on a new machine"
CROSS = "builds for minutes, and wants cross compilers, libraries of another processor and qemu"
BENCH = "measures for minutes, and tests share their machine"
INSTALL = "this machine's packages are not a test's to change; scripts/bare-machine.sh installs them"
NO_CARD = "wants a sound card and somebody who plays"
PREFIX = "the system's folders are not a test's to change"
PEERS = Run(instead="scripts/bench-peers.sh", statuses=(2,), says=("Usage",),
            because="fetches and builds another framework, and measures for minutes")
ZAM = ("/usr/lib/clap/ZamComp.clap", "/usr/lib/vst3/ZaMaximX2.vst3")


def first_plugin(place):
    """The README's two files beside the sources, in a project of their own."""
    own = place.folder / "own"
    own.mkdir()
    (own / "attacca").symlink_to(place.root)
    text = (place.root / "README.md").read_text(encoding="utf-8")
    for name, language in (("my_gain.cpp", "cpp"), ("CMakeLists.txt", "cmake")):
        block = re.search(rf"^```{language}\n(.*?)^```$", text, re.M | re.S)[1]
        (own / name).write_text(block, encoding="utf-8")


def readme(place):
    places.clone(place)
    first_plugin(place)
    places.midi(place.folder / "canon.mid",
                {name: [60, 62, 64, 65] for name in places.QUARTET})


def documents(place):
    places.project(place)
    for name in ("loop.wav", "in.wav"):
        places.wav(place.folder / name)
    places.midi(place.folder / "riff.mid", {"Riff": [60, 64, 67]})
    (place.home / "plugins").mkdir()
    (place.home / "plugins/build").symlink_to(place.folder / "build")


def beginner(place):
    places.project(place)
    places.wav(place.folder / "in.wav")


def installer(place):
    places.installed(place)
    places.clone(place)
    (place.folder.parent / "new").mkdir()


RECORDING = "ardour-20261129-113000-4711.witness"


def recording(place):
    """What the witness wrote in our host with Ardour's habits."""
    place.env["ATTACCA_WITNESS_DIR"] = str(place.scratch)
    place.must(place.build / "bin/attacca", "run", place.build / "plugins/Attacca Witness.vst3",
               "--profile", "ardour", "--seconds", "2")
    # Beside it lies that of the scan, which is named after attacca.
    next(place.scratch.glob("ardour-*.witness")).rename(place.folder / RECORDING)


def bass(place):
    places.clone(place)
    places.musicians(place, ["Bass"])


def quartet(place):
    places.clone(place)
    places.midi(place.folder / "q.mid", {
        "Vln. 1": [76, 77, 78, 76, 77, 78, 76, 77], "Violin 2": [69, 70, 71, 69, 70, 71, 69, 70],
        "Viola": [60, 61, 62, 60, 61, 62, 60, 61], "Vc.": [48, 49, 50, 48, 49, 50, 48, 49]})


def chains(place):
    places.bundles(place, MIDI_Inverter="Attacca MIDI Inverter", Gain=places.GAIN,
                   Poly_Mod_Synth="Attacca Poly Mod Synth", Musician="Parlando Musician")
    places.midi(place.folder / "song.mid", {"Song": [60, 64, 67]})
    (place.folder / "play.txt").write_text('0.1 name "Violin"\n1.0 name "Cello"\n', encoding="utf-8")


def with_copies(name, of=places.GAIN):
    return lambda place: places.bundles(place, **{name: of})


def performer(place):
    places.clone(place)
    places.wav(place.folder / "voice.wav")


def by_hand(place):
    for path in (place.root / "docs/third-party").iterdir():
        shutil.copy(path, place.folder)


def example(place):
    """What the chapters of examples play."""
    places.clone(place)
    for name in ("voice.wav", "kick.wav"):
        places.wav(place.folder / name)
    places.midi(place.folder / "song.mid", {"Song": [60, 64, 67]})


EXAMPLES = ("compressor", "convolver", "crossover", "drums", "gain", "gallery", "meter",
            "midi_inverter", "poly_mod_synth", "preset_player", "sine", "sixty_four", "stft",
            "surround_panner", "sysex")

PLAN = {
    **{f"docs/examples/{name}.md": Page(example) for name in EXAMPLES},
    "README.md": Page(readme, {
        "git clone <address of this repository> attacca && cd attacca": Run(
            but={"clone <address of this repository> attacca": "clone -q --depth 1 file://{root} copy",
                 "cd attacca": "cd copy"},
            because="who reads it knows the address that it came from"),
        "make demo": target("demo", DEMO),
        "make test": target("test", "runs these tests"),
        "attacca/scripts/install-deps.sh --for plugin": Run(
            before="cd ../own && ", but={"--for": "--check --for"}, because=INSTALL),
        "cmake --build build": Run(
            but={"build build": "build build --target my_gain_bundle && mkdir -p build/bin && "
                                "ln -sf {build}/bin/attacca build/bin/attacca"},
            because="the program that this builds along is the one that is tested"),
        "make demo-parlando": Run(before="cd .. && ", instead="make -n demo-parlando", because=DEMO),
        "parlando conduct &": Run(
            first=places.musicians,
            then=lambda place: places.wait_for_musicians(place, len(places.QUARTET))),
        "parlando play canon.mid": Run(says=("16 of 16 notes sounded",)),
        "make bench": target("bench", BENCH),
        "scripts/bench-peers.sh build": PEERS,
    }),
    "docs/dev.md": Page(documents, {
        "attacca dev gain": dev("attacca dev"),
        "attacca dev gain --input loop.wav": dev("attacca dev"),
        "attacca dev synth --midi riff.mid --output heard.wav": dev("attacca dev"),
        'attacca dev --build ~/plugins/build "My Gain" --input live --backend jack': dev(
            "--backend jack"),
    }),
    "docs/doctor.md": Page(places.planted, {
        "attacca doctor": Run(statuses=(1,)),
    }),
    "docs/first-plugin.md": Page(beginner, {}),
    "docs/host-profiles.md": Page(recording, {
        f"attacca profile {RECORDING}": Run(
            is_shown=False, because="the page shows what Ardour did; here it is our host, like it",
            says=("What differs from the well-behaved host:", "vst3_double_initialize = true",
                  "vst3_activates_on_audio_thread = true")),
    }),
    "docs/install.md": Page(installer, {
        "make packages": target("packages", "packs for a minute; make packages and lintian do it"),
        "sudo apt install ./build/packages/*.deb": left(INSTALL),
        'attacca new "My Gain"': Run(before="cd ../new && "),
        "cmake --install build --prefix /usr/local --component attacca": Run(
            before="cd ../../here && ", but={"/usr/local": "{home}/prefix"}, because=PREFIX),
        "cmake --install build --prefix /usr/local --component libattacca-dev": Run(
            but={"/usr/local": "{home}/prefix"}, because=PREFIX),
    }),
    "docs/parlando/README.md": Page(bass, {
        "make build": target("build", "these tests run on what it has built"),
        "parlando conduct &": Run(then=lambda place: places.wait_for_musicians(place, 1)),
    }),
    "docs/parlando/conductor.md": Page(quartet, {
        "parlando conduct &": Run(
            then=lambda place: places.wait_for_musicians(place, len(places.QUARTET))),
        "parlando list": Run(varies=(r"\bgood\b", r"\s*\bprimary\b")),
        "parlando transport": Run(varies=(r"beat [\d.]+",)),
        "parlando send Viola note C4 --for 300ms": Run(varies=(r"^phrase \d+",)),
        'parlando send Cello curve "cc 11" 0 1 --shape smooth --for 2beats': Run(
            varies=(r"^phrase \d+",)),
        "parlando play q.mid": Run(varies=(r"^phrase \d+",)),
        "parlando listen Cello --bars 2 --midi cello.mid": Run(varies=(r"^[\d.]+ ",)),
        "parlando record session.mid": Run(
            before="(sleep 1; parlando send Cello note C2 --for 300ms >/dev/null) & timeout --preserve-status "
                   "-s INT 3 ", varies=(r"beat [\d.]+",)),
        "parlando doctor": Run(varies=(r"127\.0\.0\.1:\d+", r"\d+ kB", r"(?<=last told ).*")),
    }),
    "docs/parlando/control.md": Page(places.conductor, {
        "printf '{\"id\":1,\"do\":\"hello\"}\\n' | socat - "
        "UNIX-CONNECT:$XDG_RUNTIME_DIR/parlando/30000.sock": Run(
            but={"30000": "{port}"}, needs=("socat",), says=('"id":1,"ok":',),
            because="a conductor of the tests has another port"),
    }),
    "docs/presets.md": Page(with_copies("My_Plugin"), {}),
    "docs/run.md": Page(chains, {}),
    "docs/ship.md": Page(places.project, {}),
    "docs/soak.md": Page(with_copies("Track_Info_Display", "Track Info Display"), {
        'attacca soak "Track Info Display.vst3" "Track Info Display.clap" --minutes 15 '
        "--html soak.html": Run(but={"--minutes 15": "--seconds 4"},
                                because="a quarter of an hour is long"),
    }),
    "docs/standalone.md": Page(performer, {
        'build/programs/sine --midi-input "a2j:Keyboard (capture)"': Run(
            but={'--midi-input "a2j:Keyboard (capture)"': "--backend dummy --seconds 1"},
            because=NO_CARD),
        'build/programs/track_info_display --track-name "Lead Vox" --track-color "#ff8800"': Run(
            but={"--track-name": "--backend dummy --no-editor --seconds 1 --track-name"},
            because=NO_CARD),
        "build/programs/gain --backend dummy --no-editor --seconds 10": Run(
            but={"10": "1"}, because="ten seconds are long"),
    }),
    "docs/third-party.md": Page(by_hand, {
        "scripts/third-party.sh": left("downloads 160 MB and builds for an hour"),
        "scripts/third-party.sh Nekobi nice_gain": left("downloads and builds for minutes"),
        "attacca validate /usr/lib/clap/ZamComp.clap --jobs 2 --patience 3 --json": Run(
            but={"--json": "--json --only 'clap-params.*'"}, statuses=(1,), needs=ZAM,
            says=("clap-params.saved",), because="all checks take half a minute"),
        "attacca validate /usr/lib/clap/ZamComp.clap --only clap-params.saved": Run(
            statuses=(1,), says=("8 parameters can be changed",), needs=ZAM),
        "gcc -o bare_host bare_host.c -ldl && ./bare_host /usr/lib/clap/ZamComp.clap": Run(needs=ZAM),
        "gdb -batch -ex run -ex bt -ex 'x/i $pc' -ex 'print $rax' --args ./bare_host "
        "/usr/lib/clap/ZaMaximX2.clap": Run(needs=("gdb", *ZAM)),
        "attacca validate /usr/lib/vst3/ZaMaximX2.vst3 --only parameters.edit-without-frames "
        "--only vst3.flush-arrives": Run(statuses=(1,), says=("2 FAILED",), needs=ZAM),
        "./empty_block /usr/lib/vst3/ZaMaximX2.vst3/Contents/x86_64-linux/ZaMaximX2.so 4": Run(
            needs=ZAM),
    }),
    "docs/track-info.md": Page(documents, {}),
    "docs/validate.md": Page(with_copies("MyPlugin"), {}),
    "docs/other-machines.md": Page(commands={
        "make check-arm": target("check-arm", CROSS),
        "make check-riscv": target("check-riscv", CROSS),
        "make check-all": target("check-all", CROSS),
        "cmake --preset aarch64 && cmake --build build-aarch64":
            Run(instead="cmake --list-presets", says=("aarch64",), is_shown=False, because=CROSS),
        "cmake -B build-arm --toolchain attacca/cmake/toolchains/aarch64-linux.cmake "
        "-DATTACCA_SYSROOT=…": left("it is a project of the reader's, with a folder of theirs"),
    }),
    "docs/macos.md": Page(commands={
        'attacca validate "Attacca Gain.vst3"': left("is for a Mac"),
        "make macos": target("macos", "builds for minutes, and fetches a compiler"),
        "make check-macos": target("check-macos", "wants what make macos has built"),
        'build-packer/bin/attacca_packer build-macos-arm64/lib/gain.so build-macos-x86_64/lib/gain.so '
        '--name "Attacca Gain" --out plugins --format all': left("wants what make macos has built"),
    }),
    "docs/windows.md": Page(commands={
        "make windows": target("windows", "builds for minutes, and wants MinGW"),
        "make check-windows": target("check-windows", "wants Wine, and takes minutes"),
        "make windows-zig": target("windows-zig", "builds for minutes, and fetches a compiler"),
        "make windows-arm64": target("windows-arm64", "builds for minutes, and fetches a compiler"),
    }),
    "docs/why.md": Page(commands={
        "make bench": target("bench", BENCH),
        "scripts/bench-peers.sh build": PEERS,
    }),
}
