// SPDX-License-Identifier: Apache-2.0
// The texts that search finds and the words they are found by, kept together: whoever changes a text changes
// its words.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "db/db.h"
#include "index/index.h"

namespace youju::index {

struct Doc {
  std::int64_t doc = 0;  // place in the order of answers: first day, then coming
  std::string record, unit, source, text;
};

// A million texts a day, then the numbers of the next day are used: the order suffers, nothing else.
inline constexpr int kBitsOfDay = 20;
// The stretch of numbers of a day; "" (no day known) comes after every day in an answer.
std::pair<std::int64_t, std::int64_t> docs_of_day(std::string_view first_day);

// Gives out numbers inside one write.
class DocNumbers {
 public:
  explicit DocNumbers(db::Session& session) : session_(session) {}
  Result<std::int64_t> next(std::string_view first_day);
  // Looks up many days at once, each of which is asked for soon.
  Result<void> look_up(const std::vector<std::string_view>& first_days);

 private:
  db::Session& session_;
  std::map<std::int64_t, std::int64_t> given_;  // start of a stretch → last number given
};

Result<void> put_text(db::Tx& tx, const Doc& doc);
Result<void> drop_text(db::Tx& tx, const Doc& doc);

std::string source_of_version(std::int64_t index);
std::string source_of_evidence(std::string_view digest);
// Erases the texts of a source at once and has the index merged soon, so that the words go too.
Result<void> forget_text(db::Tx& tx, std::string_view record, std::string_view source);
Result<void> drop_texts(db::Tx& tx);

struct SearchCursor {
  std::int64_t next = 0;
  std::string rules;
  std::int64_t changed = 0;
  bool to_tidy = false;
};
Result<SearchCursor> read_cursor(db::Session& session);
Result<std::vector<Doc>> docs_of_record(db::Session& session, std::string_view record);
}  // namespace youju::index
