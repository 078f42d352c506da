// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

//! A stereo effect on clack that turns the signal upside down: ports, and nothing else.

use clack_extensions::audio_ports::{
    AudioPortFlags, AudioPortInfo, AudioPortInfoWriter, AudioPortType, PluginAudioPorts,
    PluginAudioPortsImpl,
};
use clack_plugin::plugin::features::{AUDIO_EFFECT, STEREO};
use clack_plugin::prelude::*;

struct Inverter;

impl Plugin for Inverter {
    type AudioProcessor<'a> = Processor;
    type Shared<'a> = ();
    type MainThread<'a> = Main;

    fn declare_extensions(builder: &mut PluginExtensions<Self>, _shared: Option<&()>) {
        builder.register::<PluginAudioPorts>();
    }
}

impl DefaultPluginFactory for Inverter {
    fn get_descriptor() -> PluginDescriptor {
        PluginDescriptor::new("org.attacca.peers.clack-inverter", "Clack Inverter")
            .with_vendor("Attacca peers")
            .with_version("1.0.0")
            .with_features([AUDIO_EFFECT, STEREO])
    }

    fn new_shared(_host: HostSharedHandle<'_>) -> Result<(), PluginError> {
        Ok(())
    }

    fn new_main_thread<'a>(
        _host: HostMainThreadHandle<'a>,
        _shared: &'a (),
    ) -> Result<Main, PluginError> {
        Ok(Main)
    }
}

struct Main;

impl PluginMainThread<'_, ()> for Main {}

impl PluginAudioPortsImpl for Main {
    fn count(&self, _is_input: bool) -> u32 {
        1
    }

    fn get(&self, index: u32, _is_input: bool, writer: &mut AudioPortInfoWriter) {
        if index > 0 {
            return;
        }
        writer.set(&AudioPortInfo {
            id: ClapId::new(1),
            name: b"Main",
            channel_count: 2,
            flags: AudioPortFlags::IS_MAIN,
            port_type: Some(AudioPortType::STEREO),
            in_place_pair: Some(ClapId::new(1)),
        });
    }
}

struct Processor;

impl<'a> PluginAudioProcessor<'a, (), Main> for Processor {
    fn activate(
        _host: HostAudioProcessorHandle<'a>,
        _main: &Main,
        _shared: &'a (),
        _config: PluginAudioConfiguration,
    ) -> Result<Self, PluginError> {
        Ok(Self)
    }

    fn process(
        &mut self,
        _process: Process,
        mut audio: Audio,
        _events: Events,
    ) -> Result<ProcessStatus, PluginError> {
        for mut ports in &mut audio {
            let Some(channels) = ports.channels()?.into_f32() else {
                continue;
            };
            for pair in channels {
                match pair {
                    ChannelPair::InputOnly(_) => {}
                    ChannelPair::OutputOnly(output) => output.fill(0.0),
                    ChannelPair::InPlace(both) => both.iter_mut().for_each(|sample| *sample = -*sample),
                    ChannelPair::InputOutput(input, output) => {
                        for (to, from) in output.iter_mut().zip(input) {
                            *to = -from;
                        }
                    }
                }
            }
        }
        Ok(ProcessStatus::ContinueIfNotQuiet)
    }
}

clack_export_entry!(SinglePluginEntry<Inverter>);
