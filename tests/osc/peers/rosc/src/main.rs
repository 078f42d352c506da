// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
// What Rust's rosc reads, in the lines of dump.cpp.
use rosc::{decoder, OscPacket, OscTime, OscType};
use std::io::{Read, Write};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
fn tag(t: &OscTime) -> u64 {
    (u64::from(t.seconds) << 32) | u64::from(t.fractional)
}
fn number(v: f64) -> String {
    if v.is_nan() { "f:nan".into() } else { format!("f:{:016x}", v.to_bits()) }
}
fn value(v: &OscType) -> String {
    match v {
        OscType::Int(i) => format!("i:{i}"),
        OscType::Long(i) => format!("i:{i}"),
        OscType::Float(f) => number(f64::from(*f)),
        OscType::Double(d) => number(*d),
        OscType::String(s) => format!("s:{}", hex(s.as_bytes())),
        OscType::Blob(b) => format!("b:{}", hex(b)),
        OscType::Time(t) => format!("t:{}", tag(t)),
        OscType::Char(c) => format!("c:{}", *c as u32),
        OscType::Color(c) => format!("r:{}", u32::from_be_bytes([c.red, c.green, c.blue, c.alpha])),
        OscType::Midi(m) => format!("m:{}", u32::from_be_bytes([m.port, m.status, m.data1, m.data2])),
        OscType::Bool(b) => if *b { "T".into() } else { "F".into() },
        OscType::Array(a) => {
            let mut parts = vec!["[".to_string()];
            parts.extend(a.content.iter().map(value));
            parts.push("]".into());
            parts.join(" ")
        }
        OscType::Nil => "N".into(),
        OscType::Inf => "I".into(),
    }
}
fn element(p: &OscPacket) -> String {
    match p {
        OscPacket::Message(m) => {
            let mut parts = vec![format!("({}", hex(m.addr.as_bytes()))];
            parts.extend(m.args.iter().map(value));
            parts.join(" ") + ")"
        }
        OscPacket::Bundle(b) => {
            let inner: String = b.content.iter().map(element).collect();
            format!("{{{} {}}}", tag(&b.timetag), inner)
        }
    }
}
fn main() {
    let mut data = Vec::new();
    std::io::stdin().read_to_end(&mut data).unwrap();
    let mut out = std::io::BufWriter::new(std::io::stdout());
    let mut at = 0;
    while at + 4 <= data.len() {
        let size = u32::from_be_bytes(data[at..at + 4].try_into().unwrap()) as usize;
        let packet = data[at + 4..at + 4 + size].to_vec();
        at += 4 + size;
        let read = std::panic::catch_unwind(|| decoder::decode_udp(&packet).map(|(_, p)| element(&p)));
        let line = match read {
            Ok(Ok(text)) => text,
            Ok(Err(e)) => format!("! {e:?}").replace('\n', " "),
            Err(_) => "! panicked".into(),
        };
        writeln!(out, "{line}").unwrap();
    }
}
