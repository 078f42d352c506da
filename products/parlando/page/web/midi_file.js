// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Reads a Standard MIDI File (formats 0 and 1, quarter notes) into parts: one for each track and
// channel with notes, with what `play` of docs/parlando/control.md takes. Throws an Error that says
// what is wrong and where.

export function readMidiFile(buffer) {
  const bytes = new Uint8Array(buffer);
  const view = new DataView(buffer);
  if (text(bytes, 0, 4) !== "MThd" || bytes.length < 14) throw new Error("this is no Standard MIDI File: it does not begin with MThd");
  const format = view.getUint16(8);
  if (format > 1) throw new Error(`this file has format ${format}: the page plays formats 0 and 1`);
  const division = view.getUint16(12);
  if (division === 0 || division >= 0x8000) throw new Error("this file's time is not in quarter notes: the page plays files that are");
  const tempos = [];
  const parts = [];
  let length = 0;
  let at = 8 + view.getUint32(4);
  for (let number = 1; at + 8 <= bytes.length; ++number) {
    const size = view.getUint32(at + 4);
    const end = Math.min(bytes.length, at + 8 + size);
    if (text(bytes, at, 4) === "MTrk") {
      const track = readTrack(bytes, at + 8, end, number, division);
      tempos.push(...track.tempos);
      length = Math.max(length, track.beats);
      const channels = [...track.channels].sort((a, b) => a[0] - b[0]);
      for (const [channel, events] of channels) {
        const notes = events.filter((event) => event.kind === "note");
        if (notes.length === 0) continue;
        const own = track.name || (parts.length === 0 && track.instrument) || `Track ${number}`;
        parts.push({ name: channels.length > 1 ? `${own}, channel ${channel + 1}` : own, channel: channel + 1, events, notes: notes.length });
      }
    }
    at += 8 + size;
  }
  if (parts.length === 0) throw new Error("this file has no notes");
  tempos.sort((a, b) => a[0] - b[0]);
  if (tempos.length === 0 || tempos[0][0] > 0) tempos.unshift([0, 120]);
  return { parts, tempo: tempos, beats: length };
}

function text(bytes, at, count) {
  return String.fromCharCode(...bytes.subarray(at, at + count));
}

function readTrack(bytes, begin, end, number, division) {
  let at = begin;
  const wrong = (what) => new Error(`track ${number}, byte ${at}: ${what}`);
  const byte = () => {
    if (at >= end) throw wrong("the track ends within an event");
    return bytes[at++];
  };
  const quantity = () => {
    let value = 0;
    for (let i = 0; i < 4; ++i) {
      const next = byte();
      value = value * 128 + (next & 127);
      if (next < 128) return value;
    }
    throw wrong("a number of more than four bytes");
  };
  const track = { name: "", instrument: "", tempos: [], channels: new Map(), beats: 0 };
  const sounding = new Map();
  let tick = 0;
  let status = 0;
  const add = (channel, event) => {
    if (!track.channels.has(channel)) track.channels.set(channel, []);
    track.channels.get(channel).push(event);
  };
  const endNote = (channel, key) => {
    const begun = sounding.get(channel * 128 + key)?.shift();
    if (begun) begun.beats = Math.max(1 / division, tick / division - begun.at);
  };
  while (at < end) {
    tick += quantity();
    const beat = tick / division;
    const first = byte();
    if (first === 0xff) {
      const type = byte();
      const size = quantity();
      const content = bytes.subarray(at, at + size);
      at += size;
      const words = () => new TextDecoder().decode(content).replaceAll("\0", "").trim();
      if (type === 3 && !track.name) track.name = words();
      if (type === 4 && !track.instrument) track.instrument = words();
      if (type === 0x51 && size === 3) track.tempos.push([beat, 6e7 / Math.max(1, (content[0] << 16) | (content[1] << 8) | content[2])]);
      if (type === 0x2f) break;
      continue;
    }
    if (first === 0xf0 || first === 0xf7) {
      at += quantity();
      continue;
    }
    if (first > 0xf0) {
      // Files may not hold system messages; players pass them over with the data they have.
      for (let left = [0, 1, 2, 1][first - 0xf0] ?? 0; left > 0 && at < end && bytes[at] < 0x80; --left) ++at;
      continue;
    }
    let data = first;
    if (first >= 0x80) {
      status = first;
      data = byte();
    }
    if (status < 0x80) throw wrong("a data byte where an event's status was expected");
    const kind = status >> 4;
    const channel = status & 15;
    const second = kind === 0xc || kind === 0xd ? 0 : byte();
    const common = { at: beat, channel: channel + 1 };
    if (kind === 9 && second > 0) {
      const note = { ...common, kind: "note", key: data, velocity: second / 127, beats: 1 / division };
      const id = channel * 128 + data;
      if (!sounding.has(id)) sounding.set(id, []);
      sounding.get(id).push(note);
      add(channel, note);
    } else if (kind === 9 || kind === 8) {
      endNote(channel, data);
    } else if (kind === 0xb && data < 120) {
      add(channel, { ...common, kind: "cc", controller: data, value: second / 127 });
    } else if (kind === 0xe) {
      add(channel, { ...common, kind: "bend", value: Math.max(-1, ((second << 7) + data - 8192) / 8191) });
    } else if (kind === 0xa) {
      add(channel, { ...common, kind: "pressure", key: data, value: second / 127 });
    } else if (kind === 0xd) {
      add(channel, { ...common, kind: "pressure", value: data / 127 });
    }
  }
  for (const [id] of sounding) {
    while (sounding.get(id).length > 0) endNote(id >> 7, id & 127);
  }
  track.beats = tick / division;
  return track;
}
