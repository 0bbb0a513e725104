// SPDX-License-Identifier: Apache-2.0
// Documents in force: what the log says of them.
#include "app/layouts.h"
#include "app/routing.h"

#include <algorithm>

#include "app/app_sql.h"
#include "base/media_types.h"
#include "crypto/crypto.h"

namespace youju::app {
namespace {
bool is_layout_id(std::string_view id) {
  return !id.empty() && id.size() <= 60 && id.front() != '-' &&
         std::all_of(id.begin(), id.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-'; });
}

struct LayoutRow {
  std::string object, form;
  std::int64_t version = 0, entry = 0;
};
Result<std::vector<LayoutRow>> layout_rows(db::Session& session) {
  std::vector<LayoutRow> out;
  TRY_OK(session.each(sql::layouts, {}, [&](const db::Row& row) {
    out.push_back({std::string(row.text(0)), std::string(row.text(2)), row.integer(1), row.integer(3)});
    return true;
  }));
  return out;
}

Result<Layout> read_layout(Office& office, db::Session& session, const LayoutRow& row) {
  TRY(const auto entry, office.ledger().read(session, row.entry, true));
  Layout out;
  out.id = row.object, out.form = row.form, out.version = row.version, out.entry = row.entry;
  out.by = entry.head.actor, out.at = entry.at;
  out.withdrawn = entry.head.more.value("withdrawn", false);
  if (!entry.head.open.is_object()) return out;
  out.facts = facts_from_json(entry.head.open);
  out.facts.unit = entry.head.unit;
  for (const auto& file : entry.head.open.value("files", Json::array())) out.digest = file.value("digest", std::string{});
  auto stands = entry.head.open;
  out.state_digest = crypto::hex(crypto::sha256(canonical(stands)));
  return out;
}

Json place_json(const LayoutPlace& place) {
  Json out;
  if (place.cell.empty()) {
    out = Json{{"block", place.block}, {"start", place.start}, {"end", place.end}, {"text", place.text}};
    if (place.number) out["number"] = Decimal{std::llround(place.value * Decimal::kScale)}.text(), out["rounding"] = place.rounding;
  } else {
    out = Json{{"sheet", place.sheet}, {"cell", place.cell}};
  }
  if (!place.expr.empty()) out["expr"] = place.expr;
  if (!place.word.empty()) out["word"] = place.word;
  if (!place.title.empty()) out["title"] = place.title;
  if (!place.suggested.empty()) out["suggested"] = place.suggested;
  return out;
}
}  // namespace

Json to_json(const LayoutFacts& facts) {
  Json places = Json::array();
  for (const auto& place : facts.places) places.push_back(place_json(place));
  return Json{{"title", facts.title}, {"period", facts.period}, {"lang", facts.lang}, {"year", facts.year}, {"unit", facts.unit.text}, {"places", std::move(places)}};
}

LayoutFacts facts_from_json(const Json& json) {
  LayoutFacts out;
  out.title = json.value("title", std::string{}), out.period = json.value("period", std::string{"year"}), out.lang = json.value("lang", std::string{"zh"});
  out.year = json.value("year", 0), out.unit = UnitId{json.value("unit", std::string{})};
  for (const auto& from : json.value("places", Json::array())) {
    LayoutPlace place;
    place.block = from.value("block", 0), place.start = from.value("start", 0), place.end = from.value("end", 0), place.text = from.value("text", std::string{});
    if (from.contains("number")) {
      const auto number = Decimal::parse(from.value("number", std::string{}));
      place.number = true, place.value = number ? static_cast<double>(number->scaled) / static_cast<double>(Decimal::kScale) : 0, place.rounding = from.value("rounding", 0);
    }
    place.sheet = from.value("sheet", std::string{}), place.cell = from.value("cell", std::string{});
    place.expr = from.value("expr", std::string{}), place.word = from.value("word", std::string{}), place.title = from.value("title", std::string{});
    if (from.contains("suggested")) place.suggested = from["suggested"].get<std::vector<std::string>>();
    out.places.push_back(std::move(place));
  }
  return out;
}

bool is_layout_name(std::string_view name) { return is_layout_id(name.substr(0, name.find('@'))); }

Result<std::vector<Layout>> layouts(Office& office, std::string_view form, bool withdrawn) {
  std::vector<Layout> out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto rows, layout_rows(session));
    std::string last;
    for (const auto& row : rows) {
      if (std::exchange(last, row.object) == row.object || (!form.empty() && row.form != form)) continue;
      TRY(auto one, read_layout(office, session, row));
      if (withdrawn || !one.withdrawn) out.push_back(std::move(one));
    }
    return {};
  }));
  return out;
}

