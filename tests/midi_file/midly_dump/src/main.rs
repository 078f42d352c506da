// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

//! What the crate midly makes of the MIDI files whose paths come on standard input, for
//! compare_peers.py: a line of JSON for each.

use midly::{MetaMessage, Smf, Timing, TrackEventKind};
use std::fmt::Write;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for each in text.chars() {
        match each {
            '"' | '\\' => { quoted.push('\\'); quoted.push(each) }
            _ if (each as u32) < 0x20 => quoted.push(' '),
            _ => quoted.push(each),
        }
    }
    quoted + "\""
}

fn dump(path: &str) -> Result<String, String> {
    let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
    let file = Smf::parse(&bytes).map_err(|error| error.to_string())?;
    let division = match file.header.timing {
        Timing::Metrical(ticks) => u32::from(ticks.as_int()),
        Timing::Timecode(..) => 0,
    };
    let mut tracks = Vec::new();
    for track in &file.tracks {
        let (mut tick, mut messages, mut metas) = (0u64, Vec::new(), Vec::new());
        for event in track {
            tick += u64::from(event.delta.as_int());
            match event.kind {
                TrackEventKind::Midi { channel, message } => {
                    let mut raw = Vec::new();
                    midly::live::LiveEvent::Midi { channel, message }.write(&mut raw)
                        .map_err(|error| error.to_string())?;
                    messages.push(format!("[{tick},\"{}\"]", hex(&raw)));
                }
                TrackEventKind::SysEx(data) => messages.push(format!("[{tick},\"F0{}\"]", hex(data))),
                TrackEventKind::Escape(data) => messages.push(format!("[{tick},\"F7{}\"]", hex(data))),
                TrackEventKind::Meta(MetaMessage::Tempo(tempo)) =>
                    metas.push(format!("[{tick},\"tempo\",{}]", tempo.as_int())),
                TrackEventKind::Meta(MetaMessage::TimeSignature(numerator, power, ..)) =>
                    metas.push(format!("[{tick},\"metre\",{numerator},{power}]")),
                TrackEventKind::Meta(_) => {}
            }
        }
        tracks.push(format!("{{\"messages\":[{}],\"metas\":[{}],\"end\":{tick}}}",
                            messages.join(","), metas.join(",")));
    }
    Ok(format!("{{\"division\":{division},\"tracks\":[{}]}}", tracks.join(",")))
}

fn main() {
    for path in std::io::stdin().lines().map_while(Result::ok) {
        match dump(&path) {
            Ok(line) => println!("{line}"),
            Err(error) => println!("{{\"error\":{}}}", quoted(&error)),
        }
    }
}
