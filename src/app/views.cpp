// SPDX-License-Identifier: Apache-2.0
#include "app/views.h"

#include "app/app_sql.h"
#include "base/text.h"

namespace youju::app {
namespace {
constexpr std::size_t kMostViewName = 40, kMostViewQuery = 1'000;

Result<std::vector<SavedView>> views_in(db::Session& session, const people::Who& who, const UnitId& unit) {
  std::vector<SavedView> out;
  TRY_OK(session.each(sql::views_shown, {std::string_view(unit.text), std::string_view(who.account.text)}, [&](const db::Row& row) {
    out.push_back({std::string(row.text(0)), std::string(row.text(2)), std::string(row.text(3)), row.integer(4) != 0, row.text(1) == who.account.text});
    return true;
  }));
  return out;
}
}  // namespace

Result<std::vector<SavedView>> views_of(Office& office, const people::Who& who, const UnitId& unit) {
  std::vector<SavedView> out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(out, views_in(session, who, unit));
    return {};
  }));
  return out;
}

Result<void> save_view(Office& office, const people::Who& who, const UnitId& unit, std::string_view name, std::string_view query, bool shared) {
  const auto good = clean(name);
  if (!good || good->empty() || code_point_count(*good) > kMostViewName || good->find('\n') != good->npos)
    return fail(Code::invalid, "views.bad_name", {{"most", std::to_string(kMostViewName)}});
  if (query.size() > kMostViewQuery) return fail(Code::invalid, "views.too_long");
  const auto id = random_hex(office.world(), 8), at = office.world().clock->now().iso();
  return office.database().write([&](db::Tx& tx) -> Result<void> {
    TRY_OK(people::require(tx, who, shared ? people::Right::write : people::Right::read, unit, office.roles(), office.today()));
    TRY(const auto there, views_in(tx, who, unit));
    int own = 0;
    for (const auto& view : there) own += view.own && view.name != *good ? 1 : 0;
    if (own >= kMostViews) return fail(Code::invalid, "views.too_many", {{"most", std::to_string(kMostViews)}});
    TRY_OK(tx.run(sql::put_view, {std::string_view(id), std::string_view(who.account.text), std::string_view(unit.text), std::string_view(*good), query,
                                  std::int64_t{shared ? 1 : 0}, std::string_view(at)}));
    return {};
  });
}

Result<void> drop_view(Office& office, const people::Who& who, const UnitId& unit, std::string_view id) {
  return office.database().write([&](db::Tx& tx) -> Result<void> {
    TRY(const auto there, views_in(tx, who, unit));
    const auto found = std::find_if(there.begin(), there.end(), [&](const SavedView& view) { return view.id == id; });
    if (found == there.end()) return fail(Code::absent, "views.gone");
    if (found->own) {
      TRY_OK(tx.run(sql::drop_own_view, {id, std::string_view(who.account.text)}));
      return {};
    }
    TRY_OK(people::require(tx, who, people::Right::manage_units, unit, office.roles(), office.today()));
    TRY_OK(tx.run(sql::drop_shared_view, {id, std::string_view(unit.text)}));
    return {};
  });
}
}  // namespace youju::app
