// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/page/page_server.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <list>
#include <optional>
#include <set>
#include <string_view>
#include <thread>
#include <utility>

#include <libwebsockets.h>

#include <nlohmann/json.hpp>

#include "parlando/page/page_access.hpp"
#include "parlando/page/page_files.hpp"

namespace parlando {
namespace {

/// For the page to know that it has to ask for the key; of the range for applications (RFC 6455,
/// 7.4.2).
constexpr auto kKeyWanted = static_cast<lws_close_status>(4401);

/// One connection; libwebsockets keeps the pointer.
struct Session {
  std::shared_ptr<PageVisitor> visitor;  ///< Null: a stranger, that has not brought the key yet.
  std::string request;
  bool is_read = true;  ///< Else what it sends is left to wait.
};

/// What libwebsockets allocates for each connection, and sets to zero.
struct Slot {
  Session* session;
  const PageFile* file;
};

std::string header(lws* wsi, lws_token_indexes which) {
  const int length = lws_hdr_total_length(wsi, which);
  if (length <= 0) return "";
  std::string text(static_cast<std::size_t>(length) + 1, '\0');
  const int copied = lws_hdr_copy(wsi, text.data(), length + 1, which);
  text.resize(copied > 0 ? static_cast<std::size_t>(copied) : 0);
  return text;
}

std::string ip_text(const SocketAddress& address) {
  const std::string text = to_string(address);
  return text.substr(0, text.rfind(':'));
}

}  // namespace

class PageServer::Service {
 public:
  Service(PageBackend& backend, PageOptions options)
      : backend_(backend), options_(std::move(options)) {}
  ~Service() {
    stops_ = true;
    if (thread_.joinable()) {
      lws_cancel_service(context_);
      thread_.join();
    }
    {
      const std::lock_guard lock(bell_->mutex);
      bell_->context = nullptr;
    }
    if (context_ != nullptr) lws_context_destroy(context_);
  }
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  attacca::Result<void> open() {
    if (!options_.listen.is_loopback() && options_.key.empty()) {
      return attacca::fail("the page at " + to_string(options_.listen) +
                           " can be reached from other machines: set a session key "
                           "(PARLANDO_KEY)");
    }
    lws_set_log_level(0, nullptr);
    lws_context_creation_info info{};
    const std::string ip = ip_text(options_.listen);
    info.port = options_.listen.port;
    info.iface = options_.listen.ip == 0 ? nullptr : ip.c_str();
    info.protocols = protocols_.data();
    info.gid = info.uid = static_cast<decltype(info.gid)>(-1);
    info.user = this;
    info.options = LWS_SERVER_OPTION_FAIL_UPON_UNABLE_TO_BIND | LWS_SERVER_OPTION_DISABLE_IPV6 |
                   LWS_SERVER_OPTION_VALIDATE_UTF8;
    context_ = lws_create_context(&info);
    if (context_ == nullptr) {
      return attacca::fail("the page cannot be at " + to_string(options_.listen) +
                           ": another program is there, or the address is not this machine's");
    }
    options_.listen.port = static_cast<std::uint16_t>(
        lws_get_vhost_listen_port(lws_get_vhost_by_name(context_, "default")));
    access_ = {options_.listen.port, options_.listen.is_loopback(), options_.names, options_.key};
    const bool is_any = options_.listen.ip == 0;
    address_ = "http://" +
               (is_any ? "localhost:" + std::to_string(options_.listen.port)
                       : to_string(options_.listen)) +
               "/";
    bell_->context = context_;
    thread_ = std::thread([this] {
      while (!stops_ && lws_service(context_, 0) >= 0) {
      }
    });
    return {};
  }

  [[nodiscard]] const std::string& address() const noexcept { return address_; }

 private:
  /// How other threads wake the server's, as long as there is one.
  struct Bell {
    std::mutex mutex;
    lws_context* context = nullptr;
    void ring() {
      const std::lock_guard lock(mutex);
      if (context != nullptr) lws_cancel_service(context);
    }
  };

  static int call(lws* wsi, lws_callback_reasons reason, void* user, void* in, std::size_t size) {
    auto* const self = static_cast<Service*>(lws_context_user(lws_get_context(wsi)));
    const std::string_view bytes(static_cast<const char*>(in), in == nullptr ? 0 : size);
    return self->answer(wsi, reason, static_cast<Slot*>(user), bytes);
  }

