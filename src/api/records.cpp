// SPDX-License-Identifier: Apache-2.0
// Records: listed, read, entered, changed.
#include "app/records.h"

#include "api/handlers.h"
#include "app/quick_add.h"

namespace youju::api {
namespace {
std::optional<int> year_of(std::string_view said) {
  if (said.size() != 4 || said.find_first_not_of("0123456789") != said.npos || said < "1900" || said > "2199") return {};
  return (said[0] - '0') * 1000 + (said[1] - '0') * 100 + (said[2] - '0') * 10 + (said[3] - '0');
}

Result<std::optional<Period>> days_asked(const Call& call) {
  const auto from = Date::parse(call.query("from")), to = Date::parse(call.query("to"));
  const auto year = year_of(call.query("year"));
  if (!from && !to && !year) return std::nullopt;
  const auto all = year ? Period::year(*year) : Period{*Date::of(1900, 1, 1), *Date::of(2199, 12, 31)};
  const Period out{from.value_or(all.from), to.value_or(all.to)};
  if (out.to < out.from) return fail(Code::invalid, "api.days_turned");
  return out;
}

Result<index::Filter> filter_asked(const Call& call, db::Session& session) {
  auto& ask = call.ask;
  index::Filter out;
  const kinds::Kind* kind = nullptr;
  if (const auto named = call.query("kind"); !named.empty()) {
    kind = ask.office.catalogue().find_by_name(named);
    if (kind == nullptr) return fail(Code::absent, "app.no_kind", {{"kind", std::string(named.substr(0, 60))}});
    out.kinds = {kind->id};
  }
  for (const auto& state : ask.query.all("state")) out.states.push_back(state);
  TRY(out.first_day, days_asked(call));
  if (const auto batch = call.query("batch"); !batch.empty()) out.batch = std::string(batch);
  TRY(out.at, size_asked(call, session));
  if (const auto named = call.query("unit"); !named.empty()) {
    TRY(const auto unit, unit_asked(ask, named));
    for (const auto& id : ask.readable)
      if (ask.units->is_within(id, unit)) out.units.push_back(id);
  } else {
    out.units = ask.readable;  // never empty: all would be meant
  }
  return out;
}

// "2023-03-05", "2023-03-05/2023-03-06": as the ledger reads a day or a span.
std::string happened_text(std::string said) {
  if (const auto slash = said.find('/'); slash != said.npos) said.replace(slash, 1, "至");
  return said;
}

// A value as somebody would type it; several are put in a row.
std::string typed(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
  if (value.is_number()) return value.dump();
  std::string out;
  if (value.is_array())
    for (const auto& one : value) out += (out.empty() ? "" : "、") + one.get<std::string>();
  return out;  // null: empty, which clears
}

// Fields by id alone: a misspelt one must not vanish.
Problems read_values(const Json& body, const kinds::Kind& kind, std::map<std::string, std::string>& out) {
  Problems wrong;
  const auto values = body.value("values", Json::object());
  for (const auto& [name, value] : values.items()) {
    const auto* field = kind.field(name);
    if (field == nullptr || field->id != name || field->type == kinds::FieldType::file) wrong.push_back({"values." + name.substr(0, 60), {"api.no_field", {}}});
    else out[name] = typed(value);
  }
  if (body.contains("happened")) out["happened"] = body["happened"].is_null() ? "" : happened_text(body["happened"].get<std::string>());
  return wrong;
}

std::string record_etag(const Ask& ask, const index::RecordRow& row) {
  return "\"" + std::to_string(row.number) + "-" + std::to_string(row.files) + "-" + ask.lang_id() + "\"";
}

Json texts_json(const std::map<std::string, std::string>& texts) {
  Json out = Json::object();
  for (const auto& [name, text] : texts) out[name] = text;
  return out;
}

Result<std::string> whole_record(Ask& ask, const index::RecordRow& row) {
  const auto* kind = ask.office.catalogue().find(row.kind);
  if (kind == nullptr) return fail(Code::absent, "app.no_kind", {{"kind", row.kind.text}});
  Json values = Json::object(), shown = Json::object();
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto entry, ask.office.ledger().read(session, row.entry, true));
    if (!entry.head.open.is_object() || !entry.head.open.contains("values")) return {};
    const auto& open = entry.head.open["values"];
    auto texts = kinds::as_texts(*kind, open, {}, {});
    TRY(const auto names, app::read_names(session));
    for (const auto& field : kind->fields)
      if (open.contains(field.id)) shown[field.id] = app::value_text(field, open[field.id], names, ask.lang_id());
    values = texts_json(texts);
    return {};
  }));
  std::string out;
  put_row(out, ask, row);
  out.pop_back();
  return out + ",\"values\":" + values.dump(-1, ' ', false, Json::error_handler_t::replace) + ",\"shown\":" + shown.dump(-1, ' ', false, Json::error_handler_t::replace) +
         "}\n";
}

