// SPDX-License-Identifier: Apache-2.0
#include "app/save_together.h"

#include "app/app_sql.h"
#include "app/request_key.h"
#include "app/statements.h"

namespace youju::app {
namespace {
using Judged = std::variant<kinds::Checked, Problems>;

// The draft judged before the write, in the thread of whoever asks, so that many who wait for one commit do this beside
// one another. Nothing when a name has to be looked up: that must be the office's state inside the write.
std::optional<Judged> judged_alone(const kinds::Kind& kind, const kinds::Draft& draft, Date today) {
  bool asked = false;
  kinds::Lookups none;
  none.persons = [&](std::string_view) { return asked = true, std::vector<PersonId>{}; };
  none.unit = [&](std::string_view) { return asked = true, std::optional<UnitId>{}; };
  none.record = [&](std::string_view, const KindId&) { return asked = true, std::optional<RecordId>{}; };
  none.kind = [&](std::string_view) { return asked = true, std::optional<KindId>{}; };
  auto judged = kinds::validate(kind, draft, none, today);
  if (asked) return std::nullopt;
  return judged;
}

// What a repeated request has to be told again.
Json answer_of(const Saved& saved) {
  Json out{{"record", saved.record.text}, {"entry", saved.entry}};
  for (const auto& remark : saved.remarks) out["remarks"].push_back(Json{{"field", remark.field}, {"word", remark.message.word}, {"args", remark.message.args}});
  for (const auto& record : saved.looks_like) out["looks_like"].push_back(record.text);
  return out;
}

class Save : public db::Joint {
 public:
  Save(Office& office, const people::Who& who, const kinds::Kind& kind, const kinds::Draft& draft)
      : office_(office), who_(who), kind_(kind), draft_(draft), today_(office.today()), early_(judged_alone(kind, draft, today_)) {
    const auto* checked = early_ ? std::get_if<kinds::Checked>(&*early_) : nullptr;
    if (checked == nullptr) return;
    if (auto entry = entry_of(*checked)) ready_ = std::move(*entry);  // else the error is met again inside the write
  }

  const void* sort() const override { return &office_; }
  Result<void> run(db::Tx& tx, std::span<db::Joint* const> all) override;
  Result<SaveAnswer> result() && {
    if (wrong_) return fail(std::move(*wrong_));
    return std::move(done_);
  }

 private:
  static Result<void> run_round(Office& office, db::Tx& tx, const std::vector<Save*>& round);
  static Result<void> read_answers(db::Tx& tx, const std::vector<Save*>& round);
  static Result<std::vector<std::vector<RecordId>>> looking_like(db::Tx& tx, const std::vector<Save*>& saves);
  static void expect(db::Tx& tx, people::Permits& permits, const std::vector<Save*>& round);
  Result<bool> prepare(db::Tx& tx, people::Permits& permits);
  Result<Judged> judged(db::Tx& tx);
  Result<ledger::ReadyEntry> entry_of(const kinds::Checked& checked) const;
  Result<void> refuse(db::Tx& tx, Problems problems);

