// SPDX-License-Identifier: Apache-2.0
// One thread for sockets (coroutines), some workers for requests. Only Beast's parser is used: its composed operations over two kinds of
// streams cost ten times the time and memory to compile (docs/decisions/0200-web-server.md).
#include "http/http.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <chrono>
#include <list>
#include <thread>

#include "base/text.h"

namespace youju::http {
namespace {
namespace asio = boost::asio;
namespace beast = boost::beast::http;
using asio::ip::tcp;
using std::chrono::steady_clock;
using namespace std::chrono_literals;
using boost::system::error_code;

constexpr std::size_t kMostHead = 16 * 1024, kMostHeaders = 100, kKeepInMemory = 256 * 1024, kChunk = 64 * 1024;
constexpr int kMostConnections = 1'000, kMostWaiting = 256;
constexpr std::chrono::seconds kHeadTime = 10s, kBodyTime = 15s, kIdleTime = 75s, kWriteTime = 30s, kFarAway = 24h * 365;

constexpr auto quiet = [](error_code& ec) { return asio::redirect_error(asio::use_awaitable, ec); };

Method method_of(beast::verb verb) {
  switch (verb) {
    case beast::verb::get: return Method::get;
    case beast::verb::head: return Method::head;
    case beast::verb::post: return Method::post;
    case beast::verb::put: return Method::put;
    case beast::verb::patch: return Method::patch;
    case beast::verb::delete_: return Method::remove;
    default: return Method::other;
  }
}

// One connection: a socket, perhaps with TLS over it, and the moment by which something must have happened.
struct Wire {
  tcp::socket socket;
  std::shared_ptr<asio::ssl::context> context;  // outlives the stream over it
  std::unique_ptr<asio::ssl::stream<tcp::socket&>> tls;
  steady_clock::time_point deadline = steady_clock::now() + kHeadTime;
  bool idle = true;  // between two requests: may be closed at any time
  bool fresh = true;  // it has not asked anything yet: whoever was let in is answered once, also when the server ends

