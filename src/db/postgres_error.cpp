// SPDX-License-Identifier: Apache-2.0
#include "db/postgres_error.h"

#include <libpq-fe.h>

#include <array>

namespace youju::db {
namespace {
struct StateMeaning {
  std::string_view state;  // SQLSTATE or the beginning of one; the first that fits counts
  Code code;
  std::string_view word;
};
constexpr std::array<StateMeaning, 20> kStates{{
    {"23505", Code::conflict, "db.conflict"},    // unique_violation
    {"23001", Code::denied, "db.refused"},       // restrict_violation: our triggers on enduring tables
    {"P0001", Code::denied, "db.refused"},       // raise_exception
    {"23", Code::invalid, "db.constraint"},      //
    {"25006", Code::busy, "db.lost"},            // read_only_sql_transaction: a standby after a change-over
    {"22021", Code::invalid, "db.not_utf8"},     // character_not_in_repertoire
    {"40", Code::busy, "db.busy"},               // serialization_failure, deadlock_detected
    {"55P03", Code::busy, "db.busy"},            // lock_not_available
    {"55006", Code::busy, "db.busy"},            // object_in_use
    {"53100", Code::full, "db.full"},            // disk_full
    {"53", Code::busy, "db.busy"},               // insufficient_resources
    {"54000", Code::too_large, "db.too_large"},  // program_limit_exceeded
    {"57014", Code::busy, "db.busy"},            // query_canceled
    {"57P", Code::busy, "db.lost"},              // shutdown, crash
    {"08", Code::busy, "db.lost"},               // connection_exception
    {"XX001", Code::corrupt, "db.damaged"},      // data_corrupted
    {"XX002", Code::corrupt, "db.damaged"},      // index_corrupted
    {"42501", Code::denied, "db.read_only"},     // insufficient_privilege
    {"3F000", Code::absent, "db.absent"},        // invalid_schema_name
    {"", Code::outside, "db.failed"},
}};

std::string field(const PGresult* answer, int which) {
  const char* text = PQresultErrorField(answer, which);
  return text == nullptr ? "" : text;
}
}  // namespace

Error pg_lost(std::string_view doing, std::string_view why) {
  return Error{Code::busy, Message{"db.lost", {}}, std::string(doing) + ": " + std::string(why)};
}

Error pg_error(const PGresult* answer, const PGconn* connection, std::string_view doing) {
  const auto state = field(answer, PG_DIAG_SQLSTATE);
  if (state.empty()) return pg_lost(doing, PQerrorMessage(connection));
  const auto* row = kStates.data();
  while (!std::string_view(state).starts_with(row->state)) ++row;
  const auto message = field(answer, PG_DIAG_MESSAGE_PRIMARY);
  Args args{{"file", "PostgreSQL " + std::string(PQdb(connection))}};
  if (row->word == "db.failed") args["why"] = message;
  auto where = field(answer, PG_DIAG_TABLE_NAME);
  if (const auto constraint = field(answer, PG_DIAG_CONSTRAINT_NAME); !constraint.empty())
    where += "." + constraint;
  return Error{
      row->code, Message{std::string(row->word), std::move(args)},
      std::string(doing) + ": " + (where.empty() ? "" : where + ": ") + message + " (" + state + ")"};
}
}  // namespace youju::db
