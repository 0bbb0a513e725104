// SPDX-License-Identifier: Apache-2.0
// The rows that were not understood, with their reasons, in the layout of the sheet they came from.
#include "app/import_rows.h"
#include "base/text.h"

namespace youju::app {
namespace {
std::string safe_name(std::string_view text) {
  std::u32string out;
  for (char32_t c : to_code_points(text))
    out.push_back(c < 32 || std::u32string_view(U"/\\:*?\"<>|").find(c) != std::u32string_view::npos ? U'_'
                                                                                                     : c);
  return from_code_points(out.substr(0, 60));
}
}  // namespace

Result<std::filesystem::path> write_unclear(const FileReport& report, const SheetPlan& plan,
                                            const std::vector<sheet::Row>& rows,
                                            const std::vector<std::string>& reasons) {
  const bool several = report.sheets.size() > 1;
  const auto file =
      report.file.parent_path() /
      (report.file.stem().string() + (several ? "." + safe_name(plan.sheet) : "") + ".未导入.csv");
  TRY(auto writer, sheet::write_csv(file));
  // The title keeps what the sheet and the file's name said about kind and year, so that the corrected file
  // is understood alike.
  std::string title = plan.title.empty() ? plan.sheet + " " + report.file.stem().string() : plan.title;
  if (plan.year && !year_in(title)) title += " " + std::to_string(*plan.year) + "年";
  TRY_OK(writer->sheet("", {title}));
  std::vector<sheet::Cell> cells = {{sheet::CellType::text, "行", 0}, {sheet::CellType::text, "问题", 0}};
  for (const auto& column : plan.columns) cells.push_back({sheet::CellType::text, column.header, 0});
  TRY_OK(writer->row(cells));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    cells = {{sheet::CellType::text, std::to_string(rows[i].number), 0},
             {sheet::CellType::text, reasons[i], 0}};
    for (const auto& column : plan.columns) {
      sheet::Cell found;
      for (const auto& cell : rows[i].cells)
        if (cell.column == column.column) found = cell;
      cells.push_back(std::move(found));
    }
    TRY_OK(writer->row(cells));
  }
  TRY_OK(writer->close());
  return file;
}
}  // namespace youju::app
