// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <vector>

#include <X11/Xlib.h>

namespace attacca::host {

/// The embedder's side of the XEmbed protocol 0.5 (freedesktop.org) for one window, in which
/// plugins put theirs. Both formats name this protocol for X11; toolkits that follow it, such as
/// VSTGUI, draw nothing before they were notified of the embedding, and leave it to the embedder to
/// map their window. All members [main]; X errors must be ignored by the caller, since a plugin may
/// destroy its window at any time.
class XEmbedder {
 public:
  /// `socket` must select the events of kEvents.
  XEmbedder(Display* display, Window socket);

  static constexpr long kEvents = StructureNotifyMask | SubstructureNotifyMask | FocusChangeMask |
                                  KeyPressMask | KeyReleaseMask;

  /// Follows an event of the connection: windows that come and go, their _XEMBED_INFO, focus, keys
  /// and requests of the embedded window.
  void take(const XEvent& event);
  /// Embeds what is in the socket and was not seen yet. A window without _XEMBED_INFO is mapped:
  /// its toolkit does not follow the protocol and may expect it. Call it when the plugin has put
  /// its window there.
  void embed_all();

 private:
  struct Client {
    Window window = 0;
    bool is_mapped = false;  ///< As its _XEMBED_INFO had it last.
  };

  void embed(Window window);
  void follow_info(Client& client);
  void set_focus(bool has_focus);
  void take_request(const XClientMessageEvent& message);
  void send(Window to, long message, long detail = 0, long data1 = 0, long data2 = 0) const;
  [[nodiscard]] Client* find(Window window);

  Display* display_;
  Window socket_;
  Atom protocol_;
  Atom info_;
  std::vector<Client> clients_;
  bool has_focus_ = false;
  Time time_ = CurrentTime;  ///< Of the last event that had one.
};

}  // namespace attacca::host
