// SPDX-License-Identifier: Apache-2.0
// What the elements of a story mean. Deleted and moved-away text, codes of fields, hidden text and the second
// copy that Word keeps of a text box for old programs are left out.
#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "draft/docx_scan.h"

namespace youju::draft {
namespace {
constexpr std::size_t kMostParagraphs = 500'000;
constexpr std::size_t kMostFields = 1000, kLongestCode = 200;

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}
// Numbers of pages are no text of the author.
bool is_page_code(std::string_view code) {
  const auto words = split_any(code, U" \t\n");
  return !words.empty() &&
         is_one_of(lower_ascii(words[0]), {"page", "numpages", "sectionpages", "section", "pageref"});
}
}  // namespace

bool StoryScan::leaves_out(const Name& name, const XmlAttributes& a) const {
  if (name.space == Space::compatibility) {
    const bool taken = !levels_.empty() && levels_.back().choice_seen;
    return taken && is_one_of(name.local, {"Choice", "Fallback"});
  }
  if (name.space != Space::word) return false;
  const bool ours = !wish_.rejecting.empty() && a.word("author") == wish_.rejecting;
  if (is_one_of(name.local, {"del", "moveFrom"})) return !ours;
  if (is_one_of(name.local, {"ins", "moveTo"})) return ours;
  if (name.local == "delText") return wish_.rejecting.empty();
  if (name.local == "fldSimple") return is_page_code(a.word("instr"));
  if (is_one_of(name.local, {"footnote", "endnote"}) && a.has_word("type")) return a.word("type") != "normal";
  return is_one_of(name.local,
                   {"delInstrText", "pPrChange", "rPrChange", "sectPrChange", "tblPrChange", "tblGridChange",
                    "tcPrChange", "trPrChange", "tblPrExChange", "numberingChange", "tabs", "rt", "rubyPr"});
}

StoryScan::What StoryScan::meaning(const Name& name) const {
  static constexpr std::pair<std::string_view, What> kWords[] = {
      {"p", What::paragraph},
      {"r", What::run},
      {"t", What::text},
      {"delText", What::text},
      {"tbl", What::table},
      {"tr", What::row},
      {"trPr", What::row_properties},
      {"tc", What::cell},
      {"pPr", What::properties},
      {"sdt", What::control},
      {"sdtPr", What::control_properties},
      {"fldSimple", What::control},
      {"ins", What::inserted},
      {"moveTo", What::inserted},
      {"instrText", What::instruction},
  };
  if (name.space == Space::compatibility && name.local == "AlternateContent") return What::alternate;
  if (name.space == Space::math) {
    if (name.local == "oMath" || name.local == "oMathPara") return What::math;
    return name.local == "t" ? What::text : What::other;
  }
  if (name.space != Space::word) return What::other;
  if (name.local == "rPr") return parent_is(What::run) ? What::run_properties : What::other;
  for (const auto& [word, what] : kWords)
    if (word == name.local) return what;
  return What::other;
}

StoryScan::Level* StoryScan::parent_of(What what) {
  for (auto at = levels_.rbegin(); at != levels_.rend(); ++at) {
    if (at->what == what) return &*at;
    if (at->what == What::paragraph) break;
  }
  return nullptr;
}

void StoryScan::start(const Name& name, const XmlAttributes& a, Span tag) {
  if (levels_.empty()) story_.root = tag;
  note_things(name, a);
  if (skipping_ > 0 || leaves_out(name, a)) {
    ++skipping_;
    return;
  }
  Level level;
  level.what = meaning(name);
  level.tag = tag;
  level.preserve = a.preserves_space(!levels_.empty() && levels_.back().preserve);
  if (!open_.empty() && open_.back().run_level == levels_.size() && open_.back().run_level > 0 &&
      level.what != What::run_properties)
    begin_child(tag);
  if (name.space == Space::compatibility && parent_is(What::alternate)) levels_.back().choice_seen = true;
  switch (level.what) {
    case What::paragraph:
      begin_paragraph();
      break;
    case What::run:
      begin_run(tag);
      break;
    case What::text:
      begin_text(tag, level.preserve);
      break;
    case What::instruction:
      in_instruction_ = true;
      break;
    case What::table:
      begin_table();
      break;
    case What::row:
      begin_row();
      break;
    case What::cell:
      begin_cell();
      break;
    case What::math:
      ++math_depth_;
      break;
    default:
      break;
  }
  level.bound = name.local == "fldSimple";
  if (Sources* s = sources()) {
    level.since = static_cast<int>(level.what == What::math ? s->pieces.size() : s->runs.size());
    level.first = story_.paragraphs[static_cast<std::size_t>(open_.back().index)].length;
  }
  if (name.space == Space::word && level.what == What::other) begin_word(name, a, tag);
  levels_.push_back(level);
}