  int answer(lws* wsi, lws_callback_reasons reason, Slot* slot, std::string_view bytes) {
    switch (reason) {
      case LWS_CALLBACK_HTTP:
        return serve_file(wsi, *slot, bytes);
      case LWS_CALLBACK_HTTP_WRITEABLE:
        return send_file(wsi, *slot);
      case LWS_CALLBACK_HTTP_CONFIRM_UPGRADE:
        return may_open(wsi) ? 0 : refuse(wsi, HTTP_STATUS_FORBIDDEN) < 0 ? -1 : 1;
      case LWS_CALLBACK_ESTABLISHED:
        return begin(wsi, *slot);
      case LWS_CALLBACK_RECEIVE:
        return receive(wsi, *slot, bytes);
      case LWS_CALLBACK_SERVER_WRITEABLE:
        return send(wsi, *slot);
      case LWS_CALLBACK_TIMER:
        return slot->session == nullptr || slot->session->visitor != nullptr ? 0 : turn_away(wsi);
      case LWS_CALLBACK_CLOSED:
        end(wsi, *slot);
        return 0;
      case LWS_CALLBACK_EVENT_WAIT_CANCELLED:
        lws_callback_on_writable_all_protocol(context_, &protocols_[1]);
        return 0;
      default:
        return 0;
    }
  }

  static int refuse(lws* wsi, http_status status) {
    return lws_return_http_status(wsi, static_cast<unsigned>(status), nullptr);
  }

  bool may_open(lws* wsi) const {
    return access_.allows_origin(header(wsi, WSI_TOKEN_ORIGIN), header(wsi, WSI_TOKEN_HOST));
  }

  // -- the files ---------------------------------------------------------------------------------

  int serve_file(lws* wsi, Slot& slot, std::string_view path) {
    const auto done = [wsi](int failed) {
      return failed != 0 || lws_http_transaction_completed(wsi) != 0 ? -1 : 0;
    };
    if (!access_.allows_host(header(wsi, WSI_TOKEN_HOST))) {
      return done(refuse(wsi, HTTP_STATUS_FORBIDDEN));
    }
    if (lws_hdr_total_length(wsi, WSI_TOKEN_GET_URI) == 0) {
      return done(refuse(wsi, HTTP_STATUS_METHOD_NOT_ALLOWED));
    }
    const auto files = page_files();
    const auto file = std::find_if(files.begin(), files.end(),
                                   [path](const PageFile& each) { return each.path == path; });
    if (file == files.end()) return done(refuse(wsi, HTTP_STATUS_NOT_FOUND));
    slot.file = &*file;
    std::array<unsigned char, LWS_PRE + 2048> room{};
    unsigned char* at = room.data() + LWS_PRE;
    unsigned char* const end = room.data() + room.size() - 1;
    const std::string type(file->type);
    const auto add = [&](const char* name, const char* value) {
      return lws_add_http_header_by_name(wsi, reinterpret_cast<const unsigned char*>(name),
                                         reinterpret_cast<const unsigned char*>(value),
                                         static_cast<int>(std::strlen(value)), &at, end);
    };
    const bool failed =
        lws_add_http_common_headers(wsi, HTTP_STATUS_OK, type.c_str(), file->content.size(), &at,
                                    end) != 0 ||
        add("content-security-policy:",
            "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'") !=
            0 ||
        add("x-content-type-options:", "nosniff") != 0 ||
        add("referrer-policy:", "no-referrer") != 0 || add("cache-control:", "no-cache") != 0 ||
        lws_finalize_write_http_header(wsi, room.data() + LWS_PRE, &at, end) != 0;
    if (failed) return -1;
    lws_callback_on_writable(wsi);
    return 0;
  }

  static int send_file(lws* wsi, Slot& slot) {
    if (slot.file == nullptr) return 0;
    const std::string_view content = std::exchange(slot.file, nullptr)->content;
    std::vector<unsigned char> room(LWS_PRE + content.size());
    std::copy(content.begin(), content.end(), room.begin() + LWS_PRE);
    const int sent = lws_write(wsi, room.data() + LWS_PRE, content.size(), LWS_WRITE_HTTP_FINAL);
    if (sent < 0 || lws_http_transaction_completed(wsi) != 0) return -1;
    return 0;
  }

  // -- the WebSocket -----------------------------------------------------------------------------

  int begin(lws* wsi, Slot& slot) {
    slot.session = new Session;
    if (access_.key.empty()) return join(wsi, slot);
    // Who has no key cannot keep those out who have.
    if (strangers_.size() >= kMostStrangers) {
      lws_set_timeout(strangers_.front(), PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_ASYNC);
      strangers_.pop_front();
    }
    strangers_.push_back(wsi);
    lws_set_timer_usecs(wsi, options_.key_wait.count());
    return 0;
  }

