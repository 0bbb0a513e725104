// SPDX-License-Identifier: Apache-2.0
#include "view/search.h"

namespace youju::view {
namespace {
// The words asked for, marked where they stand as written.
Html with_marks(std::string_view text, std::string_view wanted) {
  Html out;
  while (!wanted.empty()) {
    const auto at = text.find(wanted);
    if (at == text.npos) break;
    out += words_of(text.substr(0, at));
    out += mark(cls("hit"), wanted);
    text.remove_prefix(at + wanted.size());
  }
  return row_of(out, words_of(text));
}

Html found_places(const Here& here, const char* word, const std::vector<FoundPlace>& places, std::string_view wanted) {
  if (places.empty()) return {};
  return section(cls("sheet"), h2(here.say(word)), ul(cls("list"), attr("data-rows", ""), each(places, [&](const FoundPlace& one) {
                   return li(a(href(one.address), with_marks(one.name, wanted)), when(!one.aside.empty(), [&] { return span(cls("aside-word"), one.aside); }));
                 })));
}

Html found_record(const Here& here, const FoundRecord& one, std::string_view wanted) {
  return li(p(a(href(here.to("/records/" + one.id)), with_marks(one.title, wanted)), span(cls("aside-word"), one.day), span(cls("aside-word"), one.kind), span(cls("aside-word"), one.unit)),
            when(!one.snippet.empty() && one.snippet != one.title, [&] { return p(cls("snippet"), with_marks(one.snippet, wanted)); }));
}
}  // namespace

Html search(const Here& here, const SearchPage& page) {
  const auto again = form(cls("search-again"), attr("method", "get"), attr("action", "/search"), attr("role", "search"),
                          input(attr("type", "search"), attr("name", "q"), attr("value", page.text), attr("aria-label", here.say("searchpage.words")), flag("autofocus", page.text.empty())),
                          when(here.year != here.this_year, [&] { return input(attr("type", "hidden"), attr("name", "year"), attr("value", std::to_string(here.year))); }),
                          submit_button(here.say("searchpage.search")));
  const auto trailing = when(page.trailing > 0, [&] { return p(cls("hint"), here.say("searchpage.trailing", {{"n", grouped(page.trailing)}})); });
  if (page.text.empty()) return row_of(again, empty_state(here.say("searchpage.start"), here.say("searchpage.start_more")));
  if (page.records.empty() && page.reports.empty() && page.kinds.empty()) return row_of(again, trailing, empty_state(here.say("searchpage.none", {{"text", page.text}}), here.say("searchpage.none_more")));
  const auto records = when(!page.records.empty(), [&] {
    return section(cls("sheet"), h2(here.say("searchpage.records")), ul(cls("list found"), attr("data-rows", ""), each(page.records, [&](const FoundRecord& one) { return found_record(here, one, page.text); })),
                   when(page.more, [&] { return p(cls("hint"), here.say("searchpage.more", {{"n", std::to_string(page.records.size())}})); }));
  });
  return row_of(again, trailing, found_places(here, "searchpage.kinds", page.kinds, page.text), found_places(here, "searchpage.reports", page.reports, page.text), records);
}
}  // namespace youju::view
