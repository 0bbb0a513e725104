// SPDX-License-Identifier: Apache-2.0
// One search over what may be read: records with their evidence, signed reports, kinds, the packs' rules, help.
#include "app/find.h"
#include "app/records.h"
#include "base/text.h"
#include "view/help.h"
#include "view/search.h"
#include "web/handlers_reports.h"

namespace youju::web {
namespace {
constexpr std::size_t kMostWords = 200, kHelpFound = 8;

void put_help(const Ask& ask, view::SearchPage& page) {
  const auto folded = fold(page.text);
  for (const auto& chapter : view::help_chapters(ask.here)) {
    if (page.help.size() == kHelpFound) return;
    if (fold(chapter.title).find(folded) != std::string::npos || fold(chapter.text).find(folded) != std::string::npos) page.help.push_back({ask.here.to("/help") + "#" + chapter.id, chapter.title, {}});
  }
}

void put_records(const Ask& ask, const app::FoundAll& found, view::SearchPage& page) {
  page.trailing = found.records.trailing, page.more = found.more_records, page.more_reports = found.more_reports;
  for (const auto& hit : found.records.found)
    page.records.push_back({hit.row.record.text, hit.row.title, kind_name(ask, hit.row.kind), ask.unit_name(hit.row.unit), hit.row.happened ? ask.here.day(hit.row.happened->from.iso()) : "", hit.snippet, hit.in_file});
}
}  // namespace

Result<Reply> show_search(Ask& ask) {
  view::SearchPage page;
  page.text = std::string(trim(ask.query.get("q")).substr(0, kMostWords));
  while (!page.text.empty() && !is_utf8(page.text)) page.text.pop_back();  // cut within a character
  TRY(const auto frame, frame_of(ask, "", ask.here.say(page.text.empty() ? "searchpage.title" : "searchpage.title_for", {{"text", page.text}})));
  if (!page.text.empty()) {
    app::FindRequest request;
    request.text = page.text, request.units = ask.readable, request.lang = ask.lang_id();
    TRY(const auto found, app::find_all(ask.office, request));
    for (const auto* kind : found.kinds) page.kinds.push_back({ask.here.to("/records", {{"kind", kind->id.text}}), app::name_in(kind->names, ask.lang_id()), {}});
    for (const auto& rule : found.rules) page.rules.push_back({ask.here.to("/kinds") + "#" + rule.kind->id.text, rule.text, app::name_in(rule.kind->names, ask.lang_id())});
    for (const auto& one : found.reports) page.reports.push_back({ask.here.to("/reports/" + one.id), one.title, ask.here.say("searchpage.signed_on", {{"on", ask.here.moment(one.signed_at.iso())}})});
    put_records(ask, found, page);
    put_help(ask, page);
  }
  return html(view::page(frame, view::search(ask.here, page)));
}
}  // namespace youju::web
