// SPDX-License-Identifier: Apache-2.0
// Pages as they were made last, given again while nothing has been written since: a list looked at once more costs its copy alone.
#pragma once
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/date.h"
#include "http/http.h"

namespace youju::web {
// What a page was made of. Two pages of one address, session and language made as of the same are the same but for the id of their forms.
struct AsOf {
  std::uint64_t changes = 0;         // commits, where nobody else can write (db::Database::changes)
  const void* catalogue = nullptr;   // the packs in force
  std::int64_t day = 0;              // today, in days: rights and terms go by it
  bool operator==(const AsOf&) const = default;
};

// Safe from several threads. All that is kept is of one AsOf: the first page of another empties it. Holds at most kMostBytes.
class KeptPages {
 public:
  static constexpr std::size_t kMostBytes = 16 << 20;

  // Of a session's token, the language and the address asked for; not to be turned back into them.
  static std::string key_of(std::string_view token, std::string_view lang, std::string_view target);
  // The page with `form_id` as the id of its forms; nothing when there is none as of this, or its time is over.
  std::optional<std::string> find(const std::string& key, const AsOf& as_of, Instant now, std::string_view form_id);
  // `form_id` is the one the page has now. Kept until `until`, when the session has to be looked at again.
  void keep(const std::string& key, const AsOf& as_of, Instant until, std::string_view form_id, const std::string& body);

 private:
  struct Page {
    std::string body;
    std::vector<std::size_t> form_ids;  // where they stand
    Instant until;
  };
  std::mutex lock_;
  AsOf as_of_;
  std::size_t bytes_ = 0;
  std::unordered_map<std::string, Page> pages_;
};
}  // namespace youju::web
