// SPDX-License-Identifier: Apache-2.0
#include "app/public_page.h"

#include <toml++/toml.h>

#include "app/app_sql.h"
#include "app/settings.h"
#include "crypto/crypto.h"

namespace youju::app {
namespace {
constexpr std::string_view kLevels[] = {"nothing", "values", "rules", "records"};

std::string setting_of(const std::string& report) { return "public:" + report; }

Result<void> put_records(db::Session& session, Office& office, const Json& set, PublicFigure& out) {
  if (!set.contains("records")) return {};
  for (const auto& record : set["records"]) {
    if (out.shown.size() >= kMostPublicRecords) break;
    TRY(const auto entry, office.ledger().read(session, record.value("entry", std::int64_t{-1}), true));
    // The header's day and the open payload's title: what a kind marks as personal stands in neither.
    PublicFigure::Record one;
    if (entry.head.open.is_object()) one.title = entry.head.open.value("title", std::string{});
    if (entry.head.happened) one.day = entry.head.happened->from.iso();
    out.shown.push_back(std::move(one));
  }
  return {};
}

Result<void> put_figures(db::Session& session, Office& office, const Json& snapshot, PublicReport& out) {
  for (const auto& figure : snapshot.value("figures", Json::array())) {
    PublicFigure one;
    one.title = figure.value("title", std::string{});
    one.text = figure.value("text", std::string{});
    one.code = figure.value("code", std::string{});
    if (out.level >= Shown::rules && figure.contains("rule")) one.rule_zh = figure["rule"].value("zh", std::string{}), one.rule_en = figure["rule"].value("en", std::string{});
    if (figure.contains("of")) one.records = figure["of"].value("size", std::int64_t{0});
    if (out.level >= Shown::records && figure.contains("of")) TRY_OK(put_records(session, office, figure["of"], one));
    out.figures.push_back(std::move(one));
  }
  return {};
}

void put_notice(const ledger::Entry& entry, PublicReport& out) {
  PublicReport::Notice notice{entry.head.number, entry.at, {}};
  std::map<std::string, std::string> titles;
  if (entry.head.open.is_object())
    for (const auto& figure : entry.head.open.value("figures", Json::array())) notice.changes.push_back({figure.value("key", std::string{}), figure.value("was", std::string{}), figure.value("is", std::string{})});
  out.notices.push_back(std::move(notice));
}

// Keys of the template are no words for people: the snapshot knows what each figure is called.
void name_changes(const Json& snapshot, PublicReport& out) {
  std::map<std::string, std::string> titles;
  for (const auto& figure : snapshot.value("figures", Json::array())) titles[figure.value("key", std::string{})] = figure.value("title", std::string{});
  for (auto& notice : out.notices)
    for (auto& change : notice.changes)
      if (const auto found = titles.find(change[0]); found != titles.end()) change[0] = found->second;
}

Result<std::optional<PublicReport>> public_report(Office& office, const std::string& report, Shown level, std::int64_t number) {
  PublicReport out;
  out.level = level;
  TRY(const auto kept, signed_report(office, report));
  if (kept.signoff.head.number != number) return std::optional<PublicReport>{};  // signed anew since: that was not allowed
  const auto& about = kept.snapshot["report"];
  out.title = about.value("title", std::string{});
  out.office = about.value("office", std::string{});
  out.lang = about.value("lang", std::string{"zh"});
  out.number = number;
  out.at = kept.snapshot.value("at", std::int64_t{0});
  out.signed_at = kept.signoff.at;
  out.snapshot = kept.signoff.head.open.value("snapshot", std::string{});
  for (const auto& file : kept.signoff.head.open.value("files", Json::array()))
    if (file.value("role", std::string{}) != "snapshot") out.files.emplace_back(file.value("role", std::string{}), file.value("digest", std::string{}));
  out.vkey = office.ledger().keys().note.vkey();
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY_OK(put_figures(session, office, kept.snapshot, out));
    TRY(const auto history, office.ledger().history(session, report, true));
    for (const auto& entry : history)
      if (entry.head.type == ledger::EntryType::notice && entry.head.more.value("of", std::int64_t{-1}) == kept.signoff.index) put_notice(entry, out);
    TRY(const auto notes, office.ledger().checkpoints_above(session, kept.signoff.index, 1));
    if (!notes.empty()) out.checkpoint = notes.front();
    return {};
  }));
  name_changes(kept.snapshot, out);
  return std::optional(std::move(out));
}
}  // namespace

