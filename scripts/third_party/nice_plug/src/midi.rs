// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

//! Notes go through as they are; no audio.

use nice_plug::prelude::*;
use std::sync::Arc;

struct NiceMidi {
    params: Arc<MidiParams>,
}

#[derive(Params)]
struct MidiParams {
    #[id = "shift"]
    shift: IntParam,
}

impl Default for NiceMidi {
    fn default() -> Self {
        Self {
            params: Arc::new(MidiParams {
                shift: IntParam::new("Shift", 0, IntRange::Linear { min: -12, max: 12 }),
            }),
        }
    }
}

impl Plugin for NiceMidi {
    const NAME: &'static str = "Nice Midi";
    const VENDOR: &'static str = "Attacca peers";
    const URL: &'static str = "";
    const EMAIL: &'static str = "";
    const VERSION: &'static str = "1.0.0";
    const AUDIO_IO_LAYOUTS: &'static [AudioIOLayout] = &[];
    const MIDI_INPUT: MidiConfig = MidiConfig::MidiCCs;
    const MIDI_OUTPUT: MidiConfig = MidiConfig::MidiCCs;
    const SAMPLE_ACCURATE_AUTOMATION: bool = true;

    type Editor = ();
    type SysExMessage = ();
    type BackgroundTask = ();

    fn params(&self) -> Arc<dyn Params> {
        self.params.clone()
    }

    fn process(
        &mut self,
        _buffer: &mut Buffer,
        _aux: &mut AuxiliaryBuffers,
        context: &mut impl ProcessContext<Self>,
    ) -> ProcessStatus {
        while let Some(event) = context.next_event() {
            let _ = context.try_send_event(event);
        }
        ProcessStatus::Normal
    }
}

impl ClapPlugin for NiceMidi {
    const CLAP_ID: &'static str = "org.attacca.peers.nice-midi";
    const CLAP_DESCRIPTION: Option<&'static str> = None;
    const CLAP_MANUAL_URL: Option<&'static str> = None;
    const CLAP_SUPPORT_URL: Option<&'static str> = None;
    const CLAP_FEATURES: &'static [ClapFeature] =
        &[ClapFeature::NoteEffect, ClapFeature::Utility];
}

impl Vst3Plugin for NiceMidi {
    const VST3_CLASS_ID: [u8; 16] = *b"AttaccaNiceMidi1";
    const VST3_SUBCATEGORIES: &'static [Vst3SubCategory] =
        &[Vst3SubCategory::Instrument, Vst3SubCategory::Tools];
}

nice_export_clap!(NiceMidi);
nice_export_vst3!(NiceMidi);