Result<std::vector<Layout>> layout_versions(Office& office, const std::string& id) {
  std::vector<Layout> out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto rows, layout_rows(session));
    for (const auto& row : rows) {
      if (row.object != id) continue;
      TRY(auto one, read_layout(office, session, row));
      out.push_back(std::move(one));
    }
    return {};
  }));
  if (out.empty()) return fail(Code::absent, "app.no_layout", {{"name", id}});
  return out;
}

Result<Layout> find_layout(Office& office, const std::string& name) {
  const auto at = name.find('@');
  TRY(auto versions, layout_versions(office, name.substr(0, at)));
  if (at == name.npos) {
    if (versions.front().withdrawn) return fail(Code::absent, "app.layout_withdrawn", {{"name", name}});
    return std::move(versions.front());
  }
  for (auto& one : versions)
    if (one.name() == name && !one.withdrawn) return std::move(one);
  return fail(Code::absent, "app.no_layout", {{"name", name}});
}

Result<std::string> layout_bytes(Office& office, const Layout& layout) {
  TRY(auto bytes, read_file(office.evidence().path_of(layout.digest)));
  if (crypto::hex(crypto::sha256(bytes)) != layout.digest) return fail(Code::corrupt, "ledger.evidence_differs", {{"digest", layout.digest}});
  return bytes;
}

Result<Layout> withdraw_layout(Office& office, const people::Who& who, const std::string& id) {
  TRY(auto layout, find_layout(office, id));
  TRY_OK(office.write_once(who, [&](Office::Writer& writer) -> Result<Json> {
    TRY_OK(people::require(writer.tx, who, people::Right::write, layout.facts.unit, office.roles(), office.today()));
    TRY(const auto history, office.ledger().history(writer.tx, layout.id, true));
    if (history.empty() || history.back().index != layout.entry) return fail(Code::conflict, "app.layout_changed", {{"name", layout.id}});
    auto entry = history.back().head;
    entry.actor = who.account;
    entry.number = layout.version + 1;
    entry.more["withdrawn"] = true;
    TRY(const auto written, writer.append(entry));
    layout.version = written.head.number, layout.entry = written.index, layout.withdrawn = true;
    return Json{{"entry", written.index}};
  }));
  return layout;
}

namespace {
ledger::NewEntry layout_entry(const people::Who& who, const LayoutDraft& draft, const LayoutNames& names, std::int64_t version, const ledger::Evidence& kept) {
  auto facts = draft.facts;
  facts.title = names.title;
  for (auto& place : facts.places) place.suggested.clear();
  ledger::NewEntry entry;
  entry.type = ledger::EntryType::layout;
  entry.actor = who.account;
  entry.unit = facts.unit;
  entry.object = names.id;
  entry.number = version;
  entry.more = Json{{"form", draft.form}};
  entry.open = to_json(facts);
  entry.open.erase("unit");
  entry.open["files"] = Json::array({Json{{"role", draft.form}, {"digest", kept.digest}, {"size", kept.size}, {"media_type", kept.media_type}}});
  return entry;
}

// Tried before it is in force: every figure has its rule, every place can take it.
Result<void> try_layout(Office& office, const people::Who& who, const Layout& layout) {
  const int year = layout.facts.year > 0 ? layout.facts.year : office.today().year();
  TRY(const auto figures, place_figures(office, layout.facts, year, layout.facts.period == "quarter" ? 1 : 0));
  for (std::size_t i = 0; i < figures.size(); ++i) {
    const auto& problem = figures[i] ? figures[i]->problem : std::nullopt;
    if (!problem || problem->word == "report.no_value") continue;  // no value for that year is none of the document's business
    Error error{Code::invalid, {"app.layout_place", problem->args}, {}};
    error.message.args["n"] = std::to_string(i + 1), error.message.args["problem"] = "@" + problem->word;
    return fail(std::move(error));
  }
  static_cast<void>(who);
  return try_places(office, layout);
}
}  // namespace

