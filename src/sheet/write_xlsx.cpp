// SPDX-License-Identifier: Apache-2.0
// XLSX by libxlsxwriter in its constant-memory mode. Created "at" a fixed time, so that the same table gives
// the same bytes.
#include <fcntl.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <cmath>

#include "base/date.h"
#include "base/io.h"
#include "base/text.h"
#include "sheet/sheet.h"

namespace youju::sheet {
namespace {
constexpr std::size_t kLongestText = 32'767;  // characters of a cell; Excel cuts the rest away
constexpr std::uint32_t kMostRows = 1'048'576;
constexpr std::int64_t kFixedTime = 946'684'800;  // 2000-01-01T00:00:00Z
constexpr std::int32_t kEpoch = -25'569;          // 1899-12-30

Error lxw_failed(lxw_error error, const std::filesystem::path& file) {
  const bool full = error == LXW_ERROR_CREATING_TMPFILE || error == LXW_ERROR_ZIP_FILE_OPERATION ||
                    error == LXW_ERROR_ZIP_FILE_ADD || error == LXW_ERROR_ZIP_CLOSE;
  return {full ? Code::full : Code::outside,
          {"sheet.not_written", {{"file", file.filename().string()}, {"why", lxw_strerror(error)}}},
          lxw_strerror(error)};
}

// Names of sheets: at most 31 characters, none of []:*?/\, no apostrophe at an end, each one once.
std::string sheet_name(std::string_view wanted, std::vector<std::string>& taken) {
  std::u32string name;
  for (char32_t c : to_code_points(wanted))
    name.push_back(std::u32string_view(U"[]:*?/\\'").find(c) == std::u32string_view::npos && c >= 32 ? c
                                                                                                     : U'_');
  if (name.empty()) name = U"Sheet";
  for (int n = 1;; ++n) {
    const std::u32string tail = n == 1 ? U"" : to_code_points(fmt::format(" ({})", n));
    const std::string out = from_code_points(name.substr(0, 31 - tail.size()) + tail);
    const std::string folded = fold(out);
    if (std::find(taken.begin(), taken.end(), folded) != taken.end()) continue;
    taken.push_back(folded);
    return out;
  }
}

// Fifteen digits are what a double and Excel keep.
bool fits_double(std::string_view plain) {
  int digits = 0;
  bool leading = true;
  for (char c : plain) {
    if (c >= '1' && c <= '9') leading = false;
    if (c >= '0' && c <= '9' && !leading) ++digits;
  }
  return digits <= 15;
}

class XlsxWriter : public TableWriter {
 public:
  explicit XlsxWriter(const std::filesystem::path& file) : file_(file), temporary_(file.string() + ".part") {
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    book_ = workbook_new_opt(temporary_.c_str(), &options);
    if (!book_) throw std::bad_alloc();
    lxw_doc_properties properties{};
    properties.created = kFixedTime;
    char creator[] = "Youju";
    properties.author = creator;
    workbook_set_properties(book_, &properties);
    bold_ = workbook_add_format(book_);
    format_set_bold(bold_);
    format_set_text_wrap(bold_);
    date_ = workbook_add_format(book_);
    format_set_num_format(date_, "yyyy-mm-dd");
    minute_ = workbook_add_format(book_);
    format_set_num_format(minute_, "yyyy-mm-dd hh:mm");
    month_ = workbook_add_format(book_);
    format_set_num_format(month_, "yyyy\"年\"m\"月\"");
    text_ = workbook_add_format(book_);
    format_set_num_format(text_, "@");
  }
  ~XlsxWriter() override {
    if (book_) (void)workbook_close(book_);
    std::error_code ignored;
    if (!closed_) std::filesystem::remove(temporary_, ignored);
  }

