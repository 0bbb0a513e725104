// SPDX-License-Identifier: Apache-2.0
// Finds out what a file is by its bytes and hands it to the reader that fits; says in plain words what is no
// table.
#include "base/text.h"
#include "sheet/readers.h"

namespace youju::sheet {
namespace {
// Names in an OLE container are UTF-16LE.
std::string wide(std::string_view ascii) {
  std::string out;
  for (char c : ascii) out.push_back(c), out.push_back('\0');
  return out;
}

bool starts_like_html(std::string_view bytes) {
  const auto head = lower_ascii(trim(bytes.substr(0, 4096)));
  if (head.empty() || head[0] != '<') return false;
  for (std::string_view mark : {"<html", "<!doctype html", "<table", "<head", "<meta", "<body"})
    if (head.find(mark) != head.npos) return true;
  return false;
}

bool is_picture(std::string_view b) {
  if (b.size() < 12) return false;
  return b.starts_with("\xFF\xD8\xFF") || b.starts_with("\x89PNG") || b.starts_with("GIF8") ||
         b.starts_with("II*") || b.starts_with(std::string_view("MM\0*", 4)) ||
         (b.starts_with("RIFF") && b.substr(8, 4) == "WEBP") || b.substr(4).starts_with("ftyp") ||
         (b.starts_with("BM") && b.substr(6, 4) == std::string_view("\0\0\0\0", 4));
}

std::string_view without_mark(std::string_view bytes) {
  return bytes.starts_with("\xEF\xBB\xBF") ? bytes.substr(3) : bytes;
}

std::string cut_text(std::string text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
  text.resize(most);
  return text;
}

Result<std::string> table_text(std::string_view bytes, std::size_t most) {
  std::string out;
  Sink sink;
  sink.on_sheet = [&](const SheetHead& head) {
    if (!head.name.empty()) out += head.name + "\n";
    return true;
  };
  sink.on_row = [&](Row&& row) {
    for (const Cell& cell : row.cells) out += cell.text + "\t";
    if (!out.empty()) out.back() = '\n';
    return out.size() <= most;
  };
  TRY_OK(read_xlsx(bytes, Limits{}, sink));
  return out;
}
}  // namespace

std::string clean_cell(std::string text) {
  bool plain = true;
  for (char c : text) plain = plain && c >= 0x20 && c < 0x7F;
  if (plain && !text.empty() && text.front() != ' ' && text.back() != ' ') return text;
  if (auto cleaned = clean(text)) return std::move(*cleaned);
  return clean(from_code_points(to_code_points(text))).value_or("");
}

Looks looks_like(std::string_view bytes) {
  if (bytes.empty()) return Looks::empty;
  if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")) return Looks::zip;
  if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
    return bytes.find(wide("EncryptedPackage")) != bytes.npos ? Looks::ole_encrypted : Looks::ole;
  if (bytes.starts_with("%PDF-")) return Looks::pdf;
  if (is_picture(bytes)) return Looks::picture;
  const auto text = without_mark(bytes);
  if (starts_like_html(text)) return Looks::html;
  if (text.substr(0, 4096).find("urn:schemas-microsoft-com:office:spreadsheet") != text.npos)
    return Looks::spreadsheet_xml;
  return Looks::text;
}

Error not_a_table(Looks looks) {
  const auto say = [](Code code, std::string_view word) { return Error{code, {std::string(word), {}}, ""}; };
  switch (looks) {
    case Looks::empty:
      return say(Code::invalid, "sheet.file_empty");
    case Looks::ole:
      return say(Code::unsupported, "sheet.is_old_xls");
    case Looks::ole_encrypted:
      return say(Code::unsupported, "sheet.encrypted");
    case Looks::html:
      return say(Code::unsupported, "sheet.is_html");
    case Looks::spreadsheet_xml:
      return say(Code::unsupported, "sheet.is_spreadsheet_xml");
    case Looks::pdf:
      return say(Code::unsupported, "sheet.is_pdf");
    case Looks::picture:
      return say(Code::unsupported, "sheet.is_picture");
    default:
      return say(Code::unsupported, "sheet.zip_no_workbook");
  }
}

Result<FileFacts> read_table_here(std::string_view bytes, const Limits& limits, const Sink& sink) {
  const Looks looks = looks_like(bytes);
  if (looks == Looks::zip) return read_xlsx(bytes, limits, sink);
  if (looks == Looks::text) return read_csv(bytes, limits, sink);
  return fail(not_a_table(looks));
}

Result<std::string> text_of(std::string_view bytes, std::string_view media_type, std::size_t most) {
  const Looks looks = looks_like(bytes);
  if (looks == Looks::zip) {
    const auto document = read_docx(bytes, Limits{});
    if (document) {
      std::string out;
      for (const auto& paragraph : (*document)["paragraphs"])
        out += paragraph["text"].get_ref<const std::string&>() + "\n";
      return cut_text(std::move(out), most);
    }
    if (document.error().message.word != "sheet.zip_no_document") return fail(document.error());
    TRY(auto out, table_text(bytes, most));
    return cut_text(std::move(out), most);
  }
  const bool texty =
      media_type.starts_with("text/") || media_type == "application/json" || media_type == "application/xml";
  if (looks == Looks::empty) return std::string();
  if (looks == Looks::picture || looks == Looks::pdf || looks == Looks::ole ||
      looks == Looks::ole_encrypted || !texty)
    return fail(Code::unsupported, "sheet.no_text", {{"type", std::string(media_type)}});
  const auto decoded = decode_any(bytes);
  if (!decoded || decoded->text.find('\0') != std::string::npos)
    return fail(Code::unsupported, "sheet.encoding_unknown");
  return cut_text(clean_cell(decoded->text), most);
}
}  // namespace youju::sheet