Result<Layout> publish_layout(Office& office, const people::Who& who, const std::string& id, const LayoutNames& names) {
  TRY(const auto draft, layout_draft(office, who, id));
  if (!is_layout_id(names.id)) return fail(Code::invalid, "app.layout_bad_id", {{"id", names.id}});
  if (names.title.empty()) return fail(Code::invalid, "app.layout_no_title");
  if (std::none_of(draft.facts.places.begin(), draft.facts.places.end(), [](const LayoutPlace& p) { return !p.expr.empty(); })) return fail(Code::invalid, "app.layout_nothing_bound");
  for (const auto& [known, file] : templates_of(office))
    if (known == names.id) return fail(Code::conflict, "app.layout_id_taken", {{"id", names.id}});
  Layout layout;
  layout.id = names.id, layout.form = draft.form, layout.facts = draft.facts, layout.digest = draft.digest, layout.by = who.account;
  layout.facts.title = names.title;
  TRY_OK(try_layout(office, who, layout));
  TRY(const auto bytes, layout_bytes(office, layout));
  TRY(const auto kept, office.evidence().keep(bytes, "layout." + draft.form, office_type(draft.form)));
  TRY_OK(office.write_once(who, [&](Office::Writer& writer) -> Result<Json> {
    TRY_OK(people::require(writer.tx, who, people::Right::write, draft.facts.unit, office.roles(), office.today()));
    TRY(const auto history, office.ledger().history(writer.tx, names.id, false));
    const bool other = std::any_of(history.begin(), history.end(), [&](const ledger::Entry& e) { return e.head.type != ledger::EntryType::layout || e.head.more.value("form", "") != draft.form; });
    // An id that is in use is changed from its own draft, never by chance.
    if (other || (!history.empty() && draft.base != names.id && !history.back().head.more.value("withdrawn", false))) return fail(Code::conflict, "app.layout_id_taken", {{"id", names.id}});
    const auto version = static_cast<std::int64_t>(history.size()) + 1;
    TRY(const auto written, writer.append(layout_entry(who, draft, names, version, kept)));
    TRY_OK(writer.tx.run(sql::drop_layout_draft, {draft.id}));
    layout.version = version, layout.entry = written.index;
    return Json{{"entry", written.index}};
  }));
  return find_layout(office, layout.name());
}

Result<void> follow_papers(Office& office, db::Tx& tx, const ledger::Entry& entry) {
  using ledger::EntryType;
  const auto& head = entry.head;
  if (head.type == EntryType::layout) {
    const auto form = head.more.value("form", std::string{});
    TRY_OK(tx.run(sql::put_layout, {head.object, head.number, form, entry.index}));
    return {};
  }
  if (head.type == EntryType::route || head.type == EntryType::signoff) return follow_route(office, tx, entry);
  if (head.type == EntryType::approval) {
    TRY(const auto known, tx.text(sql::route_by_report, {head.object}));
    if (known) return follow_route(office, tx, entry);
  }
  return {};
}

Result<void> drop_papers(db::Tx& tx) {
  TRY_OK(tx.run(sql::clear_layouts, {}));
  TRY_OK(tx.run(sql::clear_routes, {}));
  return {};
}
}  // namespace youju::app
