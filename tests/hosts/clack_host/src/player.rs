// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

//! One plugin of a CLAP file, played on an audio thread.

use clack_extensions::note_name::{NoteNameBuffer, PluginNoteName};
use clack_extensions::params::{HostParams, HostParamsImplMainThread, HostParamsImplShared};
use clack_extensions::params::{ParamClearFlags, ParamInfoBuffer, ParamRescanFlags, PluginParams};
use clack_extensions::preset_discovery::prelude::{HostPresetLoad, Location, PluginPresetLoad};
use clack_extensions::preset_discovery::HostPresetLoadImpl;
use clack_extensions::remote_controls::{PluginRemoteControls, RemoteControlsPageBuffer};
use clack_extensions::state::{HostState, HostStateImpl, PluginState};
use clack_extensions::track_info::{HostTrackInfo, HostTrackInfoImpl, PluginTrackInfo};
use clack_extensions::track_info::{TrackInfo, TrackInfoWriter};
use clack_host::events::event_types::ParamValueEvent;
use clack_host::events::Pckn;
use clack_host::extensions::prelude::{Extension, PluginExtensionSide};
use clack_host::prelude::*;
use clack_host::utils::Color;
use std::cell::RefCell;
use std::ffi::{CStr, CString};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{mpsc, Arc};
use std::thread::JoinHandle;

const FRAMES: usize = 64;

/// What a parameter value is addressed to.
#[derive(Clone, Copy)]
pub enum Address {
    Wildcards,
    Zeros,
}

/// What the audio thread last saw of the watched output parameter.
#[derive(PartialEq, Debug)]
pub enum Seen {
    Nothing,
    Value(u32),
}

#[derive(Clone, Copy)]
struct Track {
    /// Leaked on purpose: the crate asks for a name that lives as long as the host.
    name: &'static str,
    color: Option<[u8; 4]>,
}

pub struct Shared {
    callback_wanted: Arc<AtomicBool>,
}

impl SharedHandler<'_> for Shared {
    fn request_restart(&self) {}
    fn request_process(&self) {}
    fn request_callback(&self) {
        self.callback_wanted.store(true, Ordering::SeqCst);
    }
}

impl HostParamsImplShared for Shared {
    fn request_flush(&self) {}
}

/// What the plugin says of the presets that it is to load.
#[derive(Default)]
pub struct LoadTold {
    pub loaded: u32,
    pub errors: Vec<String>,
}

pub struct Main {
    track: Rc<RefCell<Track>>,
    told: Rc<RefCell<LoadTold>>,
}

impl HostPresetLoadImpl for Main {
    fn on_error(&self, _: Location, _: Option<&CStr>, _: i32, message: Option<&CStr>) {
        let text = message.map(|m| m.to_string_lossy().into_owned());
        self.told.borrow_mut().errors.push(text.unwrap_or_default());
    }
    fn loaded(&self, _: Location, _: Option<&CStr>) {
        self.told.borrow_mut().loaded += 1;
    }
}

impl<'a> MainThreadHandler<'a> for Main {
    fn initialized(&self, _: InitializedPluginHandle<'a>) {}
}

impl HostParamsImplMainThread for Main {
    fn rescan(&self, _: ParamRescanFlags) {}
    fn clear(&self, _: ClapId, _: ParamClearFlags) {}
}

impl HostStateImpl for Main {
    fn mark_dirty(&self) {}
}

impl HostTrackInfoImpl for Main {
    fn get<'a>(&'a self, writer: &mut TrackInfoWriter<'_, 'a>) {
        let Track { name, color } = *self.track.borrow();
        let color = color.map(|[red, green, blue, alpha]| Color {
            alpha,
            red,
            green,
            blue,
        });
        let info = TrackInfo::new()
            .with_name(Some(name.as_bytes()))
            .with_color(color);
        writer.set(&info);
    }
}

pub struct Host;

impl HostHandlers for Host {
    type Shared<'a> = Shared;
    type MainThread<'a> = Main;
    type AudioProcessor<'a> = ();

    fn declare_extensions(builder: &mut HostExtensions<Self>, _: &Self::Shared<'_>) {
        builder
            .register::<HostParams>()
            .register::<HostPresetLoad>()
            .register::<HostState>()
            .register::<HostTrackInfo>();
    }
}

