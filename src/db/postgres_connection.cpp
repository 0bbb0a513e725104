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
constexpr unsigned kBool = 16;  // BOOLOID of pg_type.dat, fixed for ever
// See SqliteConnection: texts of a few dozen shapes are kept prepared.
constexpr std::size_t kMaxTexts = 256;
// Answers of statements not yet gathered; more would fill the socket's buffers.
constexpr std::size_t kMaxSent = 1000;

class PgRow : public Row {
 public:
  explicit PgRow(const PGresult* result, int row = 0) : result_(result), row_(row) {}
  bool is_null(int column) const override { return PQgetisnull(result_, row_, column) != 0; }
  std::int64_t integer(int column) const override {
    const auto digits = text(column);
    std::int64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
  }
  std::string_view text(int column) const override {
    const std::string_view bytes(PQgetvalue(result_, row_, column),
                                 static_cast<std::size_t>(PQgetlength(result_, row_, column)));
    if (PQftype(result_, column) == kBool && !is_null(column)) return bytes == "t" ? "1" : "0";
    return bytes;
  }

 private:
  const PGresult* result_;
  int row_;
};

struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, Clear>;

// Parameters in the form libpq wants: texts that end with NUL, in one piece of memory.
class Parameters {
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
    for (const auto start : starts) pointers_.push_back(start < 0 ? nullptr : bytes_.data() + start);
    return {};
  }
  int count() const { return static_cast<int>(pointers_.size()); }
  const char* const* pointers() const { return pointers_.data(); }

 private:
  std::string bytes_;
  std::vector<const char*> pointers_;
};
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
                                std::span<const Value> values) {
  Parameters parameters;
  TRY_OK(parameters.fill(values, name));
  TRY_OK(make_ready());
  const bool is_new = !statement.empty() && !prepared_.contains(statement);
  if (is_new) {
    if (PQsendPrepare(connection_, statement.c_str(), std::string(sql).c_str(), 0, nullptr) != 1)
      return fail(lost(name));
    prepared_.insert(statement);
    sent_.push_back(Sent{std::string(name), statement});
  }
  const int sent = statement.empty()
                       ? PQsendQueryParams(connection_, std::string(sql).c_str(), parameters.count(), nullptr,
                                           parameters.pointers(), nullptr, nullptr, 0)
                       : PQsendQueryPrepared(connection_, statement.c_str(), parameters.count(),
                                             parameters.pointers(), nullptr, nullptr, 0);
  if (sent != 1) return fail(lost(name));
  sent_.push_back(Sent{std::string(name), ""});
  return {};
}

Result<void> PgConnection::make_ready() {
  if (stream_ != nullptr) read_ahead();
  take_end();
  return sent_.size() < kMaxSent ? Result<void>{} : settle();
}

Result<void> PgConnection::post(const Query& query, std::span<const Value> values) {
  return send(fmt::format("q{}", query.id), query.postgres, query.name, values);
}

