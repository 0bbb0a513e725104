// SPDX-License-Identifier: Apache-2.0
#include "view/scans.h"

namespace youju::view {
namespace {
Html scan_tile(const Here& here, const ScanTile& tile) {
  const auto picture = when(!tile.preview.empty(), [&] {
    return img(attr("src", tile.preview), attr("alt", here.say("scans.page_alt", {{"name", tile.name}})), attr("loading", "lazy"));
  });
  const auto told = when(!tile.found_by.empty(), [&] { return p(cls("hint"), here.say("scans.by_" + tile.found_by)); });
  const auto problem = when(!tile.problem.empty(), [&] { return p(cls("problem"), tile.problem); });
  if (tile.filed) return li(picture, p(mark_of(here, Mark::done), " ", tile.name), problem);
  return li(picture, p(tile.name), told, problem,
            label(span(cls("unseen"), here.say("scans.belongs", {{"name", tile.name}})),
                  input(attr("name", "r-" + tile.number), attr("list", "scan-records"), attr("value", tile.belongs),
                        attr("placeholder", here.say("scans.unclear")), attr("autocomplete", "off"))));
}

Html scan_group(const Here& here, const ScanGroup& group) {
  const auto title = group.record.empty() ? h2(here.say("scans.unclear_title")) : h2(a(href(here.to("/records/" + group.record)), group.title));
  return section(cls("sheet between"), title, p(cls("soft"), group.record.empty() ? here.say("scans.unclear_text") : group.facts),
                 ul(cls("scan-pages"), each(group.pages, [&](const ScanTile& tile) { return scan_tile(here, tile); })));
}
}  // namespace

Html scan_start_page(const Frame& frame, const ScanStart& page) {
  const auto& here = frame.here;
  const Field files{.name = "files",
                    .label = here.say("scans.files"),
                    .type = "file",
                    .hint = here.say("scans.files_hint"),
                    .problem = page.problem,
                    .required = true,
                    .multiple = true,
                    .accept = "application/pdf,image/jpeg,image/png"};
  const auto upload = section(cls("sheet"), p(here.say("scans.intro")),
                              post_form(here, "/records/scans", cls("drop-here"), attr("enctype", "multipart/form-data"), attr("data-times", ""),
                                        field_of(here, files), div(cls("form-end"), submit_button(here.say("scans.upload")))));
  const auto open = when(!page.open.empty(), [&] {
    return section(cls("sheet"), h2(here.say("scans.open")),
                   ul(cls("list"), each(page.open, [](const auto& one) { return li(a(href(one.first), one.second)); })),
                   p(cls("hint"), here.say("importpage.kept_an_hour")));
  });
  const auto how = section(cls("sheet prose"), h2(here.say("scans.how")),
                           ol(li(here.say("scans.how_print")), li(here.say("scans.how_scan")), li(here.say("scans.how_look"))));
  return view::page(frame, div(cls("columns main-aside"), div(upload, open), how));
}

Html scan_stack_page(const Frame& frame, const ScanStack& page) {
  const auto& here = frame.here;
  if (page.looked < page.all) {
    return view::page(frame, section(cls("sheet"), attr("role", "status"),
                                     p(here.say("scans.looking", {{"n", std::to_string(page.looked)}, {"all", std::to_string(page.all)}})),
                                     element("progress", {attr("value", std::to_string(page.looked)), attr("max", std::to_string(page.all)),
                                                          attr("aria-label", here.say("scans.title"))}),
                                     p(cls("hint"), here.say("scans.can_leave"))));
  }
  const auto head =
      page.ready == 0 && page.unclear == 0
          ? p(cls("note"), attr("role", "status"), here.say("scans.all_filed", {{"n", std::to_string(page.filed)}}))
          : p(cls("note"), here.say("scans.counts",
                                    {{"ready", std::to_string(page.ready)}, {"unclear", std::to_string(page.unclear)}, {"filed", std::to_string(page.filed)}}));
  const auto list = element("datalist", {attr("id", "scan-records"), each(page.offers, [](const auto& one) { return option(attr("value", one)); })});
  const auto buttons =
      page.ready + page.unclear == 0
          ? row_of(a(cls("button"), href(here.to("/records/scans")), here.say("scans.more")))
          : row_of(when(page.ready > 0,
                        [&] {
                          return submit_button(here.say("scans.file_do", {{"n", std::to_string(page.ready)}}), true, "do", "file");
                        }),
                   submit_button(here.say("scans.again"), page.ready == 0, "do", "look"), submit_button(here.say("scans.drop"), false, "do", "drop"));
  return view::page(frame, row_of(when(!page.problem.empty(), [&] { return p(cls("note warn"), attr("role", "alert"), page.problem); }), head,
                                  post_form(here, page.address, list, each(page.groups, [&](const ScanGroup& group) { return scan_group(here, group); }),
                                            div(cls("form-end"), buttons))));
}
}  // namespace youju::view
