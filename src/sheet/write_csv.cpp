// SPDX-License-Identifier: Apache-2.0
// CSV with a byte-order mark, so that Excel reads it as UTF-8; one table in a file.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "base/io.h"
#include "sheet/formula_guard.h"
#include "sheet/sheet.h"

namespace youju::sheet {
namespace {

std::string csv_field(const Cell& cell) {
  // Numbers and dates are ours and typed: a minus sign in front of digits is no formula.
  const bool typed =
      cell.type == CellType::number || cell.type == CellType::date || cell.type == CellType::boolean;
  const std::string text = typed ? cell.text : guard_formula(cell.text);
  if (text.find_first_of(",\"\r\n\t;") == text.npos &&
      (text.empty() || (text.front() != ' ' && text.back() != ' ')))
    return text;
  std::string out = "\"";
  for (char c : text) {
    if (c == '"') out.push_back('"');
    out.push_back(c);
  }
  return out + "\"";
}

class CsvWriter : public TableWriter {
 public:
  CsvWriter(const std::filesystem::path& file, int fd)
      : file_(file), temporary_(file.string() + ".part"), fd_(fd) {
    buffer_ = "\xEF\xBB\xBF";
  }
  ~CsvWriter() override {
    if (fd_ >= 0) ::close(fd_);
    std::error_code ignored;
    if (!closed_) std::filesystem::remove(temporary_, ignored);
  }

  Result<void> sheet(const std::string&, const std::vector<std::string>& header) override {
    if (begun_) return fail(Code::unsupported, "sheet.csv_one_table");
    begun_ = true;
    std::vector<Cell> cells;
    for (const auto& name : header) cells.push_back({CellType::text, name, 0});
    return row(cells);
  }
  Result<void> row(const std::vector<Cell>& cells) override {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) buffer_.push_back(',');
      buffer_ += csv_field(cells[i]);
    }
    buffer_ += "\r\n";
    if (buffer_.size() < (256u << 10)) return {};
    return flush();
  }
  Result<void> close() override {
    TRY_OK(flush());
    if (::fsync(fd_) != 0) return fail(io_error("fsync", file_, errno));
    ::close(std::exchange(fd_, -1));
    std::error_code failed;
    std::filesystem::rename(temporary_, file_, failed);
    if (failed) return fail(io_error("rename", file_, failed.value()));
    closed_ = true;
    return {};
  }

 private:
  Result<void> flush() {
    std::string_view rest = buffer_;
    while (!rest.empty()) {
      const auto n = ::write(fd_, rest.data(), rest.size());
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) return fail(io_error("write", file_, errno));
      rest.remove_prefix(static_cast<std::size_t>(n));
    }
    buffer_.clear();
    return {};
  }
  std::filesystem::path file_;
  std::string temporary_, buffer_;
  int fd_;
  bool begun_ = false, closed_ = false;
};
}  // namespace

Result<std::unique_ptr<TableWriter>> write_csv(const std::filesystem::path& file) {
  const auto temporary = file.string() + ".part";
  const int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return fail(io_error("open", file, errno));
  return std::unique_ptr<TableWriter>(std::make_unique<CsvWriter>(file, fd));
}
}  // namespace youju::sheet
