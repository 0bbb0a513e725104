// SPDX-License-Identifier: Apache-2.0
// Documents as paragraphs, tables, charts and figure marks; writers for DOCX, PDF and HTML in the layout of GB/T 9704-2012.
// The same document gives the same bytes, always. Reading of strangers' DOCX happens in the parse process (sheet, parse).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "chart/chart.h"

namespace youju::paper {

// A piece of text of one look. A figure run is the number of a figure: link, bookmark and short code.
struct Run {
  std::string text;
  bool strong = false;
  std::string figure;    // index key into Document::figures ("f1"), empty for plain text
  std::string href;      // plain link
};
using Runs = std::vector<Run>;

enum class ParagraphStyle { title, subtitle, recipient, body, heading1, heading2, heading3, heading4, signature, date, note, attachment_note, table_title, list_item };
struct Paragraph { ParagraphStyle style = ParagraphStyle::body; Runs runs; };

enum class Align { left, centre, right };
struct Cell { Runs runs; Align align = Align::left; bool head = false; int span = 1; };
struct Table { std::string title; std::vector<double> widths; /* shares */ std::vector<std::vector<Cell>> rows; int head_rows = 1; };
struct Chart { chart::Chart chart; };
struct PageBreak {};
struct Attachment { std::string label; std::string title; };  // 附件1 on a new page, with its title
using Block = std::variant<Paragraph, Table, Chart, PageBreak, Attachment>;

// A figure as printed: what the appendix "sources of figures" and links are made of.
struct FigureMark {
  std::string key;         // "f1"
  std::string text;        // as printed
  std::string short_code;  // 8 characters
  std::string href;        // link to the figure (relative or https)
  std::string expr;
  std::string rule;        // rule card, language of the document
  std::string title;       // of the figure, for the appendix
};

struct Document {
  std::string lang = "zh";
  std::string title;
  std::string subject, author;     // document properties
  std::string issuer;              // 发文机关标志 when `head` (red head)
  bool red_head = false;
  std::string number;              // 发文字号
  std::string signer;              // 签发人, upward documents
  std::vector<Block> blocks;       // title paragraph included
  std::vector<FigureMark> figures;
  bool figure_appendix = true;     // "数据来源" table after the body
  std::string short_code;          // of the report
  std::string qr;                  // text of the QR code on the page foot, empty = none
  std::string foot_note;           // one line at the foot: log size, date, code
  std::string made_at;             // ISO instant for document properties (fixed → same bytes)
  bool draft_mark = false;         // "草稿" shown on each page
};

Result<std::string> write_docx(const Document& document);
Result<std::string> write_pdf(const Document& document);
Result<std::string> write_html(const Document& document);

// What `report adopt` needs from a DOCX (read in the parse process, handed over as this).
struct DocxParagraph { std::string style; std::string text; };
struct DocxBookmark { std::string name; std::string text; };
struct DocxText { std::vector<DocxParagraph> paragraphs; std::vector<DocxBookmark> bookmarks; };
// In-process only for our own or sandboxed use; refuses DTDs, external entities, more than 64 MiB unpacked, zip bombs.
Result<DocxText> read_docx(std::string_view bytes);
}  // namespace youju::paper
