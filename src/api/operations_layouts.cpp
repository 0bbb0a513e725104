// SPDX-License-Identifier: Apache-2.0
// Many records at once; the office's own documents and forms.
#include "api/handlers.h"
#include "api/schema.h"

namespace youju::api {
namespace {
constexpr auto kBinds = needs(people::Right::write), kLooks = needs(people::Right::read), kFills = needs(people::Right::import);
}  // namespace

std::vector<Operation> layout_operations() {
  constexpr auto get = Method::get, post = Method::post, patch = Method::patch, remove = Method::remove;
  constexpr auto run = answer_operation;
  using app::Scope;
  const auto forms = one_of_words({"docx", "xlsx"}), periods = one_of_words({"year", "quarter"});
  return {
      {{post, "/api/v1/records/many", kBinds, Size::form, run}, Scope::write, "changeMany", "records", "api.op_change_many", kOnce, {}, "ManyChanged", "", {{200, "ManyAnswer"}}, change_many},
      {{post, "/api/v1/records/steps", kLooks, Size::form, run}, Scope::write, "stepMany", "records", "api.op_step_many", kPlain, {}, "ManyStepped", "", {{200, "StepsAnswer"}}, step_many},
      {{post, "/api/v1/records/grid", kFills, Size::form, run}, Scope::import, "fillGrid", "records", "api.op_fill_grid", kOnce, {}, "GridWanted", "", {{200, "GridAnswer"}, {201, "GridAnswer"}}, fill_grid},
      {{get, "/api/v1/exports", kLooks, Size::none, run}, Scope::read, "listExports", "records", "api.op_list_exports", kPlain, {}, "", "", {{200, "ExportList"}}, list_exports},
      {{post, "/api/v1/exports", kLooks, Size::form, run}, Scope::export_, "beginExport", "records", "api.op_begin_export", kPlain, {}, "ExportWanted", "", {{202, "ExportList"}}, begin_export},
      {{get, "/api/v1/exports/{id}/{file}", kLooks, Size::none, run}, Scope::export_, "getExportFile", "records", "api.op_export_file", kPlain, {}, "", "", {{200, "", "application/octet-stream"}}, send_export},
      {{post, "/api/v1/imports/{id}/columns", kFills, Size::form, run}, Scope::import, "sayColumns", "imports", "api.op_say_columns", kPlain, {}, "ColumnsSaid", "", {{204, ""}}, say_columns},

      {{get, "/api/v1/layouts", kSignedIn, Size::none, run}, Scope::read, "listLayouts", "layouts", "api.op_list_layouts", kPlain, {{"form", forms, "api.told_layout_form", false}, {"withdrawn", flag(), "api.told_withdrawn", false}}, "", "", {{200, "LayoutList"}}, list_layouts},
      {{get, "/api/v1/layouts/{id}", kSignedIn, Size::none, run}, Scope::read, "getLayout", "layouts", "api.op_get_layout", kPlain, {{"year", whole(1900, 2199), "api.told_layout_year", false}}, "", "", {{200, "Layout"}}, get_layout},
      {{get, "/api/v1/layouts/{id}/file", kSignedIn, Size::none, run}, Scope::read, "getLayoutFile", "layouts", "api.op_layout_file", kPlain, {}, "", "", {{200, "", "application/octet-stream"}}, layout_file},
      {{post, "/api/v1/layouts/{id}/drafts", kBinds, Size::none, run}, Scope::write, "changeLayout", "layouts", "api.op_change_layout", kPlain, {}, "", "", {{201, "LayoutDraft"}}, change_layout},
      {{remove, "/api/v1/layouts/{id}", kBinds, Size::none, run}, Scope::write, "withdrawLayout", "layouts", "api.op_withdraw_layout", kPlain, {}, "", "", {{204, ""}}, withdraw_layout},
      {{get, "/api/v1/layout-drafts", kBinds, Size::none, run}, Scope::read, "listLayoutDrafts", "layouts", "api.op_list_layout_drafts", kPlain, {}, "", "", {{200, "LayoutDraftList"}}, list_layout_drafts},
      {{post, "/api/v1/layout-drafts", kBinds, Size::files, run}, Scope::write, "startLayout", "layouts", "api.op_start_layout", kPlain,
       {{"form", forms, "api.told_layout_form", true}, {"name", text(1000), "api.told_name", true}, {"period", periods, "api.told_layout_period", false}, {"year", whole(1900, 2199), "api.told_layout_of_year", false}, of_unit()}, "", "application/octet-stream", {{201, "LayoutDraft"}}, start_layout},
      {{get, "/api/v1/layout-drafts/{id}", kBinds, Size::none, run}, Scope::read, "getLayoutDraft", "layouts", "api.op_get_layout_draft", kPlain, {}, "", "", {{200, "LayoutDraft"}}, get_layout_draft},
      {{patch, "/api/v1/layout-drafts/{id}", kBinds, Size::form, run}, Scope::write, "bindLayout", "layouts", "api.op_bind_layout", kPlain, {}, "PlacesBound", "", {{200, "LayoutDraft"}}, bind_layout},
      {{post, "/api/v1/layout-drafts/{id}/places", kBinds, Size::form, run}, Scope::write, "addLayoutPlace", "layouts", "api.op_add_place", kPlain, {}, "PlaceAdded", "", {{200, "LayoutDraft"}}, add_layout_place},
      {{remove, "/api/v1/layout-drafts/{id}/places/{place}", kBinds, Size::none, run}, Scope::write, "dropLayoutPlace", "layouts", "api.op_drop_place", kPlain, {}, "", "", {{200, "LayoutDraft"}}, drop_layout_place},
      {{post, "/api/v1/layout-drafts/{id}/publication", kBinds, Size::form, run}, Scope::write, "publishLayout", "layouts", "api.op_publish_layout", kPlain, {}, "LayoutNamed", "", {{201, "LayoutRow"}}, publish_layout},
      {{remove, "/api/v1/layout-drafts/{id}", kBinds, Size::none, run}, Scope::write, "forgetLayout", "layouts", "api.op_forget_layout", kPlain, {}, "", "", {{204, ""}}, forget_layout},
  };
}
}  // namespace youju::api
