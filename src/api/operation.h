// SPDX-License-Identifier: Apache-2.0
// One row for each thing the interface does: its route with the permission, the scope a token needs, what is taken and what is answered. Requests
// are checked against it and the description is made from it, so that neither can say something else.
#pragma once
#include <span>
#include <utility>

#include "app/tokens.h"
#include "web/web.h"

namespace youju::api {
using web::Ask, web::Method, web::Permission, web::Reply, web::Request, web::Size, web::kAnyone, web::kSignedIn, web::needs;

struct Operation;
struct Call {
  Ask& ask;
  const Operation& operation;
  Json body;  // checked against the operation's schema; null where it takes none

  std::string_view query(std::string_view name) const { return ask.query.get(name); }
  std::int64_t number(std::string_view name, std::int64_t otherwise) const;  // checked before
  const std::string& part(std::size_t n = 0) const { return ask.part(n); }
};
using Run = Result<Reply> (*)(Call& call);

struct Parameter {
  std::string_view name;
  Json schema;
  std::string_view told = {};  // a word
  bool required = false;
};
Parameter in_query(std::string_view name, Json schema, std::string_view told = {}, bool required = false);
Parameter of_unit();  // "unit", by id or name
struct Answer {
  int status = 200;
  std::string_view schema;  // of components/schemas; "" = bytes
  std::string_view type = "application/json";
};
enum Trait : unsigned { kPlain = 0, kTagged = 1, kMatched = 2, kOnce = 4, kPaged = 8 };  // ETag; If-Match; Idempotency-Key; limit and cursor

struct Operation {
  web::Route route;
  app::Scope scope;
  std::string_view id, tag, summary;  // summary: a word
  unsigned traits;
  std::vector<Parameter> query;
  std::string_view body;   // schema of the JSON taken; "" = none
  std::string_view bytes;  // media type of a body that is no JSON; "" = none
  std::vector<Answer> answers;
  Run run;
};
// In the order they are described. The groups stand in operations_*.cpp.
const std::vector<Operation>& operations();
// The groups operations are shown in, in order, with the word key of each; every operation's tag is one of them.
std::span<const std::pair<const char*, const char*>> tags();
std::vector<Operation> record_operations();
std::vector<Operation> figure_operations();
std::vector<Operation> office_operations();
std::vector<Operation> paper_operations();
std::vector<Operation> way_operations();
std::vector<Operation> layout_operations();
std::vector<Operation> manage_operations();
// The row a request came by.
const Operation& operation_of(const Ask& ask);
// The handler of every route: checks what was sent against its row, then runs it.
Result<Reply> answer_operation(Ask& ask);

// ---- replies ----
Reply json_answer(const Json& body, int status = 200);
Reply json_answer(std::string text, int status = 200);
// With 201 also where what was made stands (Location).
Reply answer_at(const Json& body, int status, const std::string& place);
Reply nothing_to_say();  // 204
// problem.cpp: application/problem+json (RFC 9457). The status is the code's unless another is given.
Reply problem(Ask& ask, const Error& error, int status = 0, const Problems& problems = {});
Reply problem_of(Ask& ask, const Error& error, int status);  // for the table of routes
// 422 with what is wrong in the body, by the place in it.
Reply body_wrong(Ask& ask, const Problems& problems);
Reply no_bytes(Ask& ask);  // 400: a file was to be sent
// Problems of a record stand under "values" but the day.
Problems of_values(Problems problems);

// ---- requests ----
// Problems of a value against a schema, by the place in it ("values.topic"). A closed part of JSON Schema: what schema.h makes.
void check_schema(const Json& value, const Json& schema, const std::string& place, Problems& out);
// The person with the key of this request, if it has one: sent twice it is carried out once (RFC 9110 9.2.2).
Result<people::Who> asking_once(Call& call);
// The media type asked for fits one; `otherwise` when nothing is said.
bool accepts(const Request& request, std::string_view type);
bool etag_matches(std::string_view header, std::string_view etag);

// ---- pages of lists ----
inline constexpr int kPageRows = 50, kMostPageRows = 200;
std::string cursor_of(std::string_view day, std::string_view id);
struct Place {
  std::string day, id;
};
Result<std::optional<Place>> place_asked(const Call& call);
// Link: <…>; rel="next" with all that was asked.
void link_next(const Call& call, Reply& reply, const std::string& cursor);

// ---- what several groups write ----
Result<index::RecordRow> readable_row(Ask& ask, const RecordId& record);
// One row of a list, appended as JSON text.
void put_row(std::string& out, const Ask& ask, const index::RecordRow& row);
void put_text(std::string& out, std::string_view text);
Json names_json(const kinds::Names& names);
// null for what is empty or not there.
Json or_nothing(std::string_view text);
Json or_nothing(const std::optional<Date>& day);
Json or_nothing(const std::optional<Instant>& at);
// The kind that the body names, by id or name; where there is none, no_such_kind answers.
const kinds::Kind* kind_said(const Call& call);
Reply no_such_kind(Call& call);
Result<UnitId> unit_asked(const Ask& ask, std::string_view name_or_id);  // readable; the home unit when empty
// A log size: from `at`, a size or a day; kOpen when nothing is said.
Result<std::int64_t> size_asked(const Call& call, db::Session& session);
}  // namespace youju::api
