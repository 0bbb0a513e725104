// SPDX-License-Identifier: Apache-2.0
// Strangers' JSON: canonical or refused, and members read by type with the place of the first fault kept.
#pragma once
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "crypto/crypto.h"

namespace youju::proof {

inline constexpr std::size_t kMaxJson = 64u << 20;

// The value when the bytes are canonical JSON by entry.md section 1; nothing otherwise.
std::optional<Json> read_canonical(std::string_view bytes, std::size_t max_bytes = kMaxJson);

bool is_hex_digest(std::string_view text);
// 1 to 200 characters U+0021 to U+007E without " and \ (entry.md section 1).
bool is_token(std::string_view text);

// Reads members of objects. The first fault is remembered as a path ("figures[3].of.units") and everything read after it is empty.
class Fields {
 public:
  bool good() const { return fault_.empty(); }
  const std::string& fault() const { return fault_; }

  std::string text(const Json& object, const char* key);
  std::string digest(const Json& object, const char* key);  // 64 hex digits
  std::int64_t integer(const Json& object, const char* key, std::int64_t least = 0);
  bool boolean(const Json& object, const char* key);
  const Json& object(const Json& object, const char* key);
  const Json& array(const Json& object, const char* key);
  std::vector<std::string> texts(const Json& object, const char* key);
  // Walks an array of objects, with the place in the path.
  template <class Each>
  void each(const Json& object, const char* key, Each&& on_item) {
    const Json& items = array(object, key);
    const std::string before = path_;
    for (std::size_t i = 0; i < items.size() && good(); ++i) {
      path_ = before + key + "[" + std::to_string(i) + "].";
      if (!items[i].is_object()) {
        wrong("");
        break;
      }
      on_item(items[i]);
    }
    path_ = before;
  }
  template <class Body>
  void inside(const char* key, Body&& body) {
    const std::string before = path_;
    path_ += std::string(key) + ".";
    body();
    path_ = before;
  }
  void wrong(std::string_view key) {
    if (fault_.empty()) fault_ = path_ + std::string(key);
  }

 private:
  const Json* find(const Json& object, const char* key, bool (*fits)(const Json&));
  std::string path_, fault_;
};
}  // namespace youju::proof
