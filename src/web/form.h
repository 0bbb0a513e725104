// SPDX-License-Identifier: Apache-2.0
// What people fill in: queries, forms, files sent with them, cookies. Strangers' bytes: everything has a limit (fuzz_form.cpp).
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace youju::web {

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
}  // namespace youju::web
