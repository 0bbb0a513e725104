// SPDX-License-Identifier: Apache-2.0
// Connecting to PostgreSQL: what the server must be, and how a session is set.
#include <libpq-fe.h>

#include <array>
#include <memory>

#include "db/postgres_connection.h"
#include "db/postgres_error.h"

namespace youju::db {
namespace {
constexpr int kOldest = 150000;  // pipelines need 14, the tests run on 15

std::string trimmed(const char* text) {
  std::string line(text == nullptr ? "" : text);
  while (!line.empty() && (line.back() == '\n' || line.back() == ' ')) line.pop_back();
  return line;
}

std::string value_at(const Answer& answer, int column) {
  return PQgetvalue(answer.get(), 0, column);
}
}  // namespace

void PgConnection::on_notice(void* self, const pg_result* notice) {
  const char* severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
  if (severity != nullptr && std::string_view(severity) == "WARNING")
    ++static_cast<PgConnection*>(self)->warnings_;
}

Result<std::unique_ptr<PgConnection>> PgConnection::open(const Settings& settings) {
  // What stands before dbname may be changed by the URI, what stands after it may not.
  const char* const keys[] = {"connect_timeout", "application_name", "dbname", "client_encoding", nullptr};
  const char* const values[] = {"10", "youju", settings.connection.c_str(), "UTF8", nullptr};
  std::unique_ptr<PgConnection> made(new PgConnection(PQconnectdbParams(keys, values, 1)));
  if (made->connection_ == nullptr || made->is_lost()) {
    const auto why = trimmed(PQerrorMessage(made->connection_));
    return fail(Code::outside, "db.unreachable", {{"why", why}}, "connect: " + why);
  }
  PQsetNoticeReceiver(made->connection_, &PgConnection::on_notice, made.get());
  TRY_OK(made->assert_server());
  TRY_OK(made->set_session(settings));
  if (PQenterPipelineMode(made->connection_) != 1) return fail(made->lost("connect"));
  return made;
}

Result<void> PgConnection::assert_server() const {
  const int version = PQserverVersion(connection_);
  if (version < kOldest) {
    return fail(Code::unsupported, "db.too_old", {{"version", std::to_string(version / 10000)}});
  }
  const Answer answer{PQexec(
      connection_,
      "select pg_encoding_to_char(encoding), case when datlocprovider = 'c' then datcollate else 'icu' end,"
      " current_setting('fsync'), current_setting('full_page_writes')"
      " from pg_database where datname = current_database()")};
  if (PQresultStatus(answer.get()) != PGRES_TUPLES_OK)
    return fail(pg_error(answer.get(), connection_, "connect"));
  const auto encoding = value_at(answer, 0), collation = value_at(answer, 1);
  const bool by_bytes =
      collation == "C" || collation == "POSIX" || collation == "C.UTF-8" || collation == "C.utf8";
  if (encoding != "UTF8" || !by_bytes) {
    return fail(Code::unsupported, "db.collation", {{"encoding", encoding}, {"collation", collation}});
  }
  const std::array<std::string_view, 2> names{"fsync", "full_page_writes"};
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto value = value_at(answer, static_cast<int>(i) + 2);
    if (value == "on") continue;
    return fail(Code::unsupported, "db.setting",
                {{"name", std::string(names[i])}, {"value", value}, {"must_be", "on"}});
  }
  return {};
}

Result<void> PgConnection::set_session(const Settings& settings) {
  const std::unique_ptr<char, void (*)(void*)> schema(
      PQescapeIdentifier(connection_, settings.schema.c_str(), settings.schema.size()), PQfreemem);
  if (!schema) return fail(lost("schema"));
  // No limit on statements: a commit that is cut off has an unknown outcome. A lock is waited for a while,
  // then busy.
  const std::string sql =
      "set search_path = " + std::string(schema.get()) +
      "; set client_min_messages = warning; set statement_timeout = 0; set "
      "idle_in_transaction_session_timeout = 0;"
      " set lock_timeout = '10s'; set timezone = 'UTC'; set default_transaction_isolation = 'read committed';"
      " set standard_conforming_strings = on;"
      " set jit = off;"  // our questions are short: compiling one takes longer than answering it
      " select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') in "
      "('off', 'local');" +
      (settings.read_only ? " set default_transaction_read_only = on;" : "");
  const Answer answer{PQexec(connection_, sql.c_str())};
  const auto status = PQresultStatus(answer.get());
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return {};
  return fail(pg_error(answer.get(), connection_, "connect"));
}
}  // namespace youju::db
