// SPDX-License-Identifier: Apache-2.0
#include "view/search.h"

#include "base/text.h"

namespace youju::view {
namespace {
// The words asked for, marked where they stand, in whatever case and width they are written. Where folding changes how many characters
// there are, only what is written alike is marked.
Html with_marks(std::string_view text, std::string_view wanted) {
  const auto characters = to_code_points(text), folded_wanted = to_code_points(fold(wanted));
  std::u32string folded;
  for (const char32_t c : characters) {
    const auto one = to_code_points(fold(from_code_points(std::u32string(1, c))));
    folded.push_back(one.size() == 1 ? one[0] : c);
  }
  Html out;
  std::size_t done = 0;
  while (!folded_wanted.empty()) {
    const auto at = folded.find(folded_wanted, done);
    if (at == folded.npos) break;
    out += words_of(from_code_points(characters.substr(done, at - done)));
    out += mark(cls("hit"), from_code_points(characters.substr(at, folded_wanted.size())));
    done = at + folded_wanted.size();
  }
  return row_of(out, words_of(from_code_points(characters.substr(done))));
}

Html found_places(const Here& here, const char* id, const char* word, const std::vector<FoundPlace>& places, std::string_view wanted, bool more = false) {
  if (places.empty()) return {};
  return section(cls("sheet"), attr("id", id), header(h2(here.say(word)), span(cls("soft"), std::to_string(places.size()) + (more ? "+" : ""))), ul(cls("list"), attr("data-rows", ""), each(places, [&](const FoundPlace& one) {
                   return li(a(href(one.address), with_marks(one.name, wanted)), when(!one.aside.empty(), [&] { return span(cls("aside-word"), one.aside); }));
                 })));
}

Html found_record(const Here& here, const FoundRecord& one, std::string_view wanted) {
  return li(p(a(href(here.to("/records/" + one.id)), with_marks(one.title.empty() ? one.kind : one.title, wanted)), span(cls("aside-word"), one.day), span(cls("aside-word"), one.kind), span(cls("aside-word"), one.unit)),
            when(!one.snippet.empty() && one.snippet != one.title, [&] { return p(cls("snippet"), when(one.in_file, [&] { return span(cls("soft"), here.say("searchpage.in_file"), " "); }), with_marks(one.snippet, wanted)); }));
}

struct Group {
  const char *id, *word;
  std::size_t n;
  bool more;
};
Html contents(const Here& here, const std::vector<Group>& groups) {
  return ul(cls("found-groups"), each(groups, [&](const Group& group) {
              return when(group.n > 0, [&] { return li(a(href("#" + std::string(group.id)), here.say(group.word)), " ", b(std::to_string(group.n) + (group.more ? "+" : ""))); });
            }));
}
}  // namespace

Html search(const Here& here, const SearchPage& page) {
  const auto again = form(cls("search-again"), attr("method", "get"), attr("action", "/search"), attr("role", "search"),
                          input(attr("type", "search"), attr("name", "q"), attr("value", page.text), attr("aria-label", here.say("searchpage.words")), flag("autofocus", page.text.empty())),
                          when(here.year != here.this_year, [&] { return input(attr("type", "hidden"), attr("name", "year"), attr("value", std::to_string(here.year))); }),
                          submit_button(here.say("searchpage.search")));
  const auto trailing = when(page.trailing > 0, [&] { return p(cls("hint"), here.say("searchpage.trailing", {{"n", grouped(page.trailing)}})); });
  if (page.text.empty()) return row_of(again, empty_state(here.say("searchpage.start"), here.say("searchpage.start_more")));
  const std::vector<Group> groups{{"records", "searchpage.records", page.records.size(), page.more}, {"reports", "searchpage.reports", page.reports.size(), page.more_reports},
                                  {"kinds", "searchpage.kinds", page.kinds.size(), false}, {"rules", "searchpage.rules", page.rules.size(), false}, {"help", "searchpage.help", page.help.size(), false}};
  std::size_t all = 0;
  for (const auto& group : groups) all += group.n;
  if (all == 0) return row_of(again, trailing, empty_state(here.say("searchpage.none", {{"text", page.text}}), here.say("searchpage.none_more")));
  const auto records = when(!page.records.empty(), [&] {
    return section(cls("sheet"), attr("id", "records"), header(h2(here.say("searchpage.records")), span(cls("soft"), std::to_string(page.records.size()) + (page.more ? "+" : ""))),
                   ul(cls("list found"), attr("data-rows", ""), each(page.records, [&](const FoundRecord& one) { return found_record(here, one, page.text); })),
                   when(page.more, [&] { return p(cls("hint"), here.say("searchpage.more", {{"n", std::to_string(page.records.size())}})); }));
  });
  return row_of(again, contents(here, groups), trailing, found_places(here, "kinds", "searchpage.kinds", page.kinds, page.text), found_places(here, "reports", "searchpage.reports", page.reports, page.text, page.more_reports), records,
                found_places(here, "rules", "searchpage.rules", page.rules, page.text), found_places(here, "help", "searchpage.help", page.help, page.text));
}
}  // namespace youju::view
