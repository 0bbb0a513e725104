// SPDX-License-Identifier: Apache-2.0
#include "app/retention.h"

#include <algorithm>

#include "app/app_sql.h"
#include "app/two_people.h"
#include "base/text.h"

namespace youju::app {
namespace {
using OrderState = EraseOrder::State;
using people::Right;
constexpr std::string_view kOrderStates[] = {"waiting", "done", "declined"};

std::vector<UnitId> units_of_right(const Office& office, const people::Who& who, const people::UnitTree& tree, std::initializer_list<Right> rights) {
  std::vector<UnitId> out;
  for (const auto& unit : tree.all())
    if (std::any_of(rights.begin(), rights.end(), [&](Right right) { return people::may(who, right, unit.id, tree, office.roles(), office.today()); })) out.push_back(unit.id);
  return out;
}

// Kept for whole years after the one it happened in (DA/T 22).
Date last_due_day(const Office& office, const kinds::Kind& kind) { return *Date::of(office.today().year() - kind.keep_years - 1, 12, 31); }

Result<std::vector<index::RecordRow>> due_rows(db::Session& session, Office& office, const std::vector<UnitId>& units, const kinds::Kind& kind) {
  std::vector<index::RecordRow> out;
  if (units.empty() || kind.keep_years == 0) return out;
  index::Filter filter;
  filter.units = units;
  filter.kinds = {kind.id};
  filter.first_day = Period{*Date::of(1900, 1, 1), last_due_day(office, kind)};
  TRY(const auto rows, index::list(session, filter, kMostDue));
  for (const auto& row : rows) {
    if (row.happened && row.happened->to > last_due_day(office, kind)) continue;  // it went on into a year that is still kept
    TRY(const auto entry, office.ledger().read(session, row.entry, true));
    if (!entry.open_erased) out.push_back(row);
  }
  return out;
}

std::string hold_object(std::string_view record) { return "hold/" + std::string(record); }

EraseOrder order_of(const db::Row& row) {
  EraseOrder out;
  const auto text = [&](int n) { return std::string(row.text(n)); };
  out.id = text(0), out.object = text(1), out.unit = UnitId{text(2)}, out.order = text(3), out.basis = text(4);
  out.open = row.integer(5) != 0;
  out.asked_by = AccountId{text(6)}, out.asked_at = Instant::parse(row.text(7)).value_or(Instant{});
  const auto state = std::find(std::begin(kOrderStates), std::end(kOrderStates), row.text(8));
  out.state = state == std::end(kOrderStates) ? OrderState::declined : static_cast<OrderState>(state - std::begin(kOrderStates));
  out.decided_by = AccountId{text(9)}, out.decided_at = text(10), out.entry = row.integer(11);
  if (const auto json = parse_json(row.text(12)); json && json->is_object()) {
    out.erased = {json->value("entry", std::int64_t{0}), json->value("payloads", std::int64_t{0}), json->value("files", std::int64_t{0}), json->value("kept", std::int64_t{0}), {}};
    for (const auto& report : json->value("signed_after", Json::array())) out.erased.signed_after.push_back(report.get<std::string>());
  }
  return out;
}
Result<void> put_order(db::Tx& tx, const EraseOrder& o) {
  const auto asked = o.asked_at.iso();
  const auto& e = o.erased;
  const auto result = canonical(Json{{"entry", e.entry}, {"payloads", e.payloads}, {"files", e.files}, {"kept", e.kept}, {"signed_after", e.signed_after}});
  TRY_OK(tx.run(sql::put_erase_order, {o.id, o.object, o.unit.text, o.order, o.basis, std::int64_t{o.open ? 1 : 0}, o.asked_by.text, asked, kOrderStates[static_cast<std::size_t>(o.state)], o.decided_by.text, o.decided_at, o.entry, result}));
  return {};
}
Result<std::vector<EraseOrder>> read_orders(db::Session& session, int limit) {
  std::vector<EraseOrder> out;
  TRY_OK(session.each(sql::erase_orders, {std::int64_t{limit}}, [&](const db::Row& row) {
    out.push_back(order_of(row));
    return true;
  }));
  return out;
}
Result<EraseOrder> order_there(db::Session& session, const std::string& id) {
  std::optional<EraseOrder> found;
  TRY_OK(session.each(sql::erase_order_by_id, {std::string_view(id)}, [&](const db::Row& row) {
    found = order_of(row);
    return false;
  }));
  if (!found) return fail(Code::absent, "retention.no_order", {{"id", id}});
  return *found;
}
}  // namespace

Result<std::vector<KeptKind>> retention_by_kind(Office& office, const people::Who& who) {
  std::vector<KeptKind> out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    const auto units = units_of_right(office, who, tree, {Right::erase});
    if (units.empty()) return fail(Code::denied, "web.no_right", {{"right", "@web.right_erase"}});
    for (const auto& kind : office.catalogue().kinds()) {
      TRY(const auto rows, due_rows(session, office, units, kind));
      if (!rows.empty()) out.push_back({&kind, last_due_day(office, kind), static_cast<std::int64_t>(rows.size())});
    }
    return {};
  }));
  return out;
}

