// SPDX-License-Identifier: Apache-2.0
#include "view/import.h"

namespace youju::view {
namespace {
Html import_column(const Here& here, const ImportSheet& sheet, const ImportColumn& one) {
  const auto said = one.control.empty()
                        ? words_of(one.field.empty() ? here.say("importpage.not_imported") : one.field)
                        : select(attr("name", one.control), attr("aria-label", one.header), each(sheet.fields, [&](const auto& field) {
                                   return option(attr("value", field.first), flag("selected", field.first == (one.id.empty() ? "-" : one.id)), field.second);
                                 }));
  return tr(td(cls("title"), one.header), td(cls(one.field.empty() ? "soft" : ""), said),
            td(cls("n soft"), one.field.empty() ? std::string() : std::to_string(one.sure) + "%"));
}

// What each column is taken for; what is wrong is said here, and the sheet is looked at again.
Html import_sheet(const Here& here, const ImportUpload& content, const ImportSheet& one) {
  const auto left_out = when(!one.left_out.empty(), [&] { return p(cls(one.columns.empty() ? "soft" : "problem"), one.left_out); });
  if (one.columns.empty()) return div(cls("import-sheet"), h3(one.name), left_out);
  const auto list = table(cls("rows import-columns"),
                          thead(tr(th(here.say("importpage.column")), th(here.say("importpage.means")), th(cls("n"), here.say("importpage.sure")))),
                          tbody(each(one.columns, [&](const ImportColumn& column) { return import_column(here, one, column); })));
  const auto& c = content.choices;
  const auto hidden = [](std::string name, std::string value) {
    return input(attr("type", "hidden"), attr("name", std::move(name)), attr("value", std::move(value)));
  };
  const auto correct = one.fields.empty()
                           ? list
                           : post_form(here, content.address + "/columns", hidden("kind", c.kind), hidden("into", c.unit), hidden("for_year", c.year),
                                       hidden("duplicates", c.duplicates ? "1" : ""), list, p(cls("hint"), here.say("importpage.columns_hint")),
                                       submit_button(here.say("importpage.columns_do"), false));
  return div(cls("import-sheet"), h3(one.name, " ", span(cls("soft"), "→ "), one.kind, " ", span(cls("soft"), std::to_string(one.sure) + "%")), left_out,
             p(cls("hint"),
               here.say("importpage.sheet_facts", {{"row", std::to_string(one.header_row)}, {"year", one.year.empty() ? "—" : one.year}, {"unit", one.unit}}),
               when(!one.profile.empty(), [&] { return row_of(words_of(" · "), words_of(here.say("importpage.profile"))); })),
             details(flag("open", one.sure < 80 || !one.left_out.empty()), summary(here.say("importpage.columns", {{"n", std::to_string(one.columns.size())}})),
                     correct));
}

Html import_row(const Here& here, const ImportRow& one) {
  static constexpr std::pair<std::string_view, Mark> kMarks[] = {{"unclear", Mark::missing}, {"duplicate", Mark::exempt}, {"changed", Mark::late}};
  auto mark = Mark::explained;
  for (const auto& [fate, as] : kMarks)
    if (one.fate == fate) mark = as;
  static constexpr const char* kSigns[] = {"●", "◐", "○", "!", "–", "◌", "·"};
  return tr(
      td(cls("day"), when(!one.sheet.empty(), [&] { return words_of(one.sheet + " "); }), here.say("importpage.row", {{"row", std::to_string(one.row)}})),
      td(cls("tight fate " + one.fate), span(attr("aria-hidden", "true"), kSigns[static_cast<int>(mark)]), " ", one.fate_word),
      td(cls("title"),
         one.record.empty() ? words_of(one.title) : a(href(here.to("/records/" + percent_encoded(one.record))), one.title.empty() ? one.record : one.title),
         each(one.problems, [&](const std::string& problem) { return p(cls(one.fate == "unclear" ? "problem" : "hint"), problem); })));
}

Html import_counts(const Here& here, const ImportFile& one) {
  bool first = true;
  return p(cls("import-counts"),
           each(one.counts,
                [&](const auto& count) {
                  const auto before = first ? std::string() : std::string(" · ");
                  first = false;
                  return row_of(words_of(before), words_of(count.first + " "), b(grouped(count.second)));
                }),
           when(one.counts.empty(), [&] { return words_of(here.say("importpage.nothing_read")); }));
}

Html import_file(const Here& here, const ImportUpload& content, const ImportFile& one) {
  const auto batch = when(!one.batch.empty(),
                          [&] { return p(button_link(here.to("/import/batches/" + percent_encoded(one.batch)), here.say("importpage.open_batch"), true)); });
  const auto unclear = when(!one.unclear.empty(), [&] {
    return div(cls("note warn"), p(here.say("importpage.unclear_hint")),
               each(one.unclear, [](const auto& file) { return p(a(href(file.first), file.second)); }));
  });
  std::vector<const ImportRow*> telling, there;
  for (const auto& row : one.rows) (row.fate == "duplicate" ? there : telling).push_back(&row);
  const auto table_of = [&](const std::vector<const ImportRow*>& list, std::string_view word) {
    return scrolled(one.name + ": " + here.say(word),
               table(cls("rows stack"), thead(tr(th(here.say("importpage.where")), th(here.say("importpage.result")), th(here.say("importpage.what")))),
                     tbody(each(list, [&](const ImportRow* row) { return import_row(here, *row); }))));
  };
  const auto rows = row_of(
      when(!telling.empty(), [&] { return row_of(h3(cls("above"), here.say("importpage.worth_a_look")), table_of(telling, "importpage.worth_a_look")); }),
      when(!there.empty(),
           [&] {
             return details(summary(here.say("importpage.there_already", {{"n", std::to_string(there.size())}})), table_of(there, "importpage.there"));
           }),
      when(one.more_rows > 0, [&] {
        return p(cls("soft"), here.say("importpage.more_rows", {{"n", grouped(static_cast<std::int64_t>(one.more_rows))}}));
      }));
  return section(cls("sheet between"), header(h2(one.name), span(cls("soft"), one.format)),
                 one.error.empty() ? import_counts(here, one) : p(cls("problem"), one.error), batch, unclear,
                 each(one.sheets, [&](const ImportSheet& sheet) { return import_sheet(here, content, sheet); }), rows);
}

std::vector<std::pair<std::string, std::string>> with_found_out(const Here& here, const std::vector<std::pair<std::string, std::string>>& options,
                                                                std::string_view word) {
  std::vector<std::pair<std::string, std::string>> out{{"", here.say(word)}};
  out.insert(out.end(), options.begin(), options.end());
  return out;
}

Html import_choices(const Here& here, const ImportUpload& content) {
  const auto& c = content.choices;
  const Field kind{.name = "kind", .label = here.say("importpage.kind"), .value = c.kind, .options = with_found_out(here, c.kinds, "importpage.found_out")};
  const Field unit{.name = "into", .label = here.say("importpage.unit"), .value = c.unit, .options = with_found_out(here, c.units, "importpage.found_out")};
  const Field year{
      .name = "for_year", .label = here.say("importpage.year"), .value = c.year, .placeholder = here.say("importpage.year_hint"), .input_mode = "numeric"};
  return form(cls("filters keep"), attr("method", "get"), attr("action", content.address), field_of(here, kind), field_of(here, unit), field_of(here, year),
              div(cls("field choices"), label(input(attr("type", "checkbox"), attr("name", "duplicates"), attr("value", "1"), flag("checked", c.duplicates)),
                                              here.say("importpage.duplicates"))),
              submit_button(here.say("importpage.look_again"), false));
}

Html import_confirm(const Here& here, const ImportUpload& content) {
  const auto& c = content.choices;
  const auto hidden = [](std::string name, std::string value) {
    return input(attr("type", "hidden"), attr("name", std::move(name)), attr("value", std::move(value)));
  };
  return div(cls("form-end import-confirm"),
             when(content.good > 0,
                  [&] {
                    return post_form(here, content.address, hidden("kind", c.kind), hidden("into", c.unit), hidden("for_year", c.year),
                                     hidden("duplicates", c.duplicates ? "1" : ""),
                                     submit_button(here.say("importpage.write", {{"n", grouped(content.good)}})));
                  }),
             post_form(here, content.address + "/drop", submit_button(here.say("importpage.drop"), false)));
}
}  // namespace

Html import_start(const Frame& frame, const ImportStart& content) {
  const auto& here = frame.here;
  std::string problem;
  for (const auto& one : content.wrong) problem = one.text;
  const Field files{.name = "files",
                    .label = here.say("importpage.files"),
                    .type = "file",
                    .hint = here.say("importpage.files_hint"),
                    .problem = problem,
                    .required = true,
                    .multiple = true,
                    .accept = ".xlsx,.csv,.docx,.jsonl,.tsv,.txt"};
  const auto upload = section(cls("sheet"), p(here.say("importpage.intro")),
                              form(cls("drop-here"), attr("method", "post"), attr("action", here.to("/import")), attr("enctype", "multipart/form-data"),
                                   attr("data-drop", ""), input(attr("type", "hidden"), attr("name", "csrf"), attr("value", here.csrf)), field_of(here, files),
                                   div(cls("form-end"), submit_button(here.say("importpage.upload")))));
  const auto open = when(!content.open.empty(), [&] {
    return section(cls("sheet"), header(h2(here.say("importpage.open"))),
                   ul(cls("list"), each(content.open, [](const auto& one) { return li(a(href(one.first), one.second)); })),
                   p(cls("hint"), here.say("importpage.kept_an_hour")));
  });
  const auto steps = section(cls("sheet prose"), h2(here.say("importpage.how")),
                             ol(li(here.say("importpage.how_upload")), li(here.say("importpage.how_look")), li(here.say("importpage.how_write")),
                                li(here.say("importpage.how_back"))));
  return row_of(problem_box(here, content.wrong), div(cls("columns main-aside"), div(upload, open), steps));
}

Html import_upload(const Frame& frame, const ImportUpload& content) {
  const auto& here = frame.here;
  const auto head = content.done ? p(cls("note"), attr("role", "status"), here.say("importpage.done"))
                                 : row_of(p(cls("note"), here.say("importpage.nothing_yet")), import_choices(here, content));
  return row_of(div(cls("between import-head"), head), each(content.files, [&](const ImportFile& one) { return import_file(here, content, one); }),
                content.done ? p(button_link(here.to("/import"), here.say("importpage.more_files"))) : import_confirm(here, content));
}

Html import_batch(const Frame& frame, const ImportBatch& content) {
  const auto& here = frame.here;
  std::string problem;
  for (const auto& one : content.wrong)
    if (one.field == "reason") problem = one.text;
  const auto rows = table(
      cls("rows stack"),
      thead(tr(th(here.say("importpage.day")), th(here.say("importpage.kind")), th(here.say("importpage.what")), th(here.say("importpage.state")))),
      tbody(each(content.rows, [&](const ImportBatch::Row& row) {
        return tr(td(cls("day"), row.day), td(cls("tight"), row.kind), td(cls("title"), a(href(here.to("/records/" + percent_encoded(row.record))), row.title)),
                  td(span(cls(row.voided ? "state void" : "state"), row.state)));
      })));
  const auto list =
      section(cls("sheet between"), header(h2(here.say("importpage.records", {{"n", grouped(static_cast<std::int64_t>(content.total))}}))), rows,
              when(content.total > content.rows.size(), [&] {
                return p(cls("soft"), here.say("importpage.more_rows", {{"n", grouped(static_cast<std::int64_t>(content.total - content.rows.size()))}}));
              }));
  const Field reason{.name = "reason",
                     .label = here.say("importpage.reason"),
                     .value = content.reason,
                     .hint = here.say("importpage.reason_hint"),
                     .problem = problem,
                     .required = true};
  const auto take_back = when(content.voided < content.total, [&] {
    return section(cls("sheet"), header(h2(here.say("importpage.void"))),
                   post_form(here, "/import/batches/" + percent_encoded(content.batch) + "/void", field_of(here, reason),
                             div(cls("form-end"), button(attr("type", "submit"), cls("danger"), here.say("importpage.void_all")))));
  });
  if (content.total == 0)
    return empty_state(here.say("importpage.no_records"), here.say("importpage.no_records_text"),
                       button_link(here.to("/import"), here.say("importpage.title")));
  return row_of(problem_box(here, content.wrong),
                when(content.voided > 0,
                     [&] {
                       return p(cls("note"), here.say("importpage.voided", {{"n", grouped(static_cast<std::int64_t>(content.voided))}}));
                     }),
                list, take_back);
}
}  // namespace youju::view
