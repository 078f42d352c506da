// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

//! A ducker: the side-chain input turns the main input down.

use nice_plug::prelude::*;
use std::sync::Arc;

struct NiceSideChain {
    params: Arc<SideChainParams>,
}

#[derive(Params)]
struct SideChainParams {
    #[id = "gain"]
    gain: FloatParam,
    #[id = "invert"]
    invert: BoolParam,
}

impl Default for NiceSideChain {
    fn default() -> Self {
        Self {
            params: Arc::new(SideChainParams {
                gain: FloatParam::new(
                    "Gain",
                    util::db_to_gain(0.0),
                    FloatRange::Skewed {
                        min: util::db_to_gain(-30.0),
                        max: util::db_to_gain(30.0),
                        factor: FloatRange::gain_skew_factor(-30.0, 30.0),
                    },
                )
                .with_smoother(SmoothingStyle::Logarithmic(50.0))
                .with_unit(" dB")
                .with_value_to_string(formatters::v2s_f32_gain_to_db(2))
                .with_string_to_value(formatters::s2v_f32_gain_to_db()),
                invert: BoolParam::new("Invert", false),
            }),
        }
    }
}

impl Plugin for NiceSideChain {
    const NAME: &'static str = "Nice Side Chain";
    const VENDOR: &'static str = "Attacca peers";
    const URL: &'static str = "";
    const EMAIL: &'static str = "";
    const VERSION: &'static str = "1.0.0";
    const AUDIO_IO_LAYOUTS: &'static [AudioIOLayout] = &[AudioIOLayout {
        main_input_channels: NonZeroU32::new(2),
        main_output_channels: NonZeroU32::new(2),
        aux_input_ports: &[new_nonzero_u32(2)],
        aux_output_ports: &[],
        names: PortNames::const_default(),
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
        aux: &mut AuxiliaryBuffers,
        _context: &mut impl ProcessContext<Self>,
    ) -> ProcessStatus {
        let sign = if self.params.invert.value() { -1.0 } else { 1.0 };
        let key = aux.inputs[0].as_slice_immutable();
        for (frame, channel_samples) in buffer.iter_samples().enumerate() {
            let level = key.iter().map(|channel| channel[frame].abs()).fold(0.0f32, f32::max);
            let gain = self.params.gain.smoothed.next() * sign / (1.0 + level);
            for sample in channel_samples {
                *sample *= gain;
            }
        }
        ProcessStatus::Normal
    }
}

impl ClapPlugin for NiceSideChain {
    const CLAP_ID: &'static str = "org.attacca.peers.nice-side-chain";
    const CLAP_DESCRIPTION: Option<&'static str> = None;
    const CLAP_MANUAL_URL: Option<&'static str> = None;
    const CLAP_SUPPORT_URL: Option<&'static str> = None;
    const CLAP_FEATURES: &'static [ClapFeature] =
        &[ClapFeature::AudioEffect, ClapFeature::Utility, ClapFeature::Stereo];
}

impl Vst3Plugin for NiceSideChain {
    const VST3_CLASS_ID: [u8; 16] = *b"AttaccaNiceSide1";
    const VST3_SUBCATEGORIES: &'static [Vst3SubCategory] =
        &[Vst3SubCategory::Fx, Vst3SubCategory::Tools];
}

nice_export_clap!(NiceSideChain);
nice_export_vst3!(NiceSideChain);
