// SPDX-License-Identifier: Apache-2.0
// Documents whose places are being bound: kept for who began them, until they are in force or given up.
#include <algorithm>

#include "app/app_sql.h"
#include "app/layouts.h"
#include "app/scratch.h"
#include "base/media_types.h"
#include "base/text.h"
#include "crypto/crypto.h"

namespace youju::app {
namespace {
constexpr std::size_t kMostDraftsKept = 20, kMostPlaces = 2'000;
constexpr std::size_t kMostLayoutBytes = 20u << 20;

LayoutDraft layout_draft_of(const db::Row& row) {
  LayoutDraft out;
  out.id = row.text(0), out.owner = AccountId{std::string(row.text(1))}, out.base = row.text(2), out.form = row.text(3), out.name = row.text(4), out.digest = row.text(5);
  if (const auto facts = parse_json(row.text(6), 16u << 20)) out.facts = facts_from_json(*facts);
  out.at = Instant::parse(row.text(7)).value_or(Instant{});
  return out;
}

Result<void> put_draft(Office& office, const people::Who& who, LayoutDraft& draft) {
  draft.id = make_uuid7(office.world());
  draft.owner = who.account;
  draft.at = office.world().clock->now();
  return office.write([&](Office::Writer& writer) -> Result<void> {
    TRY_OK(people::require(writer.tx, who, people::Right::write, draft.facts.unit, office.roles(), office.today()));
    std::vector<std::string> mine;
    TRY_OK(writer.tx.each(sql::layout_drafts, {draft.owner.text}, [&](const db::Row& row) {
      mine.emplace_back(row.text(0));
      return true;
    }));
    for (std::size_t i = kMostDraftsKept - 1; i < mine.size(); ++i) TRY_OK(writer.tx.run(sql::drop_layout_draft, {mine[i]}));
    const auto facts = to_json(draft.facts).dump(), at = draft.at.iso();
    TRY_OK(writer.tx.run(sql::put_layout_draft, {draft.id, draft.owner.text, draft.base, draft.form, draft.name, draft.digest, facts, at}));
    return {};
  });
}

Result<void> keep_facts(Office& office, const LayoutDraft& draft) {
  return office.write([&](Office::Writer& writer) -> Result<void> {
    const auto facts = to_json(draft.facts).dump();
    TRY_OK(writer.tx.run(sql::change_layout_draft, {draft.id, facts}));
    return {};
  });
}

constexpr std::string_view kPlaceWords[] = {"year", "last_year", "next_year", "quarter", "period", "date", "unit"};

// "{year}" → year.
std::optional<std::string> word_named(std::string_view what) {
  if (what.size() < 3 || what.front() != '{' || what.back() != '}') return std::nullopt;
  const auto name = what.substr(1, what.size() - 2);
  const auto known = std::find(std::begin(kPlaceWords), std::end(kPlaceWords), name);
  return known == std::end(kPlaceWords) ? std::nullopt : std::optional(std::string(name));
}

// Years written as words are put in for reading; the expression is kept as typed.
Result<void> readable_expression(Office& office, db::Session& session, const LayoutFacts& facts, const std::string& text) {
  TRY(const auto tree, people::read_units(session));
  const int year = facts.year > 0 ? facts.year : office.today().year();
  auto with = text;
  for (const auto& [name, value] : {std::pair{"{year}", year}, std::pair{"{last_year}", year - 1}, std::pair{"{next_year}", year + 1}})
    for (auto at = with.find(name); at != with.npos; at = with.find(name)) with.replace(at, std::string_view(name).size(), std::to_string(value));
  TRY_OK(figures::parse(with, office.catalogue(), tree, year));
  return {};
}

bool before(const LayoutPlace& a, const LayoutPlace& b) {
  if (!a.cell.empty() || !b.cell.empty()) {
    const auto pa = draft::cell_place(a.cell), pb = draft::cell_place(b.cell);
    return std::tuple(a.sheet, pa.value_or(draft::CellPlace{})) < std::tuple(b.sheet, pb.value_or(draft::CellPlace{}));
  }
  return std::pair(a.block, a.start) < std::pair(b.block, b.start);
}
}  // namespace

Result<LayoutDraft> start_layout(Office& office, const people::Who& who, const LayoutStart& start) {
  LayoutDraft draft;
  draft.form = start.form;
  draft.name = start.file.filename().string();
  if (start.period != "year" && start.period != "quarter") return fail(Code::invalid, "app.layout_period", {{"period", start.period}});
  TRY(const auto bytes, read_file(start.file, kMostLayoutBytes));
  if (start.form == "docx") {
    TRY(draft.facts, propose_docx(office, who, start));
  } else {
    TRY(draft.facts, propose_xlsx(office, start));
  }
  if (draft.facts.places.size() > kMostPlaces) return fail(Code::too_large, "app.layout_too_many", {{"n", std::to_string(draft.facts.places.size())}, {"limit", std::to_string(kMostPlaces)}});
  TRY(const auto kept, office.evidence().keep(bytes, "layout." + draft.form, office_type(draft.form)));
  draft.digest = kept.digest;
  TRY_OK(put_draft(office, who, draft));
  return draft;
}

Result<LayoutDraft> change_layout(Office& office, const people::Who& who, const std::string& id) {
  TRY(const auto layout, find_layout(office, id));
  LayoutDraft draft;
  draft.base = layout.id, draft.form = layout.form, draft.name = layout.facts.title + "." + layout.form, draft.digest = layout.digest, draft.facts = layout.facts;
  TRY_OK(put_draft(office, who, draft));
  return draft;
}

Result<LayoutDraft> layout_draft(Office& office, const people::Who& who, const std::string& id) {
  std::optional<LayoutDraft> found;
  TRY_OK(office.read([&](db::Session& session) {
    return session.each(sql::layout_draft, {id, who.account.text}, [&](const db::Row& row) {
      found = layout_draft_of(row);
      return false;
    });
  }));
  if (!found) return fail(Code::absent, "app.no_layout_draft");
  return std::move(*found);
}

Result<std::vector<LayoutDraft>> layout_drafts(Office& office, const people::Who& who) {
  std::vector<LayoutDraft> out;
  TRY_OK(office.read([&](db::Session& session) {
    return session.each(sql::layout_drafts, {who.account.text}, [&](const db::Row& row) {
      out.push_back(layout_draft_of(row));
      return true;
    });
  }));
  return out;
}

Result<void> forget_layout_draft(Office& office, const people::Who& who, const std::string& id) {
  TRY(const auto draft, layout_draft(office, who, id));
  return office.write([&](Office::Writer& writer) -> Result<void> {
    TRY_OK(writer.tx.run(sql::drop_layout_draft, {draft.id}));
    return {};
  });
}

Result<Rebound> bind_places(Office& office, const people::Who& who, const std::string& id, const std::vector<Bind>& binds) {
  Rebound out;
  TRY(out.draft, layout_draft(office, who, id));
  auto& facts = out.draft.facts;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    for (const auto& bind : binds) {
      if (bind.place >= facts.places.size()) continue;
      auto& place = facts.places[bind.place];
      const auto what = clean(bind.what).value_or("");
      const auto word = word_named(what);
      if (!word && !what.empty()) {
        auto good = readable_expression(office, session, facts, what);
        if (!good) {
          out.problems.push_back({"place-" + std::to_string(bind.place + 1), good.error().message});
          continue;
        }
      }
      place.word = word.value_or("");
      place.expr = word ? std::string{} : what;
      place.title = clean(bind.title).value_or("");
    }
    return {};
  }));
  TRY_OK(keep_facts(office, out.draft));
  return out;
}

