// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
// What npm's osc reads, in the lines of dump.cpp.
const osc = require("osc");
const data = require("fs").readFileSync(0);
const hex = (bytes) => Buffer.from(bytes).toString("hex");
function value(a) {
  if (Array.isArray(a)) return ["[", ...a.map(value), "]"].join(" ");
  switch (a.type) {
    case "i": return "i:" + a.value;
    case "h": return "i:" + ((BigInt(a.value.high) << 32n) | BigInt(a.value.low >>> 0));
    case "f": case "d": {
      if (Number.isNaN(a.value)) return "f:nan";
      const b = Buffer.alloc(8); b.writeDoubleBE(a.value); return "f:" + hex(b);
    }
    case "s": case "S": return "s:" + hex(Buffer.from(a.value, "utf8"));
    case "b": return "b:" + hex(a.value);
    case "t": return "t:" + ((BigInt(a.value.raw[0]) << 32n) | BigInt(a.value.raw[1]));
    case "T": case "F": case "N": case "I": return a.type;
    case "c": return "c:" + a.value.codePointAt(0);
    default: return a.type + ":?";
  }
}
function element(p) {
  if (p.packets) {
    const tag = (BigInt(p.timeTag.raw[0]) << 32n) | BigInt(p.timeTag.raw[1]);
    return "{" + tag + " " + p.packets.map(element).join("") + "}";
  }
  const args = p.args === undefined ? [] : Array.isArray(p.args) ? p.args : [p.args];
  return ["(" + hex(Buffer.from(p.address, "utf8")), ...args.map(value)].join(" ") + ")";
}
let at = 0;
const lines = [];
while (at + 4 <= data.length) {
  const size = data.readUInt32BE(at);
  const packet = Uint8Array.from(data.subarray(at + 4, at + 4 + size));
  at += 4 + size;
  try { lines.push(element(osc.readPacket(packet, { metadata: true }))); }
  catch (e) { lines.push("! " + String(e.message).replace(/\n/g, " ")); }
}
console.log(lines.join("\n"));