/// What crosses between the main thread and the audio thread of the player.
#[derive(Default)]
struct Wire {
    quit: AtomicBool,
    begun: AtomicU64,
    ended: AtomicU64,
    /// The parameters of the two halves of a digest, plus 1; 0: none.
    watched: [AtomicU64; 2],
    seen: AtomicU64,
    last_sample: AtomicU32,
}

struct Value {
    param: ClapId,
    value: f64,
    address: Address,
}

struct Playing {
    thread: JoinHandle<StoppedPluginAudioProcessor<Host>>,
    values: mpsc::Sender<Value>,
}

pub struct Player {
    playing: Option<Playing>,
    instance: PluginInstance<Host>,
    track: Rc<RefCell<Track>>,
    told: Rc<RefCell<LoadTold>>,
    callback_wanted: Arc<AtomicBool>,
    wire: Arc<Wire>,
}

impl Player {
    /// Makes the first plugin of the file.
    pub fn load(path: &str) -> Result<Self, String> {
        let entry = unsafe { PluginEntry::load(path) }.map_err(|e| format!("{path}: {e}"))?;
        let factory = entry
            .get_plugin_factory()
            .ok_or(format!("{path}: no plugin factory"))?;
        let first = factory
            .plugin_descriptors()
            .next()
            .and_then(|d| d.id().map(|id| id.to_owned()));
        let id = first.ok_or(format!("{path}: no plugin"))?;
        let about = HostInfo::new("clack judge", "Attacca", "https://example.org", "1").unwrap();
        let track = Rc::new(RefCell::new(Track {
            name: "First",
            color: None,
        }));
        let told = Rc::new(RefCell::new(LoadTold::default()));
        let told_to_main = told.clone();
        let callback_wanted = Arc::new(AtomicBool::new(false));
        let (for_main, for_shared) = (track.clone(), callback_wanted.clone());
        let instance = PluginInstance::<Host>::new(
            |_| Shared {
                callback_wanted: for_shared,
            },
            |_| Main {
                track: for_main,
                told: told_to_main,
            },
            &entry,
            &id,
            &about,
        )
        .map_err(|e| format!("{path}: {e}"))?;
        let wire = Arc::new(Wire::default());
        Ok(Player {
            playing: None,
            instance,
            track,
            told,
            callback_wanted,
            wire,
        })
    }

    /// Has the plugin load a preset; what it said to the host about it.
    pub fn load_preset(
        &mut self,
        location: Location,
        key: Option<&CStr>,
    ) -> Result<(bool, LoadTold), String> {
        let loader: PluginPresetLoad = self.extension()?;
        *self.told.borrow_mut() = LoadTold::default();
        let mut handle = self.instance.plugin_handle();
        let is_loaded = loader
            .load_from_location(&mut handle, location, key)
            .is_ok();
        Ok((is_loaded, self.told.take()))
    }

    fn extension<E>(&self) -> Result<E, String>
    where
        E: Extension<ExtensionSide = PluginExtensionSide>,
    {
        let shared = self.instance.plugin_shared_handle();
        shared
            .get_extension::<E>()
            .ok_or("the plugin lacks an extension".into())
    }

    /// The id of the parameter of that name.
    pub fn param(&mut self, name: &str) -> Result<ClapId, String> {
        let params: PluginParams = self.extension()?;
        let handle = self.instance.plugin_handle();
        for i in 0..params.count(&handle) {
            let mut buffer = ParamInfoBuffer::new();
            if let Some(info) = params.get_info(&handle, i, &mut buffer) {
                if info.name == name.as_bytes() {
                    return Ok(info.id);
                }
            }
        }
        Err(format!("no parameter {name}"))
    }

    /// The value that a text means, such as "-6 dB".
    pub fn value_of(&mut self, param: ClapId, text: &str) -> Result<f64, String> {
        let params: PluginParams = self.extension()?;
        let handle = self.instance.plugin_handle();
        let text = CString::new(text).map_err(|e| e.to_string())?;
        params
            .text_to_value(&handle, param, &text)
            .ok_or("the text means no value".into())
    }

    /// As the plugin counts.
    pub fn value(&mut self, param: ClapId) -> Result<f64, String> {
        let params: PluginParams = self.extension()?;
        let handle = self.instance.plugin_handle();
        params.get_value(&handle, param).ok_or("no value".into())
    }

