// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// parlando conduct: the conductor itself; and parlando watch: what it sees.

#include <atomic>
#include <chrono>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

#include "parlando/conductor/control_json.hpp"
#include "parlando/program/command.hpp"
#include "parlando/program/line_printer.hpp"
#include "parlando/program/words.hpp"
#ifdef PARLANDO_HAS_PAGE
#include "parlando/page/conductor_backend.hpp"
#include "parlando/page/page_server.hpp"
#endif

namespace parlando::program {
namespace {

// What the handler of Ctrl-C may touch.
std::atomic<ConductorLoop*> running = nullptr;
std::atomic<const ControlClient*> watching = nullptr;
std::atomic<bool> is_interrupted = false;

void interrupt() {
  is_interrupted = true;
  if (ConductorLoop* loop = running) loop->stop();
  if (const ControlClient* client = watching) client->wake();
}

/// Events as lines: with --json all as they are, else in words, and no line about a musician twice
/// in a row (it may be one more count that is another one).
class EventLines {
 public:
  explicit EventLines(bool json) : json_(json) {}

  /// Nothing, if there is nothing new.
  std::optional<std::string> line_for(const Json& event) {
    if (json_) return line_of(event);
    std::string line = words_for_event(event);
    if (event.at("event") == "musician") {
      std::string& last = last_[event.at("musician").at("id").get<std::string>()];
      if (last == line.substr(2)) return std::nullopt;
      last = line.substr(2);
    } else if (event.at("event") == "left") {
      last_.erase(event.at("id").get<std::string>());
    }
    return line;
  }

 private:
  bool json_;
  std::map<std::string, std::string> last_;  // by id
};

/// Hears what happens on the conductor's own thread, and has it printed by another one.
class Log final : public ControlPeer {
 public:
  explicit Log(bool json) : lines_(json) {}
  void print(std::string line) { printer_.print(std::move(line)); }
  void deliver(std::string_view json) override {
    const Json event = Json::parse(json, nullptr, false);
    if (!event.is_object() || !event.contains("event")) return;
    if (auto line = lines_.line_for(event)) print(std::move(*line));
  }

