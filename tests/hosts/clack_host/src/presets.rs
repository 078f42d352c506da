// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

//! Presets as a CLAP host finds and loads them: those in the plugin's binary, and one in a file.

use crate::check;
use crate::player::Player;
use clack_extensions::preset_discovery::prelude::*;
use clack_extensions::preset_discovery::preset_data::Flags;
use clack_host::prelude::*;
use std::ffi::{CStr, CString};

/// What a provider declares.
#[derive(Default)]
struct Places {
    in_binary: bool,
    endings: Vec<String>,
}

impl IndexerImpl for Places {
    fn declare_filetype(&mut self, file: FileType) -> Result<(), HostError> {
        let ending = file
            .file_extension
            .map(|e| e.to_string_lossy().into_owned());
        self.endings.push(ending.unwrap_or_default());
        Ok(())
    }
    fn declare_location(&mut self, place: LocationInfo) -> Result<(), HostError> {
        self.in_binary |= place.location == Location::Plugin;
        Ok(())
    }
    fn declare_soundpack(&mut self, _: Soundpack) -> Result<(), HostError> {
        Ok(())
    }
}

#[derive(Default)]
struct Preset {
    name: String,
    key: Option<CString>,
    plugins: Vec<String>,
}

/// What a provider tells of one place.
#[derive(Default)]
struct Found {
    presets: Vec<Preset>,
    errors: Vec<String>,
}

impl MetadataReceiverImpl for Found {
    fn on_error(&mut self, _: i32, message: Option<&CStr>) {
        let text = message.map(|m| m.to_string_lossy().into_owned());
        self.errors.push(text.unwrap_or_default());
    }
    fn begin_preset(&mut self, name: Option<&CStr>, key: Option<&CStr>) -> Result<(), HostError> {
        self.presets.push(Preset {
            name: name
                .map(|n| n.to_string_lossy().into_owned())
                .unwrap_or_default(),
            key: key.map(|k| k.to_owned()),
            plugins: Vec::new(),
        });
        Ok(())
    }
    fn add_plugin_id(&mut self, id: UniversalPluginId<'_>) {
        if let Some(preset) = self.presets.last_mut() {
            preset.plugins.push(id.id.to_string_lossy().into_owned());
        }
    }
    fn set_soundpack_id(&mut self, _: &CStr) {}
    fn set_flags(&mut self, _: Flags) {}
    fn add_creator(&mut self, _: &CStr) {}
    fn set_description(&mut self, _: &CStr) {}
    fn set_timestamps(&mut self, _: Option<Timestamp>, _: Option<Timestamp>) {}
    fn add_feature(&mut self, _: &CStr) {}
    fn add_extra_info(&mut self, _: &CStr, _: &CStr) {}
}

/// The preset player's, each of which changes what the one before has set. `file`: a .vstpreset of
/// "Half Time".
pub fn presets(path: &str, file: &str) -> Result<(), String> {
    let entry = unsafe { PluginEntry::load(path) }.map_err(|e| format!("{path}: {e}"))?;
    let about = HostInfo::new("clack judge", "Attacca", "https://example.org", "1").unwrap();
    let factory: PresetDiscoveryFactory = entry
        .get_factory()
        .ok_or("the file has no preset discovery")?;
    let descriptors: Vec<&CStr> = factory
        .provider_descriptors()
        .filter_map(|d| d.id())
        .collect();
    check("there is one provider", descriptors.len() == 1)?;
    let mut provider = Provider::instantiate(Places::default(), &entry, descriptors[0], &about)
        .map_err(|e| format!("the provider cannot be made: {e:?}"))?;
    check(
        "there are presets in the binary",
        provider.indexer().in_binary,
    )?;
    check(
        "presets in files are .vstpreset",
        provider.indexer().endings == ["vstpreset"],
    )?;

    let mut own = Found::default();
    provider.get_metadata(Location::Plugin, &mut own);
    let names: Vec<&str> = own.presets.iter().map(|p| p.name.as_str()).collect();
    check(
        "the presets in the order of the build",
        names == ["Half Time", "Stutter", "Tresillo"],
    )?;
    let is_for_it = |p: &Preset| p.plugins == ["org.attacca.preset-player"];
    check("each is for the plugin", own.presets.iter().all(is_for_it))?;
    let place = CString::new(file).map_err(|e| e.to_string())?;
    let in_file = Location::File { path: &place };
    let mut saved = Found::default();
    provider.get_metadata(in_file, &mut saved);
    check(
        "the file is one preset of the plugin's, without a key",
        saved.presets.len() == 1 && is_for_it(&saved.presets[0]) && saved.presets[0].key.is_none(),
    )?;

    let mut player = Player::load(path)?;
    let (rate, depth) = (player.param("Rate")?, player.param("Depth")?);
    let (quick, slow) = (
        player.value_of(rate, "24 Hz")?,
        player.value_of(rate, "4 Hz")?,
    );
    let mut load = |location, key: Option<&CStr>, wanted: (f64, f64)| -> Result<(), String> {
        let (is_loaded, told) = player.load_preset(location, key)?;
        check("a preset is loaded", is_loaded)?;
        check(
            "and the host is told so, once",
            told.loaded == 1 && told.errors.is_empty(),
        )?;
        let (now, deep) = (player.value(rate)?, player.value(depth)?);
        check(
            &format!("its values are {wanted:?}, not {:?}", (now, deep)),
            (now - wanted.0).abs() < 1e-6 && (deep - wanted.1).abs() < 1e-6,
        )
    };
    load(
        Location::Plugin,
        own.presets[1].key.as_deref(),
        (quick, 1.0),
    )?;
    load(Location::Plugin, own.presets[0].key.as_deref(), (slow, 0.7))?;
    load(
        Location::Plugin,
        own.presets[1].key.as_deref(),
        (quick, 1.0),
    )?;
    load(in_file, None, (slow, 0.7))?;

    let before = player.state()?;
    let (is_loaded, told) = player.load_preset(Location::Plugin, Some(c"no such preset"))?;
    check(
        "an unknown key is refused, with a reason",
        !is_loaded && told.loaded == 0 && told.errors.len() == 1 && !told.errors[0].is_empty(),
    )?;
    let nowhere = Location::File {
        path: c"/nowhere/at all.vstpreset",
    };
    let (is_loaded, told) = player.load_preset(nowhere, None)?;
    check(
        "a file that is not there is refused, with a reason",
        !is_loaded && told.loaded == 0 && told.errors.len() == 1 && !told.errors[0].is_empty(),
    )?;
    check("and nothing has changed", player.state()? == before)?;
    println!(
        "{} presets in the binary and one in a file, found and loaded",
        own.presets.len()
    );
    Ok(())
}