std::string_view shown_name(Shown level) { return kLevels[static_cast<int>(level)]; }
std::optional<Shown> shown_from(std::string_view name) {
  for (int i = 0; i < 4; ++i)
    if (kLevels[i] == name) return static_cast<Shown>(i);
  return {};
}

Result<void> show_publicly(Office& office, const people::Who& who, const std::string& report, Shown level, const AtTheAct& how) {
  TRY(const auto made, find_report(office, report));
  TRY(const auto kept, signed_report(office, report));
  TRY_OK(before_act(office, who, how));
  const auto code = report::code_of(office.settings().origin, made.template_digest, made.request.year, made.request.quarter, made.at);
  TRY_OK(office.write_once(who, [&](Office::Writer& writer) -> Result<Json> {
    TRY_OK(at_act(writer.tx, office, who, how));
    TRY_OK(people::require(writer.tx, who, people::Right::sign, UnitId{made.unit}, office.roles(), office.today()));
    TRY(const auto said, office.ledger().history(writer.tx, setting_of(report), false));
    ledger::NewEntry entry;
    entry.type = ledger::EntryType::setting;
    entry.actor = who.account;
    entry.unit = UnitId{made.unit};
    entry.object = setting_of(report);
    entry.number = static_cast<std::int64_t>(said.size()) + 1;
    entry.more = Json{{"value", Json{{"level", shown_name(level)}, {"number", kept.signoff.head.number}}}};
    TRY_OK(writer.append(entry));
    const auto now = office.world().clock->now().iso();
    if (level == Shown::nothing) TRY_OK(writer.tx.run(sql::hide_report, {report}));
    else TRY_OK(writer.tx.run(sql::put_public, {report, code, static_cast<std::int64_t>(level), kept.signoff.head.number, now}));
    return Json::object();
  }));
  return {};
}

Result<Shown> shown_publicly(Office& office, const std::string& report) {
  auto level = Shown::nothing;
  std::int64_t number = 0;
  TRY_OK(office.read([&](db::Session& session) {
    return session.each(sql::public_of, {report}, [&](const db::Row& row) {
      level = static_cast<Shown>(row.integer(0)), number = row.integer(1);
      return false;
    });
  }));
  if (level == Shown::nothing) return level;
  TRY(const auto kept, signed_report(office, report));
  return kept.signoff.head.number == number ? level : Shown::nothing;
}

Result<std::vector<PublicReport>> public_reports(Office& office, std::string_view code) {
  struct Row {
    std::string report;
    Shown level;
    std::int64_t number;
  };
  std::vector<Row> rows;
  TRY_OK(office.read([&](db::Session& session) {
    return session.each(sql::public_by_code, {code}, [&](const db::Row& row) {
      rows.push_back({std::string(row.text(0)), static_cast<Shown>(row.integer(1)), row.integer(2)});
      return true;
    });
  }));
  std::vector<PublicReport> out;
  for (const auto& row : rows) {
    TRY(auto one, public_report(office, row.report, row.level, row.number));
    if (one) one->code = std::string(code), out.push_back(std::move(*one));
  }
  return out;
}

std::string public_address(const std::filesystem::path& folder) {
  auto text = read_file(folder / kSettingsFile, 1u << 20);
  if (!text) return {};
  try {
    auto address = toml::parse(*text)["public"]["address"].value_or(std::string{});
    while (address.ends_with("/")) address.pop_back();
    const bool plain = address.find_first_of(" \t\r\n\"<>") == address.npos && address.size() <= 120;
    return plain && (address.starts_with("https://") || address.starts_with("http://")) ? address : std::string{};
  } catch (const toml::parse_error&) {
    return {};
  }
}
}  // namespace youju::app
