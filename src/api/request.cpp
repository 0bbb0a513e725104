// SPDX-License-Identifier: Apache-2.0
// What every operation asks of a request before it runs: the query, the body, the key; and pages of lists.
#include <algorithm>
#include <charconv>

#include "api/handlers.h"
#include "api/schema.h"
#include "app/records.h"
#include "app/request_key.h"
#include "base/text.h"
#include "crypto/crypto.h"

namespace youju::api {
namespace {
constexpr std::size_t kMostJson = 1 << 20, kMostKey = 200, kMostQuery = 4'000;

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t out = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (text.empty() || wrong != std::errc{} || end != text.data() + text.size()) return {};
  return out;
}

// A text of the query as its schema has it.
Json query_value(std::string_view said, const Json& schema) {
  const auto& type = schema["type"];
  if (type == "integer") {
    if (const auto n = number_in(said)) return *n;
  }
  if (type == "boolean" && (said == "true" || said == "false")) return said == "true";
  return std::string(said);
}

const Json& limit_schema() {
  static const Json schema = whole(1, kMostPageRows);
  return schema;
}

Problems check_query(const Call& call) {
  Problems out;
  const auto& known = call.operation.query;
  const bool paged = (call.operation.traits & kPaged) != 0;
  std::string_view before;
  for (const auto& [name, value] : call.ask.query.fields) {
    const auto found = std::find_if(known.begin(), known.end(), [&name = name](const auto& one) { return one.name == name; });
    if (std::exchange(before, name) == name && (found == known.end() || found->schema["type"] != "array")) out.push_back({name, {"api.said_twice", {}}});
    if (found != known.end()) {
      const bool list = found->schema["type"] == "array";
      if (value.size() > kMostQuery) out.push_back({name, {"api.too_long", {{"most", std::to_string(kMostQuery)}}}});
      else check_schema(query_value(value, list ? found->schema["items"] : found->schema), list ? found->schema["items"] : found->schema, name, out);
    } else if (paged && name == "limit") {
      check_schema(query_value(value, limit_schema()), limit_schema(), name, out);
    } else if (!(paged && name == "cursor")) {
      out.push_back({name.substr(0, 60), {"api.unknown", {}}});
    }
  }
  for (const auto& one : known)
    if (one.required && call.query(one.name).empty()) out.push_back({std::string(one.name), {"api.missing", {}}});
  return out;
}

bool is_json_type(std::string_view type) {
  const auto bare = lower_ascii(trim(type.substr(0, type.find(';'))));
  return bare == "application/json" || bare == "application/merge-patch+json";
}

// The body as JSON; a reply when it is none.
Result<std::optional<Reply>> read_body(Call& call) {
  auto& ask = call.ask;
  const auto bytes = ask.request.body.view();
  if (call.operation.body.empty()) {
    if (call.operation.bytes.empty() && !bytes.empty()) return problem(ask, Error{Code::invalid, {"api.no_body_here", {}}, {}}, 400);
    return std::nullopt;
  }
  // Some take either: text as JSON, or a file as it is.
  if (!call.operation.bytes.empty() && !is_json_type(ask.request.header("content-type"))) return std::nullopt;
  if (!is_json_type(ask.request.header("content-type"))) return problem(ask, Error{Code::unsupported, {"api.json_needed", {}}, {}});
  if (bytes.size() > kMostJson) return problem(ask, Error{Code::too_large, {"api.json_too_large", {}}, {}});
  auto read = parse_json(bytes, kMostJson);
  if (!read) return problem(ask, Error{Code::invalid, {"api.no_json", {}}, read.error().detail}, 400);
  Problems wrong;
  check_schema(*read, schema_named(call.operation.body), "", wrong);
  if (!wrong.empty()) return body_wrong(ask, wrong);
  call.body = std::move(*read);
  return std::nullopt;
}

std::string base64url(std::string_view bytes) {
  auto out = crypto::base64(bytes);
  std::replace(out.begin(), out.end(), '+', '-');
  std::replace(out.begin(), out.end(), '/', '_');
  out.resize(out.find_last_not_of('=') + 1);
  return out;
}
std::optional<std::string> from_base64url(std::string_view text) {
  std::string plain(text);
  std::replace(plain.begin(), plain.end(), '-', '+');
  std::replace(plain.begin(), plain.end(), '_', '/');
  plain.append((4 - plain.size() % 4) % 4, '=');
  return crypto::from_base64(plain);
}
}  // namespace

const std::vector<Operation>& operations() {
  static const std::vector<Operation> all = [] {
    std::vector<Operation> out;
    for (const auto part : {record_operations, figure_operations, office_operations, paper_operations, way_operations, layout_operations, manage_operations})
      for (auto& one : part()) out.push_back(std::move(one));
    return out;
  }();
  return all;
}