Json saved_json(const Ask& ask, const app::Saved& saved) {
  Json out{{"id", saved.record.text},
           {"version", saved.number},
           {"entry", saved.entry},
           {"state", saved.state},
           {"title", saved.title},
           {"happened", nullptr},
           {"url", "/api/v1/records/" + saved.record.text},
           {"remarks", Json::array()},
           {"looks_like", Json::array()}};
  if (saved.happened) out["happened"] = Json{{"from", saved.happened->from.iso()}, {"to", saved.happened->to.iso()}};
  for (const auto& remark : saved.remarks)
    out["remarks"].push_back(Json{{"field", remark.field}, {"detail", ask.here.say(remark.message)}, {"code", remark.message.word}});
  for (const auto& other : saved.looks_like) out["looks_like"].push_back(other.text);
  return out;
}

// The version a change is meant for: 0 for any ("*"), -1 for none that can be.
std::int64_t version_in(std::string_view if_match) {
  if (if_match == "*") return 0;
  if (if_match.starts_with("\"")) if_match.remove_prefix(1);
  const auto end = if_match.find_first_not_of("0123456789");
  if (end == 0 || end > 9) return if_match.size() > 0 && end == if_match.npos && if_match.size() < 10 ? std::stoll(std::string(if_match)) : -1;
  return std::stoll(std::string(if_match.substr(0, end)));
}
}  // namespace

bool is_sealed(const kinds::Kind& kind) {
  return std::any_of(kind.fields.begin(), kind.fields.end(), [](const auto& field) { return field.personal; });
}

Result<Reply> list_records(Call& call) {
  auto& ask = call.ask;
  const auto limit = static_cast<int>(call.number("limit", kPageRows));
  TRY(const auto place, place_asked(call));
  std::vector<index::RecordRow> rows;
  if (!ask.readable.empty()) {
    TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
      TRY(const auto filter, filter_asked(call, session));
      if (filter.units.empty()) return {};
      std::optional<index::RecordRow> after;
      if (place) {
        after.emplace();
        after->record = RecordId(place->id);
        if (const auto on = Date::parse(place->day)) after->happened = Period{*on, *on};
      }
      TRY(rows, index::list(session, filter, limit + 1, after));
      return {};
    }));
  }
  std::string next;
  if (rows.size() > static_cast<std::size_t>(limit)) {
    rows.pop_back();
    next = cursor_of(rows.back().happened ? rows.back().happened->from.iso() : std::string{}, rows.back().record.text);
  }
  std::string out = "{\"records\":[";
  out.reserve(64 + rows.size() * 520);
  for (const auto& row : rows) {
    put_row(out, ask, row);
    out += ',';
  }
  if (!rows.empty()) out.pop_back();
  out += "],\"next\":";
  if (next.empty()) out += "null";
  else put_text(out, next);
  auto reply = json_answer(out + "}\n");
  if (!next.empty()) link_next(call, reply, next);
  return reply;
}

Result<Reply> get_record(Call& call) {
  TRY(const auto row, readable_row(call.ask, RecordId(call.part())));
  const auto etag = record_etag(call.ask, row);
  Reply reply;
  if (etag_matches(call.ask.request.header("if-none-match"), etag)) {
    reply.status = 304;
    reply.type.clear();
  } else {
    TRY(auto text, whole_record(call.ask, row));
    reply = json_answer(std::move(text));
  }
  reply.headers.emplace_back("ETag", etag);
  reply.headers.emplace_back("Cache-Control", "private, no-cache");
  return reply;
}

