// SPDX-License-Identifier: Apache-2.0
// Inside the draft room: the events of one story of a DOCX, put together into paragraphs. Three files: what
// an element means (docx_story.cpp), characters and their bytes (docx_text.cpp), rows and columns
// (docx_table.cpp).
#pragma once
#include "draft/docx_story.h"

namespace youju::draft {

class StoryScan : public XmlScan {
 public:
  StoryScan(Story& story, std::string_view bytes, const Styles& styles, const StoryWish& wish)
      : story_(story), bytes_(bytes), styles_(styles), wish_(wish) {}
  void start(const Name& name, const XmlAttributes& a, Span tag) override;
  void end(const Name& name, Span tag) override;
  void text(std::string_view piece, Span raw) override;
  void section(bool begins) override;
  void name_space(std::string_view prefix, std::string_view uri) override;
  void finish();

 private:
  enum class What {
    other,
    paragraph,
    properties,
    run,
    run_properties,
    text,
    instruction,
    table,
    row,
    row_properties,
    cell,
    control,
    control_properties,
    inserted,
    math,
    alternate,
  };
  struct Level {
    What what = What::other;
    Span tag;
    bool preserve = false;     // xml:space
    bool choice_seen = false;  // alternate: one of its readings was taken
    bool bound = false;        // control: filled anew from elsewhere when opened
    int since = 0;             // control, math: first run or piece inside of it
    int first = 0;             // code point of the paragraph where it begins
  };
  struct OpenParagraph {
    int index = -1;
    std::size_t run_level = 0;  // how deep its outermost run lies; 0: none is open
    std::size_t child_level = 0;
    WordRun run;
    bool hidden = false;
    int source_run = -1, source_child = -1, source_text = -1;
    std::size_t text_bytes = 0;  // length of the text before the <w:t> at hand
    int text_first = 0;
    bool centred = false;
    int outline = -1, list_level = -1;
    std::string style;
    bool numbered = false, unnumbered = false;
    std::string list;
    int merge = -1;
  };
  struct OpenTable {
    int index = 0, outer = -1, row = -1, column = 0, span = 1;
    bool header = false;
    int merge = -1;
    std::map<int, int> merges;  // column → the merged cell that reaches down
  };
  struct Field {
    bool result = false, dropped = false;
    std::string code;
    int paragraph = -1, since = -1, first = 0;  // where it begins: paragraph, run, code point
    std::size_t begin = 0;
  };

  // docx_story.cpp
  bool leaves_out(const Name& name, const XmlAttributes& a) const;
  What meaning(const Name& name) const;
  void begin_word(const Name& name, const XmlAttributes& a, Span tag);
  void paragraph_property(std::string_view local, const XmlAttributes& a);
  void note_things(const Name& name, const XmlAttributes& a);
  void begin_paragraph();
  void end_paragraph();
  void set_kind(StoryParagraph& paragraph, const OpenParagraph& open);
  void begin_field(std::string_view type);
  void instruction_known(Field& field);
  void close_field(const Field& field, std::size_t end);
  Level* parent_of(What what);
  bool parent_is(What what) const { return !levels_.empty() && levels_.back().what == what; }

  // docx_text.cpp
  void begin_run(Span tag);
  void end_run(Span tag);
  void begin_child(Span tag);
  void end_child(Span tag);
  void begin_text(Span tag, bool preserve);
  void end_text(Span tag);
  void trim_end(TextElement* text);
  void add(std::string_view utf8, Span raw, bool direct);
  void remember(std::string_view utf8, Span raw, bool direct, int count);
  void add_character(std::string_view utf8, Span tag);
  void add_symbol(const XmlAttributes& a, Span tag);
  bool visible() const;
  Sources* sources();
  void close_math(const Level& level, Span tag);
  void close_control(const Level& level, Span tag);
  void set_around(int since, Span around, int first);

  // docx_table.cpp
  void begin_table();
  void begin_row();
  void begin_cell();
  void cell_property(std::string_view local, const XmlAttributes& a);
  void row_property(std::string_view local, const XmlAttributes& a);
  void end_cell();
  void place(StoryParagraph& paragraph);

  Story& story_;
  std::string_view bytes_;
  const Styles& styles_;
  const StoryWish& wish_;
  std::vector<Level> levels_;
  std::vector<OpenParagraph> open_;
  std::vector<OpenTable> tables_;
  std::vector<Field> fields_, ended_fields_;
  int hidden_fields_ = 0;
  std::vector<int> merge_rows_;              // merged cells: how many rows
  std::vector<std::pair<int, int>> merged_;  // paragraph → merged cell
  std::vector<int> waiting_hosts_;           // drawn paragraphs whose run is still open
  std::vector<NoteMark*> waiting_marks_;
  std::string note_;
  std::size_t total_ = 0;
  int skipping_ = 0, page_breaks_ = 0, math_depth_ = 0;
  bool in_text_ = false, text_preserve_ = false, text_blank_ = false, in_instruction_ = false;
};
}  // namespace youju::draft