void StoryScan::end(const Name& name, Span tag) {
  if (skipping_ > 0) {
    --skipping_;
    return;
  }
  const Level level = levels_.back();
  levels_.pop_back();
  switch (level.what) {
    case What::paragraph:
      end_paragraph();
      break;
    case What::run:
      end_run(tag);
      break;
    case What::run_properties:
      if (!open_.empty() && open_.back().run_level == levels_.size())
        open_.back().run.properties = {level.tag.begin, std::max(tag.end, level.tag.end)};
      break;
    case What::text:
      end_text(tag);
      break;
    case What::instruction:
      in_instruction_ = false;
      break;
    case What::table:
      tables_.pop_back();
      break;
    case What::cell:
      end_cell();
      break;
    case What::control:
      close_control(level, tag);
      break;
    case What::math:
      close_math(level, tag);
      break;
    default:
      break;
  }
  if (!open_.empty() && open_.back().run_level > 0 && open_.back().run_level == levels_.size() &&
      level.what != What::run_properties)
    end_child({level.tag.begin, std::max(tag.end, level.tag.end)});
  if (name.space == Space::word && is_one_of(name.local, {"footnote", "endnote"})) note_.clear();
}

// Counted wherever they stand, in what is left out too.
void StoryScan::note_things(const Name& name, const XmlAttributes& a) {
  if (name.space != Space::word) {
    if (is_one_of(name.local, {"blip", "imagedata"})) ++story_.pictures;
    if (is_one_of(name.local, {"OLEObject", "chart", "relIds"})) ++story_.embedded;
    return;
  }
  if (const auto id = a.word("id"); !id.empty()) {
    std::int64_t value = 0;
    std::from_chars(id.data(), id.data() + id.size(), value);
    story_.highest_id = std::max(story_.highest_id, value);
    if (name.local.starts_with("comment")) story_.highest_comment = std::max(story_.highest_comment, value);
  }
  if (is_one_of(name.local, {"ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange",
                             "tcPrChange", "trPrChange", "sectPrChange"}))
    ++story_.revisions;
  if (is_one_of(name.local, {"altChunk", "subDoc"})) ++story_.embedded;
}

void StoryScan::begin_word(const Name& name, const XmlAttributes& a, Span tag) {
  const auto local = name.local;
  if (local == "body") story_.body_begin = tag.end;
  if (is_one_of(local, {"footnote", "endnote"})) note_ = a.word("id");
  if (local == "headerReference" || local == "footerReference") {
    auto& list = local == "headerReference" ? story_.headers : story_.footers;
    std::string id(a.relation("id"));
    if (list.size() < 1000 && std::find(list.begin(), list.end(), id) == list.end()) list.push_back(id);
  }
  if (local == "dataBinding" && parent_is(What::control_properties) && levels_.size() > 1)
    levels_[levels_.size() - 2].bound = true;
  if (parent_is(What::row_properties)) row_property(local, a);
  if (!tables_.empty()) cell_property(local, a);
  if (open_.empty()) return;
  OpenParagraph& open = open_.back();
  if (parent_is(What::run_properties) && local == "vanish") open.hidden = !is_off(a.word("val"));
  paragraph_property(local, a);
  if (open.run_level == 0) return;
  if (is_one_of(local, {"tab", "ptab"}))
    add_character("\t", tag);
  else if (is_one_of(local, {"br", "cr"}))
    add_character("\n", tag);
  else if (local == "noBreakHyphen")
    add_character("-", tag);
  else if (local == "sym")
    add_symbol(a, tag);
  else if (local == "fldChar")
    begin_field(a.word("fldCharType"));
  else if (local == "lastRenderedPageBreak")
    ++page_breaks_;
  else if (local == "footnoteReference" || local == "endnoteReference") {
    auto& marks = local == "footnoteReference" ? story_.footnotes : story_.endnotes;
    const auto [at, is_new] = marks.emplace(
        std::string(a.word("id")),
        NoteMark{{}, open.index, story_.paragraphs[static_cast<std::size_t>(open.index)].length});
    if (is_new) waiting_marks_.push_back(&at->second);
  }
}

void StoryScan::paragraph_property(std::string_view local, const XmlAttributes& a) {
  OpenParagraph& open = open_.back();
  const bool direct = parent_is(What::properties);
  if (direct && local == "pStyle")
    open.style = a.word("val");
  else if (direct && local == "outlineLvl")
    open.outline = number_of(a.word("val"), -1);
  else if (direct && local == "jc")
    open.centred = a.word("val") == "center";
  else if (local == "ilvl")
    open.list_level = std::clamp(number_of(a.word("val"), 0), 0, 8);
  else if (local == "numId") {
    (a.word("val") == "0" ? open.unnumbered : open.numbered) = true;
    open.list = a.word("val");
  }
}