Result<LayoutDraft> add_place(Office& office, const people::Who& who, const std::string& id, LayoutPlace place) {
  TRY(auto draft, layout_draft(office, who, id));
  auto& places = draft.facts.places;
  if (places.size() >= kMostPlaces) return fail(Code::too_large, "app.layout_too_many", {{"n", std::to_string(places.size() + 1)}, {"limit", std::to_string(kMostPlaces)}});
  if (!place.cell.empty()) {
    const auto at = draft::cell_place(place.cell);
    if (!at) return fail(Code::invalid, "draft.no_such_cell", {{"cell", place.cell}});
    place.cell = draft::cell_address(at->row, at->column);
    const bool twice = std::any_of(places.begin(), places.end(), [&](const LayoutPlace& p) { return p.sheet == place.sheet && p.cell == place.cell; });
    if (twice) return fail(Code::conflict, "draft.cell_twice", {{"cell", place.cell}, {"sheet", place.sheet}});
  } else {
    const bool over = std::any_of(places.begin(), places.end(), [&](const LayoutPlace& p) { return p.block == place.block && p.start < place.end && place.start < p.end; });
    if (over) return fail(Code::conflict, "app.layout_place_twice", {{"text", place.text}});
  }
  places.insert(std::upper_bound(places.begin(), places.end(), place, before), place);
  TRY_OK(keep_facts(office, draft));
  return draft;
}

Result<LayoutDraft> drop_place(Office& office, const people::Who& who, const std::string& id, std::size_t place) {
  TRY(auto draft, layout_draft(office, who, id));
  if (place < draft.facts.places.size()) draft.facts.places.erase(draft.facts.places.begin() + static_cast<std::ptrdiff_t>(place));
  TRY_OK(keep_facts(office, draft));
  return draft;
}
}  // namespace youju::app
