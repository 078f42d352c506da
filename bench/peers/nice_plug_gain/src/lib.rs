// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

//! examples/gain on nice-plug: the same parameters, smoothing and exactness to the sample.

use nice_plug::prelude::*;
use std::sync::Arc;

#[derive(Default)]
struct Gain {
    params: Arc<GainParams>,
}

#[derive(Params)]
struct GainParams {
    #[id = "gain"]
    gain: FloatParam,
    #[id = "bypass"]
    bypass: BoolParam,
}

impl Default for GainParams {
    fn default() -> Self {
        let range = FloatRange::Linear {
            min: -60.0,
            max: 12.0,
        };
        Self {
            gain: FloatParam::new("Gain", 0.0, range)
                .with_smoother(SmoothingStyle::Linear(10.0))
                .with_unit(" dB"),
            bypass: BoolParam::new("Bypass", false).make_bypass(),
        }
    }
}

impl Plugin for Gain {
    const NAME: &'static str = "Peer Gain";
    const VENDOR: &'static str = "Attacca";
    const URL: &'static str = "https://example.org";
    const EMAIL: &'static str = "";
    const VERSION: &'static str = "0.1.0";
    const AUDIO_IO_LAYOUTS: &'static [AudioIOLayout] = &[AudioIOLayout {
        main_input_channels: NonZeroU32::new(2),
        main_output_channels: NonZeroU32::new(2),
        ..AudioIOLayout::const_default()
    }];
    const SAMPLE_ACCURATE_AUTOMATION: bool = true;

    type Editor = ();
    type SysExMessage = ();
    type BackgroundTask = ();

    fn params(&self) -> Arc<dyn Params> {
        self.params.clone()
    }

    fn process(
        &mut self,
        buffer: &mut Buffer,
        _aux: &mut AuxiliaryBuffers,
        _context: &mut impl ProcessContext<Self>,
    ) -> ProcessStatus {
        if self.params.bypass.value() {
            return ProcessStatus::Normal;
        }
        for channel_samples in buffer.iter_samples() {
            let factor = util::db_to_gain_fast(self.params.gain.smoothed.next());
            for sample in channel_samples {
                *sample *= factor;
            }
        }
        ProcessStatus::Normal
    }
}

impl ClapPlugin for Gain {
    const CLAP_ID: &'static str = "org.attacca.peer-gain";
    const CLAP_DESCRIPTION: Option<&'static str> = None;
    const CLAP_MANUAL_URL: Option<&'static str> = None;
    const CLAP_SUPPORT_URL: Option<&'static str> = None;
    const CLAP_FEATURES: &'static [ClapFeature] = &[ClapFeature::AudioEffect, ClapFeature::Utility];
}

impl Vst3Plugin for Gain {
    const VST3_CLASS_ID: [u8; 16] = *b"AttaccaPeerGain1";
    const VST3_SUBCATEGORIES: &'static [Vst3SubCategory] = &[Vst3SubCategory::Fx];
}

nice_export_clap!(Gain);
nice_export_vst3!(Gain);
