// SPDX-License-Identifier: Apache-2.0
// The derived tables of this room, followed from the log entry by entry.
#include "base/text.h"
#include "people/people.h"
#include "people/people_sql.h"

namespace youju::people {
namespace {
std::string text_of(const Json& object, const char* key) {
  return object.is_object() && object.contains(key) && object[key].is_string() ? object[key].get<std::string>() : std::string{};
}
std::int64_t integer_of(const Json& object, const char* key) {
  if (!object.is_object() || !object.contains(key)) return 0;
  return object[key].is_boolean() ? (object[key].get<bool>() ? 1 : 0) : object[key].is_number_integer() ? object[key].get<std::int64_t>() : 0;
}
db::Value or_null(const std::string& text) { return text.empty() ? db::Value{} : db::Value{std::string_view(text)}; }

Result<void> apply_unit(db::Tx& tx, const Event& e) {
  const auto name = text_of(e.open, "name"), parent = text_of(e.open, "parent"), closed = text_of(e.open, "closed");
  TRY_OK(tx.run(sql::put_unit, {e.object, parent, name, integer_of(e.open, "place"), or_null(closed), e.index}));
  return {};
}
Result<void> apply_person(db::Tx& tx, const Event& e) {
  const auto name = text_of(e.personal, "name"), folded = fold(name), from = text_of(e.open, "from"), to = text_of(e.open, "to");
  TRY_OK(tx.run(sql::put_person, {e.object, e.unit.text, name, folded, or_null(from), or_null(to), e.index}));
  return {};
}
Result<void> apply_account(db::Tx& tx, const Event& e) {
  auto login = text_of(e.personal, "login");
  if (login.empty()) login = "erased-" + std::string(e.object);
  const auto name = text_of(e.personal, "name"), person = text_of(e.open, "person"), os_user = text_of(e.personal, "os_user");
  TRY_OK(tx.run(sql::put_account, {e.object, login, name, person, os_user, integer_of(e.open, "disabled"), e.index}));
  return {};
}
Result<void> apply_right(db::Tx& tx, const Event& e) {
  const auto account = text_of(e.open, "account"), role = text_of(e.open, "role"), from = text_of(e.open, "from"),
             to = text_of(e.open, "to"), by = text_of(e.open, "delegated_by");
  if (integer_of(e.open, "withdrawn") != 0) {
    TRY_OK(tx.run(sql::remove_right, {account, role, e.unit.text}));
  } else {
    TRY_OK(tx.run(sql::put_right, {account, role, e.unit.text, or_null(from), or_null(to), by, e.index}));
  }
  return {};
}
}  // namespace

Result<void> apply(db::Tx& tx, const Event& event, KeptStanding& kept) {
  if (event.type == "person") return apply_person(tx, event);
  if (event.type != "unit" && event.type != "account" && event.type != "right") return {};
  kept.forget(tx);
  if (event.type == "unit") return apply_unit(tx, event);
  if (event.type == "account") return apply_account(tx, event);
  return apply_right(tx, event);
}

Result<void> drop_derived(db::Tx& tx, KeptStanding& kept) {
  kept.forget(tx);
  for (const auto* query : {&sql::clear_units, &sql::clear_persons, &sql::clear_accounts, &sql::clear_rights}) {
    TRY_OK(tx.run(*query, {}));
  }
  return {};
}
}  // namespace youju::people
