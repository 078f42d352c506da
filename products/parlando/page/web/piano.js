// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// A keyboard to try the chosen musician: by pointer, by finger, by the focus and Enter, or by letters.

const kLetters = "awsedftgyhujk"; // C to C, as on a computer's keyboard
const kNames = ["C", "C♯", "D", "D♯", "E", "F", "F♯", "G", "G♯", "A", "A♯", "B"];
const isBlack = (key) => [1, 3, 6, 8, 10].includes(key % 12);

export const nameOfKey = (key) => `${kNames[key % 12]}${Math.floor(key / 12) - 1}`;

export class Piano {
  #root;
  #press;
  #release;
  #lowest = 60;
  #held = new Map(); // key → number of the note
  #pointers = new Map(); // pointer → key
  #next = 1;
  #isEnabled = false;

  // `press(key, velocity, note)` and `release(key, note)` are told of what is played.
  constructor(root, press, release) {
    this.#root = root;
    this.#press = press;
    this.#release = release;
    this.#build();
    root.addEventListener("pointerdown", (event) => this.#point(event));
    root.addEventListener("pointermove", (event) => this.#glide(event));
    for (const kind of ["pointerup", "pointercancel"]) addEventListener(kind, (event) => this.#lift(event));
    root.addEventListener("keydown", (event) => this.#keyDown(event));
    root.addEventListener("keyup", (event) => this.#keyUp(event));
    root.addEventListener("focusout", () => this.releaseAll());
    document.addEventListener("keydown", (event) => this.#letterDown(event));
    document.addEventListener("keyup", (event) => this.#letterUp(event));
    addEventListener("blur", () => this.releaseAll());
    addEventListener("resize", () => this.#build());
  }

  enable(on) {
    if (!on) this.releaseAll();
    this.#isEnabled = on;
    this.#root.setAttribute("aria-disabled", String(!on));
    for (const button of this.#root.children) button.disabled = !on;
  }

  shift(octaves) {
    this.releaseAll();
    this.#lowest = Math.min(96, Math.max(12, this.#lowest + 12 * octaves));
    this.#build();
    return nameOfKey(this.#lowest);
  }

  releaseAll() {
    for (const key of [...this.#held.keys()]) this.#up(key);
    this.#pointers.clear();
  }

  #build() {
    const octaves = innerWidth < 760 ? 1 : 3;
    const white = 7 * octaves + 1;
    const keys = [];
    let before = 0; // white keys so far
    for (let key = this.#lowest; key <= Math.min(127, this.#lowest + 12 * octaves); ++key) {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.key = key;
      button.disabled = !this.#isEnabled;
      button.setAttribute("aria-label", nameOfKey(key));
      button.className = isBlack(key) ? "black" : "white";
      if (isBlack(key)) {
        button.style.left = `${((before - 0.3) * 100) / white}%`;
        button.style.width = `${60 / white}%`;
      } else {
        ++before;
        if (key % 12 === 0) button.textContent = nameOfKey(key);
      }
      keys.push(button);
    }
    this.#root.replaceChildren(...keys);
  }

  #down(key, velocity = 0.7) {
    if (!this.#isEnabled || this.#held.has(key) || key > 127) return;
    const note = this.#next++;
    this.#held.set(key, note);
    this.#root.querySelector(`[data-key="${key}"]`)?.classList.add("down");
    this.#press(key, velocity, note);
  }

  #up(key) {
    const note = this.#held.get(key);
    if (note === undefined) return;
    this.#held.delete(key);
    this.#root.querySelector(`[data-key="${key}"]`)?.classList.remove("down");
    this.#release(key, note);
  }

  #keyAt(event) {
    const under = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-key]");
    return under && this.#root.contains(under) ? { key: Number(under.dataset.key), box: under.getBoundingClientRect() } : null;
  }

  #point(event) {
    const at = this.#keyAt(event);
    if (!at) return;
    event.target.releasePointerCapture?.(event.pointerId);
    // Lower on the key is louder.
    const depth = (event.clientY - at.box.top) / at.box.height;
    this.#pointers.set(event.pointerId, at.key);
    this.#down(at.key, 0.35 + 0.6 * Math.min(1, Math.max(0, depth)));
  }

  #glide(event) {
    const before = this.#pointers.get(event.pointerId);
    if (before === undefined) return;
    const at = this.#keyAt(event);
    if (!at || at.key === before) return;
    this.#up(before);
    this.#pointers.set(event.pointerId, at.key);
    this.#down(at.key);
  }

  #lift(event) {
    const key = this.#pointers.get(event.pointerId);
    this.#pointers.delete(event.pointerId);
    if (key !== undefined) this.#up(key);
  }

  #keyDown(event) {
    const key = Number(event.target.dataset.key);
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      if (!event.repeat) this.#down(key);
    } else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      event.preventDefault();
      const next = event.key === "ArrowLeft" ? event.target.previousElementSibling : event.target.nextElementSibling;
      next?.focus();
    }
  }

  #keyUp(event) {
    if (event.key === "Enter" || event.key === " ") this.#up(Number(event.target.dataset.key));
  }

  #letterOf(event) {
    const isTyping = event.target.closest?.("input, select, textarea, dialog");
    if (isTyping || event.ctrlKey || event.altKey || event.metaKey) return -1;
    return kLetters.indexOf(event.key.toLowerCase());
  }

  #letterDown(event) {
    const letter = this.#letterOf(event);
    if (letter >= 0 && !event.repeat) this.#down(this.#lowest + letter);
  }

  #letterUp(event) {
    const letter = kLetters.indexOf(event.key.toLowerCase());
    if (letter >= 0) this.#up(this.#lowest + letter);
  }
}