    /// The pages of remote controls: "section/name" and the knobs.
    pub fn pages(&mut self) -> Result<Vec<(String, [Option<ClapId>; 8])>, String> {
        let controls: PluginRemoteControls = self.extension()?;
        let handle = self.instance.plugin_handle();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let mut pages = Vec::new();
        for i in 0..controls.count(&handle) {
            let mut buffer = RemoteControlsPageBuffer::new();
            let page = controls
                .get(&handle, i, &mut buffer)
                .ok_or(format!("no page {i}"))?;
            let name = text(page.section_name) + "/" + &text(page.page_name);
            pages.push((name, page.param_ids));
        }
        Ok(pages)
    }

    /// The keys (none: all) and their names.
    pub fn note_names(&mut self) -> Result<Vec<(Option<u16>, String)>, String> {
        let names: PluginNoteName = self.extension()?;
        let handle = self.instance.plugin_handle();
        let mut found = Vec::new();
        for i in 0..names.count(&handle) as u32 {
            let mut buffer = NoteNameBuffer::new();
            let name = names
                .get(&handle, i, &mut buffer)
                .ok_or(format!("no name {i}"))?;
            let text = String::from_utf8_lossy(name.name).into_owned();
            found.push((name.key.into_specific(), text));
        }
        Ok(found)
    }

    pub fn state(&mut self) -> Result<Vec<u8>, String> {
        let state: PluginState = self.extension()?;
        let mut bytes = Vec::new();
        let handle = self.instance.plugin_handle();
        state.save(&handle, &mut bytes).map_err(|e| e.to_string())?;
        Ok(bytes)
    }

    pub fn load_state(&mut self, bytes: &[u8]) -> Result<(), String> {
        let state: PluginState = self.extension()?;
        let mut reader = bytes;
        let handle = self.instance.plugin_handle();
        state
            .load(&handle, &mut reader)
            .map_err(|e| e.to_string())?;
        self.do_what_waits();
        Ok(())
    }

    /// From now on the audio thread notes the digest that the plugin reports in two halves:
    /// docs/track-info.md.
    pub fn watch(&mut self, high: &str, low: &str) -> Result<(), String> {
        for (half, name) in [high, low].into_iter().enumerate() {
            let id = self.param(name)?;
            self.wire.watched[half].store(u64::from(id.get()) + 1, Ordering::SeqCst);
        }
        Ok(())
    }

    pub fn start(&mut self) -> Result<(), String> {
        let config = PluginAudioConfiguration {
            sample_rate: 48_000.0,
            min_frames_count: 1,
            max_frames_count: FRAMES as u32,
        };
        let processor = self
            .instance
            .activate(|_, _| (), config)
            .map_err(|e| e.to_string())?;
        let (values, inbox) = mpsc::channel();
        self.wire.quit.store(false, Ordering::SeqCst);
        let wire = self.wire.clone();
        let thread = std::thread::spawn(move || play(processor, &wire, &inbox));
        self.playing = Some(Playing { thread, values });
        Ok(())
    }