Result<void> PgConnection::post_text(const std::string& sql, std::span<const Value> values) {
  auto found = by_text_.find(sql);
  if (found == by_text_.end() && by_text_.size() < kMaxTexts) {
    found = by_text_.emplace(sql, fmt::format("t{}", by_text_.size())).first;
  }
  return send(found == by_text_.end() ? "" : found->second, sql, "text", values);
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

// The answer of the oldest statement that has none yet; nobody asks for its rows but `on_row`.
Result<void> PgConnection::take_answer(const OnRow& on_row) {
  const auto sent = std::move(sent_.front());
  sent_.pop_front();
  std::optional<Error> wrong;
  bool any = false;
  while (const Answer answer{PQgetResult(connection_)}) {
    any = true;
    const auto status = PQresultStatus(answer.get());
    if (status == PGRES_FATAL_ERROR || status == PGRES_PIPELINE_ABORTED) {
      if (!wrong) wrong = pg_error(answer.get(), connection_, sent.name);
    } else {
      last_tag_ = PQcmdStatus(answer.get());
      for (int i = 0; on_row && i < PQntuples(answer.get()); ++i) on_row(PgRow(answer.get(), i));
    }
  }
  if (!any) wrong = lost(sent.name);
  if (wrong && !sent.statement.empty()) prepared_.erase(sent.statement);
  if (wrong) return fail(std::move(*wrong));
  return {};
}

Result<std::int64_t> PgConnection::run_each_of(const Query& query, std::span<const std::vector<Value>> sets,
                                               const std::function<void(std::size_t, const Row&)>& on_row) {
  const TimedStatement timed(query.name);
  constexpr std::size_t kAtOnce = 200;  // with statements before them and their answers, well within the socket's buffers
  for (std::size_t from = 0; from < sets.size(); from += kAtOnce) {
    const auto to = std::min(sets.size(), from + kAtOnce);
    TRY_OK(make_ready());
    if (sent_.size() + 2 * kAtOnce > kMaxSent) TRY_OK(settle());  // so that none is settled in between
    auto before = sent_.size();
    for (std::size_t i = from; i < to; ++i) TRY_OK(post(query, sets[i]));
    if (PQpipelineSync(connection_) != 1) return fail(lost(query.name));
    Result<void> first;
    auto at = from;
    while (!sent_.empty()) {
      const bool asks = before == 0 && sent_.front().statement.empty();  // not queued before, not the preparing
      if (before > 0) --before;
      const auto set = at;
      at += asks ? 1 : 0;
      auto answer = take_answer(asks ? OnRow([&](const Row& row) { return on_row(set, row), true; }) : OnRow());
      if (!answer && first) first = std::move(answer);
      if (is_lost()) sent_.clear();
    }
    take_sync();
    TRY_OK(std::move(first));
  }
  return 0;
}

void PgConnection::take_sync() {
  // After a lost connection there is none.
  const Answer sync{PQgetResult(connection_)};
}

Result<void> PgConnection::settle() {
  if (sent_.empty()) return {};
  if (PQpipelineSync(connection_) != 1) return fail(lost("settle"));
  Result<void> first;
  while (!sent_.empty()) {
    if (sent_.size() == 1) warnings_ = 0;
    auto answer = take_answer();
    // What was skipped because an earlier one failed is not the cause.
    if (!answer && first) first = std::move(answer);
    if (is_lost()) sent_.clear();
  }
  take_sync();
  return first;
}

// The next row of the statement at the front, or nothing when its answer has ended (then the sync is taken as
// well).
PGresult* PgConnection::next_row(Stream& stream) {
  if (!stream.ahead.empty()) {
    auto* row = stream.ahead.front();
    stream.ahead.pop_front();
    return row;
  }
  if (stream.ended) return nullptr;
  while (auto* answer = PQgetResult(connection_)) {
    const auto status = PQresultStatus(answer);
    if (status == PGRES_SINGLE_TUPLE) return answer;
    if (status == PGRES_FATAL_ERROR || status == PGRES_PIPELINE_ABORTED) {
      if (!stream.error) stream.error = pg_error(answer, connection_, sent_.front().name);
    } else {
      last_tag_ = PQcmdStatus(answer);
      const std::string_view changed = PQcmdTuples(answer);
      std::from_chars(changed.data(), changed.data() + changed.size(), stream.changed);
      stream.answered = true;
    }
    PQclear(answer);
  }
  if (!stream.answered && !stream.error) stream.error = lost(sent_.front().name);
  sent_.clear();
  stream.ended = true;
  take_sync();
  return nullptr;
}

void PgConnection::read_ahead() {
  auto& stream = *stream_;
  if (stream.ended) return;
  std::deque<PGresult*> rows;
  while (auto* row = next_row(stream)) rows.push_back(row);
  stream.ahead = std::move(rows);
}

Result<std::int64_t> PgConnection::fetch(const OnRow& on_row) {
  if (PQpipelineSync(connection_) != 1) return fail(lost(sent_.back().name));
  Result<void> before;
  while (sent_.size() > 1) {
    auto answer = take_answer();
    if (!answer && before) before = std::move(answer);
    if (is_lost()) {
      sent_.clear();
      return fail(std::move(before).error());
    }
  }
  PQsetSingleRowMode(connection_);
  Stream stream;
  // Also when the callback throws: what is still to come is taken, so that the connection stays usable.
  struct Drain {
    PgConnection& connection;
    Stream& stream;
    Stream* outer;
    ~Drain() {
      while (auto* row = connection.next_row(stream)) PQclear(row);
      connection.stream_ = outer;
    }
  };
  {
    const Drain drain{*this, stream, std::exchange(stream_, &stream)};
    while (const Answer row{next_row(stream)}) {
      if (on_row && !on_row(PgRow(row.get()))) break;
    }
  }
  if (!before) return fail(std::move(before).error());
  if (stream.error) return fail(std::move(*stream.error));
  return stream.changed;
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
  if (PQsendPrepare(connection_, "", std::string(query.postgres).c_str(), 0, nullptr) != 1)
    return fail(lost(query.name));
  sent_.push_back(Sent{std::string(query.name), ""});
  return settle();
}

template <class Call>
auto PgSession::attempt(const Call& call) -> decltype(call()) {
  if (broken_) return fail(*broken_);
  auto answer = call();
  if (!answer) broken_ = answer.error();
  return answer;
}
Result<void> PgSession::each(const Query& query, Values values, const OnRow& on_row) {
  TRY_OK(attempt([&] { return connection_.run(query, as_span(values), on_row); }));
  return {};
}
Result<void> PgSession::each_text(const std::string& sql, const std::vector<Value>& values,
                                  const OnRow& on_row) {
  TRY_OK(attempt([&] { return connection_.run_text(sql, values, on_row); }));
  return {};
}

Result<void> PgSession::each_of(const Query& query, std::span<const std::vector<Value>> sets,
                                const std::function<void(std::size_t, const Row&)>& on_row) {
  TRY_OK(attempt([&] { return connection_.run_each_of(query, sets, on_row); }));
  return {};
}

Result<void> PgTx::each_of(const Query& query, std::span<const std::vector<Value>> sets,
                           const std::function<void(std::size_t, const Row&)>& on_row) {
  return session_.each_of(query, sets, on_row);
}
Result<void> PgTx::each(const Query& query, Values values, const OnRow& on_row) {
  return session_.each(query, values, on_row);
}
Result<void> PgTx::each_text(const std::string& sql, const std::vector<Value>& values, const OnRow& on_row) {
  return session_.each_text(sql, values, on_row);
}
Result<std::int64_t> PgTx::run(const Query& query, Values values) {
  return session_.attempt([&] { return connection_.run(query, as_span(values), {}); });
}
Result<void> PgTx::queue(const Query& query, Values values) {
  return session_.attempt([&] { return connection_.post(query, as_span(values)); });
}
}  // namespace youju::db
