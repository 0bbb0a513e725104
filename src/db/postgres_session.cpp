// SPDX-License-Identifier: Apache-2.0
// What a reader or a writer sees of its connection.
#include "db/postgres_connection.h"
#include "db/values.h"

namespace youju::db {

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