Result<std::vector<DueRecord>> retention_due(Office& office, const people::Who& who, const KindId& id) {
  std::vector<DueRecord> out;
  const auto* kind = office.catalogue().find(id);
  if (kind == nullptr) return fail(Code::absent, "app.no_kind", {{"kind", id.text}});
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    TRY(const auto rows, due_rows(session, office, units_of_right(office, who, tree, {Right::erase}), *kind));
    for (const auto& row : rows) {
      TRY(auto held, why_held(session, office, row.record.text));
      out.push_back({row, std::move(held)});
    }
    return {};
  }));
  return out;
}

Result<std::optional<std::string>> why_held(db::Session& session, Office& office, const std::string& record) {
  TRY(const auto history, office.ledger().history(session, hold_object(record), true));
  if (history.empty() || !history.back().head.more.value("value", false)) return std::optional<std::string>();
  const auto& open = history.back().head.open;
  return std::optional(open.is_object() ? open.value("reason", std::string{}) : std::string());
}

Result<void> hold_record(Office& office, const people::Who& who, const RecordId& record, const std::string& typed) {
  const auto reason = clean(typed);
  if (!reason || code_point_count(*reason) > 1000) return fail(Code::invalid, "retention.reason_needed");
  return office.write([&](Office::Writer& writer) -> Result<void> {
    TRY(const auto row, index::current(writer.tx, record));
    if (!row) return fail(Code::absent, "app.no_record", {{"record", record.text}});
    TRY_OK(people::require(writer.tx, who, Right::erase, row->unit, office.roles(), office.today()));
    TRY(const auto held, why_held(writer.tx, office, record.text));
    if (held.has_value() == !reason->empty()) return {};  // it is so already
    TRY(const auto history, office.ledger().history(writer.tx, hold_object(record.text), false));
    ledger::NewEntry entry;
    entry.type = ledger::EntryType::setting;
    entry.actor = who.account;
    entry.unit = row->unit;
    entry.object = hold_object(record.text);
    entry.number = static_cast<std::int64_t>(history.size()) + 1;
    entry.more = Json{{"value", !reason->empty()}};
    if (!reason->empty()) entry.open = Json{{"reason", *reason}};
    TRY_OK(writer.append(entry));
    return {};
  });
}

Result<std::string> ask_erasure(Office& office, const people::Who& who, const EraseRequest& request) {
  EraseOrder order;
  order.id = make_uuid4(office.world());
  order.object = request.object, order.open = request.open;
  const auto number = clean(request.order), basis = clean(request.basis);
  if (!number || number->empty() || code_point_count(*number) > 100 || has_invisible(*number)) return fail(Code::invalid, "erase.order_needed");
  if (!basis || basis->empty() || code_point_count(*basis) > 1000) return fail(Code::invalid, "erase.basis_needed");
  order.order = *number, order.basis = *basis;
  TRY_OK(office.write([&](Office::Writer& writer) -> Result<void> {
    TRY(const auto history, office.ledger().history(writer.tx, request.object, false));
    if (history.empty() || (history[0].head.type != ledger::EntryType::version && history[0].head.type != ledger::EntryType::person)) return fail(Code::absent, "erase.nothing_there", {{"object", request.object}});
    order.unit = history.back().head.unit;
    TRY_OK(people::require(writer.tx, who, Right::erase, order.unit, office.roles(), office.today()));
    TRY(const auto held, why_held(writer.tx, office, request.object));
    if (held) return fail(Code::conflict, "retention.is_held", {{"reason", *held}});
    TRY(const auto all, read_orders(writer.tx, 1000));
    for (const auto& one : all) {
      if (one.object == order.object && one.state == OrderState::waiting) return fail(Code::conflict, "retention.asked_already", {{"order", one.order}});
      if (one.order == order.order && one.state != OrderState::declined) return fail(Code::conflict, "retention.number_used", {{"order", one.order}});
    }
    order.asked_by = who.account, order.asked_at = office.world().clock->now();
    return put_order(writer.tx, order);
  }));
  return order.id;
}

