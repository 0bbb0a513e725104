// SPDX-License-Identifier: Apache-2.0
#include "db/postgres_connection.h"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <poll.h>

#include <array>
#include <charconv>

#include "db/postgres_error.h"
#include "db/slow_log.h"
#include "db/values.h"

namespace youju::db {
namespace {
// Values as texts that end with NUL, in one piece of memory.
class Texts {
 public:
  Result<void> fill(std::span<const Value> values, std::string_view query) {
    std::vector<std::ptrdiff_t> starts;
    for (const auto& value : values) {
      starts.push_back(
          std::holds_alternative<std::monostate>(value) ? -1 : static_cast<std::ptrdiff_t>(bytes_.size()));
      if (const auto* number = std::get_if<std::int64_t>(&value)) {
        bytes_ += std::to_string(*number);
      } else if (const auto* text = std::get_if<std::string_view>(&value)) {
        TRY_OK(check_text(*text, query));
        bytes_ += *text;
      }
      bytes_ += '\0';
    }
    for (const auto start : starts) parameters_.pointers.push_back(start < 0 ? nullptr : bytes_.data() + start);
    return {};
  }
  // As when the same statement carries a gathered row.
  void typed(std::string_view row_types) { parameters_.types = PgRows::types_of(row_types, false); }
  const PgRows::Parameters& parameters() const { return parameters_; }

