// SPDX-License-Identifier: Apache-2.0
// The binary form of PostgreSQL's arrays (array_recv) and of the two types we use; numbers in network order. The types'
// numbers are those of pg_type.dat, fixed for ever.
#include "db/postgres_rows.h"

#include <array>

#include "db/values.h"

namespace youju::db {
namespace {
constexpr unsigned kBigint = 20, kText = 25, kBigints = 1016, kTexts = 1009;
constexpr std::size_t kHead = 20;  // dimensions, whether there are nulls, type, length, lower bound
constexpr std::size_t kNumber = 4;

template <class Number>
void put(char* at, Number number) {
  auto bits = static_cast<std::make_unsigned_t<Number>>(number);
  for (auto* byte = at + sizeof bits; byte != at; bits >>= 8) *--byte = static_cast<char>(bits & 0xff);
}
template <class Number>
void append(std::string& out, Number number) {
  out.resize(out.size() + sizeof number);
  put(out.data() + out.size() - sizeof number, number);
}
}  // namespace

PgRows::PgRows(const Query& query) : query_(&query), columns_(query.row_types.size()) {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    columns_[i].is_text = query.row_types[i] == 't';
    columns_[i].bytes.assign(kHead, '\0');
  }
}

Result<void> PgRows::add(std::span<const Value> values) {
  expect_true(values.size() == columns_.size(), "number of parameters of " + std::string(query_->name));
  for (const auto& value : values) {
    if (const auto* text = std::get_if<std::string_view>(&value)) TRY_OK(check_text(*text, query_->name));
  }
  if (query_->key != 0) keys_.insert(key_of(values));
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    auto& column = columns_[i];
    const auto before = column.bytes.size();
    if (const auto* text = std::get_if<std::string_view>(&values[i])) {
      expect_true(column.is_text, "a text for a number in " + std::string(query_->name));
      append(column.bytes, static_cast<std::int32_t>(text->size()));
      column.bytes += *text;
    } else if (const auto* number = std::get_if<std::int64_t>(&values[i])) {
      expect_true(!column.is_text, "a number for a text in " + std::string(query_->name));
      append(column.bytes, static_cast<std::int32_t>(sizeof *number));
      append(column.bytes, *number);
    } else {
      append(column.bytes, std::int32_t{-1});
      column.any_null = true;
    }
    bytes_ += column.bytes.size() - before;
  }
  ++count_;
  return {};
}

std::string PgRows::key_of(std::span<const Value> values) const {
  std::string key;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if ((query_->key >> i & 1) == 0) continue;
    if (const auto* number = std::get_if<std::int64_t>(&values[i])) {
      append(key, *number);
    } else if (const auto* text = std::get_if<std::string_view>(&values[i])) {
      (key += *text) += '\0';
    }
  }
  return key;
}

bool PgRows::has_key_of(std::span<const Value> values) const {
  return !keys_.empty() && keys_.contains(key_of(values));
}

std::vector<unsigned> PgRows::types_of(std::string_view row_types, bool arrays) {
  std::vector<unsigned> types;
  for (const auto type : row_types) types.push_back(type == 't' ? (arrays ? kTexts : kText) : (arrays ? kBigints : kBigint));
  return types;
}

PgRows::Parameters PgRows::as_arrays() {
  Parameters out{types_of(query_->row_types, true), {}, {}, {}};
  for (auto& column : columns_) {
    auto* at = column.bytes.data();
    const std::array<std::int32_t, 5> head{1, column.any_null ? 1 : 0, static_cast<std::int32_t>(column.is_text ? kText : kBigint),
                                           static_cast<std::int32_t>(count_), 1};
    for (const auto number : head) put(std::exchange(at, at + kNumber), number);
    out.pointers.push_back(column.bytes.data());
    out.lengths.push_back(static_cast<int>(column.bytes.size()));
    out.formats.push_back(1);
  }
  return out;
}

PgRows::Parameters PgRows::as_one() const {
  Parameters out{types_of(query_->row_types, false), {}, {}, {}};
  for (const auto& column : columns_) {
    constexpr auto kFirst = kHead + kNumber;
    out.pointers.push_back(column.any_null ? nullptr : column.bytes.data() + kFirst);
    out.lengths.push_back(column.any_null ? 0 : static_cast<int>(column.bytes.size() - kFirst));
    out.formats.push_back(1);
  }
  return out;
}
}  // namespace youju::db
