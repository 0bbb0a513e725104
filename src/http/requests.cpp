// SPDX-License-Identifier: Apache-2.0
// The way of one request: its head and body read within limits, a worker's answer, the bytes sent.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "http/asio_server.h"

namespace youju::http {
namespace {
constexpr std::size_t kMostHead = 16 * 1024, kMostHeaders = 100, kMostThrownAway = 32 << 20;
constexpr std::chrono::seconds kBodyTime = 15s, kBodyGrace = 30s;

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

// A field that goes on in the next line is read in two ways by those who pass it on (RFC 9112 5.2).
bool has_folded_field(std::string_view head) { return head.find("\r\n ") != head.npos || head.find("\r\n\t") != head.npos; }
}  // namespace

// 0: the head is read; -1: the other end is gone; else the status to refuse with.
asio::awaitable<int> AsioServer::read_head(Wire& wire, std::string& buffer, beast::request_parser<beast::buffer_body>& parser) {
  for (;;) {
    if (!buffer.empty()) {
      if (wire.idle) wire.deadline = steady_clock::now() + kHeadTime;  // also for what came with the request before
      wire.idle = false;
      wire.asking = Wire::Asking::head;
      error_code ec;
      const auto used = parser.put(asio::buffer(buffer), ec);
      const bool folded = has_folded_field(std::string_view(buffer).substr(0, std::min(used, buffer.find("\r\n\r\n"))));
      buffer.erase(0, used);
      if (ec == beast::error::need_buffer) ec = {};
      if (parser.is_header_done()) co_return folded ? 400 : 0;
      if (ec == beast::error::header_limit || buffer.size() > kMostHead) co_return 431;
      if (ec && ec != beast::error::need_more) co_return 400;
    }
    char bytes[8192];
    error_code ec;
    const auto n = co_await wire.read(asio::buffer(bytes), ec);
    if (wire.late) co_return 408;
    if (ec || n == 0) co_return -1;
    buffer.append(bytes, n);
  }
}

asio::awaitable<int> AsioServer::read_body(Wire& wire, std::string& buffer, beast::request_parser<beast::buffer_body>& parser, BodySink& sink, std::size_t most) {
  std::string chunk(kChunk, '\0');
  const auto began = steady_clock::now();
  wire.asking = Wire::Asking::body;
  bool starved = buffer.empty();
  while (!parser.is_done()) {
    if (starved) {
      error_code ec;
      wire.deadline = std::min(steady_clock::now() + kBodyTime, began + kBodyGrace + std::chrono::seconds(sink.size() / kLeastRate));
      char bytes[16384];
      const auto n = co_await wire.read(asio::buffer(bytes), ec);
      if (wire.late) co_return 408;
      if (ec || n == 0) co_return -1;
      buffer.append(bytes, n);
      if (buffer.size() > kMostHead + sizeof bytes) co_return 400;
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
    starved = buffer.empty() || (used == 0 && made == 0);
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
  const auto codings = std::count_if(request.headers.begin(), request.headers.end(), [](const auto& h) { return h.first == "transfer-encoding"; });
  if (codings > 1 || (codings == 1 && lower_ascii(request.header("transfer-encoding")) != "chunked")) return 400;
  request.method = method_of(head.method());
  request.method_name = std::string(head.method_string().data(), head.method_string().size());
  request.target = std::string(head.target().data(), head.target().size());
  const auto mark = request.target.find('?');
  auto path = percent_decoded(std::string_view(request.target).substr(0, mark), false);
  if (!path || !path->starts_with("/")) return 400;
  request.path = std::move(*path);
  if (mark != std::string::npos) request.query = request.target.substr(mark + 1);
  request.peer = wire.peer();
  request.secure = wire.tls != nullptr;
  if (settings_.trust_proxy && (request.peer.starts_with("127.") || request.peer == "::1")) {
    if (request.header("x-forwarded-proto") == "https") request.secure = true;
    const auto from = request.header("x-forwarded-for");
    if (!from.empty()) request.peer = std::string(trim(from.substr(from.rfind(',') == from.npos ? 0 : from.rfind(',') + 1)));
  }
  return 0;
}

// Runs a task on a worker; the timer is only a way to be woken.
asio::awaitable<void> AsioServer::on_worker(std::function<void()> task) {
  asio::steady_timer done(io_, kFarAway);
  ++waiting_;
  asio::post(pool_, [&] {
    task();
    asio::post(io_, [&done] { done.cancel(); });
  });
  error_code ec;
  co_await done.async_wait(quiet(ec));
  --waiting_;
}

asio::awaitable<Reply> AsioServer::work(const Request& request) {
  Reply reply;
  std::function<void()> task = [&] {
    try {
      reply = handle_(request);
    } catch (const std::exception&) {
      reply = plain(500);
    }
  };
  co_await on_worker(std::move(task));
  co_return reply;
}

// 0, or the status with which a large body is refused before it is read.
asio::awaitable<int> AsioServer::admitted(const Request& head) {
  int refusal = 0;
  std::function<void()> task = [&] {
    try {
      refusal = admit_(head);
    } catch (const std::exception&) {
      refusal = 500;
    }
  };
  co_await on_worker(std::move(task));
  co_return refusal;
}

// What remains of the request is thrown away for a moment: closed over unread bytes, the other end would never see the answer.
asio::awaitable<void> AsioServer::refuse(Wire& wire, const Request& request, int status) {
  count(status == 408 ? &Strain::slow : status == 413 ? &Strain::large : status == 401 || status == 403 ? &Strain::unknown : status >= 500 ? &Strain::busy : &Strain::unreadable,
        request.peer.empty() ? wire.peer() : request.peer);
  const auto refused = plain(status);
  const bool sent = co_await send(wire, refused, request.method == Method::head, false);
  if (!sent) co_return;
  error_code ec;
  if (!wire.tls) wire.socket.shutdown(tcp::socket::shutdown_send, ec);
  wire.deadline = steady_clock::now() + kLastWord;
  std::string thrown(kChunk, '\0');
  for (std::size_t all = 0; all < kMostThrownAway;) {
    const auto n = co_await wire.read(asio::buffer(thrown), ec);
    if (ec || n == 0) co_return;
    all += n;
  }
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
  wire.asking = Wire::Asking::nothing;
  if (refusal == 0 && !parser.is_done()) {
    most = limit_(request);
    const auto told = parser.content_length();
    if (told && *told > most) refusal = 413;
    if (refusal == 0 && admit_ && most > 0 && (!told || *told > kKeepInMemory)) {  // an await inside a condition breaks g++ 12
      wire.deadline = steady_clock::now() + kFarAway;
      refusal = co_await admitted(request);
    }
  }
  BodySink sink(settings_.scratch);
  if (refusal == 0 && !parser.is_done()) {
    if (lower_ascii(request.header("expect")) == "100-continue") {
      const bool told = co_await wire.write("HTTP/1.1 100 Continue\r\n\r\n");
      if (!told) co_return false;
    }
    refusal = co_await read_body(wire, buffer, parser, sink, most);
  }
  wire.asking = Wire::Asking::nothing;
  if (refusal < 0) co_return false;
  wire.deadline = steady_clock::now() + kFarAway;
  // Those who show a session or a token wait as long as there are connections: a crowd without cannot crowd them out.
  const bool shows = !request.header("cookie").empty() || !request.header("authorization").empty();
  if (refusal == 0 && waiting_ >= (shows ? kMostConnections : kMostWaiting)) refusal = 503;
  if (refusal != 0) {
    co_await refuse(wire, request, refusal);
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
}  // namespace youju::http
