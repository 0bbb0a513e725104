// SPDX-License-Identifier: Apache-2.0
// Inside the draft room: one story of a DOCX (body, notes, header, footer) read into paragraphs, and, for the
// paragraphs that get marks, which bytes every character came from.
#pragma once
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "draft/draft.h"
#include "draft/xml_scan.h"

namespace youju::draft {

// ---- where characters come from ----
struct TextElement {  // <w:t>
  Span open, close;
  bool preserve = false;  // white space at its ends is text
  bool trimmed = false;   // it had some, which was not
  bool whole = false;     // not to be cut inside (CDATA)
  int child = -1;
  int first = 0, last = 0;  // code points of the block, end exclusive
};
struct RunChild {
  Span span;
  int run = -1;
};
struct WordRun {
  Span open;
  std::size_t close = 0, end = 0;  // of </w:r>: first byte, and behind it
  Span properties;                 // <w:rPr>…</w:rPr>
  std::size_t first_child = 0, last_child = 0;
  Span inserted;                          // the tag <w:ins …> right around it
  Span around;                            // marks stand outside of this (a bound content control, a field)
  int around_first = 0, around_last = 0;  // code points of the text of all of it
};
// Consecutive characters from consecutive bytes.
struct Piece {
  int first = 0, count = 0;
  Span raw;
  bool direct = false;  // raw bytes are the characters themselves
  int text = -1;        // of a <w:t>; else of `child` as a whole; else of `around`
  int child = -1;
  Span around;
};
struct Sources {
  std::vector<Piece> pieces;
  std::vector<TextElement> texts;
  std::vector<RunChild> children;
  std::vector<WordRun> runs;
};

struct StoryParagraph {
  Block block;
  bool drawn = false;  // stands in a text box
  bool centred = false;
  Span host;         // drawn: the run of the body that holds the box
  std::string note;  // id of the footnote or endnote
  std::string list;  // Word's own numbering: which list
  int list_level = 0;
  std::unique_ptr<Sources> sources;
  int length = 0;  // code points
};

struct StyleFacts {
  std::string name;
  std::string based_on;
  int outline = -1;  // heading level from 0
  bool numbered = false;
  std::string list;  // of Word's own numbering
  int list_level = -1;
};
using Styles = std::map<std::string, StyleFacts, std::less<>>;
Result<Styles> read_styles(std::string_view bytes);
// What a paragraph's style makes of it.
struct StyleMeaning {
  std::string name;
  Kind kind = Kind::paragraph;
  int level = 0;
  bool numbered = false;
  std::string list;
  int list_level = -1;
};
StyleMeaning style_meaning(const Styles& styles, std::string_view id);

struct NoteMark {
  Span run;
  int paragraph = -1, at = 0;
};

struct StoryWish {
  Kind kind = Kind::paragraph;             // what its paragraphs are when nothing else is known
  const std::set<int>* sources = nullptr;  // paragraphs (by index) to remember sources of
  std::string rejecting;                   // read as if this author's tracked changes were rejected
};
struct Story {
  std::vector<StoryParagraph> paragraphs;
  std::map<std::string, NoteMark> footnotes, endnotes;  // by id
  std::vector<std::string> headers, footers;            // relation ids, in order, once each
  std::string word_uri;                                 // as the root names it: transitional or strict
  std::string prefix;  // of the word namespace at the root; "" when it is the default one
  Span root;           // the tag of the root element
  Span first_run;      // of the body; empty when there is none
  std::size_t body_begin = 0;
  std::int64_t highest_id = 0;        // of marks of every sort
  std::int64_t highest_comment = -1;  // of comments' marks
  int revisions = 0, tables = 0, pages = 0;
  int pictures = 0, embedded = 0;
  bool utf8 = true;
};
Result<Story> read_story(std::string_view bytes, std::string_view part, const Styles& styles,
                         const StoryWish& wish);
}  // namespace youju::draft