  explicit Wire(tcp::socket s) : socket(std::move(s)) {}
  asio::awaitable<std::size_t> read(asio::mutable_buffer into, error_code& ec) {
    if (tls) co_return co_await tls->async_read_some(into, quiet(ec));
    co_return co_await socket.async_read_some(into, quiet(ec));
  }
  asio::awaitable<bool> write(std::string_view bytes) {
    while (!bytes.empty()) {
      deadline = steady_clock::now() + kWriteTime;
      error_code ec;
      std::size_t n = 0;
      if (tls) n = co_await tls->async_write_some(asio::buffer(bytes.data(), bytes.size()), quiet(ec));
      else n = co_await socket.async_write_some(asio::buffer(bytes.data(), bytes.size()), quiet(ec));
      if (ec) co_return false;
      bytes.remove_prefix(n);
    }
    co_return true;
  }
};

// Where a body gathers: in memory, and once it is large in an unlinked file.
class BodySink {
 public:
  explicit BodySink(std::filesystem::path scratch) : scratch_(std::move(scratch)) {}
  BodySink(const BodySink&) = delete;
  BodySink& operator=(const BodySink&) = delete;
  ~BodySink() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  bool add(std::string_view bytes) {
    size_ += bytes.size();
    if (descriptor_ < 0 && size_ <= kKeepInMemory) {
      text_.append(bytes);
      return true;
    }
    if (descriptor_ < 0) {
      descriptor_ = ::open(scratch_.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
      if (descriptor_ < 0 || !put(text_)) return false;
      text_.clear();
    }
    return put(bytes);
  }
  Body take() {
    if (descriptor_ < 0) return Body(std::move(text_));
    return Body::of_file(std::exchange(descriptor_, -1), size_);
  }
  std::size_t size() const { return size_; }

 private:
  bool put(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto n = ::write(descriptor_, bytes.data(), bytes.size());
      if (n <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
  }
  std::filesystem::path scratch_;
  std::string text_;
  int descriptor_ = -1;
  std::size_t size_ = 0;
};

std::string head_of(const Reply& reply, std::size_t length, bool keep) {
  std::string out = fmt::format("HTTP/1.1 {} {}\r\n", reply.status, reason_of(reply.status));
  if (!reply.type.empty() && reply.status != 204 && reply.status != 304) out += "Content-Type: " + reply.type + "\r\n";
  if (reply.status != 204 && reply.status != 304) out += fmt::format("Content-Length: {}\r\n", length);
  for (const auto& [name, value] : reply.headers) {
    if (value.find_first_of("\r\n") != value.npos) continue;  // never splits a reply
    out.append(name).append(": ").append(value).append("\r\n");
  }
  out += keep ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
  return out;
}

// TLS 1.2 and 1.3, with ciphers that keep earlier talk secret when a key is stolen later.
Result<std::shared_ptr<asio::ssl::context>> tls_of(const std::filesystem::path& certificate, const std::filesystem::path& key) {
  auto out = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
  SSL_CTX_set_min_proto_version(out->native_handle(), TLS1_2_VERSION);
  SSL_CTX_set_cipher_list(out->native_handle(), "ECDHE+AESGCM:ECDHE+CHACHA20");
  error_code ec;
  out->set_options(asio::ssl::context::no_compression | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE, ec);
  out->use_certificate_chain_file(certificate.string(), ec);
  if (!ec) out->use_private_key_file(key.string(), asio::ssl::context::pem, ec);
  if (ec) return fail(Code::outside, "http.certificate_unreadable", {{"file", certificate.string()}}, ec.message());
  return out;
}

Reply plain(int status) {
  Reply out;
  out.status = status;
  out.type = "text/plain; charset=utf-8";
  out.body = fmt::format("{} {}\n", status, reason_of(status));
  return out;
}

class AsioServer : public Server {
 public:
  AsioServer(const ServerSettings& settings, Handle handle, BodyLimit limit)
      : settings_(settings), handle_(std::move(handle)), limit_(std::move(limit)), acceptor_(io_), sweep_(io_), pool_(static_cast<std::size_t>(settings.workers)) {}

  Result<void> listen();
  int port() const override { return port_; }
  void run() override {
    asio::co_spawn(io_, accept(), asio::detached);
    asio::co_spawn(io_, sweep(), asio::detached);
    io_.run();
    pool_.join();
  }
  Result<void> renew(const std::filesystem::path& certificate, const std::filesystem::path& key) override {
    if (!tls_) return {};
    TRY(auto fresh, tls_of(certificate, key));
    asio::post(io_, [this, fresh = std::move(fresh)] { tls_ = fresh; });  // wires hold the one they began with
    return {};
  }
  void stop() override {
    asio::post(io_, [this] {
      if (stopping_) return;
      stopping_ = true;
      stop_by_ = steady_clock::now() + 10s;
      error_code ec;
      acceptor_.close(ec);
      sweep_.cancel();
    });
  }

 private:
  asio::awaitable<void> accept();
  asio::awaitable<void> sweep();
  asio::awaitable<void> serve(std::shared_ptr<Wire> wire);
  asio::awaitable<bool> one_request(Wire& wire, std::string& buffer);
  asio::awaitable<int> read_head(Wire& wire, std::string& buffer, beast::request_parser<beast::buffer_body>& parser);
  asio::awaitable<int> read_body(Wire& wire, std::string& buffer, beast::request_parser<beast::buffer_body>& parser, BodySink& sink, std::size_t most);
  asio::awaitable<Reply> work(const Request& request);
  asio::awaitable<bool> send(Wire& wire, const Reply& reply, bool head_only, bool keep);
  int fill_head(Request& request, const beast::request_parser<beast::buffer_body>& parser, const Wire& wire) const;

  ServerSettings settings_;
  Handle handle_;
  BodyLimit limit_;
  asio::io_context io_{1};
  tcp::acceptor acceptor_;
  asio::steady_timer sweep_;
  std::shared_ptr<asio::ssl::context> tls_;
  std::list<std::weak_ptr<Wire>> wires_;
  int port_ = 0, open_ = 0, waiting_ = 0;
  bool stopping_ = false;
  steady_clock::time_point stop_by_{};
  asio::thread_pool pool_;  // last: its threads end before anything they use
};

Result<void> AsioServer::listen() {
  if (!settings_.certificate.empty()) {
    TRY(tls_, tls_of(settings_.certificate, settings_.key));
  }
  error_code ec;
  const auto* handed = std::getenv("LISTEN_FDS");
  const auto* to = std::getenv("LISTEN_PID");
  if (handed != nullptr && to != nullptr && std::string_view(handed) == "1" && to == std::to_string(::getpid())) {
    constexpr int kFirst = 3;  // sd_listen_fds(3); it is the first listener's alone, and no child's
    ::unsetenv("LISTEN_FDS");
    ::unsetenv("LISTEN_PID");
    ::fcntl(kFirst, F_SETFD, FD_CLOEXEC);
    acceptor_.assign(tcp::v6(), kFirst, ec);
    if (ec) return fail(Code::outside, "http.cannot_listen", {{"address", "LISTEN_FDS"}}, ec.message());
  } else {
    const auto colon = settings_.listen.rfind(':');
    auto host = colon == std::string::npos ? std::string{} : settings_.listen.substr(0, colon);
    if (host.size() > 2 && host.front() == '[') host = host.substr(1, host.size() - 2);
    const auto address = asio::ip::make_address(host, ec);
    int port = -1;
    if (!ec) {
      const auto digits = settings_.listen.substr(colon + 1);
      port = !digits.empty() && digits.size() <= 5 && digits.find_first_not_of("0123456789") == digits.npos ? std::stoi(digits) : -1;
    }
    if (ec || port < 0 || port > 65535) return fail(Code::invalid, "http.bad_address", {{"address", settings_.listen}});
    const tcp::endpoint where(address, static_cast<unsigned short>(port));
    acceptor_.open(where.protocol(), ec);
    if (!ec) acceptor_.set_option(asio::socket_base::reuse_address(true), ec);
    if (!ec) acceptor_.bind(where, ec);
    if (!ec) acceptor_.listen(1024, ec);
    if (ec) return fail(Code::outside, "http.cannot_listen", {{"address", settings_.listen}}, ec.message());
  }
  port_ = acceptor_.local_endpoint(ec).port();
  return {};
}

asio::awaitable<void> AsioServer::accept() {
  while (!stopping_) {
    error_code ec;
    auto socket = co_await acceptor_.async_accept(quiet(ec));
    if (stopping_ && ec) break;
    if (ec) {  // out of descriptors: wait for some to be closed
      asio::steady_timer pause(io_, 50ms);
      co_await pause.async_wait(quiet(ec));
      continue;
    }
    if (open_ >= kMostConnections) continue;  // closed at once
    socket.set_option(tcp::no_delay(true), ec);
    auto wire = std::make_shared<Wire>(std::move(socket));
    if (tls_) {
      wire->context = tls_;
      wire->tls = std::make_unique<asio::ssl::stream<tcp::socket&>>(wire->socket, *wire->context);
    }
    wires_.push_back(wire);
    ++open_;
    asio::co_spawn(io_, serve(wire), [this](std::exception_ptr) { --open_; });
  }
}

// Closes what has waited too long; when stopping, what waits for nothing.
asio::awaitable<void> AsioServer::sweep() {
  for (;;) {
    error_code ec;
    sweep_.expires_after(stopping_ ? 50ms : 1000ms);
    co_await sweep_.async_wait(quiet(ec));
    const auto now = steady_clock::now();
    for (auto at = wires_.begin(); at != wires_.end();) {
      const auto wire = at->lock();
      if (!wire) {
        at = wires_.erase(at);
        continue;
      }
      const bool waits_for_nothing = wire->idle && (!wire->fresh || now > stop_by_ - 8s);
      if (now > wire->deadline || (stopping_ && (waits_for_nothing || now > stop_by_))) {
        error_code ignored;
        wire->socket.close(ignored);
      }
      ++at;
    }
    if (stopping_ && wires_.empty()) co_return;
  }
}

asio::awaitable<void> AsioServer::serve(std::shared_ptr<Wire> wire) {
  error_code ec;
  if (wire->tls) {
    co_await wire->tls->async_handshake(asio::ssl::stream_base::server, quiet(ec));
    if (ec) co_return;
  }
  std::string buffer;
  while (!stopping_ || wire->fresh) {
    const bool more = co_await one_request(*wire, buffer);
    wire->fresh = false;
    if (!more) break;
    wire->idle = true;
    wire->deadline = steady_clock::now() + kIdleTime;
  }
  if (wire->tls) {
    wire->deadline = steady_clock::now() + 1s;
    co_await wire->tls->async_shutdown(quiet(ec));
  }
  wire->socket.shutdown(tcp::socket::shutdown_send, ec);
}

// 0: the head is read; -1: the other end is gone; else the status to refuse with.
asio::awaitable<int> AsioServer::read_head(Wire& wire, std::string& buffer, beast::request_parser<beast::buffer_body>& parser) {
  for (;;) {
    if (!buffer.empty()) {
      wire.idle = false;
      error_code ec;
      const auto used = parser.put(asio::buffer(buffer), ec);
      buffer.erase(0, used);
      if (ec == beast::error::need_buffer) ec = {};
      if (parser.is_header_done()) co_return 0;
      if (ec == beast::error::header_limit || buffer.size() > kMostHead) co_return 431;
      if (ec && ec != beast::error::need_more) co_return 400;
    }
    char bytes[8192];
    error_code ec;
    const bool first = buffer.empty() && !parser.got_some();
    if (!first && wire.idle) wire.deadline = steady_clock::now() + kHeadTime;
    const auto n = co_await wire.read(asio::buffer(bytes), ec);
    if (ec || n == 0) co_return -1;
    if (first) wire.deadline = steady_clock::now() + kHeadTime;
    buffer.append(bytes, n);
  }
}

asio::awaitable<int> AsioServer::read_body(Wire& wire, std::string& buffer, beast::request_parser<beast::buffer_body>& parser, BodySink& sink, std::size_t most) {
  std::string chunk(kChunk, '\0');
  while (!parser.is_done()) {
    if (buffer.empty()) {
      error_code ec;
      wire.deadline = steady_clock::now() + kBodyTime;
      char bytes[16384];
      const auto n = co_await wire.read(asio::buffer(bytes), ec);
      if (ec || n == 0) co_return -1;
      buffer.assign(bytes, n);
    }
    auto& body = parser.get().body();
    body.data = chunk.data();
    body.size = chunk.size();
    error_code ec;
    const auto used = parser.put(asio::buffer(buffer), ec);
    buffer.erase(0, used);
    if (ec == beast::error::need_buffer || ec == beast::error::need_more) ec = {};
    if (ec) co_return ec == beast::error::body_limit ? 413 : 400;
    const auto made = chunk.size() - body.size;
    if (sink.size() + made > most) co_return 413;
    if (!sink.add(std::string_view(chunk.data(), made))) co_return 507;
    if (used == 0 && made == 0) {
      wire.deadline = steady_clock::now() + kBodyTime;
      char bytes[16384];
      const auto n = co_await wire.read(asio::buffer(bytes), ec);
      if (ec || n == 0) co_return -1;
      buffer.append(bytes, n);
      if (buffer.size() > kMostHead + sizeof bytes) co_return 400;
    }
  }
  co_return 0;
}

// What Beast lets pass and we do not: no or two Host, too many fields, a length and a coding together, a method or target we do not speak.
int AsioServer::fill_head(Request& request, const beast::request_parser<beast::buffer_body>& parser, const Wire& wire) const {
  const auto& head = parser.get();
  std::size_t fields = 0;
  for (const auto& field : head) {
    if (++fields > kMostHeaders) return 431;
    request.headers.emplace_back(lower_ascii({field.name_string().data(), field.name_string().size()}), std::string(field.value().data(), field.value().size()));
  }
  const auto hosts = std::count_if(request.headers.begin(), request.headers.end(), [](const auto& h) { return h.first == "host"; });
  if (head.version() != 11 && head.version() != 10) return 400;
  if (hosts > 1 || (head.version() == 11 && hosts == 0)) return 400;
  if (parser.chunked() && !request.header("content-length").empty()) return 400;
  request.method = method_of(head.method());
  request.method_name = std::string(head.method_string().data(), head.method_string().size());
  request.target = std::string(head.target().data(), head.target().size());
  const auto mark = request.target.find('?');
  auto path = percent_decoded(std::string_view(request.target).substr(0, mark), false);
  if (!path || !path->starts_with("/")) return 400;
  request.path = std::move(*path);
  if (mark != std::string::npos) request.query = request.target.substr(mark + 1);
  error_code ec;
  const auto peer = wire.socket.remote_endpoint(ec);
  if (!ec) {  // one who came by IPv4 to a socket of both is known by that address
    const auto& address = peer.address();
    request.peer = address.is_v6() && address.to_v6().is_v4_mapped() ? asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string() : address.to_string();
  }
  request.secure = wire.tls != nullptr;
  if (settings_.trust_proxy && !ec && peer.address().is_loopback()) {
    if (request.header("x-forwarded-proto") == "https") request.secure = true;
    const auto from = request.header("x-forwarded-for");
    if (!from.empty()) request.peer = std::string(trim(from.substr(from.rfind(',') == from.npos ? 0 : from.rfind(',') + 1)));
  }
  return 0;
}

// Runs the handler on a worker; the timer is only a way to be woken.
asio::awaitable<Reply> AsioServer::work(const Request& request) {
  asio::steady_timer done(io_, kFarAway);
  Reply reply;
  ++waiting_;
  asio::post(pool_, [&] {
    try {
      reply = handle_(request);
    } catch (const std::exception&) {
      reply = plain(500);
    }
    asio::post(io_, [&done] { done.cancel(); });
  });
  error_code ec;
  co_await done.async_wait(quiet(ec));
  --waiting_;
  co_return reply;
}

asio::awaitable<bool> AsioServer::one_request(Wire& wire, std::string& buffer) {
  beast::request_parser<beast::buffer_body> parser;
  parser.header_limit(kMostHead);
  parser.body_limit(boost::none);
  parser.eager(false);
  Request request;
  int refusal = co_await read_head(wire, buffer, parser);
  if (refusal < 0) co_return false;
  std::size_t most = 0;
  if (refusal == 0) refusal = fill_head(request, parser, wire);
  if (refusal == 0 && !parser.is_done()) {
    most = limit_(request);
    const auto told = parser.content_length();
    if (told && *told > most) refusal = 413;
  }
  BodySink sink(settings_.scratch);
  if (refusal == 0 && !parser.is_done()) {
    if (lower_ascii(request.header("expect")) == "100-continue") {  // an await inside a condition breaks g++ 12
      const bool told = co_await wire.write("HTTP/1.1 100 Continue\r\n\r\n");
      if (!told) co_return false;
    }
    refusal = co_await read_body(wire, buffer, parser, sink, most);
  }
  if (refusal < 0) co_return false;
  wire.deadline = steady_clock::now() + kFarAway;
  if (refusal == 0 && waiting_ >= kMostWaiting) refusal = 503;
  if (refusal != 0) {  // what remains of the request is not read
    const auto refused = plain(refusal);
    co_await send(wire, refused, request.method == Method::head, false);
    co_return false;
  }
  request.body = sink.take();
  const bool keep = parser.keep_alive() && !stopping_;
  const auto reply = co_await work(request);
  const bool sent = co_await send(wire, reply, request.method == Method::head, keep);
  co_return sent && keep;
}

asio::awaitable<bool> AsioServer::send(Wire& wire, const Reply& reply, bool head_only, bool keep) {
  int file = -1;
  std::size_t length = reply.body.size();
  if (!reply.file.empty()) {
    file = ::open(reply.file.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat facts {};
    if (file < 0 || ::fstat(file, &facts) != 0) {
      if (file >= 0) ::close(file);
      const auto gone = plain(404);
      const bool sent = co_await send(wire, gone, head_only, keep);
      co_return sent;
    }
    length = static_cast<std::size_t>(facts.st_size);
  }
  auto out = head_of(reply, length, keep);
  if (file < 0 && !head_only && reply.status != 204 && reply.status != 304) out += reply.body;
  bool good = co_await wire.write(out);
  if (file >= 0) {
    std::string chunk(kChunk, '\0');
    while (good && !head_only && length > 0) {
      const auto n = ::read(file, chunk.data(), std::min(chunk.size(), length));
      if (n <= 0) {
        good = false;  // shorter than it was: the other end sees a cut reply
        break;
      }
      length -= static_cast<std::size_t>(n);
      good = co_await wire.write({chunk.data(), static_cast<std::size_t>(n)});
    }
    ::close(file);
  }
  co_return good;
}
}  // namespace

Result<std::unique_ptr<Server>> Server::open(const ServerSettings& settings, Handle handle, BodyLimit limit) {
  auto server = std::make_unique<AsioServer>(settings, std::move(handle), std::move(limit));
  TRY_OK(server->listen());
  return server;
}
}  // namespace youju::http
