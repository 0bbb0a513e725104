// SPDX-License-Identifier: Apache-2.0
// One thread for sockets (coroutines), some workers for requests. Only Beast's parser is used: its composed operations over two kinds of
// streams cost ten times the time and memory to compile (docs/decisions/0200-web-server.md).
#pragma once
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <list>
#include <map>
#include <thread>

#include "http/wire.h"

namespace youju::http {
namespace beast = boost::beast::http;
using namespace std::chrono_literals;

inline constexpr int kMostConnections = 1'000, kMostWaiting = 256;
inline constexpr std::chrono::seconds kLastWord = 3s, kFarAway = 24h * 365;

class AsioServer : public Server {
 public:
  AsioServer(const ServerSettings& settings, Handle handle, BodyLimit limit, Admit admit)
      : settings_(settings), handle_(std::move(handle)), limit_(std::move(limit)), admit_(std::move(admit)), acceptor_(io_), sweep_(io_), pool_(static_cast<std::size_t>(settings.workers)) {}

  Result<void> listen();
  int port() const override { return port_; }
  void run() override {
    asio::co_spawn(io_, accept(), asio::detached);
    asio::co_spawn(io_, sweep(), asio::detached);
    io_.run();
    pool_.join();
    if (strain_.any()) tell();
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
  asio::awaitable<void> on_worker(std::function<void()> task);
  asio::awaitable<int> admitted(const Request& head);
  asio::awaitable<Reply> work(const Request& request);
  asio::awaitable<void> refuse(Wire& wire, const Request& request, int status);
  asio::awaitable<bool> send(Wire& wire, const Reply& reply, bool head_only, bool keep);
  int fill_head(Request& request, const beast::request_parser<beast::buffer_body>& parser, const Wire& wire) const;
  bool make_room();
  void count(int Strain::*what, const std::string& peer);
  void tell();

  ServerSettings settings_;
  Handle handle_;
  BodyLimit limit_;
  Admit admit_;
  asio::io_context io_{1};
  tcp::acceptor acceptor_;
  asio::steady_timer sweep_;
  std::shared_ptr<asio::ssl::context> tls_;
  std::list<std::weak_ptr<Wire>> wires_;
  int port_ = 0, open_ = 0, waiting_ = 0;
  bool stopping_ = false;
  steady_clock::time_point stop_by_{}, tell_at_{};
  Strain strain_;
  std::map<std::string, int> strained_by_;
  asio::thread_pool pool_;  // last: its threads end before anything they use
};
}  // namespace youju::http