void StoryScan::begin_field(std::string_view type) {
  if (type == "begin") {
    if (fields_.size() >= kMostFields) return;
    OpenParagraph& open = open_.back();
    Field& field = fields_.emplace_back();
    field.paragraph = open.index;
    field.since = open.source_run;
    field.first = story_.paragraphs[static_cast<std::size_t>(open.index)].length;
    field.begin = open.run.open.begin;
    ++hidden_fields_;
  } else if (fields_.empty()) {
    return;
  } else if (type == "separate") {
    instruction_known(fields_.back());
  } else if (type == "end") {
    if (!fields_.back().result || fields_.back().dropped) --hidden_fields_;
    ended_fields_.push_back(std::move(fields_.back()));
    fields_.pop_back();
  }
}

void StoryScan::instruction_known(Field& field) {
  if (field.result) return;
  field.result = true;
  field.dropped = is_page_code(field.code);
  if (!field.dropped) --hidden_fields_;
}

void StoryScan::begin_paragraph() {
  if (story_.paragraphs.size() >= kMostParagraphs) {
    problem = Error{
        Code::too_large, {"draft.too_many_paragraphs", {{"limit", std::to_string(kMostParagraphs)}}}, ""};
    return;
  }
  OpenParagraph open;
  open.index = static_cast<int>(story_.paragraphs.size());
  StoryParagraph paragraph;
  paragraph.note = note_;
  paragraph.drawn = !open_.empty();
  if (paragraph.drawn && open_.front().run_level > 0) waiting_hosts_.push_back(open.index);
  if (wish_.sources && wish_.sources->contains(open.index)) paragraph.sources = std::make_unique<Sources>();
  place(paragraph);
  if (!tables_.empty() && tables_.back().merge >= 0) merged_.emplace_back(open.index, tables_.back().merge);
  story_.paragraphs.push_back(std::move(paragraph));
  open_.push_back(std::move(open));
}

void StoryScan::end_paragraph() {
  if (open_.empty()) return;
  const OpenParagraph open = std::move(open_.back());
  open_.pop_back();
  // A field whose code never ended, or a number of a page, does not swallow the next paragraph.
  if (hidden_fields_ > 0) {
    std::erase_if(fields_, [](const Field& field) { return !field.result || field.dropped; });
    hidden_fields_ = 0;
  }
  set_kind(story_.paragraphs[static_cast<std::size_t>(open.index)], open);
}

void StoryScan::set_kind(StoryParagraph& paragraph, const OpenParagraph& open) {
  Block& block = paragraph.block;
  paragraph.centred = open.centred;
  const auto style = style_meaning(styles_, open.style);
  block.style = style.name.empty() ? open.style : style.name;
  const bool numbered = !open.unnumbered && (open.numbered || style.numbered);
  if (numbered) {
    paragraph.list = open.numbered ? open.list : style.list;
    paragraph.list_level = open.list_level >= 0 ? open.list_level : std::max(0, style.list_level);
  }
  if (paragraph.drawn) {
    block.kind = Kind::text_box;
  } else if (wish_.kind != Kind::paragraph) {
    block.kind = wish_.kind;
  } else if (block.place) {
    block.kind = Kind::cell;
  } else if (open.outline >= 0 && open.outline < 9 && style.kind != Kind::title) {
    block.kind = Kind::heading;
    block.level = open.outline + 1;
  } else if (style.kind != Kind::paragraph) {
    block.kind = style.kind;
    block.level = style.level;
  } else if (numbered) {
    block.kind = Kind::list_item;
    block.level = paragraph.list_level;
  }
}

void StoryScan::name_space(std::string_view prefix, std::string_view uri) {
  if (levels_.empty() && space_of(uri) == Space::word && (story_.prefix.empty() || prefix == "w")) {
    story_.prefix = prefix;
    story_.word_uri = uri;
  }
}

void StoryScan::finish() {
  for (const auto& [paragraph, merge] : merged_) {
    auto& at = story_.paragraphs[static_cast<std::size_t>(paragraph)].block.place;
    if (at) at->row_span = merge_rows_[static_cast<std::size_t>(merge)];
  }
  story_.pages = page_breaks_ > 0 ? page_breaks_ + 1 : 0;
  if (page_breaks_ == 0)
    for (auto& paragraph : story_.paragraphs) paragraph.block.page = 0;
}

Result<Story> read_story(std::string_view bytes, std::string_view part, const Styles& styles,
                         const StoryWish& wish) {
  Story story;
  StoryScan scan(story, bytes, styles, wish);
  TRY(const auto facts, scan_xml(bytes, part, scan));
  scan.finish();
  story.utf8 = facts.utf8;
  return story;
}
}  // namespace youju::draft
