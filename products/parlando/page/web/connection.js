// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The WebSocket to the conductor: requests with answers, events, and connecting again. The objects
// are those of docs/parlando/control.md.

const kKeyWanted = 4401; // the close code of page_server.cpp

export class Connection extends EventTarget {
  #socket = null;
  #waiting = new Map();
  #next = 1;
  #pause = 250;
  key = takeKey();

  get isOpen() {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  open() {
    const socket = new WebSocket(`ws${location.protocol === "https:" ? "s" : ""}://${location.host}/control`, "parlando");
    this.#socket = socket;
    socket.onopen = () => {
      this.#pause = 250;
      if (this.key) socket.send(JSON.stringify({ key: this.key }));
      this.dispatchEvent(new Event("open"));
    };
    socket.onmessage = (message) => this.#take(JSON.parse(message.data));
    socket.onclose = (event) => {
      for (const { refuse } of this.#waiting.values()) refuse(new Error("the conductor is not there"));
      this.#waiting.clear();
      if (event.code === kKeyWanted) {
        this.dispatchEvent(new Event(this.key ? "wrongkey" : "nokey"));
        return;
      }
      this.dispatchEvent(new Event("lost"));
      setTimeout(() => this.open(), this.#pause);
      this.#pause = Math.min(this.#pause * 2, 4000);
    };
  }

  useKey(key) {
    this.key = key;
    sessionStorage.setItem("parlando-key", key);
    this.open();
  }

  // Resolves with the answer; rejects with what the conductor says is wrong.
  ask(request) {
    if (!this.isOpen) return Promise.reject(new Error("not connected to the conductor"));
    const id = this.#next++;
    this.#socket.send(JSON.stringify({ id, ...request }));
    return new Promise((resolve, refuse) => this.#waiting.set(id, { resolve, refuse }));
  }

  #take(object) {
    if (object.event) {
      this.dispatchEvent(new CustomEvent("pushed", { detail: object }));
      return;
    }
    const caller = this.#waiting.get(object.id);
    this.#waiting.delete(object.id);
    if (object.error !== undefined) caller?.refuse(new Error(object.error));
    else caller?.resolve(object.ok);
  }
}

// From the address, where it does not stay: http://host:port/#key=…
function takeKey() {
  const found = new URLSearchParams(location.hash.slice(1)).get("key");
  if (found) {
    sessionStorage.setItem("parlando-key", found);
    history.replaceState(null, "", location.pathname);
  }
  return sessionStorage.getItem("parlando-key");
}
