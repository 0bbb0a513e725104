// SPDX-License-Identifier: Apache-2.0
#include "http/wire.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace youju::http {

asio::awaitable<std::size_t> Wire::read(asio::mutable_buffer into, error_code& ec) {
  if (tls) co_return co_await tls->async_read_some(into, quiet(ec));
  co_return co_await socket.async_read_some(into, quiet(ec));
}

asio::awaitable<bool> Wire::write(std::string_view bytes) {
  const auto began = steady_clock::now();
  std::size_t sent = 0;
  while (sent < bytes.size()) {
    deadline = std::min(steady_clock::now() + kWriteTime, began + kWriteGrace + std::chrono::seconds(sent / kLeastRate));
    error_code ec;
    const auto rest = asio::buffer(bytes.data() + sent, bytes.size() - sent);
    std::size_t n = 0;
    if (tls) n = co_await tls->async_write_some(rest, quiet(ec));
    else n = co_await socket.async_write_some(rest, quiet(ec));
    if (ec) co_return false;
    sent += n;
  }
  co_return true;
}

// One who came by IPv4 to a socket of both is known by that address.
std::string Wire::peer() const {
  error_code ec;
  const auto from = socket.remote_endpoint(ec);
  if (ec) return {};
  const auto& address = from.address();
  return address.is_v6() && address.to_v6().is_v4_mapped() ? asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string() : address.to_string();
}

BodySink::~BodySink() {
  if (descriptor_ >= 0) ::close(descriptor_);
}
bool BodySink::add(std::string_view bytes) {
  size_ += bytes.size();
  if (descriptor_ < 0 && size_ <= kKeepInMemory) {
    text_.append(bytes);
    return true;
  }
  if (descriptor_ < 0) {
    descriptor_ = ::open(scratch_.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor_ < 0 || !put(text_)) return false;
    text_ = {};
  }
  return put(bytes);
}
Body BodySink::take() {
  if (descriptor_ < 0) return Body(std::move(text_));
  return Body::of_file(std::exchange(descriptor_, -1), size_);
}
bool BodySink::put(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto n = ::write(descriptor_, bytes.data(), bytes.size());
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

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

Reply plain(int status) {
  Reply out;
  out.status = status;
  out.type = "text/plain; charset=utf-8";
  out.body = fmt::format("{} {}\n", status, reason_of(status));
  return out;
}

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

Result<void> listen_at(tcp::acceptor& acceptor, const std::string& listen) {
  error_code ec;
  const auto* handed = std::getenv("LISTEN_FDS");
  const auto* to = std::getenv("LISTEN_PID");
  if (handed != nullptr && to != nullptr && std::string_view(handed) == "1" && to == std::to_string(::getpid())) {
    constexpr int kFirst = 3;  // sd_listen_fds(3); it is the first listener's alone, and no child's
    ::unsetenv("LISTEN_FDS");
    ::unsetenv("LISTEN_PID");
    ::fcntl(kFirst, F_SETFD, FD_CLOEXEC);
    acceptor.assign(tcp::v6(), kFirst, ec);
    if (ec) return fail(Code::outside, "http.cannot_listen", {{"address", "LISTEN_FDS"}}, ec.message());
  } else {
    const auto colon = listen.rfind(':');
    auto host = colon == std::string::npos ? std::string{} : listen.substr(0, colon);
    if (host.size() > 2 && host.front() == '[') host = host.substr(1, host.size() - 2);
    const auto address = asio::ip::make_address(host, ec);
    int port = -1;
    if (!ec) {
      const auto digits = listen.substr(colon + 1);
      port = !digits.empty() && digits.size() <= 5 && digits.find_first_not_of("0123456789") == digits.npos ? std::stoi(digits) : -1;
    }
    if (ec || port < 0 || port > 65535) return fail(Code::invalid, "http.bad_address", {{"address", listen}});
    const tcp::endpoint where(address, static_cast<unsigned short>(port));
    acceptor.open(where.protocol(), ec);
    if (!ec) acceptor.set_option(asio::socket_base::reuse_address(true), ec);
    if (!ec) acceptor.bind(where, ec);
    if (!ec) acceptor.listen(1024, ec);
    if (ec) return fail(Code::outside, "http.cannot_listen", {{"address", listen}}, ec.message());
  }
  return {};
}
}  // namespace youju::http
