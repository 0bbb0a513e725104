// SPDX-License-Identifier: Apache-2.0
// The superior's own Excel form: uploaded once, its cells pointed at figures, filled for any quarter or year with its layout untouched.
// A form is a layout (layouts.h) of the form "xlsx".
#pragma once
#include "app/layouts.h"

namespace youju::app {

struct FormRequest {
  std::string form;                // name of the layout: "month-table", "month-table@2"
  int year = 0, quarter = 0;       // 0: the whole year
  std::int64_t at = index::kOpen;
};
struct FilledCell {
  std::string sheet, cell, title, text, expr, short_code;
  Message why_none;                // text is empty then
};
struct FilledForm {
  Layout layout;
  FormRequest request;
  std::int64_t at = 0;             // size of the log
  std::vector<FilledCell> cells;   // in the order of the form
  std::string bytes;               // of the XLSX; empty when a value is missing
  std::vector<std::string> changed_parts;
  bool complete() const { return !bytes.empty(); }
};
// Needs the right to read the form's unit. A missing value is an error that names its cell; with `blank_allowed` it is left out of
// the bytes' making: cells tell which, and there are no bytes.
Result<FilledForm> fill_form(Office& office, const people::Who& who, const FormRequest& request, bool blank_allowed = false);
// The form as it is looked at, with its cells.
Result<draft::Form> form_of(Office& office, const std::string& digest);
}  // namespace youju::app