const Operation& operation_of(const Ask& ask) {
  for (const auto& one : operations())
    if (one.route.method == ask.route->method && one.route.pattern == ask.route->pattern) return one;
  expect_true(false, "every route of the interface is an operation");
  return operations().front();
}

std::int64_t Call::number(std::string_view name, std::int64_t otherwise) const { return number_in(query(name)).value_or(otherwise); }

Result<Reply> answer_operation(Ask& ask) {
  const auto& operation = operation_of(ask);
  Call call{ask, operation, {}};
  if (auto wrong = check_query(call); !wrong.empty()) return problem(ask, Error{Code::invalid, {"api.query_wrong", {}}, {}}, 0, wrong);
  TRY(auto refused, read_body(call));
  if (refused) return std::move(*refused);
  return operation.run(call);
}

Reply json_answer(std::string text, int status) {
  Reply out{status, "application/json; charset=utf-8", {}, std::move(text), {}};
  out.headers.emplace_back("Vary", "Accept-Language, Authorization");
  return out;
}
Reply json_answer(const Json& body, int status) { return json_answer(body.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n", status); }

Reply answer_at(const Json& body, int status, const std::string& place) {
  auto out = json_answer(body, status);
  if (status == 201) out.headers.emplace_back("Location", place);
  return out;
}

Reply nothing_to_say() {
  Reply out;
  out.status = 204;
  out.type.clear();
  return out;
}

Parameter in_query(std::string_view name, Json schema, std::string_view told, bool required) { return {name, std::move(schema), told, required}; }
Parameter of_unit() { return in_query("unit", text(200), "api.told_unit"); }

Json or_nothing(std::string_view text) { return text.empty() ? Json() : Json(text); }
Json or_nothing(const std::optional<Date>& day) { return day ? Json(day->iso()) : Json(); }
Json or_nothing(const std::optional<Instant>& at) { return at ? Json(at->iso()) : Json(); }

const kinds::Kind* kind_said(const Call& call) { return call.ask.office.catalogue().find_by_name(call.body["kind"].get<std::string>()); }
Reply no_such_kind(Call& call) { return body_wrong(call.ask, {{"kind", {"app.no_kind", {{"kind", call.body["kind"].get<std::string>().substr(0, 60)}}}}}); }

Result<people::Who> asking_once(Call& call) {
  auto who = call.ask.who;
  const auto& request = call.ask.request;
  auto key = request.header("idempotency-key");
  if (key.empty()) return who;
  if (key.size() >= 2 && key.front() == '"' && key.back() == '"') key = key.substr(1, key.size() - 2);  // as a structured field
  const bool plain = !key.empty() && key.size() <= kMostKey && std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7f; });
  if (!plain) return fail(Code::invalid, "api.bad_key", {{"most", std::to_string(kMostKey)}});
  crypto::Hasher asked;
  for (const std::string_view part : {std::string_view(request.method_name), std::string_view(request.target), request.header("if-match"), request.body.view()}) {
    asked.add(std::to_string(part.size()) + ":");
    asked.add(part);
  }
  who.idempotency_key = "api-" + std::string(key) + app::kKeyEnds + crypto::hex(asked.finish());
  return who;
}

bool accepts(const Request& request, std::string_view type) {
  std::string_view rest = request.header("accept");
  while (!rest.empty()) {
    const auto end = std::min(rest.find(','), rest.size());
    if (trim(rest.substr(0, std::min(end, rest.find(';')))) == type) return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

bool etag_matches(std::string_view header, std::string_view etag) {
  while (!header.empty()) {
    const auto end = std::min(header.find(','), header.size());
    auto one = trim(header.substr(0, end));
    header.remove_prefix(std::min(end + 1, header.size()));
    if (one.starts_with("W/")) one.remove_prefix(2);
    if (one == "*" || one == etag) return true;
  }
  return false;
}

// ---- pages of lists ----
std::string cursor_of(std::string_view day, std::string_view id) { return base64url(std::string(day) + " " + std::string(id)); }

Result<std::optional<Place>> place_asked(const Call& call) {
  const auto cursor = call.query("cursor");
  if (cursor.empty()) return std::nullopt;
  const auto bad = [] { return fail(Code::invalid, "api.bad_cursor"); };
  if (cursor.size() > 200) return bad();
  const auto plain = from_base64url(cursor);
  if (!plain || !is_utf8(*plain)) return bad();
  const auto space = plain->find(' ');
  if (space == plain->npos) return bad();
  Place out{plain->substr(0, space), plain->substr(space + 1)};
  if (out.id.empty() || out.id.size() > 64 || out.id.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyz-_") != out.id.npos ||
      (!out.day.empty() && !Date::parse(out.day)))
    return bad();
  return out;
}

void link_next(const Call& call, Reply& reply, const std::string& cursor) {
  std::string address = call.ask.request.path + "?";
  for (const auto& [name, value] : call.ask.query.fields)
    if (name != "cursor") address += view::percent_encoded(name) + "=" + view::percent_encoded(value) + "&";
  reply.headers.emplace_back("Link", "<" + address + "cursor=" + cursor + ">; rel=\"next\"");
}

// ---- what several groups write ----
Result<index::RecordRow> readable_row(Ask& ask, const RecordId& record) {
  std::optional<index::RecordRow> row;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(row, index::current(session, record));
    return {};
  }));
  if (!row || std::find(ask.readable.begin(), ask.readable.end(), row->unit) == ask.readable.end())
    return fail(Code::absent, "app.no_record", {{"record", record.text.substr(0, 64)}});
  return *row;
}