Result<void> decide_erasure(Office& office, const people::Who& who, const std::string& id, bool erase) {
  EraseOrder order;
  people::Who asked;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(order, order_there(session, id));
    TRY(asked, people::who_of(session, order.asked_by));
    return {};
  }));
  if (order.state != OrderState::waiting) return fail(Code::conflict, "retention.decided_already");
  order.decided_by = who.account, order.decided_at = office.world().clock->now().iso();
  if (!erase) {
    return office.write([&](Office::Writer& writer) -> Result<void> {
      TRY_OK(require_two(writer.tx, office, asked, who, Right::erase, order.unit));
      order.state = OrderState::declined;
      return put_order(writer.tx, order);
    });
  }
  // The number of the order is used once: of two who press at the same time one is refused there.
  asked.idempotency_key.clear();
  TRY(order.erased, erase_content(office, asked, who, {order.object, order.order, order.basis, order.open}));
  order.state = OrderState::done, order.entry = order.erased.entry;
  return office.write([&](Office::Writer& writer) { return put_order(writer.tx, order); });
}

Result<std::vector<EraseOrder>> erase_orders(Office& office, const people::Who& who, int limit) {
  std::vector<EraseOrder> out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    const auto units = units_of_right(office, who, tree, {Right::erase, Right::sign});
    TRY(const auto all, read_orders(session, limit));
    for (const auto& one : all)
      if (std::find(units.begin(), units.end(), one.unit) != units.end()) out.push_back(one);
    return {};
  }));
  return out;
}

Result<ErasureProof> erasure_proof(Office& office, const people::Who& who, const std::string& id) {
  ErasureProof out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(out.order, order_there(session, id));
    TRY(const auto tree, people::read_units(session));
    const auto units = units_of_right(office, who, tree, {Right::erase, Right::sign, Right::inspect});
    if (std::find(units.begin(), units.end(), out.order.unit) == units.end()) return fail(Code::absent, "retention.no_order", {{"id", id}});
    TRY(const auto note, office.ledger().last_checkpoint(session));
    if (note) {
      TRY(const auto checkpoint, office.ledger().keys().open(*note));
      out.sealed = static_cast<std::int64_t>(checkpoint.size);
    }
    if (out.order.state != OrderState::done) return {};
    TRY(const auto entry, office.ledger().read(session, out.order.entry, true));
    out.at = entry.at, out.by = entry.head.actor.text, out.second = entry.head.more.value("second", std::string{});
    std::map<std::int64_t, std::pair<bool, bool>> named;  // entry → personal, open
    for (const auto& n : entry.head.more.value("targets", Json::array())) named[n.get<std::int64_t>()].first = true;
    for (const auto& n : entry.head.more.value("open_targets", Json::array())) named[n.get<std::int64_t>()].second = true;
    out.good = !named.empty();
    for (const auto& [index, parts] : named) {
      TRY(const auto target, office.ledger().read(session, index, true));
      ErasureProof::Target shown{index, std::string(ledger::type_name(target.head.type)), target.at, target.open_erased && target.head.open.is_null(), target.personal_erased && target.head.personal.is_null(), parts.second, parts.first};
      out.good = out.good && (!shown.had_open || shown.open_gone) && (!shown.had_personal || shown.personal_gone);
      out.targets.push_back(std::move(shown));
    }
    return {};
  }));
  return out;
}
}  // namespace youju::app
