// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

//! A small CLAP host on the `clack-host` crate, as a judge that shares no code and no mistake with
//! ours: its types make wrong calls of a host impossible. It plays a plugin on an audio thread of
//! its own and checks what arrives there.
//!
//! Usage: clack_host gain|offers|synth FILE.clap | clack_host presets FILE.clap FILE.vstpreset |
//! clack_host track FILE.clap CHANGES
//! Exit: 0 good, 1 a check failed, 2 usage.

mod offers;
mod player;
mod presets;
mod synth;

use player::{Player, Seen};
use std::process::ExitCode;

/// -6 dB as a factor.
const HALF: f32 = 0.501_187_2;

fn check(what: &str, good: bool) -> Result<(), String> {
    if good {
        Ok(())
    } else {
        Err(what.to_string())
    }
}

fn is_close(a: f32, b: f32) -> bool {
    (a - b).abs() < 1e-5
}

/// A value is heard whichever address it carries: hosts send -1 or 0 for port, channel and key.
fn gain(path: &str) -> Result<(), String> {
    let mut player = Player::load(path)?;
    let gain = player.param("Gain")?;
    let (unity, half) = (
        player.value_of(gain, "0 dB")?,
        player.value_of(gain, "-6 dB")?,
    );
    let before = player.state()?;
    player.start()?;
    check(
        "0 dB passes audio through",
        is_close(player.play_until_steady(), 1.0),
    )?;
    player.automate(gain, half, player::Address::Wildcards);
    check(
        "-6 dB with a wildcard address",
        is_close(player.play_until_steady(), HALF),
    )?;
    player.automate(gain, unity, player::Address::Zeros);
    check(
        "0 dB with an address of zeros",
        is_close(player.play_until_steady(), 1.0),
    )?;
    player.automate(gain, half, player::Address::Zeros);
    check(
        "-6 dB with an address of zeros",
        is_close(player.play_until_steady(), HALF),
    )?;
    let after = player.state()?;
    check("the state follows automation", after != before)?;
    player.load_state(&before)?;
    check(
        "a loaded state is heard",
        is_close(player.play_until_steady(), 1.0),
    )?;
    player.stop();
    player.load_state(&after)?;
    check(
        "a state loaded while inactive is read back",
        player.value(gain)? == half,
    )?;
    player.start()?;
    check(
        "and heard after activation",
        is_close(player.play_until_steady(), HALF),
    )?;
    player.stop();
    println!("automation with both kinds of address, states: heard and read back");
    Ok(())
}

/// FNV-1a, 32 bit, over 1, name, 0, 1, red, green, blue, alpha: docs/track-info.md.
fn digest(name: &str, color: [u8; 4]) -> u32 {
    let mut hash = 0x811C_9DC5_u32;
    for byte in [1]
        .into_iter()
        .chain(name.bytes())
        .chain([0, 1])
        .chain(color)
    {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    hash
}

/// Each of `changes` renames is seen by the callback that begins after it.
fn track(path: &str, changes: u32) -> Result<(), String> {
    let mut player = Player::load(path)?;
    player.watch("Audio: digest, high half", "Audio: digest, low half")?;
    player.start()?;
    let mut lost = 0;
    for i in 0..changes {
        let name = format!("Track {i} \u{266b}");
        let color = [(i & 255) as u8, (i >> 8) as u8, 77, 255];
        player.rename(&name, color);
        player.let_a_callback_begin_and_end();
        if player.seen() != Seen::Value(digest(&name, color)) {
            lost += 1;
        }
    }
    player.stop();
    println!("{changes} renames and recolours: {lost} not seen by the next callback");
    check("no last value is lost", lost == 0)
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let texts: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match texts[..] {
        ["gain", path] => gain(path),
        ["offers", path] => offers::offers(path),
        ["presets", path, file] => presets::presets(path, file),
        ["synth", path] => synth::synth(path),
        ["track", path, changes] => match changes.parse() {
            Ok(changes) => track(path, changes),
            Err(_) => Err(format!("{changes} is no number of changes")),
        },
        _ => {
            eprintln!(
                "usage: clack_host gain|offers|synth FILE.clap | clack_host presets FILE.clap \
                 FILE.vstpreset | clack_host track FILE.clap CHANGES"
            );
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(what) => {
            eprintln!("FAIL {what}");
            ExitCode::FAILURE
        }
    }
}