    /// Activates the plugin for as long as `work` has its audio side, on a thread of its own.
    pub fn with_processor<T: Send + 'static>(
        &mut self,
        work: impl FnOnce(StoppedPluginAudioProcessor<Host>) -> (StoppedPluginAudioProcessor<Host>, T)
            + Send
            + 'static,
    ) -> Result<T, String> {
        let config = PluginAudioConfiguration {
            sample_rate: 48_000.0,
            min_frames_count: 1,
            max_frames_count: FRAMES as u32,
        };
        let processor = self
            .instance
            .activate(|_, _| (), config)
            .map_err(|e| e.to_string())?;
        let (processor, done) = std::thread::spawn(move || work(processor))
            .join()
            .map_err(|_| "the audio thread ended badly".to_string())?;
        self.instance.deactivate(processor);
        Ok(done)
    }

    pub fn stop(&mut self) {
        let Some(playing) = self.playing.take() else {
            return;
        };
        self.wire.quit.store(true, Ordering::SeqCst);
        let processor = playing.thread.join().expect("the audio thread ends well");
        self.instance.deactivate(processor);
    }

    /// A value as the plugin counts, at frame 10 of the next callback.
    pub fn automate(&self, param: ClapId, value: f64, address: Address) {
        let playing = self.playing.as_ref().expect("it plays");
        playing
            .values
            .send(Value {
                param,
                value,
                address,
            })
            .expect("the audio thread listens");
    }

    /// Waits until a callback has begun after this call, and ended.
    pub fn let_a_callback_begin_and_end(&mut self) {
        let target = self.wire.begun.load(Ordering::SeqCst) + 1;
        while self.wire.ended.load(Ordering::SeqCst) < target {
            self.do_what_waits();
            std::thread::yield_now();
        }
    }

    /// The last sample after 20 callbacks (26 ms): smoothing has ended. The input is 1.
    pub fn play_until_steady(&mut self) -> f32 {
        for _ in 0..20 {
            self.let_a_callback_begin_and_end();
        }
        f32::from_bits(self.wire.last_sample.load(Ordering::SeqCst))
    }

    /// Renames and recolours the track, and notifies the plugin.
    pub fn rename(&mut self, name: &str, color: [u8; 4]) {
        *self.track.borrow_mut() = Track {
            name: name.to_string().leak(),
            color: Some(color),
        };
        if let Ok(info) = self.extension::<PluginTrackInfo>() {
            info.changed(&self.instance.plugin_handle());
        }
    }

    pub fn seen(&self) -> Seen {
        match self.wire.seen.load(Ordering::SeqCst) {
            0 => Seen::Nothing,
            seen => Seen::Value((seen - 1) as u32),
        }
    }

    fn do_what_waits(&mut self) {
        if self.callback_wanted.swap(false, Ordering::SeqCst) {
            self.instance.call_on_main_thread_callback();
        }
    }
}

impl Drop for Player {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The audio thread: block after block until it is asked to quit.
fn play(
    processor: StoppedPluginAudioProcessor<Host>,
    wire: &Wire,
    inbox: &mpsc::Receiver<Value>,
) -> StoppedPluginAudioProcessor<Host> {
    let mut processor = processor.start_processing().expect("processing starts");
    let mut input = [[1.0f32; FRAMES]; 2];
    let mut output = [[0.0f32; FRAMES]; 2];
    let mut input_ports = AudioPorts::with_capacity(2, 1);
    let mut output_ports = AudioPorts::with_capacity(2, 1);
    let mut sent = EventBuffer::new();
    while !wire.quit.load(Ordering::SeqCst) {
        let mut events = EventBuffer::new();
        for value in inbox.try_iter() {
            let pckn = match value.address {
                Address::Wildcards => Pckn::match_all(),
                Address::Zeros => Pckn::new(0u16, 0u16, 0u16, 0u32),
            };
            events.push(&ParamValueEvent::new(10, value.param, pckn, value.value));
        }
        sent.clear();
        wire.begun.fetch_add(1, Ordering::SeqCst);
        processor
            .process(
                &input_ports.with_input_buffers([AudioPortBuffer {
                    latency: 0,
                    channels: AudioPortBufferType::f32_input_only(
                        input.iter_mut().map(|b| InputChannel::variable(b)),
                    ),
                }]),
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
        note(&sent, wire);
        wire.last_sample
            .store(output[0][FRAMES - 1].to_bits(), Ordering::SeqCst);
        wire.ended.fetch_add(1, Ordering::SeqCst);
        std::thread::yield_now();
    }
    processor.stop_processing()
}

/// Keeps the digest of the last callback that reported both of its halves.
fn note(sent: &EventBuffer, wire: &Wire) {
    let mut halves = [None; 2];
    for event in sent.iter() {
        let Some(value) = event.as_event::<ParamValueEvent>() else {
            continue;
        };
        let id = value.param_id().map_or(0, |id| u64::from(id.get()) + 1);
        for (half, watched) in halves.iter_mut().zip(&wire.watched) {
            if id != 0 && id == watched.load(Ordering::SeqCst) {
                // Reported as 0..1 of 20 bits: a count of records, and half of the digest.
                *half = Some((value.value() * f64::from(0xF_FFFF_u32)).round() as u64);
            }
        }
    }
    if let [Some(high), Some(low)] = halves {
        if high >> 16 == low >> 16 {
            let digest = (high & 0xFFFF) << 16 | (low & 0xFFFF);
            wire.seen.store(digest + 1, Ordering::SeqCst);
        }
    }
}
