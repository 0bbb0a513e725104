// SPDX-License-Identifier: Apache-2.0
// HTTP/1.1 as values and a server that knows nothing of offices: what came in, what goes out, what people filled in, and the loop
// that reads requests within limits, hands each to a worker and writes the reply. Everything here reads strangers' bytes.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace youju::http {

enum class Method { get, head, post, put, patch, remove, other };

// What was sent with a request: in memory, or when it is large in a file that is removed with it.
class Body {
 public:
  Body() = default;
  explicit Body(std::string text) : text_(std::move(text)) {}
  // Maps a file that is already unlinked; owns the descriptor.
  static Body of_file(int descriptor, std::size_t size);
  std::string_view view() const { return mapped_ ? std::string_view(mapped_.get(), size_) : std::string_view(text_); }

 private:
  std::string text_;
  std::shared_ptr<const char> mapped_;
  std::size_t size_ = 0;
};

struct Request {
  Method method = Method::other;
  std::string method_name;
  std::string target;  // as sent: path and query
  std::string path;    // percent-decoded; starts with '/'
  std::string query;   // as sent, without '?'
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  Body body;
  std::string peer;    // address of the other end
  bool secure = false;  // came over TLS, here or at a reverse proxy that is trusted
  std::string_view header(std::string_view name) const;  // the first; "" when absent
};

struct Reply {
  int status = 200;
  std::string type = "text/html; charset=utf-8";
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::filesystem::path file;  // sent instead of the body, as it lies there
};
std::string_view reason_of(int status);

// Decodes %XX (and '+' as a space when `plus`); nothing when it is malformed, holds NUL or is not UTF-8.
std::optional<std::string> percent_decoded(std::string_view text, bool plus);

// ---- what people fill in: queries, forms, files sent with them, cookies ----
struct SentFile {
  std::string field, name, type;
  std::string_view bytes;  // looks into the body of the request
};
struct Form {
  std::vector<std::pair<std::string, std::string>> fields;  // in the order sent; a name may come several times
  std::vector<SentFile> files;

  std::string_view get(std::string_view name) const;  // the first; "" when absent
  bool has(std::string_view name) const;
  std::vector<std::string> all(std::string_view name) const;
};

inline constexpr std::size_t kMostFields = 5'000;  // a grid of 200 rows has 20 columns
inline constexpr std::size_t kMostFiles = 500;

// application/x-www-form-urlencoded, and the query of an address. invalid: malformed, not UTF-8, too many fields.
Result<Form> read_urlencoded(std::string_view text);
// multipart/form-data; `body` must outlive the form. invalid: no boundary, cut short, not UTF-8 in a name or text field, too many parts.
Result<Form> read_multipart(std::string_view content_type, std::string_view body);
// The value of one cookie of a Cookie header; nothing when it is absent or stands there twice with different values.
std::optional<std::string> cookie_of(std::string_view header, std::string_view name);

// ---- the server ----
// What was turned away lately because a limit was reached.
struct Strain {
  int slow = 0;        // did not come to an end in its time
  int large = 0;       // a body beyond its limit
  int unreadable = 0;  // no HTTP, or too much of a head
  int unknown = 0;     // a large body by somebody who may not send it
  int busy = 0;        // no worker was free in sight, or no disk
  int full = 0;        // one connection too many: another that did nothing was closed for it, or it was itself
  int most_open = 0;   // connections at once
  std::string from;    // the address of most of it
  int times = 0;
  bool any() const { return slow + large + unreadable + unknown + busy + full > 0; }
};

// Limits (trust.md rule 12): head 16 KiB and 100 fields, 10 s for a head, 15 s without a byte of a body and 1 KiB a second once it takes
// longer than 30 s, 75 s idle, bodies as `body_limit` says, 1,000 connections (beyond them whoever does nothing makes room), 256 requests
// waiting for a worker and 1,000 of those with a cookie or a token; else 408, 413, 431 or 503.
struct ServerSettings {
  std::string listen = "127.0.0.1:8080";  // [::1]:8080, port 0: any free one
  std::filesystem::path certificate, key;  // PEM; both or none
  std::filesystem::path scratch;           // where large bodies are kept while they are read
  int workers = 24;                        // as many writes may wait for one commit together
  bool trust_proxy = false;                // X-Forwarded-For and -Proto of a reverse proxy on this machine
  std::function<void(const Strain&)> tell = {};  // ten seconds after something was turned away, and at the end
};

class Server {
 public:
  using Handle = std::function<Reply(const Request&)>;
  // The most bytes a body may have, asked once the head is known; 0: it may have none.
  using BodyLimit = std::function<std::size_t(const Request& head)>;
  // Asked on a worker before a body above 256 KiB, or of unknown length, is read: 0, or the status it is refused with.
  using Admit = std::function<int(const Request& head)>;
  // Listens at once. invalid: the address; outside: it cannot be had (in use), or the certificate cannot be read. A listening socket
  // handed over by systemd (LISTEN_FDS) is used instead of the address.
  static Result<std::unique_ptr<Server>> open(const ServerSettings& settings, Handle handle, BodyLimit limit, Admit admit = {});
  virtual ~Server() = default;
  virtual int port() const = 0;
  // Serves until stop(): then what is under way is answered, and it returns within 10 s.
  virtual void run() = 0;
  virtual void stop() = 0;  // from any thread
  // Another certificate from here on (PEM; the same file may hold both); connections that stand go on. outside: it cannot be read, and the
  // old one stays. From any thread; nothing happens where there was none.
  virtual Result<void> renew(const std::filesystem::path& certificate, const std::filesystem::path& key) = 0;
};
}  // namespace youju::http