 private:
  EventLines lines_;
  LinePrinter printer_{print_line};
};

constexpr const char* kLogged = R"(["musician","left","link","primary","phrase"])";

/// Prints events until the conductor ends, or Ctrl-C.
void watch(ControlClient& client, bool all, CommandResult& result) {
  result.has_printed = true;
  Json request = {{"do", "subscribe"}};
  if (!all) request["events"] = Json::parse(kLogged);
  if (!ask(client, request, result)) return;
  const auto list = ask(client, {{"do", "list"}}, result);
  if (!list) return;
  EventLines lines(result.json);
  const auto print = [&](const Json& event) {
    const auto line = lines.line_for(event);
    return !line || print_line(*line);
  };
  for (const Json& musician : list->at("musicians")) {
    print({{"event", "musician"}, {"musician", musician}, {"new", true}});
  }
  watching = &client;
  while (!is_interrupted && client.is_connected()) {
    const auto event = client.next_event(ControlClient::Milliseconds(60'000));
    if (event && !print(*event)) break;
  }
  watching = nullptr;
}

struct ConductOptions {
  std::string listen;
  std::string transport;
  std::string page;
  std::vector<std::string> page_names;
  bool quiet = false;
};

attacca::Result<ConductorOptions> options_of(const ConductOptions& given) {
  auto options = ConductorOptions::of_environment();
  if (!options) return options;
  for (const auto& [text, address] : {std::pair{&given.listen, &options->listen},
                                      std::pair{&given.transport, &options->transport}}) {
    if (text->empty()) continue;
    const auto parsed = parse_socket_address(*text, address->port);
    if (!parsed) return tl::unexpected(parsed.error());
    *address = *parsed;
  }
  return options;
}

#ifdef PARLANDO_HAS_PAGE
/// The conductor's page. With the usual address it is done without where that is taken, by the page
/// of another conductor perhaps.
class Page {
 public:
  explicit Page(ConductorLoop& loop) : loop_(loop), backend_(loop) {}

  attacca::Result<void> open(const ConductOptions& given) {
    if (given.page == "off") return {};
    PageOptions options;
    options.key = loop_.options().key;
    options.names = given.page_names;
    constexpr unsigned kBeside = PageOptions::kPort - kConductorPort;
    const unsigned port = loop_.options().listen.port + kBeside;
    options.listen.port = static_cast<std::uint16_t>(port > 65'535 ? 0 : port);
    if (!given.page.empty()) {
      const auto parsed = parse_socket_address(given.page, PageOptions::kPort);
      if (!parsed) return attacca::fail("--page: " + parsed.error().message);
      options.listen = *parsed;
    }
    auto server = PageServer::open(backend_, std::move(options));
    if (server) {
      server_ = std::move(*server);
      loop_.set_page(server_->address());
      return {};
    }
    if (!given.page.empty()) return tl::unexpected(server.error());
    std::fprintf(stderr, "parlando: %s; going on without a page (--page gives another address)\n",
                 server.error().message.c_str());
    return {};
  }
  [[nodiscard]] std::string words() const {
    return server_ == nullptr ? "" : ", page at " + server_->address();
  }

 private:
  ConductorLoop& loop_;
  ConductorBackend backend_;
  std::unique_ptr<PageServer> server_;
};
#else
class Page {
 public:
  explicit Page(ConductorLoop&) {}
  attacca::Result<void> open(const ConductOptions& given) {
    if (given.page.empty() || given.page == "off") return {};
    return attacca::fail("--page: this build has no page: libwebsockets was not installed");
  }
  [[nodiscard]] std::string words() const { return ""; }
};
#endif

void conduct_until_interrupted(ConductorLoop& loop, const ConductOptions& given,
                               CommandResult& result) {
  Page page(loop);
  if (auto opened = page.open(given); !opened) {
    return result.fail(ExitCode::bad_input, opened.error());
  }
  Log log(result.json);
  if (!given.quiet) {
    loop.post([&](Control& control) {
      control.attach(log);
      control.request(log, std::string(R"({"do":"subscribe","events":)") + kLogged + "}",
                      Moment::now());
    });
  }
  if (!loop.remark().empty()) std::fprintf(stderr, "parlando: %s\n", loop.remark().c_str());
  const ConductorOptions& options = loop.options();
  if (!result.json) {
    log.print("conducting: musicians at UDP " + to_string(options.listen) + ", transport at " +
              to_string(options.transport) + ", control at " + options.control_socket().string() +
              page.words());
  }
  running = &loop;
  if (!is_interrupted) loop.run();
  running = nullptr;
}

void conduct(const ConductOptions& given, CommandResult& result) {
  result.has_printed = true;
  const auto options = options_of(given);
  if (!options) return result.fail(ExitCode::bad_input, options.error());
  call_on_interrupt(interrupt);
  // One that ends lets go of its ports a moment after its connections.
  constexpr int kRetries = 40;
  int retries = 0;
  while (!is_interrupted) {
    auto loop = ConductorLoop::open(*options);
    if (loop) {
      conduct_until_interrupted(**loop, given, result);
      return;
    }
    auto first = ControlClient::connect(options->control_socket());
    // One that has just ended, or does not answer, is no failure as long as it can be tried again.
    std::optional<Json> hello;
    if (first) {
      if (auto answer = (*first)->call({{"do", "hello"}})) hello = std::move(*answer);
    }
    if (!hello) {
      if (!first && retries == 0) return result.fail(ExitCode::wrong, loop.error());
      if (!first) --retries;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      continue;
    }
    std::fprintf(
        stderr,
        "parlando: another conductor (process %s) has the ports already; this one watches, "
        "and takes over when that one ends\n",
        hello->at("pid").dump().c_str());
    CommandResult watched = result;
    watch(**first, false, watched);
    if (is_interrupted) return;
    retries = kRetries;
  }
}

void watch_conductor(bool all, CommandResult& result) {
  call_on_interrupt(interrupt);
  auto access = reach_conductor(result);
  if (!access) return;
  watch(access->client(), all, result);
  if (result.exit_code == ExitCode::ok && !access->client().is_connected()) {
    result.fail(ExitCode::wrong, {"the conductor has ended"});
  }
}

}  // namespace

void add_conduct_command(CLI::App& app, CommandResult& result) {
  const auto given = std::make_shared<ConductOptions>();
  CLI::App* command = add_command(
      app, result, "conduct",
      "Find musicians and wait for requests, until Ctrl-C. A second one watches the first, and "
      "takes over when that one ends",
      "  One event a line, as they happen: docs/parlando/control.md, \"Events\".",
      [given, &result] { conduct(*given, result); });
  command
      ->add_option("--listen", given->listen,
                   "Where musicians report, ADDRESS:PORT; else PARLANDO_CONDUCTOR, else "
                   "127.0.0.1:30000. Off loopback, PARLANDO_KEY is needed")
      ->type_name("ADDRESS");
  command
      ->add_option("--transport", given->transport,
                   "Where the primary musician sends the DAW's transport; else PARLANDO_TRANSPORT, "
                   "else 127.0.0.1:20000")
      ->type_name("ADDRESS");
  command
      ->add_option(
          "--page", given->page,
          "Where the page is, ADDRESS:PORT, or off; else 127.0.0.1 and the port of "
          "--listen plus 80: http://127.0.0.1:30080/. Off loopback, PARLANDO_KEY is needed")
      ->type_name("ADDRESS");
  command
      ->add_option("--page-name", given->page_names,
                   "A name by which browsers call this machine, besides its addresses")
      ->type_name("NAME");
  command->add_flag("--quiet", given->quiet, "Do not print what happens");
}

void add_watch_command(CLI::App& app, CommandResult& result) {
  const auto all = std::make_shared<bool>(false);
  CLI::App* command =
      add_command(app, result, "watch", "Print what happens, until Ctrl-C",
                  "  One event a line, as they happen: docs/parlando/control.md, \"Events\".",
                  [all, &result] { watch_conductor(*all, result); });
  command->add_flag("--all", *all, "Also the transport, and each note");
}

}  // namespace parlando::program