 private:
  std::string bytes_;
  PgRows::Parameters parameters_;
};

template <class Item>
const Item* data_or_null(const std::vector<Item>& items) {
  return items.empty() ? nullptr : items.data();
}
std::string name_of(const Query& query) {
  return fmt::format("q{}", query.id);
}
std::string name_of_rows(const Query& query) {
  return fmt::format("r{}", query.id);
}
}  // namespace

PgConnection::~PgConnection() {
  PQfinish(connection_);
}

bool PgConnection::is_lost() const {
  return PQstatus(connection_) != CONNECTION_OK;
}

bool PgConnection::is_alive() {
  take_end();
  // Something to read while nothing was asked may be the server's farewell: read on to the end of the stream.
  pollfd waiting{PQsocket(connection_), POLLIN, 0};
  while (sent_.empty() && !is_lost() && ::poll(&waiting, 1, 0) > 0) {
    if (PQconsumeInput(connection_) != 1) return false;
  }
  return !is_lost();
}

// The end of a read changes nothing: its error, if any, belongs to nobody.
void PgConnection::take_end() {
  if (!std::exchange(ending_, false)) return;
  while (!sent_.empty()) static_cast<void>(take_answer().has_value());
  take_sync();
}

Error PgConnection::lost(std::string_view name) const {
  return pg_lost(name, PQerrorMessage(connection_));
}

Result<void> PgConnection::send(const std::string& statement, std::string_view sql, std::string_view name,
                                const PgRows::Parameters& parameters) {
  TRY_OK(make_ready());
  const auto count = static_cast<int>(parameters.pointers.size());
  const auto* types = data_or_null(parameters.types);
  const auto* lengths = data_or_null(parameters.lengths);
  const auto* formats = data_or_null(parameters.formats);
  const bool is_new = !statement.empty() && !prepared_.contains(statement);
  if (is_new) {
    const auto typed = static_cast<int>(parameters.types.size());
    if (PQsendPrepare(connection_, statement.c_str(), std::string(sql).c_str(), typed, types) != 1) return fail(lost(name));
    prepared_.insert(statement);
    sent_.push_back(Sent{std::string(name), statement});
  }
  const int sent = statement.empty() ? PQsendQueryParams(connection_, std::string(sql).c_str(), count, types,
                                                         parameters.pointers.data(), lengths, formats, 0)
                                     : PQsendQueryPrepared(connection_, statement.c_str(), count, parameters.pointers.data(),
                                                           lengths, formats, 0);
  if (sent != 1) return fail(lost(name));
  sent_.push_back(Sent{std::string(name), ""});
  return {};
}

Result<void> PgConnection::make_ready() {
  if (stream_ != nullptr) read_ahead();
  take_end();
  return sent_.size() < kMaxSent ? Result<void>{} : settle_sent();
}

Result<void> PgConnection::post(const Query& query, std::span<const Value> values) {
  TRY_OK(send_gathered());
  Texts texts;
  TRY_OK(texts.fill(values, query.name));
  texts.typed(query.row_types);
  return send(name_of(query), query.postgres, query.name, texts.parameters());
}

Result<void> PgConnection::post_text(const std::string& sql, std::span<const Value> values) {
  TRY_OK(send_gathered());
  auto found = by_text_.find(sql);
  if (found == by_text_.end() && by_text_.size() < kMaxTexts) {
    found = by_text_.emplace(sql, fmt::format("t{}", by_text_.size())).first;
  }
  Texts texts;
  TRY_OK(texts.fill(values, "text"));
  return send(found == by_text_.end() ? "" : found->second, sql, "text", texts.parameters());
}

Result<void> PgConnection::gather(const Query& query, std::span<const Value> values) {
  if (query.postgres_rows.empty()) return post(query, values);
  auto rows = std::ranges::find(gathered_, &query, [](const PgRows& one) { return &one.query(); });
  if (rows == gathered_.end()) rows = gathered_.insert(gathered_.end(), PgRows(query));
  if (rows->full() || rows->has_key_of(values)) {
    TRY_OK(send_rows(*rows));
    *rows = PgRows(query);
  }
  return rows->add(values);
}

Result<void> PgConnection::send_gathered() {
  auto all = std::exchange(gathered_, {});
  for (auto& rows : all) TRY_OK(send_rows(rows));
  return {};
}

Result<void> PgConnection::send_rows(PgRows& rows) {
  const auto& query = rows.query();
  if (rows.count() == 0) return {};
  if (rows.count() == 1) return send(name_of(query), query.postgres, query.name, rows.as_one());
  return send_arrays(rows);
}
Result<void> PgConnection::send_arrays(PgRows& rows) {
  const auto& query = rows.query();
  return send(name_of_rows(query), query.postgres_rows, query.name, rows.as_arrays());
}

Result<std::int64_t> PgConnection::run(const Query& query, std::span<const Value> values,
                                       const OnRow& on_row) {
  const TimedStatement timed(query.name);
  TRY_OK(post(query, values));
  return fetch(on_row);
}
Result<std::int64_t> PgConnection::run_text(const std::string& sql, std::span<const Value> values,
                                            const OnRow& on_row) {
  const TimedStatement timed("text");
  TRY_OK(post_text(sql, values));
  return fetch(on_row);
}

void PgConnection::post_end() {
  if (!post_text("commit", {}) || PQpipelineSync(connection_) != 1) return;
  ending_ = true;
}

Result<void> PgConnection::script(const std::string& sql, std::string_view name) {
  TRY_OK(make_ready());
  TRY_OK(settle());
  if (PQexitPipelineMode(connection_) != 1) return fail(lost(name));
  const Answer answer{PQexec(connection_, sql.c_str())};
  const auto status = PQresultStatus(answer.get());
  const bool good = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
  auto wrong = good ? std::optional<Error>{} : pg_error(answer.get(), connection_, name);
  if (PQenterPipelineMode(connection_) != 1) return fail(lost(name));
  if (wrong) return fail(std::move(*wrong));
  return {};
}

Result<void> PgConnection::check(const Query& query) {
  for (const bool many : {false, true}) {
    const std::string text(many ? query.postgres_rows : query.postgres);
    if (text.empty()) continue;
    const auto types = PgRows::types_of(query.row_types, many);
    if (PQsendPrepare(connection_, "", text.c_str(), static_cast<int>(types.size()), data_or_null(types)) != 1)
      return fail(lost(query.name));
    sent_.push_back(Sent{std::string(query.name), ""});
    TRY_OK(settle());
  }
  return {};
}
}  // namespace youju::db
