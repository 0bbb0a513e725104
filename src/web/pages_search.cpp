// SPDX-License-Identifier: Apache-2.0
// One search over what may be read: kinds by name, signed reports by title, records by their text.
#include "app/records.h"
#include "base/text.h"
#include "view/search.h"
#include "web/handlers_reports.h"

namespace youju::web {
namespace {
constexpr int kRecordsFound = 50;
constexpr std::size_t kPlacesFound = 12, kMostWords = 200;

void find_kinds(const Ask& ask, view::SearchPage& page) {
  for (const auto& kind : ask.office.catalogue().kinds()) {
    const auto name = app::name_in(kind.names, ask.lang_id());
    if (page.kinds.size() == kPlacesFound) return;
    const bool named = std::any_of(kind.names.begin(), kind.names.end(), [&](const auto& one) { return one.second.find(page.text) != one.second.npos; });
    if (named) page.kinds.push_back({ask.here.to("/records", {{"kind", kind.id.text}}), name, {}});
  }
}

Result<void> find_reports(Ask& ask, view::SearchPage& page) {
  TRY(const auto made, app::list_reports(ask.office));
  return ask.office.read([&](db::Session& session) -> Result<void> {
    for (const auto& one : made) {
      if (page.reports.size() == kPlacesFound) return {};
      if (one.title.find(page.text) == one.title.npos || !ask.may(people::Right::read, UnitId{one.unit})) continue;
      TRY(const auto history, ask.office.ledger().history(session, one.id, false));
      const auto signed_at = std::find_if(history.rbegin(), history.rend(), [](const auto& entry) { return entry.head.type == ledger::EntryType::signoff; });
      if (signed_at == history.rend()) continue;
      page.reports.push_back({ask.here.to("/reports/" + one.id), one.title, ask.here.say("searchpage.signed_on", {{"on", ask.here.moment(signed_at->at.iso())}})});
    }
    return {};
  });
}

Result<void> find_records(Ask& ask, view::SearchPage& page) {
  if (ask.readable.empty()) return {};  // an empty list would mean all units
  const auto units = ask.readable.size() == ask.units->all().size() ? std::vector<UnitId>{} : ask.readable;
  return ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto answer, index::search(session, page.text, units, kRecordsFound + 1));
    page.trailing = answer.trailing;
    page.more = answer.found.size() > static_cast<std::size_t>(kRecordsFound);
    for (const auto& hit : answer.found) {
      if (page.records.size() == static_cast<std::size_t>(kRecordsFound)) break;
      const auto* kind = ask.office.catalogue().find(hit.row.kind);
      page.records.push_back({hit.row.record.text, hit.row.title, kind == nullptr ? hit.row.kind.text : app::name_in(kind->names, ask.lang_id()), ask.unit_name(hit.row.unit),
                              hit.row.happened ? ask.here.day(hit.row.happened->from.iso()) : "", hit.snippet});
    }
    return {};
  });
}
}  // namespace

Result<Reply> show_search(Ask& ask) {
  view::SearchPage page;
  page.text = std::string(trim(ask.query.get("q")).substr(0, kMostWords));
  while (!page.text.empty() && !is_utf8(page.text)) page.text.pop_back();  // cut within a character
  TRY(const auto frame, frame_of(ask, "", ask.here.say(page.text.empty() ? "searchpage.title" : "searchpage.title_for", {{"text", page.text}})));
  if (!page.text.empty()) {
    find_kinds(ask, page);
    TRY_OK(find_reports(ask, page));
    TRY_OK(find_records(ask, page));
  }
  return html(view::page(frame, view::search(ask.here, page)));
}
}  // namespace youju::web
