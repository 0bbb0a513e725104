// SPDX-License-Identifier: Apache-2.0
// Units (a tree), persons of the roster, accounts and who may do what. Rights change only through log entries (ledger's
// callers append them and then call the apply_… functions here in the same transaction); only passwords and one-time
// codes are working data of this room.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/ids.h"
#include "base/json.h"
#include "base/result.h"
#include "base/world.h"
#include "db/db.h"

namespace youju::people {

struct Unit {
  UnitId id;
  UnitId parent;  // empty for a root
  std::string name;
  std::int64_t place = 0;  // order among sisters
  std::optional<Date> closed = {};  // last day in service; what it did stays, nothing new is due or entered after it
};

// All units of the database, in tree order.
class UnitTree {
 public:
  explicit UnitTree(std::vector<Unit> units);
  const std::vector<Unit>& all() const { return units_; }  // tree order: parent before children
  const Unit* find(const UnitId& id) const;
  const Unit* by_name(std::string_view name) const;        // folded comparison; nullptr when none or several
  bool is_within(const UnitId& unit, const UnitId& ancestor_or_self) const;
  std::vector<UnitId> with_sub_units(const UnitId& unit) const;

 private:
  std::vector<Unit> units_;
  std::map<UnitId, std::size_t> by_id_;
};
Result<UnitTree> read_units(db::Session& session);
// The last day of a unit in service; nothing while it goes on.
Result<std::optional<Date>> closed_on(db::Session& session, const UnitId& unit);

// Someone of a unit's roster. The name is personal data and lives in the private payload of the entry; ids are random.
struct Person {
  PersonId id;
  UnitId unit;
  std::string name;              // empty when erased
  std::optional<Date> from, to;  // on the roster
};
Result<std::vector<Person>> read_roster(db::Session& session, const std::vector<UnitId>& units);
// Persons around a unit (in it, above or below) whose name folds to the same text, or whose id it is; more than one = namesakes.
Result<std::vector<Person>> find_persons(db::Session& session, const UnitId& unit, std::string_view name);

// What a role may do. Five roles are shipped as data (roles.toml in packs/common); an office may add its own.
enum class Right { read, write, submit, approve, sign, inspect, import, void_records, manage_people, manage_packs, manage_units, erase, back_up };
std::optional<Right> right_from(std::string_view name);
std::string_view right_name(Right right);

struct Role {
  std::string id;  // clerk, reviewer, leader, inspector, administrator
  std::map<std::string, std::string> names;  // lang → name
  std::set<Right> rights;
};

struct Grant {
  AccountId account;
  std::string role;
  UnitId unit;  // with its sub-units
  std::optional<Date> from, to;
  AccountId delegated_by;  // empty unless a delegation; visible wherever the grant is used
};

// Who acts. Made only by sign_in_* below or by `system` tasks.
struct Who {
  AccountId account;
  PersonId person;  // may be empty
  std::string name;
  std::vector<Grant> grants;
  std::string idempotency_key;  // empty: none
};

struct Account {
  AccountId id;
  std::string login;
  std::string name;
  PersonId person;
  std::string os_user;  // mapped operating system user, may be empty
  bool disabled = false;
};
Result<std::vector<Account>> read_accounts(db::Session& session);
Result<std::vector<Grant>> read_grants(db::Session& session);

// The account mapped to this operating system user, or denied.
Result<Who> sign_in_os_user(db::Session& session, const std::string& os_user, Date today);
// By password, or by the one-time code of `init` when `new_password` is given. denied on any mismatch (same message, same time).
Result<Who> sign_in_password(db::Database& database, const std::string& login, const std::string& password_or_code,
                             const std::string& new_password, Instant now);
// By the password one has, to a new one. denied: the old is not right; invalid: the new is too short, or the same.
Result<void> change_password(db::Database& database, const AccountId& account, const std::string& old, const std::string& fresh, Instant now);
// The account as it stands, with its rights; denied when it is disabled or gone.
Result<Who> who_of(db::Session& session, const AccountId& account);

// A browser at which somebody is signed in. The token goes to the browser alone; kept is its SHA-256, which is also the session's id.
struct SignedIn {
  std::string id;
  AccountId account;
  std::string device, address;         // as the browser told, where from
  Instant opened, seen, ends;
  std::string csrf;                    // what forms of this session carry
};
inline constexpr std::int64_t kSessionIdleMs = 12LL * 3600 * 1000;        // unused as long: over
inline constexpr std::int64_t kSessionMostMs = 30LL * 24 * 3600 * 1000;   // over in any case
// Gives the token (128 bits, hex). Sessions whose time is over are swept out.
Result<std::string> open_session(db::Tx& tx, const AccountId& account, std::string_view device, std::string_view address, const World& world);
// Nothing when the token is unknown, over, or its account disabled.
Result<std::optional<std::pair<SignedIn, Who>>> find_session(db::Session& session, std::string_view token, Instant now);
Result<std::vector<SignedIn>> sessions_of(db::Session& session, const AccountId& account);
Result<void> see_session(db::Tx& tx, const std::string& id, Instant now);
// One, by its id; or all but `kept`.
Result<void> end_session(db::Tx& tx, const AccountId& account, const std::string& id);
Result<void> end_other_sessions(db::Tx& tx, const AccountId& account, const std::string& kept);

// One-time code for a new account (shown once); stored as its Argon2id hash.
Result<std::string> make_one_time_code(db::Tx& tx, const AccountId& account, const World& world, Instant expires);

// May `who` use `right` on things of `unit` on that day? Rights count at the moment of the commit: call inside the write.
bool may(const Who& who, Right right, const UnitId& unit, const UnitTree& tree, const std::vector<Role>& roles, Date today);
bool may(const std::vector<Grant>& grants, Right right, const UnitId& unit, const UnitTree& tree, const std::vector<Role>& roles, Date today);
// The same read afresh from the tables inside a write (a right withdrawn meanwhile does not count).
Result<void> require(db::Tx& tx, const Who& who, Right right, const UnitId& unit, const std::vector<Role>& roles, Date today);

// Units and rights as a write read them.
struct Standing {
  std::map<std::string, std::vector<Grant>> grants;  // of accounts in force
  std::map<std::string, UnitTree> branches;          // a unit and those above it
  std::optional<UnitTree> all;                       // once many units were asked for
};
// The same kept from one write to the next, where nobody else can write. Used inside writes only, which come one after another.
class KeptStanding {
 public:
  // What `tx` may go by and add to; nothing when it has to read for itself.
  Standing* of(const db::Tx& tx) { return tx.commit() && tx.commit() != changed_in_ ? &kept_ : nullptr; }
  // `tx` changes units, accounts or rights: until it is committed or undone, nothing is kept.
  void forget(const db::Tx& tx) { kept_ = {}, changed_in_ = tx.commit(); }