  Result<void> sheet(const std::string& name, const std::vector<std::string>& header) override {
    sheet_ = workbook_add_worksheet(book_, sheet_name(name, names_).c_str());
    if (!sheet_) return fail(lxw_failed(LXW_ERROR_MEMORY_MALLOC_FAILED, file_));
    row_ = 0;
    for (std::size_t i = 0; i < header.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      worksheet_set_column(sheet_, column, column, 16, nullptr);
      TRY_OK(checked(worksheet_write_string(sheet_, 0, column, header[i].c_str(), bold_)));
    }
    worksheet_freeze_panes(sheet_, 1, 0);
    row_ = 1;
    return {};
  }

  Result<void> row(const std::vector<Cell>& cells) override {
    expect_true(sheet_ != nullptr, "a sheet is begun before its rows");
    if (row_ >= kMostRows)
      return fail(Code::too_large, "sheet.too_many_rows_to_write", {{"limit", std::to_string(kMostRows)}});
    for (std::size_t i = 0; i < cells.size(); ++i)
      if (!cells[i].text.empty()) TRY_OK(write_cell(static_cast<lxw_col_t>(i), cells[i]));
    ++row_;
    return {};
  }

  Result<void> close() override {
    if (!sheet_) TRY_OK(sheet("", {}));
    const auto error = workbook_close(std::exchange(book_, nullptr));
    if (error != LXW_NO_ERROR) return fail(lxw_failed(error, file_));
    std::error_code failed;
    std::filesystem::rename(temporary_, file_, failed);
    if (failed) return fail(io_error("rename", file_, failed.value()));
    closed_ = true;
    return {};
  }

 private:
  Result<void> checked(lxw_error error) {
    if (error == LXW_NO_ERROR) return {};
    return fail(lxw_failed(error, file_));
  }
  Result<void> write_cell(lxw_col_t column, const Cell& cell) {
    if (cell.type == CellType::number && fits_double(cell.text))
      return checked(
          worksheet_write_number(sheet_, row_, column, std::strtod(cell.text.c_str(), nullptr), nullptr));
    if (cell.type == CellType::boolean)
      return checked(worksheet_write_boolean(sheet_, row_, column, cell.text == "TRUE", nullptr));
    if (cell.type == CellType::date)
      if (auto written = write_date(column, cell.text)) return checked(*written);
    if (code_point_count(cell.text) > kLongestText)
      return fail(Code::too_large, "sheet.cell_too_long_to_write",
                  {{"row", std::to_string(row_ + 1)}, {"limit", std::to_string(kLongestText)}});
    return checked(worksheet_write_string(sheet_, row_, column, cell.text.c_str(), text_));
  }
  std::optional<lxw_error> write_date(lxw_col_t column, const std::string& iso) {
    const bool month = iso.size() == 7;
    const auto date = Date::parse(month ? iso + "-01" : iso.substr(0, 10));
    if (!date || date->days <= kEpoch + 60)
      return std::nullopt;  // before March 1900 Excel's days are off by one
    double serial = date->days - kEpoch;
    lxw_format* format = month ? month_ : date_;
    if (iso.size() == 16 && iso[10] == 'T') {
      const int minutes = std::stoi(iso.substr(11, 2)) * 60 + std::stoi(iso.substr(14, 2));
      serial += minutes / 1440.0;
      format = minute_;
    }
    return worksheet_write_number(sheet_, row_, column, serial, format);
  }

  std::filesystem::path file_;
  std::string temporary_;
  lxw_workbook* book_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  lxw_format *bold_ = nullptr, *date_ = nullptr, *minute_ = nullptr, *month_ = nullptr, *text_ = nullptr;
  std::vector<std::string> names_;
  lxw_row_t row_ = 0;
  bool closed_ = false;
};
}  // namespace

Result<std::unique_ptr<TableWriter>> write_xlsx(const std::filesystem::path& file) {
  // Asked before the library is: of a folder that is not there it would tell when everything is done, and on the screen.
  const auto part = file.string() + ".part";
  const int fd = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return fail(io_error("create", file, errno));
  ::close(fd);
  return std::unique_ptr<TableWriter>(std::make_unique<XlsxWriter>(file));
}
}  // namespace youju::sheet
