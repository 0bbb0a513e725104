// SPDX-License-Identifier: Apache-2.0
// What the rest of the program asks of a parse process: tables, text, documents.
#include <sys/mman.h>
#include <unistd.h>

#include "base/io.h"
#include "base/text.h"
#include "sheet/parse_process.h"
#include "sheet/readers.h"

namespace youju::sheet {
namespace {
constexpr std::size_t kMostJson = 256u << 20;
constexpr std::size_t kMostConverted = 64u << 20;

Error broken_frame() {
  return {Code::outside, {"sheet.parser_crashed", {{"why", "frame"}}}, ""};
}

// Hands the frames of one table to the sink. A child that lies about rows is refused like a damaged file.
Result<FileFacts> receive_table(ParseProcess& process, const Sink& sink) {
  std::optional<FileFacts> facts;
  for (;;) {
    TRY(const auto frame, process.next());
    if (frame.kind == FrameKind::sheet) {
      const auto head = unpack_head(frame.payload);
      if (!head) return fail(broken_frame());
      process.answer(sink.on_sheet(*head));
    } else if (frame.kind == FrameKind::rows) {
      Unpacker rows(frame.payload);
      while (!rows.empty()) {
        auto row = unpack_row(rows);
        if (!row) return fail(broken_frame());
        if (!sink.on_row(std::move(*row))) return facts.value_or(FileFacts{});
      }
    } else if (frame.kind == FrameKind::facts) {
      facts = unpack_facts(frame.payload);
    } else if (frame.kind == FrameKind::done && facts) {
      return *facts;
    } else {
      return fail(broken_frame());
    }
  }
}

Result<FileFacts> table_from(int fd, const Limits& limits, const Sink& sink) {
  TRY(auto process,
      ParseProcess::start({"table", std::to_string(limits.unpacked), std::to_string(limits.ratio),
                           std::to_string(limits.rows), std::to_string(limits.columns),
                           std::to_string(limits.sheets), std::to_string(limits.cell)},
                          fd));
  return receive_table(process, sink);
}

// What a foreign program writes to its standard output, up to `most` bytes; more is cut when `cut`, else
// refused.
Result<std::string> tool_output(const std::string& tool, std::vector<std::string> arguments, int fd,
                                std::size_t most, bool cut) {
  arguments.insert(arguments.begin(), "tool");
  TRY(auto process, ParseProcess::start(arguments, fd, tool));
  std::string out;
  for (;;) {
    TRY(const auto piece, process.raw());
    if (piece.empty()) break;
    out += piece;
    if (out.size() > most) {
      if (!cut)
        return fail(Code::too_large, "sheet.unpacks_too_large",
                    {{"part", "xls"}, {"limit", std::to_string(most >> 20)}});
      while (most > 0 && (static_cast<unsigned char>(out[most]) & 0xC0) == 0x80) --most;
      out.resize(most);
      return out;
    }
  }
  TRY(const int code, process.wait_for_end());
  if (code != 0)
    return fail(Code::invalid, "sheet.tool_refused",
                {{"tool", std::filesystem::path(tool).filename().string()}, {"code", std::to_string(code)}});
  return out;
}

// Bytes as a file of their own, which is nowhere on the disk.
Result<int> in_memory(std::string_view bytes) {
  const int fd = memfd_create("converted", MFD_CLOEXEC);
  while (fd >= 0 && !bytes.empty()) {
    const auto n = ::write(fd, bytes.data(), bytes.size());
    if (n <= 0) break;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  if (fd >= 0 && bytes.empty()) return fd;
  if (fd >= 0) ::close(fd);
  return fail(Code::full, "sheet.parser_not_started", {{"why", "memfd"}});
}

// An old workbook through a converter when one is installed. Its CSV is a stranger's file again and goes the
// same way.
Result<FileFacts> converted_table(int fd, const Limits& limits, const Sink& sink, Error why_not) {
  const auto tool = find_tool("xls2csv");
  if (tool.empty()) return fail(std::move(why_not));
  TRY(const auto csv, tool_output(tool, {"xls2csv", "-q0", "-d", "utf-8", "-f", "%Y-%m-%d", "/dev/fd/3"}, fd,
                                  kMostConverted, false));
  TRY(const int written, in_memory(csv));
  const Fd copy{written};
  TRY(auto facts, table_from(copy.get(), limits, sink));
  facts.format = "xls";
  return facts;
}

Result<std::string> receive_text(ParseProcess& process, std::size_t most) {
  std::string out;
  for (;;) {
    TRY(const auto frame, process.next());
    if (frame.kind == FrameKind::done) break;
    if (frame.kind != FrameKind::text || out.size() + frame.payload.size() > most)
      return fail(broken_frame());
    out += frame.payload;
  }
  if (!is_utf8(out)) return fail(broken_frame());
  return out;
}

bool begins_as_pdf(int fd) {
  char head[5] = {};
  return ::pread(fd, head, 5, 0) == 5 && std::string_view(head, 5) == "%PDF-";
}
}  // namespace

Result<FileFacts> read_table(const std::filesystem::path& file, const Limits& limits, const Sink& sink) {
  TRY(const int opened, open_for_parsing(file));
  const Fd fd{opened};
  auto read = table_from(fd.get(), limits, sink);
  if (!read && read.error().message.word == "sheet.is_old_xls")
    read = converted_table(fd.get(), limits, sink, read.error());
  if (!read) {
    auto error = read.error();
    error.message.args.emplace("file", file.filename().string());
    return fail(std::move(error));
  }
  return read;
}

Result<std::string> extract_text(const std::filesystem::path& file, std::string_view media_type) {
  TRY(const int opened, open_for_parsing(file));
  const Fd fd{opened};
  if (!begins_as_pdf(fd.get())) {
    TRY(auto process, ParseProcess::start({"text", std::string(media_type)}, fd.get()));
    return receive_text(process, kMostText);
  }
  const auto tool = find_tool("pdftotext");
  if (tool.empty()) return fail(Code::unsupported, "sheet.no_pdf_reader");
  TRY(auto text, tool_output(tool, {"pdftotext", "-q", "-enc", "UTF-8", "-nopgbrk", "/dev/fd/3", "-"},
                             fd.get(), kMostText, true));
  return clean_cell(std::move(text));
}

Result<std::string> pdf_layout(const std::filesystem::path& file, std::size_t most) {
  TRY(const int opened, open_for_parsing(file));
  const Fd fd{opened};
  const auto tool = find_tool("pdftotext");
  if (tool.empty()) return fail(Code::unsupported, "sheet.no_pdf_reader");
  return tool_output(tool, {"pdftotext", "-q", "-enc", "UTF-8", "-bbox-layout", "/dev/fd/3", "-"}, fd.get(),
                     most, false);
}

bool reads_pictures() {
  static constexpr const char* kData[] = {"/usr/share/tesseract-ocr/5/tessdata/chi_sim.traineddata", "/usr/share/tesseract-ocr/4.00/tessdata/chi_sim.traineddata",
                                          "/usr/share/tessdata/chi_sim.traineddata"};
  const bool data = std::any_of(std::begin(kData), std::end(kData), [](const char* path) { return ::access(path, R_OK) == 0; });
  return data && !find_tool("tesseract").empty() && !find_tool("pdftoppm").empty();
}

Result<std::string> pdf_page_picture(const std::filesystem::path& file, int page, std::size_t most) {
  TRY(const int opened, open_for_parsing(file));
  const Fd fd{opened};
  const auto tool = find_tool("pdftoppm");
  if (tool.empty()) return fail(Code::unsupported, "sheet.no_pdf_reader");
  const auto number = std::to_string(page);
  // The long edge is 2,400 dots, about 200 an inch on A4: a page may claim any size.
  return tool_output(tool, {"pdftoppm", "-q", "-gray", "-scale-to", "2400", "-f", number, "-l", number, "/dev/fd/3"}, fd.get(), most, false);
}

Result<std::string> picture_words(std::string_view picture, std::size_t most) {
  const auto tool = find_tool("tesseract");
  if (tool.empty() || !reads_pictures()) return fail(Code::unsupported, "sheet.no_pdf_reader");
  TRY(const int copy, in_memory(picture));
  const Fd fd{copy};
  return tool_output(tool, {"tesseract", "/dev/fd/3", "stdout", "-l", "chi_sim", "--psm", "3", "tsv"}, fd.get(), most, false);
}

Result<std::string> photo_time_of(const std::filesystem::path& file) {
  TRY(const int opened, open_for_parsing(file));
  const Fd fd{opened};
  TRY(auto process, ParseProcess::start({"photo"}, fd.get()));
  return receive_text(process, 32);
}

Result<PhotoFacts> photo_facts_of(const std::filesystem::path& file) {
  TRY(const int opened, open_for_parsing(file));
  const Fd fd{opened};
  TRY(auto process, ParseProcess::start({"photo-place"}, fd.get()));
  TRY(const auto told, receive_text(process, 32));
  const auto end = std::min(told.find(' '), told.size());
  return PhotoFacts{told.substr(0, end), told.substr(end) == " place"};
}

Result<int> pdf_page_count(const std::filesystem::path& file) {
  TRY(const int opened, open_for_parsing(file));
  const Fd fd{opened};
  const auto tool = find_tool("pdfinfo");
  if (tool.empty()) return fail(Code::unsupported, "sheet.no_pdf_reader");
  TRY(const auto told, tool_output(tool, {"pdfinfo", "-enc", "UTF-8", "/dev/fd/3"}, fd.get(), kMostText, true));
  constexpr std::string_view kPages = "\nPages:";
  const auto at = told.rfind(kPages);  // behind whatever its author wrote into it
  const auto digits = at == told.npos ? std::string() : told.substr(told.find_first_not_of(' ', at + kPages.size()), 6);
  const int pages = std::atoi(digits.c_str());
  if (pages < 1) return fail(Code::invalid, "sheet.tool_refused", {{"tool", "pdfinfo"}, {"code", "0"}});
  return pages;
}

Result<std::string> pdf_pages(const std::filesystem::path& file, int from, int to, std::size_t most) {
  TRY(const int opened, open_for_parsing(file));
  const Fd fd{opened};
  const auto tool = find_tool("pdftocairo");
  if (tool.empty()) return fail(Code::unsupported, "sheet.no_pdf_reader");
  return tool_output(tool, {"pdftocairo", "-q", "-pdf", "-f", std::to_string(from), "-l", std::to_string(to), "/dev/fd/3", "-"}, fd.get(), most, false);
}

Result<std::string> docx_as_json(const std::filesystem::path& file) {
  TRY(const int opened, open_for_parsing(file));
  const Fd fd{opened};
  TRY(auto process, ParseProcess::start({"docx"}, fd.get()));
  return receive_text(process, kMostJson);
}
}  // namespace youju::sheet