  int join(lws* wsi, Slot& slot) {
    if (visitors_ >= kMostVisitors) {
      lws_close_reason(wsi, LWS_CLOSE_STATUS_POLICY_VIOLATION, nullptr, 0);
      return -1;
    }
    ++visitors_;
    strangers_.remove(wsi);
    lws_set_timer_usecs(wsi, LWS_SET_TIMER_USEC_CANCEL);
    slot.session->visitor = std::make_shared<PageVisitor>([bell = bell_] { bell->ring(); });
    backend_.join(slot.session->visitor);
    return 0;
  }

  static int turn_away(lws* wsi) {
    lws_close_reason(wsi, kKeyWanted, nullptr, 0);
    return -1;
  }

  int receive(lws* wsi, Slot& slot, std::string_view bytes) {
    Session& session = *slot.session;
    session.request += bytes;
    if (session.request.size() > (session.visitor == nullptr ? kLongestKey : kLongestRequest)) {
      lws_close_reason(wsi, LWS_CLOSE_STATUS_MESSAGE_TOO_LARGE, nullptr, 0);
      return -1;
    }
    if (lws_is_final_fragment(wsi) == 0 || lws_remaining_packet_payload(wsi) > 0) return 0;
    std::string request = std::exchange(session.request, {});
    const bool has_joined = session.visitor != nullptr;
    if (!has_joined || request.starts_with("{\"key\":")) {
      const auto json = nlohmann::json::parse(request, nullptr, false);
      const bool is_key = json.is_object() && json.contains("key") && json["key"].is_string() &&
                          access_.is_key(json["key"].get<std::string>());
      if (has_joined) return 0;  // without need
      return is_key ? join(wsi, slot) : turn_away(wsi);
    }
    session.visitor->request_begins(request.size());
    backend_.request(session.visitor, std::move(request));
    return read_or_wait(wsi, session);
  }

  /// Leaves in the system's buffers what the conductor has no time for.
  static int read_or_wait(lws* wsi, Session& session) {
    const bool may_read = !session.visitor->has_asked_enough();
    if (may_read == session.is_read) return 0;
    session.is_read = may_read;
    return lws_rx_flow_control(wsi, may_read ? 1 : 0) < 0 ? -1 : 0;
  }

  int send(lws* wsi, Slot& slot) {
    if (slot.session == nullptr || slot.session->visitor == nullptr) return 0;
    PageVisitor& visitor = *slot.session->visitor;
    if (visitor.is_too_slow() || read_or_wait(wsi, *slot.session) < 0) return -1;
    std::string json;
    if (!visitor.take(json)) return 0;
    std::vector<unsigned char> room(LWS_PRE + json.size());
    std::copy(json.begin(), json.end(), room.begin() + LWS_PRE);
    const int sent = lws_write(wsi, room.data() + LWS_PRE, json.size(), LWS_WRITE_TEXT);
    if (sent < 0) return -1;
    if (visitor.has_more()) lws_callback_on_writable(wsi);
    return 0;
  }

  void end(lws* wsi, Slot& slot) {
    strangers_.remove(wsi);
    const std::unique_ptr<Session> session(std::exchange(slot.session, nullptr));
    if (session == nullptr || session->visitor == nullptr) return;
    --visitors_;
    backend_.leave(session->visitor);
  }

  PageBackend& backend_;
  PageOptions options_;
  PageAccess access_;
  std::string address_;
  // The first is for what is no WebSocket; the last one ends the list.
  const std::array<lws_protocols, 3> protocols_{
      lws_protocols{"http", call, sizeof(Slot), 0, 0, nullptr, 0},
      lws_protocols{"parlando", call, sizeof(Slot), 65'536, 0, nullptr, 0},
      lws_protocols{nullptr, nullptr, 0, 0, 0, nullptr, 0}};
  lws_context* context_ = nullptr;
  std::size_t visitors_ = 0;
  std::list<lws*> strangers_;  // without the key so far, the oldest first
  const std::shared_ptr<Bell> bell_ = std::make_shared<Bell>();
  std::atomic<bool> stops_{false};
  std::thread thread_;
};

PageServer::PageServer(std::unique_ptr<Service> service) : service_(std::move(service)) {}
PageServer::~PageServer() = default;

attacca::Result<std::unique_ptr<PageServer>> PageServer::open(PageBackend& backend,
                                                              PageOptions options) {
  auto service = std::make_unique<Service>(backend, std::move(options));
  if (auto opened = service->open(); !opened) return tl::unexpected(opened.error());
  return std::unique_ptr<PageServer>(new PageServer(std::move(service)));
}

const std::string& PageServer::address() const noexcept {
  return service_->address();
}

}  // namespace parlando
