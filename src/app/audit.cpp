// SPDX-License-Identifier: Apache-2.0
#include "app/audit.h"

#include <algorithm>

#include "app/app_sql.h"
#include "app/two_people.h"
#include "base/text.h"

namespace youju::app {
namespace {
using InquiryState = Inquiry::State;
using people::Right;
constexpr std::string_view kInquiryStates[] = {"waiting", "open", "declined"};
constexpr int kMostExported = 100'000;

Result<UnitId> need_audit(db::Session& session, const Office& office, const people::Who& who, bool or_signs = false) {
  TRY(const auto now, people::who_of(session, who.account));
  TRY(const auto tree, people::read_units(session));
  const UnitId root = tree.all().empty() ? UnitId{"u1"} : tree.all().front().id;
  for (const auto right : {Right::inspect, Right::manage_people, Right::sign})
    if ((right != Right::sign || or_signs) && people::may(now, right, root, tree, office.roles(), office.today())) return root;
  return fail(Code::denied, "people.no_right", {{"name", who.name}, {"right", "@people.right_inspect"}, {"unit", office.settings().name}});
}

Result<people::Account> account_there(db::Session& session, const AccountId& id) {
  TRY(const auto accounts, people::read_accounts(session));
  for (const auto& account : accounts)
    if (account.id == id) return account;
  return fail(Code::absent, "app.no_account", {{"login", id.text}});
}

Result<std::vector<Inquiry>> read_inquiries(db::Session& session, Instant now) {
  std::vector<Inquiry> out;
  TRY_OK(session.each(sql::inquiries, {std::int64_t{200}}, [&](const db::Row& row) {
    Inquiry one;
    const auto text = [&](int n) { return std::string(row.text(n)); };
    one.id = text(0), one.account = AccountId{text(1)}, one.incident = text(2), one.reason = text(3);
    one.from = Date::parse(row.text(4)).value_or(Date{}), one.to = Date::parse(row.text(5)).value_or(Date{});
    one.asked_by = AccountId{text(6)}, one.asked_at = Instant::parse(row.text(7)).value_or(Instant{});
    const auto state = std::find(std::begin(kInquiryStates), std::end(kInquiryStates), row.text(8));
    one.state = state == std::end(kInquiryStates) ? InquiryState::declined : static_cast<InquiryState>(state - std::begin(kInquiryStates));
    one.decided_by = AccountId{text(9)}, one.decided_at = text(10);
    const auto decided = Instant::parse(one.decided_at);
    one.over = one.state == InquiryState::open && decided && now.ms - decided->ms > kInquiryOpenMs;
    out.push_back(std::move(one));
    return true;
  }));
  return out;
}
Result<void> put_inquiry(db::Tx& tx, const Inquiry& i) {
  const auto from = i.from.iso(), to = i.to.iso(), asked = i.asked_at.iso();
  TRY_OK(tx.run(sql::put_inquiry, {i.id, i.account.text, i.incident, i.reason, from, to, i.asked_by.text, asked, kInquiryStates[static_cast<std::size_t>(i.state)], i.decided_by.text, i.decided_at}));
  return {};
}

std::string asked_text(const AuditFilter& filter) {
  std::string out;
  const auto add = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) out += (out.empty() ? "" : " ") + std::string(name) + "=" + value;
  };
  add("account", filter.account.text), add("event", filter.event), add("object", filter.object);
  if (filter.from) add("from", filter.from->iso());
  if (filter.to) add("to", filter.to->iso());
  return out;
}

// Who may be named: oneself, and those an inquiry is open about, on its days.
class Named {
 public:
  Named(const people::Who& who, std::vector<Inquiry> all) : who_(who), all_(std::move(all)) {}
  bool may(const std::string& actor, Date day) const {
    if (actor == who_.account.text) return true;
    return std::any_of(all_.begin(), all_.end(), [&](const Inquiry& one) { return open(one) && one.account.text == actor && one.from <= day && day <= one.to; });
  }
  bool any(const AccountId& account) const {
    return account == who_.account || std::any_of(all_.begin(), all_.end(), [&](const Inquiry& one) { return open(one) && one.account == account; });
  }

 private:
  bool open(const Inquiry& one) const { return one.state == InquiryState::open && !one.over && (one.asked_by == who_.account || one.decided_by == who_.account); }
  const people::Who& who_;
  std::vector<Inquiry> all_;
};

