// SPDX-License-Identifier: Apache-2.0
#include "view/records.h"

namespace youju::view {
namespace {
Html ledger_filters(const Here& here, const Ledger& page) {
  const auto kept =
      row_of(when(here.year != here.this_year, [&] { return input(attr("type", "hidden"), attr("name", "year"), attr("value", std::to_string(here.year))); }),
             when(here.unit != here.home_unit, [&] { return input(attr("type", "hidden"), attr("name", "unit"), attr("value", here.unit)); }));
  const auto all_years = here.say("records.when_all");
  return form(cls("filters"), attr("method", "get"), attr("action", "/records"), attr("role", "search"), attr("aria-label", here.say("records.filter")), kept,
              field_of(here, {.name = "q", .label = here.say("records.search"), .value = page.q, .type = "search"}),
              field_of(here, {.name = "kind", .label = here.say("records.kind"), .value = page.kind, .options = page.kinds}),
              field_of(here, {.name = "state", .label = here.say("records.state"), .value = page.state, .options = page.states}),
              field_of(here, {.name = "from", .label = here.say("records.from"), .value = page.from, .type = "date"}),
              field_of(here, {.name = "to", .label = here.say("records.to"), .value = page.to, .type = "date"}),
              field_of(here, {.name = "when",
                              .label = here.say("records.when"),
                              .value = page.when,
                              .options = {{"", here.say("records.when_year", {{"year", std::to_string(here.year)}})}, {"all", all_years}}}),
              submit_button(here.say("records.filter"), false),
              when(page.filtered, [&] { return a(cls("button quiet"), href(here.to("/records")), here.say("records.clear")); }));
}

Html ledger_counts(const Here& here, const Ledger& page) {
  if (page.counts.empty()) return {};
  return ul(cls("kind-counts"), attr("aria-label", here.say("records.counts")), each(page.counts, [&](const LedgerCount& count) {
              const auto name = count.kind == page.kind ? b(count.name) : a(href(here.to("/records", {{"kind", count.kind}})), count.name);
              return li(name, " ", figure_number(here, count.expression, count.number, count.measure));
            }));
}

Html ledger_row(const Here& here, const Ledger& page, const LedgerRow& row) {
  const auto state_look = std::string("state") + (row.state_id == "void" ? " void" : row.counts ? " counts" : "");
  return tr(td(cls("day"), row.day),
            td(cls("title"),
               when(page.picking,
                    [&] {
                      return input(attr("type", "checkbox"), attr("name", "record"), attr("value", row.id), attr("form", "many"),
                                   attr("aria-label", row.title.empty() ? row.kind : row.title));
                    }),
               a(href(here.to("/records/" + row.id)), row.title.empty() ? row.kind : row.title),
               when(!row.snippet.empty(), [&] { return p(cls("hint"), row.snippet); })),
            when(page.kind.empty(), [&] { return td(cls("kind-cell"), row.kind); }), when(page.shows_unit, [&] { return td(cls("unit-cell"), row.unit); }),
            td(cls("tight"), span(cls(state_look), row.state), when(row.late, [&] { return row_of(words_of(" "), mark_of(here, Mark::late)); })),
            td(cls("n files-cell"),
               when(row.files > 0, [&] { return row_of(words_of(std::to_string(row.files)), span(cls("measure"), here.say("records.files_measure"))); })));
}

Html ledger_many(const Here& here, const Ledger& page) {
  if (page.pick.empty()) return {};
  if (!page.picking) return p(cls("no-print pick"), a(href(page.pick), here.say("records.pick")));
  return post_form(
      here, "/records/many", attr("id", "many"), cls("filters many"), input(attr("type", "hidden"), attr("name", "kind"), attr("value", page.kind)),
      when(!page.steps.empty(),
           [&] {
             return row_of(field_of(here, {.name = "step", .label = here.say("records.many_step"), .options = page.steps}),
                           submit_button(here.say("records.many_preview"), true));
           }),
      when(page.may_change, [&] { return button(attr("type", "submit"), attr("formaction", here.to("/records/many/edit")), here.say("manyedit.open")); }));
}

// The saved views stand in the list's head; what is looked at now can be kept as one.
Html ledger_views(const Here& here, const Ledger& page) {
  const auto hidden = [](const char* name, const std::string& value) {
    return when(!value.empty(), [&] { return input(attr("type", "hidden"), attr("name", name), attr("value", value)); });
  };
  const auto filters = row_of(hidden("q", page.q), hidden("kind", page.kind), hidden("state", page.state), hidden("from", page.from), hidden("to", page.to),
                              hidden("when", page.when));
  const auto links = when(!page.views.empty(), [&] {
    return ul(cls("views"), attr("aria-label", here.say("views.title")), each(page.views, [&](const LedgerView& one) {
                return li(a(href(one.address), attr_if("aria-current", one.open ? "true" : ""), one.name),
                          when(one.shared, [&] { return span(cls("soft"), " " + here.say("views.shared_short")); }));
              }));
  });
  const LedgerView* open = nullptr;
  for (const auto& one : page.views)
    if (one.open) open = &one;
  const auto drop = when(open != nullptr && open->may_drop, [&] {
    return post_form(here, "/records/views/" + open->id + "/drop", filters,
                     button(cls("quiet"), attr("type", "submit"), here.say("views.drop", {{"name", open->name}})));
  });
  const Field name{.name = "name", .label = here.say("views.name"), .problem = page.view_problem, .required = true, .id = "view-name"};
  const auto keep = when(page.filtered && open == nullptr, [&] {
    return details(cls("keep-view"), flag("open", !page.view_problem.empty()), summary(here.say("views.keep")),
                   post_form(here, "/records/views", cls("filters keep"), filters, field_of(here, name),
                             when(page.may_share,
                                  [&] {
                                    return div(cls("field choices"),
                                               label(input(attr("type", "checkbox"), attr("name", "shared"), attr("value", "1")), here.say("views.share")));
                                  }),
                             submit_button(here.say("views.keep_do"), false)));
  });
  if (links.empty() && drop.empty() && keep.empty()) return {};
  return div(cls("saved-views no-print"), links, drop, keep);
}

Html ledger_empty(const Here& here, const Ledger& page) {
  if (page.filtered)
    return empty_state(here.say("records.none_found"), here.say("records.none_found_text"), button_link(here.to("/records"), here.say("records.clear")));
  return empty_state(here.say("records.none", {{"unit", page.unit}, {"year", std::to_string(here.year)}}),
                     here.say("records.none_text", {{"example", page.example}}),
                     here.writes ? button_link(here.to("/records/new"), here.say("records.new_do"), true) : Html());
}
}  // namespace

Html ledger_page(const Frame& frame, const Ledger& page) {
  const auto& here = frame.here;
  const auto heads =
      thead(tr(th(here.say("records.day")), th(here.say("records.record")), when(page.kind.empty(), [&] { return th(here.say("records.kind")); }),
               when(page.shows_unit, [&] { return th(here.say("records.unit")); }), th(here.say("records.state")), th(cls("n"), here.say("records.evidence"))));
  const auto list = when(!page.rows.empty(), [&] {
    return table(cls("rows stack ledger"), caption(cls("unseen"), frame.title), heads,
                 tbody(each(page.rows, [&](const auto& row) { return ledger_row(here, page, row); })));
  });
  const auto pager = when(!page.next.empty() || !page.first.empty(), [&] {
    return nav(cls("pager"), attr("aria-label", here.say("records.pages")),
               when(!page.first.empty(), [&] { return a(href(page.first), here.say("records.page_first")); }),
               when(!page.next.empty(), [&] { return a(cls("button"), href(page.next), here.say("records.page_next")); }));
  });
  return view::page(
      frame, row_of(p(cls("print-only"), page.unit + " · " + page.print_period), ledger_views(here, page), ledger_filters(here, page),
                    each(page.problems, [](const auto& text) { return p(cls("problem"), text); }), ledger_counts(here, page),
                    when(page.rows.empty(), [&] { return ledger_empty(here, page); }), list, ledger_many(here, page), pager, when(!page.ways.empty(), [&] {
                      return ul(cls("ways no-print"), attr("aria-label", here.say("records.other_ways")),
                                each(page.ways, [](const auto& way) { return li(a(href(way.first), way.second)); }));
                    })));
}
}  // namespace youju::view
