// SPDX-License-Identifier: Apache-2.0
// What a person is shown before deciding, and who made it.
#include "crypto/crypto.h"
#include "flow/flow.h"

namespace youju::flow {
namespace {
Json days_of(const std::optional<Period>& happened) {
  return happened ? Json::array({happened->from.iso(), happened->to.iso()}) : Json(nullptr);
}
}  // namespace

Result<std::string> digest_shown(db::Session& session, const ledger::Ledger& ledger, const RecordId& record, std::string_view transition) {
  TRY(const auto row, index::current(session, record));
  if (!row) return fail(Code::absent, "flow.no_record", {{"record", record.text}});
  TRY(const auto entry, ledger.read(session, row->entry, true));
  TRY(const auto files, index::evidence_of(session, record));
  Json evidence = Json::array();
  for (const auto& file : files) {
    evidence.push_back(Json{{"digest", file.digest}, {"entry", file.entry}, {"name", file.name}, {"role", file.role}, {"superseded_by", file.superseded_by}});
  }
  Json shown{{"record", record.text},         {"kind", entry.head.kind.text},  {"unit", entry.head.unit.text},
             {"state", entry.head.state},     {"happened", days_of(entry.head.happened)}, {"open", entry.head.open},
             {"personal", entry.head.personal}, {"evidence", std::move(evidence)}, {"transition", std::string(transition)},
             {"version", entry.head.number}};
  if (shown["open"].is_object()) shown["open"].erase("reason");
  return crypto::hex(crypto::sha256(canonical(shown)));
}

Result<std::set<AccountId>> makers_of(db::Session& session, const ledger::Ledger& ledger, const kinds::Kind& kind, const RecordId& record) {
  TRY(const auto history, ledger.history(session, record.text, false));
  std::set<AccountId> makers;
  for (const auto& entry : history) {
    if (entry.head.type == ledger::EntryType::evidence) makers.insert(entry.head.actor);
    if (entry.head.type != ledger::EntryType::version) continue;
    const auto* transition = kind.transition(entry.head.more.value("transition", std::string{}));
    const bool review = transition != nullptr && (transition->other_person || transition->right == "approve" || !transition->by.empty());
    if (!review) makers.insert(entry.head.actor);
  }
  makers.erase(AccountId{});
  TRY(const auto accounts, people::read_accounts(session));
  std::set<PersonId> persons;
  for (const auto& account : accounts) {
    if (makers.contains(account.id) && !account.person.empty()) persons.insert(account.person);
  }
  for (const auto& account : accounts) {
    if (persons.contains(account.person)) makers.insert(account.id);
  }
  return makers;
}
}  // namespace youju::flow
