// SPDX-License-Identifier: Apache-2.0
// One connection as the server sees it: its socket, what is waited for, where a body gathers, and the bytes of a reply's head.
#pragma once
#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <chrono>

#include "http/http.h"

namespace youju::http {
namespace asio = boost::asio;
using asio::ip::tcp;
using std::chrono::steady_clock;
using boost::system::error_code;

inline constexpr std::size_t kKeepInMemory = 256 * 1024, kChunk = 64 * 1024;
inline constexpr std::size_t kLeastRate = 1024;  // bytes a second, once the first moments are over
inline constexpr std::chrono::seconds kHeadTime{10}, kWriteTime{30}, kWriteGrace{60};

inline auto quiet(error_code& ec) { return asio::redirect_error(asio::use_awaitable, ec); }

// A socket, perhaps with TLS over it, and the moment by which something must have happened.
struct Wire {
  tcp::socket socket;
  std::shared_ptr<asio::ssl::context> context;  // outlives the stream over it
  std::unique_ptr<asio::ssl::stream<tcp::socket&>> tls;
  steady_clock::time_point deadline = steady_clock::now() + kHeadTime;
  bool idle = true;  // between two requests: may be closed at any time
  bool fresh = true;  // it has not asked anything yet: whoever was let in is answered once, also when the server ends
  enum class Asking { nothing, head, body } asking = Asking::nothing;  // what of a request is on its way here
  bool late = false;  // and took too long: it is told so

  explicit Wire(tcp::socket s) : socket(std::move(s)) {}
  asio::awaitable<std::size_t> read(asio::mutable_buffer into, error_code& ec);
  asio::awaitable<bool> write(std::string_view bytes);
  std::string peer() const;
};

// Where a body gathers: in memory, and once it is large in an unlinked file.
class BodySink {
 public:
  explicit BodySink(std::filesystem::path scratch) : scratch_(std::move(scratch)) {}
  BodySink(const BodySink&) = delete;
  BodySink& operator=(const BodySink&) = delete;
  ~BodySink();
  bool add(std::string_view bytes);
  Body take();
  std::size_t size() const { return size_; }

 private:
  bool put(std::string_view bytes);
  std::filesystem::path scratch_;
  std::string text_;
  int descriptor_ = -1;
  std::size_t size_ = 0;
};

std::string head_of(const Reply& reply, std::size_t length, bool keep);
Reply plain(int status);
// TLS 1.2 and 1.3, with ciphers that keep earlier talk secret when a key is stolen later.
Result<std::shared_ptr<asio::ssl::context>> tls_of(const std::filesystem::path& certificate, const std::filesystem::path& key);
// Listens at the address, or at the socket that systemd handed over.
Result<void> listen_at(tcp::acceptor& acceptor, const std::string& address);
}  // namespace youju::http
