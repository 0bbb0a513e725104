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
  // The first columns may be ours, not the query's.
  explicit PgRow(const PGresult* result, int row = 0, int first = 0) : result_(result), row_(row), first_(first) {}
  bool is_null(int column) const override { return PQgetisnull(result_, row_, first_ + column) != 0; }
  std::int64_t integer(int column) const override {
    const auto digits = text(column);
    std::int64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
  }
  std::string_view text(int column) const override {
    const int place = first_ + column;
    const std::string_view bytes(PQgetvalue(result_, row_, place),
                                 static_cast<std::size_t>(PQgetlength(result_, row_, place)));
    if (PQftype(result_, place) == kBool && !is_null(column)) return bytes == "t" ? "1" : "0";
    return bytes;
  }

 private:
  const PGresult* result_;
  int row_, first_;
};

struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, Clear>;

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
// Values as one text, to be told apart from others.
std::string as_one(std::span<const Value> values) {
  std::string out;
  for (const auto& value : values) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) fmt::format_to(std::back_inserter(out), "b{};", *number);
    else if (const auto* text = std::get_if<std::string_view>(&value)) fmt::format_to(std::back_inserter(out), "t{}:{}", text->size(), *text);
    else out += 'n';
  }
  return out;
}
std::string name_of(const Query& query) {
  return fmt::format("q{}", query.id);
}
std::string name_of_rows(const Query& query) {
  return fmt::format("r{}", query.id);
}
}  // namespace

PgConnection::Kept::~Kept() {
  PQclear(answer);
}
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

void PgConnection::expect(const Query& query, std::span<const Value> values) {
  auto text = as_one(values);
  const auto same = [&](const Expected& one) { return one.query == query.id && one.values == text; };
  if (std::ranges::any_of(expected_, same) || !post(query, values)) return;  // asked later, that tells what is wrong
  expected_.push_back({query.id, std::move(text), std::make_shared<Kept>()});
  sent_.back().kept = expected_.back().kept;
}