 private:
  Standing kept_;
  std::optional<std::uint64_t> changed_in_;
};

// The same asked many times inside one write: what was read once is not read again, so nothing in it may change rights.
class Permits {
 public:
  Permits(db::Tx& tx, KeptStanding& kept, const std::vector<Role>& roles, Date today) : tx_(tx), kept_(kept.of(tx)), roles_(roles), today_(today) {}
  Result<void> require(const Who& who, Right right, const UnitId& unit);
  // The last day of a unit in service; nothing while it goes on.
  Result<std::optional<Date>> closed_on(const UnitId& unit);
  // That it will be asked soon: a server is then asked for all it takes in one exchange.
  void expect(const Who& who, const UnitId& unit);

 private:
  Standing& standing() { return kept_ ? *kept_ : own_; }
  Result<const std::vector<Grant>*> grants_of(const Who& who);
  Result<const UnitTree*> tree_with(const UnitId& unit);
  db::Tx& tx_;
  Standing* const kept_;
  Standing own_;
  const std::vector<Role>& roles_;
  Date today_;
};

// Derived tables follow the log. What of an entry this room reads (bodies in docs/format/entry.md).
struct Event {
  std::string_view type;      // unit, person, account, right; others are ignored
  std::string_view object;
  const UnitId& unit;
  const Json& open;
  const Json& personal;       // null when erased
  std::int64_t index = 0;
};
Result<void> apply(db::Tx& tx, const Event& event, KeptStanding& kept);
Result<void> drop_derived(db::Tx& tx, KeptStanding& kept);

// A role as a pack writes it; invalid names a right that does not exist.
Result<Role> make_role(std::string id, std::map<std::string, std::string> names, const std::vector<std::string>& rights);
}  // namespace youju::people