Result<AuditPage> collect(Office& office, const people::Who& who, const AuditFilter& filter) {
  std::optional<Named> named;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    if (filter.account != who.account) TRY_OK(need_audit(session, office, who));  // what is noted of oneself is open to everybody
    TRY(auto all, read_inquiries(session, office.world().clock->now()));
    named.emplace(who, std::move(all));
    return {};
  }));
  if (!filter.account.empty() && !named->any(filter.account)) return fail(Code::denied, "audit.inquiry_needed");
  TRY(const auto entries, office.security().read());
  AuditPage out;
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
    const auto& event = entry->event;
    const auto day = entry->at.shanghai_date();
    if (filter.before && entry->index >= *filter.before) continue;
    if (!filter.event.empty() && event.event != filter.event) continue;
    if ((filter.from && day < *filter.from) || (filter.to && day > *filter.to)) continue;
    if (!filter.object.empty() && event.object.find(filter.object) == std::string::npos && event.action.find(filter.object) == std::string::npos) continue;
    const bool open = named->may(event.actor, day);
    if (!filter.account.empty() && (event.actor != filter.account.text || !open)) continue;
    if (static_cast<int>(out.lines.size()) == filter.limit) {
      out.next = out.lines.back().entry.index;
      break;
    }
    AuditLine line{*entry, false};
    const bool somebody = !event.actor.empty() || !event.os_user.empty() || !event.login.empty();
    if (somebody && !open) line.entry.event.actor.clear(), line.entry.event.os_user.clear(), line.entry.event.login.clear(), line.closed = true;
    // What was done to an account of oneself or another stays; who signed in is who did it.
    if (line.closed && line.entry.event.object == event.actor) line.entry.event.object.clear();
    out.lines.push_back(std::move(line));
  }
  return out;
}

Result<void> note_look(Office& office, const people::Who& who, const char* action, const AuditFilter& filter) {
  TRY_OK(office.security().add({"audit_read", who.account.text, {}, {}, action, asked_text(filter), "ok"}));
  return {};
}

// A cell that no spreadsheet takes for a formula.
std::string csv_cell(std::string text) {
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) text.insert(0, "'");
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}
}  // namespace

Result<AuditPage> read_audit(Office& office, const people::Who& who, const AuditFilter& filter) {
  TRY(auto page, collect(office, who, filter));
  TRY_OK(note_look(office, who, "web audit", filter));
  return page;
}

Result<std::string> audit_csv(Office& office, const people::Who& who, AuditFilter filter) {
  filter.limit = kMostExported;
  filter.before.reset();
  TRY(const auto page, collect(office, who, filter));
  TRY_OK(note_look(office, who, "web audit csv", filter));
  std::string out = "\xEF\xBB\xBFindex,at,event,actor,login,action,object,result\r\n";
  for (const auto& line : page.lines) {
    const auto& e = line.entry.event;
    out += std::to_string(line.entry.index);
    for (const auto& cell : {line.entry.at.iso(), e.event, line.closed ? std::string("…") : e.actor, e.login, e.action, e.object, e.result}) out += "," + csv_cell(cell);
    out += "\r\n";
  }
  return out;
}

Result<std::string> ask_inquiry(Office& office, const people::Who& who, const AccountId& account, const std::string& typed_incident, const std::string& typed_reason, Date from, Date to) {
  Inquiry one;
  const auto incident = clean(typed_incident), reason = clean(typed_reason);
  if (!incident || incident->empty() || code_point_count(*incident) > 200) return fail(Code::invalid, "audit.incident_needed");
  if (!reason || reason->empty() || code_point_count(*reason) > 1000) return fail(Code::invalid, "audit.reason_needed");
  if (to < from || to > from.plus_days(366)) return fail(Code::invalid, "audit.days_needed");
  one.id = make_uuid4(office.world());
  one.account = account, one.incident = *incident, one.reason = *reason, one.from = from, one.to = to;
  TRY_OK(office.write([&](Office::Writer& writer) -> Result<void> {
    TRY_OK(need_audit(writer.tx, office, who));
    TRY_OK(account_there(writer.tx, account));
    one.asked_by = who.account, one.asked_at = office.world().clock->now();
    return put_inquiry(writer.tx, one);
  }));
  return one.id;
}

Result<void> decide_inquiry(Office& office, const people::Who& who, const std::string& id, bool consent) {
  return office.write([&](Office::Writer& writer) -> Result<void> {
    TRY(const auto root, need_audit(writer.tx, office, who, true));
    TRY(auto all, read_inquiries(writer.tx, office.world().clock->now()));
    const auto found = std::find_if(all.begin(), all.end(), [&](const Inquiry& one) { return one.id == id; });
    if (found == all.end()) return fail(Code::absent, "audit.no_inquiry", {{"id", id}});
    if (found->state != InquiryState::waiting) return fail(Code::conflict, "audit.decided_already");
    TRY(const auto asked, people::who_of(writer.tx, found->asked_by));
    if (asked.account == who.account || (!who.person.empty() && asked.person == who.person)) return fail(Code::denied, "erase.same_person");
    TRY(const auto subject, account_there(writer.tx, found->account));
    if (subject.id == who.account || (!who.person.empty() && subject.person == who.person)) return fail(Code::denied, "audit.about_you");
    static_cast<void>(root);
    found->state = consent ? InquiryState::open : InquiryState::declined;
    found->decided_by = who.account, found->decided_at = office.world().clock->now().iso();
    return put_inquiry(writer.tx, *found);
  });
}

Result<std::vector<Inquiry>> inquiries(Office& office, const people::Who& who) {
  std::vector<Inquiry> out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    if (!need_audit(session, office, who, true)) return {};
    TRY(out, read_inquiries(session, office.world().clock->now()));
    return {};
  }));
  // Nobody learns by this list that somebody looks into them.
  std::erase_if(out, [&](const Inquiry& one) { return one.account == who.account && one.asked_by != who.account; });
  return out;
}
}  // namespace youju::app
