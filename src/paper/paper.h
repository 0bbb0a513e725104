// SPDX-License-Identifier: Apache-2.0
// Documents as paragraphs, tables, charts and figure marks; writers for DOCX, PDF and HTML in the layout of
// GB/T 9704-2012. The same document gives the same bytes, always (PDF: with the same fonts). Nothing here
// reads strangers' files.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "chart/chart.h"
#include "paper/qr.h"

namespace youju::paper {

// A piece of text of one look. A figure run is the number of a figure: link, bookmark and short code.
struct Run {
  std::string text;
  bool strong = false;
  std::string figure{};  // index key into Document::figures ("f1"), empty for plain text
  std::string href{};    // plain link; written only when chart::is_safe_link
};
using Runs = std::vector<Run>;

// Heading numbers ("一、", "（一）") are part of the text. signature and date are set as the standard says
// (decision 0083); consecutive signatures are several offices. "\n" inside a run breaks the line.
enum class ParagraphStyle {
  title,
  subtitle,
  recipient,
  body,
  heading1,
  heading2,
  heading3,
  heading4,
  signature,
  date,
  note,
  attachment_note,
  table_title,
  list_item
};
struct Paragraph {
  ParagraphStyle style = ParagraphStyle::body;
  Runs runs;
};

enum class Align { left, centre, right };
// Covers `span` columns and `rows` rows; as in HTML, the cells it covers are left out of their rows.
struct Cell {
  Runs runs;
  Align align = Align::left;
  bool head = false;
  int span = 1;
  int rows = 1;
};
struct Table {
  std::string title;
  std::vector<double> widths; /* shares */
  std::vector<std::vector<Cell>> rows;
  int head_rows = 1;   // repeated on each page the table runs over
  bool dense = false;  // smaller type, for long registers
  bool landscape = false;  // on pages of its own, turned
};
struct Chart {
  chart::Chart chart;
};  // drawing, caption from its title, and its table below it
struct PageBreak {};
struct Attachment {
  std::string label;
  std::string title;
};  // 附件1 on a new page, with its title
using Block = std::variant<Paragraph, Table, Chart, PageBreak, Attachment>;

// A figure as printed: what the appendix "sources of figures" and links are made of.
struct FigureMark {
  std::string key;         // "f1"
  std::string text;        // as printed
  std::string short_code;  // 8 characters
  std::string href;        // link to the figure (relative or https)
  std::string expr;
  std::string rule;   // rule card, language of the document
  std::string title;  // of the figure, for the appendix
};

struct Document {
  std::string lang = "zh";
  std::string title;
  std::string subject, author;  // document properties
  std::string issuer;           // 发文机关标志 when `head` (red head)
  bool red_head = false;
  std::string number;         // 发文字号
  std::string signer;         // 签发人, upward documents
  std::vector<Block> blocks;  // title paragraph included
  std::vector<FigureMark> figures;
  bool figure_appendix = true;  // "数据来源" table after the body
  bool codes_in_text = false;   // working copies: the short code stands in small type behind each figure
  bool seal = true;             // the signature leaves room for a seal; false: name and date without one
  bool latin_times = false;     // digits and Latin in Times instead of 仿宋 (GB/T 9704 asks for 仿宋)
  std::string short_code;       // of the report
  std::string qr;               // text of the QR code on the page foot, empty = none
  std::string foot_note;        // one line at the foot: log size, date, code
  std::string made_at;          // ISO instant for document properties (fixed → same bytes)
  bool draft_mark = false;      // "草稿" shown on each page
  // 版记, at the foot of the last page; none when printed_by is empty.
  std::string copies;      // 抄送机关, without "抄送：" and full stop
  std::string printed_by;  // 印发机关
  std::string printed_on;  // 印发日期, without "印发"
};

// invalid when the text is no UTF-8 or a figure run names a figure that is not there; unsupported when no
// font holds a character (the message names it): a name must never be printed as an empty box.
Result<std::string> write_docx(const Document& document);
Result<std::string> write_pdf(const Document& document);
Result<std::string> write_html(const Document& document);

// The bookmark of a figure's nth place in the DOCX (1 = first): "fig_f1", "fig_f1__2". Word takes at most 40
// letters, digits and underscores, so a key that does not fit stands as a digest: "fig_0" and 16 hex digits.
std::string figure_bookmark(const std::string& key, int nth);
// Which of the figures a bookmark stands for; nothing when it is no bookmark of theirs. `adopt` finds figures
// by it.
std::optional<std::string> figure_of_bookmark(const std::string& name,
                                              const std::vector<FigureMark>& figures);
}  // namespace youju::paper
