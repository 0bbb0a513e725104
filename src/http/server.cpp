// SPDX-License-Identifier: Apache-2.0
// The loop: who is let in, who has waited too long, what is told of it.
#include "http/asio_server.h"

namespace youju::http {
namespace {
constexpr std::chrono::seconds kIdleTime = 75s, kTellAfter = 10s;
}

Result<void> AsioServer::listen() {
  if (!settings_.certificate.empty()) {
    TRY(tls_, tls_of(settings_.certificate, settings_.key));
  }
  TRY_OK(listen_at(acceptor_, settings_.listen));
  error_code ec;
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
    socket.set_option(tcp::no_delay(true), ec);
    auto wire = std::make_shared<Wire>(std::move(socket));
    if (open_ >= kMostConnections) {
      const bool room = make_room();
      count(&Strain::full, wire->peer());
      if (!room || open_ >= kMostConnections + kMostWaiting) continue;  // closed at once
    }
    if (tls_) {
      wire->context = tls_;
      wire->tls = std::make_unique<asio::ssl::stream<tcp::socket&>>(wire->socket, *wire->context);
    }
    wires_.push_back(wire);
    strain_.most_open = std::max(strain_.most_open, ++open_);
    asio::co_spawn(io_, serve(wire), [this](std::exception_ptr) { --open_; });
  }
}

// Whoever does nothing, or has not said what they want for the longest time, makes room for somebody new.
bool AsioServer::make_room() {
  std::shared_ptr<Wire> longest;
  for (const auto& one : wires_) {
    auto wire = one.lock();
    if (!wire || !wire->socket.is_open() || !(wire->idle || wire->asking == Wire::Asking::head)) continue;
    if (!longest || wire->deadline < longest->deadline) longest = std::move(wire);
  }
  if (!longest) return false;
  error_code ignored;
  longest->socket.close(ignored);
  return true;
}

void AsioServer::count(int Strain::*what, const std::string& peer) {
  if (!strain_.any()) tell_at_ = steady_clock::now() + kTellAfter;
  ++(strain_.*what);
  if (strained_by_.size() >= 1'000 && !strained_by_.contains(peer)) return;
  const auto n = ++strained_by_[peer];
  if (n > strain_.times) strain_.times = n, strain_.from = peer;
}

void AsioServer::tell() {
  if (settings_.tell) settings_.tell(strain_);
  strain_ = {};
  strain_.most_open = open_;
  strained_by_.clear();
}

// Closes what has waited too long, after a last word to those who were asking; when stopping, what waits for nothing.
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
      const bool told = now > wire->deadline && wire->asking != Wire::Asking::nothing && !wire->late;
      if (told) {  // what is read for ends with an error, and 408 is written
        error_code ignored;
        wire->late = true;
        wire->deadline = now + kLastWord;
        wire->socket.cancel(ignored);
      }
      const bool waits_for_nothing = wire->idle && (!wire->fresh || now > stop_by_ - 8s);
      if (now > wire->deadline || (stopping_ && (waits_for_nothing || now > stop_by_))) {
        error_code ignored;
        wire->socket.close(ignored);
      }
      ++at;
    }
    if (strain_.any() && now > tell_at_) tell();
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

Result<std::unique_ptr<Server>> Server::open(const ServerSettings& settings, Handle handle, BodyLimit limit, Admit admit) {
  auto server = std::make_unique<AsioServer>(settings, std::move(handle), std::move(limit), std::move(admit));
  TRY_OK(server->listen());
  return server;
}
}  // namespace youju::http
