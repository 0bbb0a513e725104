// SPDX-License-Identifier: Apache-2.0
#include "app/anchors.h"

#include <algorithm>
#include <array>

#include "app/app_sql.h"
#include "base/text.h"
#include "crypto/crypto.h"

namespace youju::app {
namespace {
constexpr std::array<std::string_view, 3> kAnchorKinds{"printed", "mailed", "copied"};
constexpr std::size_t kMostHolder = 100;
const UnitId kOfficeRoot{"u1"};
}  // namespace

bool may_handle_anchors(const Office& office, const people::Who& who, const people::UnitTree& units) {
  using people::Right;
  return std::any_of(who.grants.begin(), who.grants.end(), [&](const people::Grant& grant) {
    for (const auto right : {Right::inspect, Right::sign, Right::back_up})
      if (people::may(who, right, grant.unit, units, office.roles(), office.today())) return true;
    return false;
  });
}

Result<void> hand_over_anchor(Office& office, const people::Who& who, std::int64_t size, std::string_view kind, std::string_view typed) {
  if (std::find(kAnchorKinds.begin(), kAnchorKinds.end(), kind) == kAnchorKinds.end()) return fail(Code::invalid, "anchor.no_kind");
  const auto holder = clean(typed);
  if (!holder || holder->empty() || has_invisible(*holder) || code_point_count(*holder) > kMostHolder) return fail(Code::invalid, "anchor.no_holder");
  std::string root;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto units, people::read_units(session));
    if (!may_handle_anchors(office, who, units)) return fail(Code::denied, "people.no_right", {{"name", who.name}, {"right", "@people.right_inspect"}, {"unit", office.settings().name}});
    TRY(const auto note, office.ledger().checkpoint_of_size(session, size));
    if (!note) return fail(Code::absent, "anchor.no_checkpoint", {{"size", std::to_string(size)}});
    TRY(const auto checkpoint, office.ledger().keys().open(*note));
    root = crypto::hex(checkpoint.root);
    return {};
  }));
  const auto id = make_uuid7(office.world()), at = office.world().clock->now().iso();
  return office.database().write([&](db::Tx& tx) -> Result<void> {
    TRY_OK(tx.run(sql::put_anchor, {id, size, root, kind, *holder, who.account.text, at}));
    return {};
  });
}

Result<std::vector<Anchor>> anchors_handed(Office& office) {
  std::vector<Anchor> out;
  TRY_OK(office.read([&](db::Session& session) {
    return session.each(sql::anchors, {}, [&](const db::Row& row) {
      out.push_back({row.integer(1), std::string(row.text(2)), std::string(row.text(3)), std::string(row.text(4)), AccountId{std::string(row.text(5))}, Instant::parse(row.text(6)).value_or(Instant{})});
      return true;
    });
  }));
  return out;
}
}  // namespace youju::app
