// SPDX-License-Identifier: Apache-2.0
// GB/T 9704-2012 as data: the page, the grid of 22 lines of 28 characters, and the look of each element. The
// three writers read it; none of them knows a size of its own. Lengths in points (1 mm = 72/25.4 pt).
#pragma once
#include <string>
#include <string_view>

namespace youju::paper {

inline constexpr double kMm = 72.0 / 25.4;
// GB/T 9704-2012 5.1–5.2: A4, 37 mm above, 28 mm at the binding, type area 156 × 225 mm.
inline constexpr double kPageWidth = 210 * kMm, kPageHeight = 297 * kMm;
inline constexpr double kTop = 37 * kMm, kLeft = 28 * kMm;
inline constexpr double kWidth = 156 * kMm, kHeight = 225 * kMm;
inline constexpr double kRight = kPageWidth - kLeft - kWidth, kBottom = kPageHeight - kTop - kHeight;
// 5.2.3: 22 lines a page, 28 characters a line, filling the type area.
inline constexpr int kLines = 22, kCharacters = 28;
inline constexpr double kLine = kHeight / kLines, kCharacter = kWidth / kCharacters;

inline constexpr double kSize2 = 22;                        // 2号
inline constexpr double kSize3 = 16;                        // 3号
inline constexpr double kSize4 = 14;                        // 4号
inline constexpr double kTableSize = 12, kTableLine = 18;   // 小四
inline constexpr double kDenseSize = 9, kDenseLine = 12.5;  // 小五, for long registers
inline constexpr double kCellPad = 4, kNarrowPad = 1.5;

// The page number's dash stands 7 mm below the type area, one character in from the outer edge (7.5).
inline constexpr double kNumberDrop = 7 * kMm;
inline constexpr double kQrSize = 14 * kMm, kQrDrop = 4.5 * kMm;
inline constexpr double kFootNoteSize = 7.5;
// 版记: 4号 in lines of one character and three quarters; rules of 0.35 mm outside and 0.25 mm inside (7.4.1).
inline constexpr double kImprintLine = kSize4 * 1.75, kThickRule = 0.35 * kMm, kThinRule = 0.25 * kMm;
// A chart is never wider than the type area nor higher than this share of it; larger ones are scaled down.
inline constexpr double kHighestChart = 0.82 * kHeight;
inline constexpr unsigned kRed = 0xE60012, kGrey = 0x6B6B6B;

// Roles of type, not fonts: the DOCX names the fonts offices own, the PDF embeds free ones.
enum class Face { fang, hei, kai, song, title, times };

// Every element the writers set. The first fourteen follow ParagraphStyle in paper.h.
enum class Element {
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
  list_item,
  attachment_label,
  attachment_title,
  caption,
  remark,
  blank
};
enum class Flow { left, centre, right, both };

struct Look {
  std::string_view id;    // style id in the DOCX, class in the HTML
  std::string_view name;  // style name in the DOCX
  Face face;
  double size;
  Flow flow;
  double first_indent;  // characters
  int outline;          // 1–4 for headings, 0 for none
  bool keep_with_next;
};
const Look& look_of(Element element);
}  // namespace youju::paper
