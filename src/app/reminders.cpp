// SPDX-License-Identifier: Apache-2.0
#include "app/reminders.h"

#include "app/app_sql.h"
#include "app/records.h"
#include "words/words.h"

namespace youju::app {

Result<Leads> Leads::read(db::Session& session) {
  Leads out;
  TRY_OK(session.each(sql::leads, {}, [&](const db::Row& row) {
    out.days_[{std::string(row.text(0)), std::string(row.text(1))}] = static_cast<int>(row.integer(2));
    return true;
  }));
  return out;
}

std::optional<int> Leads::own(const UnitId& unit, const KindId& kind) const {
  const auto found = days_.find({unit.text, kind.text});
  return found == days_.end() ? std::nullopt : std::optional(found->second);
}

int Leads::of(const people::UnitTree& tree, const UnitId& unit, const KindId& kind, int usual) const {
  if (days_.empty()) return usual;
  for (const auto* at = tree.find(unit); at != nullptr; at = tree.find(at->parent)) {
    if (const auto days = own(at->id, kind)) return *days;
    if (const auto days = own(at->id, KindId{})) return *days;
  }
  return usual;
}

Result<void> set_lead(Office& office, const people::Who& who, const UnitId& unit, const KindId& kind, std::optional<int> days) {
  if (days && (*days < 0 || *days > kMostLead)) return fail(Code::invalid, "reminders.bad_days", {{"most", std::to_string(kMostLead)}});
  if (!kind.empty() && office.catalogue().find(kind) == nullptr) return fail(Code::absent, "app.no_kind", {{"kind", kind.text}});
  return office.write([&](Office::Writer& writer) -> Result<void> {
    TRY_OK(people::require(writer.tx, who, people::Right::approve, unit, office.roles(), office.today()));
    TRY_OK(writer.tx.run(sql::drop_lead, {std::string_view(unit.text), std::string_view(kind.text)}));
    if (!days) return {};
    const auto at = office.world().clock->now().iso();
    TRY_OK(writer.tx.run(sql::put_lead, {std::string_view(unit.text), std::string_view(kind.text), std::int64_t{*days}, std::string_view(who.account.text), std::string_view(at)}));
    return {};
  });
}

int usual_lead(const DueItem& item) {
  constexpr int kRecordLead = 3, kStepLead = 1;
  if (item.what == DueItem::What::step) return kStepLead;
  if (item.what != DueItem::What::cadence || item.rule == nullptr) return kRecordLead;
  switch (item.rule->every) {
    case kinds::Every::days:
      return 2;
    case kinds::Every::month:
      return 5;
    case kinds::Every::quarter:
      return 10;
    case kinds::Every::half_year:
    case kinds::Every::year:
      return 20;
  }
  return 5;
}

std::string reminder_text(words::Lang lang, const DueItem& item, const std::string& unit_name, const std::string& what, Date today, const std::string& link) {
  const auto name = name_in(item.kind->names, lang == words::Lang::zh ? "zh" : "en");
  Args args{{"unit", unit_name}, {"kind", name}, {"what", what}, {"due", words::say_date(lang, item.due.iso())}, {"start", words::say_date(lang, item.start_by.iso())}};
  const bool of_record = item.row && !item.row->title.empty();
  if (of_record) args["title"] = item.row->title;
  auto out = words::say(lang, item.due < today ? (of_record ? "reminders.text_late_record" : "reminders.text_late") : (of_record ? "reminders.text_record" : "reminders.text"), args);
  if (item.start_by > today) out += words::say(lang, "reminders.text_start", args);
  if (!link.empty()) out += "\n" + words::say(lang, "reminders.text_link", {{"link", link}});
  return out;
}
}  // namespace youju::app
