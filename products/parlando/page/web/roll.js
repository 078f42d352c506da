// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// What sounded in the last ten seconds, drawn while there is something to move.

const kSpan = 10000; // ms
const kMostNotes = 4000;

export class Roll {
  #canvas;
  #notes = []; // { at, until, key, color }, by time
  #frame = 0;

  constructor(canvas) {
    this.#canvas = canvas;
    addEventListener("resize", () => this.#wake());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#wake());
    this.#wake();
  }

  add(key, milliseconds, color) {
    const at = performance.now();
    this.#notes.push({ at, until: at + milliseconds, key, color });
    if (this.#notes.length > kMostNotes) this.#notes.splice(0, this.#notes.length - kMostNotes);
    this.#wake();
  }

  #wake() {
    this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    this.#frame = 0;
    const now = performance.now();
    let old = 0;
    while (old < this.#notes.length && this.#notes[old].until < now - kSpan) ++old;
    this.#notes.splice(0, old);
    const scale = devicePixelRatio || 1;
    const width = Math.round(this.#canvas.clientWidth * scale);
    const height = Math.round(this.#canvas.clientHeight * scale);
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
    }
    const style = getComputedStyle(this.#canvas);
    const context = this.#canvas.getContext("2d");
    context.clearRect(0, 0, width, height);
    let low = 48;
    let high = 84;
    for (const { key } of this.#notes) {
      low = Math.min(low, key - 1);
      high = Math.max(high, key + 1);
    }
    const row = height / (high - low + 1);
    context.fillStyle = style.getPropertyValue("--line");
    for (let key = Math.ceil(low / 12) * 12; key <= high; key += 12) {
      context.fillRect(0, Math.round(height - (key - low) * row), width, 1);
    }
    const x = (time) => width * (1 - (now - time) / kSpan);
    for (const note of this.#notes) {
      context.fillStyle = note.color || style.getPropertyValue("--accent");
      const left = Math.max(0, x(note.at));
      const right = x(Math.min(note.until, now));
      context.fillRect(left, height - (note.key - low + 1) * row, Math.max(2 * scale, right - left), Math.max(2, row - 1));
    }
    if (this.#notes.length > 0) this.#wake();
  }
}
