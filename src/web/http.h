// SPDX-License-Identifier: Apache-2.0
// What came in and what goes out, as values: no socket, no library type. server.h reads and writes them.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace youju::web {

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
}  // namespace youju::web
