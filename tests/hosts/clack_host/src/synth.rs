// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

//! The poly mod synth, rendered with notes, a modulation of one of them and a note expression, and
//! the same sound worked out here.

use crate::player::{Host, Player};
use clack_host::events::event_types::{
    NoteEndEvent, NoteExpressionEvent, NoteExpressionType, NoteOffEvent, NoteOnEvent, ParamModEvent,
};
use clack_host::events::Pckn;
use clack_host::prelude::*;
use std::f64::consts::TAU;

const RATE: f64 = 48_000.0;
const BLOCK: usize = 64;
const LENGTH: usize = 400 * BLOCK;

// When what happens, samples: within blocks and at their ends.
const FIRST_ON: usize = 640;
const SECOND_ON: usize = 1_000;
const MODULATED: usize = 6_405;
const SOFTER: usize = 9_023;
const FIRST_OFF: usize = 12_000;
const SECOND_OFF: usize = 13_001;

const FIRST: (u16, u32, f64) = (60, 1, 1.0); // key, id, velocity
const SECOND: (u16, u32, f64) = (67, 2, 0.5);
/// Of the level's range of 60 dB.
const AMOUNT: f64 = 0.15;

/// Block after block; what each event is to the plugin is up to the crate.
fn render(
    processor: StoppedPluginAudioProcessor<Host>,
    level: ClapId,
) -> (
    StoppedPluginAudioProcessor<Host>,
    Vec<f32>,
    Vec<(usize, u32)>,
) {
    let mut processor = processor.start_processing().expect("processing starts");
    let mut output_ports = AudioPorts::with_capacity(2, 1);
    let mut output = [[0.0f32; BLOCK]; 2];
    let mut sent = EventBuffer::new();
    let (mut heard, mut ended) = (Vec::new(), Vec::new());
    let first = Pckn::new(0u16, 0u16, FIRST.0, FIRST.1);
    let second = Pckn::new(0u16, 0u16, SECOND.0, SECOND.1);
    let all_of_second_key = Pckn::from_raw(-1, -1, SECOND.0 as i16, -1);
    for begin in (0..LENGTH).step_by(BLOCK) {
        let mut events = EventBuffer::new();
        let frame = |at: usize| {
            (begin..begin + BLOCK)
                .contains(&at)
                .then(|| (at - begin) as u32)
        };
        if let Some(at) = frame(FIRST_ON) {
            events.push(&NoteOnEvent::new(at, first, FIRST.2));
        }
        if let Some(at) = frame(SECOND_ON) {
            events.push(&NoteOnEvent::new(at, second, SECOND.2));
        }
        if let Some(at) = frame(MODULATED) {
            events.push(&ParamModEvent::new(at, level, first, AMOUNT));
        }
        if let Some(at) = frame(SOFTER) {
            let volume = NoteExpressionType::Volume;
            events.push(&NoteExpressionEvent::new(at, second, volume, 0.5));
        }
        if let Some(at) = frame(FIRST_OFF) {
            events.push(&NoteOffEvent::new(at, first, 0.0));
        }
        if let Some(at) = frame(SECOND_OFF) {
            events.push(&NoteOffEvent::new(at, all_of_second_key, 0.0));
        }
        sent.clear();
        processor
            .process(
                &InputAudioBuffers::empty(),
                &mut output_ports.with_output_buffers([AudioPortBuffer {
                    latency: 0,
                    channels: AudioPortBufferType::f32_output_only(
                        output.iter_mut().map(|b| b.as_mut_slice()),
                    ),
                }]),
                &InputEvents::from_buffer(&events),
                &mut OutputEvents::from_buffer(&mut sent),
                None,
                None,
            )
            .expect("the plugin processes");
        heard.extend_from_slice(&output[0]);
        for event in sent.iter() {
            if let Some(end) = event.as_event::<NoteEndEvent>() {
                let id = end.note_id().into_specific().unwrap_or(u32::MAX);
                ended.push((begin + end.header().time() as usize, id));
            }
        }
    }
    (processor.stop_processing(), heard, ended)
}

/// One note: two partials under an envelope of 5 ms up and 50 ms down.
fn note(
    heard: &mut [f64],
    note: (u16, u32, f64),
    on: usize,
    off: usize,
    level: impl Fn(usize) -> f64,
) {
    let turns = 440.0 * 2f64.powf((f64::from(note.0) - 69.0) / 12.0) / RATE;
    let (mut phase, mut envelope) = (0.0f64, 0.0f64);
    for (at, sample) in heard.iter_mut().enumerate().skip(on) {
        let step = if at < off {
            1.0 / (0.005 * RATE)
        } else {
            -1.0 / (0.050 * RATE)
        };
        envelope = (envelope + step).clamp(0.0, 1.0);
        let tone = (TAU * phase).sin() + 0.25 * (2.0 * TAU * phase).sin();
        *sample += tone * envelope * note.2 * level(at);
        phase = (phase + turns).fract();
    }
}

fn factor(decibels: f64) -> f64 {
    10f64.powf(decibels / 20.0)
}

/// Each note is heard as it was played, the modulation and the expression in their note alone, and
/// the host learns which voices are silent.
pub fn synth(path: &str) -> Result<(), String> {
    let mut player = Player::load(path)?;
    let level = player.param("Level")?;
    let shown = player.value(level)?;
    let (heard, ended) = player.with_processor(move |processor| {
        let (processor, heard, ended) = render(processor, level);
        (processor, (heard, ended))
    })?;

    let mut wanted = vec![0.0f64; LENGTH];
    note(&mut wanted, FIRST, FIRST_ON, FIRST_OFF, |at| {
        factor(if at < MODULATED {
            -18.0
        } else {
            -18.0 + 60.0 * AMOUNT
        })
    });
    note(&mut wanted, SECOND, SECOND_ON, SECOND_OFF, |at| {
        factor(-18.0) * if at < SOFTER { 1.0 } else { 0.5 }
    });
    let worst = heard
        .iter()
        .zip(&wanted)
        .map(|(ours, theirs)| (f64::from(*ours) - theirs).abs())
        .fold(0.0, f64::max);
    println!("two notes, a modulation and an expression: largest difference {worst:.2e}");
    if worst > 1e-5 {
        return Err("the notes are not heard as they were played".into());
    }
    let ids: Vec<u32> = ended.iter().map(|(_, id)| *id).collect();
    if ids != [FIRST.1, SECOND.1] {
        return Err(format!("ended notes: {ended:?}"));
    }
    if player.value(level)? != shown {
        return Err("the modulation is shown as the parameter's value".into());
    }
    println!("both voices were reported silent, and the value shown stayed as it was");
    Ok(())
}
