// SPDX-License-Identifier: Apache-2.0
// What is sent and answered about many records at once, and about the office's own documents and forms.
#include "api/schema.h"

namespace youju::api {
NamedSchemas layout_schemas() {
  const auto maybe = or_null(text());
  const auto form = one_of_words({"docx", "xlsx"}), period = one_of_words({"year", "quarter"});
  const auto place = object({must("place", whole(1, 100'000)), must("text", text()), must("cell", maybe), must("what", maybe), must("title", text()), must("suggested", list_of(text())), must("value", maybe),
                             must("problem", maybe)});
  Json row = object({must("id", text()), must("version", count()), must("form", form), must("title", text()), must("period", period), must("unit", text()), must("places", count()), must("bound", count()),
                     must("by", text()), must("at", moment()), must("withdrawn", flag()), must("sha256", text()), must("url", text())});
  auto whole_layout = row;
  whole_layout["properties"]["places"] = list_of(ref("LayoutPlace"));
  whole_layout["properties"]["versions"] = list_of(object({must("name", text()), must("at", moment()), must("by", text())}));
  whole_layout["required"].push_back("versions");
  Json draft_row = object({must("id", text()), must("form", form), must("name", text()), must("base", maybe), must("title", text()), must("period", period), must("year", or_null(count())), must("unit", text()),
                           must("places", count()), must("bound", count()), must("at", moment()), must("url", text())});
  auto draft = draft_row;
  draft["properties"]["places"] = list_of(ref("LayoutPlace"));
  const auto edited = object({must("id", text()), must("version", count()), must("title", text()), must("before", text()), must("after", text()), must("changes", flag()), must("approval_falls", flag()),
                              must("needs_reason", flag()), must("why_not", maybe)});
  const auto grid_row = object({must("empty", flag()), must("good", flag()), must("fate", text()), must("problems", list_of(ref("Remark"))), must("remarks", list_of(ref("Remark"))), must("like_record", maybe),
                                must("like_row", or_null(count()))});
  return {
      {"ManyChanged", object({must("kind", text(200)), must("field", text(60)), must("value", text(100'000)), must("records", list_of(object({must("id", text(64)), may("version", count())}), 200)),
                              may("reason", text(2000)), may("dry_run", flag())})},
      {"ManyAnswer", object({must("records", list_of(edited)), must("changed", or_null(count()))})},
      {"ManyStepped", object({must("kind", text(200)), must("step", text(60)), must("records", list_of(text(64), 200)), may("reason", text(2000)), may("dry_run", flag())})},
      {"StepsAnswer", object({must("records", list_of(object({must("id", text()), must("title", text()), must("state", text()), must("moved", flag()), must("why_not", maybe)})))})},
      {"GridWanted", object({must("kind", text(200)), may("unit", text(200)), may("year", whole(1900, 2199)), must("rows", list_of(map_of(text(10'000)), 100)), may("allow_duplicates", flag()), may("dry_run", flag())})},
      {"GridAnswer", object({must("good", count()), must("bad", count()), must("batch", maybe), must("rows", list_of(grid_row))})},
      {"ExportList", object({must("exports", list_of(object({must("id", text()), must("at", moment()), must("what", text()), must("records", count()), must("done", flag()), must("problem", maybe),
                                                             must("files", list_of(object({must("name", text()), must("url", text())})))})))})},
      {"ExportWanted", object({must("format", one_of_words({"xlsx", "csv", "jsonl"})), may("kind", text(200)), may("unit", text(200)), may("year", whole(1900, 2199)), may("code", text(20))})},
      {"ColumnsSaid", object({may("kind", text(200)), must("columns", list_of(object({must("file", text(1000)), must("sheet", text(200)), must("column", count()), must("field", text(60))}), 500))})},
      {"LayoutPlace", place},
      {"LayoutRow", row},
      {"LayoutList", object({must("layouts", list_of(ref("LayoutRow")))})},
      {"Layout", whole_layout},
      {"LayoutDraftList", object({must("drafts", list_of(draft_row))})},
      {"LayoutDraft", draft},
      {"PlacesBound", object({must("places", list_of(object({must("place", whole(1, 100'000)), must("what", text(1000)), may("title", text(200))}), 2000))})},
      {"PlaceAdded", object({may("text", text(1000)), may("sheet", text(100)), may("cell", text(20)), may("what", text(1000)), may("title", text(200))})},
      {"LayoutNamed", object({may("id", text(60)), may("title", text(200))})},
  };
}
}  // namespace youju::api