Result<bool> PgConnection::answer_expected(const Query& query, std::span<const Value> values, const OnRow& on_row) {
  if (expected_.empty()) return false;
  const auto text = as_one(values);
  const auto found = std::ranges::find_if(expected_, [&](const Expected& one) { return one.query == query.id && one.values == text; });
  if (found == expected_.end()) return false;
  const TimedStatement timed(query.name);
  const auto kept = found->kept;
  expected_.erase(found);
  if (kept->answer == nullptr) {
    if (stream_ != nullptr) read_ahead();
    TRY_OK(settle());
  }
  if (kept->answer == nullptr) return false;
  for (int i = 0; i < PQntuples(kept->answer); ++i) {
    if (on_row && !on_row(PgRow(kept->answer, i))) break;
  }
  return true;
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

// The answer of the oldest statement that has none yet; nobody asks for its rows but whoever `wants` names.
Result<void> PgConnection::take_answer(const std::function<OnPlace(const Sent&)>& wants) {
  const auto sent = std::move(sent_.front());
  sent_.pop_front();
  const auto on_row = wants ? wants(sent) : OnPlace();
  std::optional<Error> wrong;
  bool any = false;
  while (Answer answer{PQgetResult(connection_)}) {
    any = true;
    const auto status = PQresultStatus(answer.get());
    if (status == PGRES_FATAL_ERROR || status == PGRES_PIPELINE_ABORTED) {
      if (!wrong) wrong = pg_error(answer.get(), connection_, sent.name);
    } else {
      last_tag_ = PQcmdStatus(answer.get());
      if (sent.kept && sent.kept->answer == nullptr) {
        sent.kept->answer = answer.release();
        continue;
      }
      for (int i = 0; on_row && i < PQntuples(answer.get()); ++i) on_row(answer.get(), i);
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
  TRY_OK(send_gathered());
  if (!query.postgres_rows.empty() && sets.size() > 1) {
    TRY_OK(ask_rows(query, sets, on_row));
    return 0;
  }
  constexpr std::size_t kAtOnce = 200;  // with statements before them and their answers, well within the socket's buffers
  for (std::size_t from = 0; from < sets.size(); from += kAtOnce) {
    const auto to = std::min(sets.size(), from + kAtOnce);
    TRY_OK(make_ready());
    if (sent_.size() + 2 * kAtOnce > kMaxSent) TRY_OK(settle_sent());  // so that none is settled in between
    auto before = sent_.size();
    for (std::size_t i = from; i < to; ++i) TRY_OK(post(query, sets[i]));
    auto at = from;
    TRY_OK(take_all([&](const Sent& sent) -> OnPlace {
      const bool asks = before == 0 && sent.statement.empty();  // not queued before, not the preparing
      if (before > 0) --before;
      if (!asks) return {};
      return [&, set = at++](const PGresult* answer, int row) { on_row(set, PgRow(answer, row)); };
    }));
  }
  return 0;
}

// One statement tells of each row which set it belongs to, counted from 1.
Result<void> PgConnection::ask_rows(const Query& query, std::span<const std::vector<Value>> sets,
                                    const std::function<void(std::size_t, const Row&)>& on_row) {
  for (std::size_t from = 0; from < sets.size();) {
    PgRows rows(query);
    auto to = from;
    while (to < sets.size() && !rows.full()) TRY_OK(rows.add(sets[to++]));
    TRY_OK(send(name_of_rows(query), query.postgres_rows, query.name, rows.as_arrays()));
    TRY_OK(take_all([&](const Sent&) -> OnPlace {
      if (!sent_.empty()) return {};
      return [&](const PGresult* answer, int row) {
        const auto set = static_cast<std::size_t>(PgRow(answer, row).integer(0));
        on_row(from + set - 1, PgRow(answer, row, 1));
      };
    }));
    from = to;
  }
  return {};
}

void PgConnection::take_sync() {
  // After a lost connection there is none.
  const Answer sync{PQgetResult(connection_)};
}

Result<void> PgConnection::settle() {
  TRY_OK(send_gathered());
  return settle_sent();
}
Result<void> PgConnection::settle_sent() {
  return sent_.empty() ? Result<void>{} : take_all([](const Sent&) { return OnPlace(); });
}

// The answers of everything sent; `wants` says who reads the rows of a statement. The first error.
Result<void> PgConnection::take_all(const std::function<OnPlace(const Sent&)>& wants) {
  if (PQpipelineSync(connection_) != 1) return fail(lost(sent_.back().name));
  Result<void> first;
  while (!sent_.empty()) {
    if (sent_.size() == 1) warnings_ = 0;
    auto answer = take_answer(wants);
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

template <class Call>
auto PgSession::attempt(const Call& call) -> decltype(call()) {
  if (broken_) return fail(*broken_);
  auto answer = call();
  if (!answer) broken_ = answer.error();
  return answer;
}
Result<void> PgSession::each(const Query& query, Values values, const OnRow& on_row) {
  TRY(const auto answered, attempt([&] { return connection_.answer_expected(query, as_span(values), on_row); }));
  if (answered) return {};
  TRY_OK(attempt([&] { return connection_.run(query, as_span(values), on_row); }));
  return {};
}
void PgSession::expect(const Query& query, Values values) {
  if (!broken_) connection_.expect(query, as_span(values));
}
Result<void> PgSession::each_text(const std::string& sql, const std::vector<Value>& values,
                                  const OnRow& on_row) {
  TRY_OK(attempt([&] { return connection_.run_text(sql, values, on_row); }));
  return {};
}

Result<void> PgSession::each_of(const Query& query, std::span<const std::vector<Value>> sets,
                                const std::function<void(std::size_t, const Row&)>& on_row) {
  if (sets.size() == 1) {
    const auto only = [&](const Row& row) { return on_row(0, row), true; };
    TRY(const auto answered, attempt([&] { return connection_.answer_expected(query, sets.front(), only); }));
    if (answered) return {};
  }
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
  connection_.forget_expected();
  return session_.each_text(sql, values, on_row);
}
Result<std::int64_t> PgTx::run(const Query& query, Values values) {
  connection_.forget_expected();
  return session_.attempt([&] { return connection_.run(query, as_span(values), {}); });
}
Result<void> PgTx::queue(const Query& query, Values values) {
  connection_.forget_expected();
  return session_.attempt([&] { return connection_.gather(query, as_span(values)); });
}
}  // namespace youju::db
