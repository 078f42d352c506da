// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The cards. What changes is noted, and drawn with the next frame, so that 500 musicians who all say
// something cost one pass.

const kLit = 220; // ms that a note lights its card at least
const kMostLit = 10000;
const kForgetGone = 60000; // ms that who has gone is still shown

const roles = { notes: "notes", "notes-with-audio": "notes, silent audio", instrument: "instrument" };

export class Orchestra extends EventTarget {
  #list;
  #musicians = new Map(); // id → { musician, card, litUntil }
  #dirty = new Set();
  #lit = new Set();
  #frame = 0;
  #filter = "";
  #parts = new Map(); // id → names of the parts it plays
  #chosen = null;
  #forgetGone;
  isConnected = false;

  constructor(list, forgetGone = kForgetGone) {
    super();
    this.#list = list;
    this.#forgetGone = forgetGone;
  }

  get musicians() {
    return [...this.#musicians.values()].map((entry) => entry.musician);
  }
  get chosen() {
    return this.#musicians.get(this.#chosen)?.musician ?? null;
  }
  find(id) {
    return this.#musicians.get(id)?.musician;
  }

  // All there are, after a connection: who is not among them is gone.
  reset(musicians) {
    const there = new Set(musicians.map((one) => one.id));
    for (const [id, entry] of this.#musicians) {
      if (!there.has(id) && !entry.musician.gone) this.leave(id);
    }
    for (const musician of musicians) this.put(musician);
  }

  put(musician) {
    const known = this.#musicians.get(musician.id);
    const before = known?.musician.name;
    if (known) known.musician = musician;
    else this.#musicians.set(musician.id, { musician, card: this.#makeCard(musician.id), litUntil: 0, goneAt: null });
    if (musician.gone) this.#goes(musician.id);
    else this.#musicians.get(musician.id).goneAt = null;
    this.#mark(musician.id);
    if (!known || before !== musician.name || musician.gone) this.dispatchEvent(new Event("members"));
  }

  leave(id) {
    const entry = this.#musicians.get(id);
    if (!entry) return;
    entry.musician = { ...entry.musician, gone: true, link: "dead", primary: false };
    this.#goes(id);
    this.#mark(id);
  }

  // Once, however often it is said that it has gone.
  #goes(id) {
    const entry = this.#musicians.get(id);
    if (entry.goneAt !== null) return;
    const goneAt = performance.now();
    entry.goneAt = goneAt;
    setTimeout(() => this.#musicians.get(id)?.goneAt === goneAt && this.#forget(id), this.#forgetGone);
  }

  setLink(process) {
    for (const [id, { musician }] of this.#musicians) {
      if (musician.process !== process.id || musician.gone) continue;
      musician.link = process.link;
      musician.round_trip_ms = process.round_trip_ms;
      this.#mark(id);
    }
  }

  setPrimary(primary) {
    for (const [id, { musician }] of this.#musicians) {
      if (musician.primary === (id === primary)) continue;
      musician.primary = id === primary;
      this.#mark(id);
    }
  }

  setConnected(on) {
    this.isConnected = on;
    for (const id of this.#musicians.keys()) this.#mark(id);
  }

  // For as long as its note sounds.
  light(id, milliseconds) {
    const entry = this.#musicians.get(id);
    if (!entry) return;
    entry.litUntil = Math.max(entry.litUntil, performance.now() + Math.min(kMostLit, Math.max(kLit, milliseconds)));
    this.#lit.add(id);
    this.#mark(id);
  }

  choose(id) {
    const before = this.#chosen;
    this.#chosen = id;
    for (const one of [before, id]) if (one) this.#mark(one);
    this.dispatchEvent(new Event("chosen"));
  }

  showParts(parts) {
    const ids = new Set([...this.#parts.keys(), ...parts.keys()]);
    this.#parts = parts;
    for (const id of ids) this.#mark(id);
  }

  filter(text) {
    this.#filter = text.trim().toLowerCase();
    for (const id of this.#musicians.keys()) this.#mark(id);
  }

  #forget(id) {
    this.#musicians.get(id).card.root.remove();
    this.#musicians.delete(id);
    this.#lit.delete(id);
    if (this.#chosen === id) this.choose(null);
    this.dispatchEvent(new Event("members"));
  }

  #makeCard(id) {
    const root = document.createElement("li");
    root.className = "card";
    root.dataset.id = id;
    const add = (tag, name, parent = root) => {
      const element = document.createElement(tag);
      element.className = name;
      parent.append(element);
      return element;
    };
    const card = { root, who: add("button", "who"), light: add("span", "light") };
    card.who.type = "button";
    card.light.setAttribute("aria-hidden", "true");
    card.alias = add("p", "alias");
    card.about = add("p", "about");
    card.link = add("span", "link", card.about);
    card.role = add("span", "role", card.about);
    card.primary = add("span", "primary", card.about);
    card.primary.textContent = " · ★ primary";
    card.primary.title = "Tells the conductor where the DAW's timeline is";
    card.counts = add("p", "counts");
    card.parts = add("p", "playing-parts");
    card.who.onclick = () => this.choose(this.#chosen === id ? null : id);
    root.ondragover = (event) => {
      if (!event.dataTransfer.types.includes("application/x-parlando-part")) return;
      event.preventDefault();
      root.classList.add("target");
    };
    root.ondragleave = () => root.classList.remove("target");
    root.ondrop = (event) => {
      root.classList.remove("target");
      const part = event.dataTransfer.getData("application/x-parlando-part");
      if (part === "") return;
      event.preventDefault();
      event.stopPropagation();
      this.dispatchEvent(new CustomEvent("part", { detail: { part: Number(part), id } }));
    };
    this.#list.append(root);
    return card;
  }

  #mark(id) {
    this.#dirty.add(id);
    this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    this.#frame = 0;
    const now = performance.now();
    for (const id of this.#dirty) this.#drawCard(id, now);
    this.#dirty.clear();
    for (const id of this.#lit) {
      const entry = this.#musicians.get(id);
      if (!entry || entry.litUntil <= now) this.#lit.delete(id);
      this.#dirty.add(id);
    }
    if (this.#dirty.size > 0) this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  #drawCard(id, now) {
    const entry = this.#musicians.get(id);
    if (!entry) return;
    const { musician: m, card } = entry;
    const isGone = m.gone || !this.isConnected;
    const link = isGone ? "dead" : m.link;
    put(card.who, m.name || "without a name");
    card.who.setAttribute("aria-pressed", String(this.#chosen === id));
    put(card.alias, m.aliases?.length ? `also called ${m.aliases.join(", ")}` : "");
    put(card.link, isGone ? "gone" : `link ${link}${m.round_trip_ms === null ? "" : ` ${m.round_trip_ms.toFixed(1)} ms`}`);
    put(card.role, ` · ${roles[m.role] ?? m.role}${m.instrument ? ` · ${m.instrument}` : ""}`);
    card.primary.classList.toggle("on", m.primary && !isGone);
    const bad = [[m.waiting, "waiting"], [m.late, "late"], [m.lost + (m.dropped ?? 0), "lost"]];
    const isBad = bad.some(([count]) => count > 0);
    const idle = m.processed === false && !isGone ? "not called by its DAW · " : "";
    put(card.counts, idle + bad.map(([count, word]) => `${count} ${word}`).join(" · "));
    card.counts.classList.toggle("bad", isBad || idle !== "");
    const parts = this.#parts.get(id) ?? [];
    put(card.parts, parts.length ? `plays ${parts.join(", ")}` : "");
    card.root.dataset.link = link;
    card.root.classList.toggle("gone", isGone);
    card.root.classList.toggle("chosen", this.#chosen === id);
    card.root.classList.toggle("lit", !isGone && (entry.litUntil > now || m.sounding > 0));
    if (entry.color !== m.color) {
      entry.color = m.color;
      if (m.color) card.root.style.setProperty("--track", m.color);
      else card.root.style.removeProperty("--track");
    }
    const text = `${m.name} ${(m.aliases ?? []).join(" ")} ${m.instrument}`.toLowerCase();
    card.root.hidden = this.#filter !== "" && !text.includes(this.#filter);
  }
}

// Only what is another text: the rest of the card is not laid out again.
function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