  Office& office_;
  const people::Who& who_;
  const kinds::Kind& kind_;
  const kinds::Draft& draft_;
  const Date today_;
  const std::optional<Judged> early_;
  std::optional<ledger::ReadyEntry> ready_;  // of what was judged early; taken by the first run
  // Of the run at hand.
  std::optional<std::string> stored_;  // what was answered before
  kinds::Checked checked_;
  SaveAnswer done_{Refused{}, Json::object()};
  std::optional<Error> wrong_;
};

Result<ledger::ReadyEntry> Save::entry_of(const kinds::Checked& checked) const {
  const RecordId record{make_uuid7(office_.world())};
  return office_.ledger().ready(version_entry(who_, checked, record, 1, {}));
}

Result<Judged> Save::judged(db::Tx& tx) {
  if (early_ && office_.today() == today_) return *early_;
  ready_.reset();
  return kinds::validate(kind_, draft_, lookups_in(tx, office_, draft_.unit), office_.today());
}

Result<void> Save::refuse(db::Tx& tx, Problems problems) {
  done_ = {Refused{std::move(problems)}, Json::object()};
  return office_.keep_answer(tx, who_, done_.answer);
}

// What was answered before to the same requests.
Result<void> Save::read_answers(db::Tx& tx, const std::vector<Save*>& round) {
  std::vector<std::vector<db::Value>> sets;
  std::vector<Save*> whose;
  for (auto* save : round) {
    save->stored_.reset();
    const auto& who = save->who_;
    if (who.idempotency_key.empty()) continue;
    sets.push_back({std::string_view(who.account.text), request_key(who).key});
    whose.push_back(save);
  }
  return tx.each_of(sql::answer_of_request, sets, [&](std::size_t i, const db::Row& row) { whose[i]->stored_ = std::string(row.text(0)); });
}

// All that is asked before anything is written goes to a server in one exchange.
void Save::expect(db::Tx& tx, people::Permits& permits, const std::vector<Save*>& round) {
  constexpr std::size_t kMost = 8;
  const auto& only = *round.front();
  if (round.size() == 1 && !only.who_.idempotency_key.empty()) {
    tx.expect(sql::answer_of_request, {std::string_view(only.who_.account.text), request_key(only.who_).key});
  }
  for (std::size_t i = 0; i < std::min(round.size(), kMost); ++i) permits.expect(round[i]->who_, round[i]->draft_.unit);
  ledger::Ledger::expect_append(tx);
  const auto* checked = only.early_ ? std::get_if<kinds::Checked>(&*only.early_) : nullptr;
  if (round.size() == 1 && checked != nullptr && checked->happened) {
    index::expect_same_looking(tx, {checked->kind, checked->unit, *checked->happened, checked->title});
  }
}

// Whether there is something to append.
Result<bool> Save::prepare(db::Tx& tx, people::Permits& permits) {
  if (stored_) {
    TRY(done_.answer, answer_again(who_, *stored_));
    return false;
  }
  TRY_OK(permits.require(who_, draft_.imported ? people::Right::import : people::Right::write, draft_.unit));
  TRY(auto judgement, judged(tx));
  if (auto* problems = std::get_if<Problems>(&judgement)) {
    TRY_OK(refuse(tx, std::move(*problems)));
    return false;
  }
  checked_ = std::get<kinds::Checked>(std::move(judgement));
  // What was judged alone was not judged by its unit's last day.
  if (early_ && checked_.happened) {
    TRY(const auto closed, permits.closed_on(draft_.unit));
    if (closed && checked_.happened->from > *closed) {
      TRY_OK(refuse(tx, {{"happened", {"kinds.unit_closed", {{"read", checked_.happened->from.iso()}, {"last", closed->iso()}}}}}));
      return false;
    }
  }
  if (!draft_.imported && flow::is_guarded(kind_, checked_.state, checked_.open, checked_.personal)) {
    TRY_OK(refuse(tx, {{"state", {"app.state_needs_approval", {{"state", name_in(kind_.state(checked_.state)->names, "zh")}, {"first", name_in(kind_.states.front().names, "zh")}}}}}));
    return false;
  }
  TRY_OK(check_statement(tx, office_, kind_, {checked_.state, checked_.unit, checked_.happened, checked_.open}));
  return true;
}

Result<void> Save::run_round(Office& office, db::Tx& tx, const std::vector<Save*>& round) {
  if (round.empty()) return {};
  people::Permits permits(tx, office.standing(), office.roles(), office.today());
  std::vector<Save*> writing;
  std::vector<ledger::ReadyEntry> entries;
  expect(tx, permits, round);
  TRY_OK(read_answers(tx, round));
  std::map<std::string, std::size_t> place;  // of each record among those written now
  for (auto* save : round) {
    const auto goes_on = save->prepare(tx, permits);
    if (!goes_on) save->wrong_ = goes_on.error();
    if (!goes_on || !*goes_on) continue;
    auto entry = std::exchange(save->ready_, std::nullopt);
    if (!entry) {
      TRY(entry, save->entry_of(save->checked_));
    }
    place[entry->entry.object] = writing.size();
    writing.push_back(save);
    entries.push_back(std::move(*entry));
  }
  if (writing.empty()) return {};
  std::vector<std::vector<RecordId>> similar;
  if (round.size() == 1) {  // none of its own moment to be seen
    TRY(similar, looking_like(tx, writing));
  }
  TRY(const auto written, office.ledger().append_all(tx, std::move(entries)));
  // First versions of records: people and flow have nothing to follow in them.
  TRY_OK(index::apply_all(tx, written, office.index_context()));
  if (round.size() > 1) {
    TRY(similar, looking_like(tx, writing));
  }
  for (std::size_t i = 0; i < writing.size(); ++i) {
    auto& save = *writing[i];
    auto saved = saved_of(written[i], save.checked_);
    saved.looks_like = similar[i];
    // Each sees what came before it, not itself and not those behind it.
    std::erase_if(saved.looks_like, [&](const RecordId& record) {
      const auto found = place.find(record.text);
      return found != place.end() && found->second >= i;
    });
    save.done_ = {saved, answer_of(saved)};
    TRY_OK(office.keep_answer(tx, save.who_, save.done_.answer));
  }
  return {};
}

Result<std::vector<std::vector<RecordId>>> Save::looking_like(db::Tx& tx, const std::vector<Save*>& saves) {
  std::vector<index::Look> looks;
  std::vector<std::size_t> whose;
  for (std::size_t i = 0; i < saves.size(); ++i) {
    const auto& checked = saves[i]->checked_;
    if (!checked.happened) continue;
    looks.push_back({checked.kind, checked.unit, *checked.happened, checked.title});
    whose.push_back(i);
  }
  TRY(auto found, index::same_looking(tx, looks));
  std::vector<std::vector<RecordId>> out(saves.size());
  for (std::size_t i = 0; i < whose.size(); ++i) out[whose[i]] = std::move(found[i]);
  return out;
}

Result<void> Save::run(db::Tx& tx, std::span<db::Joint* const> all) {
  std::vector<std::vector<Save*>> rounds(1);
  std::set<std::pair<std::string, std::string>> keys;
  for (auto* joint : all) {
    auto* save = static_cast<Save*>(joint);
    save->wrong_.reset();
    save->done_ = {Refused{}, Json::object()};
    const auto& who = save->who_;
    // The same request once more, in the same moment: when its turn comes the answer is kept. A record that speaks of others
    // ("nothing happened") is compared with what is stored, so those of this moment have to be stored first.
    const bool fresh = who.idempotency_key.empty() || keys.emplace(who.account.text, request_key(who).key).second;
    if (fresh && save->kind_.about() == nullptr) rounds.front().push_back(save);
    else rounds.push_back({save});
  }
  for (const auto& round : rounds) TRY_OK(run_round(office_, tx, round));
  return {};
}
}  // namespace

Result<SaveAnswer> save_together(Office& office, const people::Who& who, const kinds::Kind& kind, const kinds::Draft& draft) {
  Save save(office, who, kind, draft);
  TRY_OK(office.database().write(save));
  return std::move(save).result();
}
}  // namespace youju::app