void put_text(std::string& out, std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\', out += c;
    else if (static_cast<unsigned char>(c) >= 0x20) out += c;
    else if (c == '\n') out += "\\n";
    else out += "\\u00", out += kHex[(c >> 4) & 15], out += kHex[c & 15];
  }
  out += '"';
}

// By hand: a page has fifty of them, and lists are what is asked most.
void put_row(std::string& out, const Ask& ask, const index::RecordRow& row) {
  static constexpr std::string_view kTimings[] = {"on_time", "late", "taken_over"};
  const auto lang = ask.lang_id();
  const auto* kind = ask.office.catalogue().find(row.kind);
  const auto* state = kind == nullptr ? nullptr : kind->state(row.state);
  const auto put = [&](std::string_view name, std::string_view value) {
    out += '"';
    out.append(name).append("\":");
    put_text(out, value);
    out += ',';
  };
  out += '{';
  put("id", row.record.text);
  out.append("\"version\":").append(std::to_string(row.number)).append(",\"entry\":").append(std::to_string(row.entry)).append(",");
  put("kind", row.kind.text);
  put("kind_name", kind == nullptr ? row.kind.text : app::name_in(kind->names, lang));
  put("unit", row.unit.text);
  const auto* unit = ask.units->find(row.unit);
  put("unit_name", unit == nullptr ? row.unit.text : unit->name);
  put("state", row.state);
  put("state_name", state == nullptr ? row.state : app::name_in(state->names, lang));
  if (row.happened) out.append("\"happened\":{\"from\":\"").append(row.happened->from.iso()).append("\",\"to\":\"").append(row.happened->to.iso()).append("\"},");
  else out += "\"happened\":null,";
  put("title", row.title);
  out.append("\"counts\":").append(row.counts ? "true" : "false").append(",");
  put("timing", kTimings[static_cast<int>(row.timing)]);
  out.append("\"files\":").append(std::to_string(row.files)).append(",");
  put("entered", row.first_entered.iso());
  if (row.batch.empty()) out += "\"batch\":null,";
  else put("batch", row.batch);
  out.append("\"url\":\"/api/v1/records/").append(row.record.text).append("\"}");
}

Json names_json(const kinds::Names& names) {
  Json out = Json::object();
  for (const auto& [lang, name] : names) out[lang] = name;
  return out;
}

Result<UnitId> unit_asked(const Ask& ask, std::string_view name_or_id) {
  const auto is_readable = [&](const UnitId& id) { return std::find(ask.readable.begin(), ask.readable.end(), id) != ask.readable.end(); };
  if (name_or_id.empty()) {
    if (ask.readable.empty()) return fail(Code::denied, "web.no_right", {{"right", "@web.right_read"}});
    return ask.readable.front();
  }
  const auto* unit = ask.units->find(UnitId(std::string(name_or_id)));
  if (unit == nullptr) unit = ask.units->by_name(name_or_id);
  if (unit == nullptr || !is_readable(unit->id)) return fail(Code::absent, "api.no_unit", {{"unit", std::string(name_or_id.substr(0, 60))}});
  return unit->id;
}

Result<std::int64_t> size_asked(const Call& call, db::Session& session) {
  const auto said = call.query("at");
  if (said.empty()) return index::kOpen;
  if (const auto on = Date::parse(said)) return call.ask.office.ledger().size_on(session, *on);
  TRY(const auto now, call.ask.office.ledger().size(session));
  const auto size = number_in(said);
  if (!size || *size < 0 || *size > now) return fail(Code::invalid, "figures.bad_size", {{"size", std::string(said.substr(0, 40))}, {"now", std::to_string(now)}});
  return *size;
}
}  // namespace youju::api