Reply saved_answer(Ask& ask, const std::variant<app::Saved, app::Refused>& done) {
  if (const auto* refused = std::get_if<app::Refused>(&done)) return problem(ask, Error{Code::invalid, {"api.record_wrong", {}}, {}}, 0, of_values(refused->problems));
  const auto& saved = std::get<app::Saved>(done);
  auto reply = answer_at(saved_json(ask, saved), 201, "/api/v1/records/" + saved.record.text);
  reply.headers.emplace_back("ETag", "\"" + std::to_string(saved.number) + "-0-" + ask.lang_id() + "\"");
  return reply;
}

Result<Reply> create_record(Call& call) {
  auto& ask = call.ask;
  const auto& body = call.body;
  const auto* kind = kind_said(call);
  if (kind == nullptr) return no_such_kind(call);
  kinds::Draft draft;
  draft.kind = kind->id;
  draft.state = body.value("state", std::string{});
  draft.default_year = ask.office.today().year();
  if (body.contains("unit")) {
    const auto wanted = body["unit"].get<std::string>();
    const auto* unit = ask.units->find(UnitId(wanted));
    if (unit == nullptr) unit = ask.units->by_name(wanted);
    if (unit == nullptr) return body_wrong(ask, {{"unit", {"api.no_unit", {{"unit", wanted.substr(0, 60)}}}}});
    draft.unit = unit->id;
  } else {
    TRY(draft.unit, unit_asked(ask, {}));
  }
  if (auto wrong = read_values(body, *kind, draft.values); !wrong.empty()) return body_wrong(ask, wrong);
  std::erase_if(draft.values, [](const auto& one) { return one.second.empty(); });
  TRY(const auto who, asking_once(call));
  TRY(const auto done, app::save_record(ask.office, who, draft));
  return saved_answer(ask, done);
}

Result<Reply> change_record(Call& call) {
  auto& ask = call.ask;
  const auto if_match = ask.request.header("if-match");
  if (if_match.empty()) return problem(ask, Error{Code::invalid, {"api.if_match_needed", {}}, {}}, 428);
  TRY(const auto row, readable_row(ask, RecordId(call.part())));
  const auto* kind = ask.office.catalogue().find(row.kind);
  if (kind == nullptr) return fail(Code::absent, "app.no_kind", {{"kind", row.kind.text}});
  std::map<std::string, std::string> changes;
  if (auto wrong = read_values(call.body, *kind, changes); !wrong.empty()) return body_wrong(ask, wrong);
  if (changes.empty()) return problem(ask, Error{Code::invalid, {"api.nothing_to_change", {}}, {}});
  const auto version = version_in(if_match);
  TRY(const auto who, asking_once(call));
  auto done = app::edit_record(ask.office, who, row.record, changes, call.body.value("reason", std::string{}), version);
  if (!done && done.error().message.word == "app.reason_needed") return problem(ask, done.error(), 0, {{"reason", done.error().message}});
  if (!done) return fail(std::move(done).error());
  if (const auto* refused = std::get_if<app::Refused>(&*done)) return problem(ask, Error{Code::invalid, {"api.record_wrong", {}}, {}}, 0, of_values(refused->problems));
  const auto& saved = std::get<app::Saved>(*done);
  auto reply = json_answer(saved_json(ask, saved));
  reply.headers.emplace_back("ETag", "\"" + std::to_string(saved.number) + "-" + std::to_string(row.files) + "-" + ask.lang_id() + "\"");
  return reply;
}

Result<Reply> understand_line(Call& call) {
  auto& ask = call.ask;
  TRY(const auto unit, unit_asked(ask, call.body.value("unit", std::string{})));
  app::Understood understood;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(understood,
        app::understand_line(ask.office.catalogue(), call.body["line"].get<std::string>(), unit, app::lookups_in(session, ask.office, unit), ask.office.today()));
    return {};
  }));
  auto values = understood.draft.values;
  Json out{{"kind", understood.draft.kind.text}, {"unit", understood.draft.unit.text}, {"happened", nullptr}, {"remarks", Json::array()}};
  if (const auto day = values.find("happened"); day != values.end()) {
    auto text = day->second;
    if (const auto until = text.find("至"); until != text.npos) text.replace(until, std::string_view("至").size(), "/");
    out["happened"] = text;
    values.erase(day);
  }
  out["values"] = texts_json(values);
  for (const auto& remark : understood.remarks)
    out["remarks"].push_back(Json{{"field", remark.field}, {"detail", ask.here.say(remark.message)}, {"code", remark.message.word}});
  return json_answer(out);
}
}  // namespace youju::api
