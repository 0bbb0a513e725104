// SPDX-License-Identifier: Apache-2.0
// Answers of the server, in the order in which statements were sent: thrown away, kept for who expects them, or handed
// row by row to who asks.
#include <fmt/format.h>
#include <libpq-fe.h>

#include <algorithm>
#include <charconv>

#include "db/postgres_connection.h"
#include "db/postgres_error.h"
#include "db/slow_log.h"

namespace youju::db {
namespace {
constexpr unsigned kBool = 16;  // BOOLOID of pg_type.dat, fixed for ever

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
}  // namespace

void ClearAnswer::operator()(pg_result* result) const { PQclear(result); }

PgConnection::Kept::~Kept() {
  PQclear(answer);
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
    TRY_OK(send_arrays(rows));
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
}  // namespace youju::db
