// SPDX-License-Identifier: Apache-2.0
// From code points of a paragraph to bytes of its part, and the insertions there.
#include "draft/docx_marks.h"

#include <algorithm>

#include "base/text.h"

namespace youju::draft {
namespace {
constexpr int kStep = 128;

std::size_t character_size(char lead) {
  const auto c = static_cast<unsigned char>(lead);
  return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}
// The name in "<w:t …>": w:t
std::string_view name_in(std::string_view tag) {
  if (tag.empty()) return {};
  const auto end = tag.find_first_of(" \t\r\n/>", 1);
  return tag.substr(1, end == tag.npos ? tag.npos : end - 1);
}
std::string_view local_in(std::string_view tag) {
  const auto name = name_in(tag);
  const auto colon = name.rfind(':');
  return colon == name.npos ? name : name.substr(colon + 1);
}
std::string deleted_name(std::string_view name) {
  const auto colon = name.rfind(':');
  return std::string(colon == name.npos ? "" : name.substr(0, colon + 1)) + "delText";
}
}  // namespace

std::string splice(std::string_view bytes, std::vector<Edit> edits) {
  std::stable_sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) { return a.at < b.at; });
  std::string out;
  std::size_t at = 0;
  for (const Edit& edit : edits) {
    out += bytes.substr(at, edit.at - at);
    out += edit.bytes;
    at = edit.at + edit.removed;
  }
  return out += bytes.substr(at);
}

PartMarks::PartMarks(const DocxPart& part, std::int64_t& next_id) : part_(part), next_id_(next_id) {
  prefix_ = part.story.prefix;
  if (!prefix_.empty()) return;
  // The namespace is the default one only; attributes need a prefix, so every mark brings it along.
  prefix_ = "w";
  declaration_ = " xmlns:w=\"" + escape_xml(part.story.word_uri) + "\"";
}

std::string_view PartMarks::piece(Span span) const {
  return std::string_view(part_.bytes).substr(span.begin, span.size());
}
std::string PartMarks::tag(std::string_view local, std::string_view attributes) const {
  return "<" + prefix_ + ":" + std::string(local) + declaration_ + std::string(attributes);
}
std::string PartMarks::end_tag(std::string_view local) const {
  return "</" + prefix_ + ":" + std::string(local) + ">";
}

const Sources* PartMarks::sources_of(int paragraph) const {
  return part_.story.paragraphs[static_cast<std::size_t>(paragraph)].sources.get();
}

const Piece* PartMarks::piece_at(const Sources& sources, int at) const {
  auto found = std::upper_bound(sources.pieces.begin(), sources.pieces.end(), at,
                                [](int value, const Piece& p) { return value < p.first; });
  if (found == sources.pieces.begin()) return nullptr;
  --found;
  return at < found->first + found->count ? &*found : nullptr;
}

// The byte before which the character stands.
std::optional<std::size_t> PartMarks::byte_of(const Piece& p, int at) {
  const int inside = at - p.first;
  if (inside == 0) return p.raw.begin;
  if (inside == p.count) return p.raw.end;
  if (!p.direct) return std::nullopt;
  const std::string_view bytes = part_.bytes;
  auto& steps = offsets_[&p];
  if (steps.empty()) {
    std::size_t byte = p.raw.begin;
    for (int i = 0; i < p.count && byte < p.raw.end; ++i) {
      if (i % kStep == 0) steps.push_back(byte);
      byte += character_size(bytes[byte]);
    }
  }
  std::size_t byte = steps[static_cast<std::size_t>(inside / kStep)];
  for (int i = inside % kStep; i > 0; --i) byte += character_size(bytes[byte]);
  return byte;
}

bool PartMarks::cuttable(const TextElement& text, std::size_t at) const {
  if (text.whole || text.close.begin <= text.open.end || at <= text.open.end || at >= text.close.begin)
    return false;
  // Where white space at the ends is no text, a cut beside white space would make it one, or lose it.
  return !text.trimmed ||
         (kBlank.find(part_.bytes[at]) == kBlank.npos && kBlank.find(part_.bytes[at - 1]) == kBlank.npos);
}

std::optional<PartMarks::Position> PartMarks::edge(const Sources& s, int at, bool left) {
  const Piece* p = piece_at(s, at);
  if (!p) return std::nullopt;
  if (p->around)
    return Position{left ? p->around.begin : p->around.end, How::outside, nullptr, nullptr, false};
  if (p->child < 0) return std::nullopt;
  const RunChild& child = s.children[static_cast<std::size_t>(p->child)];
  const WordRun& run = s.runs[static_cast<std::size_t>(child.run)];
  if (run.around) {
    const bool whole = left ? at == run.around_first : at + 1 == run.around_last;
    return Position{left ? run.around.begin : run.around.end, How::outside, nullptr, nullptr, whole};
  }
  if (run.end <= run.open.end) return std::nullopt;
  bool exact = true;
  if (p->text >= 0) {
    const TextElement& text = s.texts[static_cast<std::size_t>(p->text)];
    if (left ? at != text.first : at + 1 != text.last) {
      const auto byte = byte_of(*p, left ? at : at + 1);
      if (byte && cuttable(text, *byte)) return Position{*byte, How::inside, &run, &text, true};
      exact = false;
    }
  }
  if (left ? child.span.begin == run.first_child : child.span.end == run.last_child)
    return Position{left ? run.open.begin : run.end, How::outside, &run, nullptr, exact};
  return Position{left ? child.span.begin : child.span.end, How::between, &run, nullptr, exact};
}

PartMarks::Cut& PartMarks::cut(const Position& position) {
  Cut& out = cuts_[{position.at, position.how}];
  if (!out.position.run || position.how != How::outside) out.position = position;
  if (position.text && !position.text->trimmed && !position.text->preserve &&
      preserved_.emplace(position.text->open.begin, true).second)
    edits_.push_back({position.text->open.end - 1, 0, " xml:space=\"preserve\""});
  return out;
}

PartMarks::Placed PartMarks::comment(int paragraph, int start, int end, std::int64_t id) {
  const Sources* s = sources_of(paragraph);
  if (!s || start >= end) return Placed::nowhere;
  // Not into the middle of a replaced stretch: around it.
  const auto& replaced = replaced_[paragraph];
  if (auto at = replaced.upper_bound(start); at != replaced.begin() && (--at)->second > start)
    start = at->first;
  if (auto at = replaced.lower_bound(end); at != replaced.begin() && (--at)->second > end) end = at->second;
  const auto left = edge(*s, start, true), right = edge(*s, end - 1, false);
  if (!left || !right) return Placed::nowhere;
  const auto number = " " + prefix_ + ":id=\"" + std::to_string(id) + "\"/>";
  cut(*left).comment_starts += tag("commentRangeStart", number);
  cut(*right).comment_ends += tag("commentRangeEnd", number) + tag("r", ">") + "<" + prefix_ +
                              ":commentReference" + number + end_tag("r");
  return left->exact && right->exact ? Placed::exactly : Placed::beside;
}

void PartMarks::comment_around(Span run, std::int64_t id) {
  const auto number = " " + prefix_ + ":id=\"" + std::to_string(id) + "\"/>";
  cut({run.begin, How::outside, nullptr, nullptr, true}).comment_starts += tag("commentRangeStart", number);
  cut({run.end, How::outside, nullptr, nullptr, true}).comment_ends +=
      tag("commentRangeEnd", number) + tag("r", ">") + "<" + prefix_ + ":commentReference" + number +
      end_tag("r");
}

// Whether start…end is plain text of runs; the stretches of it that lie in one run each.
bool PartMarks::plain(const Sources& s, int start, int end,
                      std::vector<std::pair<int, int>>& stretches) const {
  int last_run = -1, last_child = -1;
  for (int at = start; at < end;) {
    const Piece* p = piece_at(s, at);
    if (!p || p->text < 0 || p->around) return false;
    const RunChild& child = s.children[static_cast<std::size_t>(p->child)];
    const WordRun& run = s.runs[static_cast<std::size_t>(child.run)];
    const TextElement& text = s.texts[static_cast<std::size_t>(p->text)];
    if (run.around || text.whole || text.close.begin <= text.open.end) return false;
    const int next = std::min(end, p->first + p->count);
    if (child.run != last_run) {
      stretches.emplace_back(at, next);
    } else {
      // What stands between two texts of one run would be deleted with them: only a trace of a page may.
      for (int between = last_child + 1; between < p->child; ++between) {
        const auto name = local_in(piece(s.children[static_cast<std::size_t>(between)].span));
        if (name != "lastRenderedPageBreak" && name != "softHyphen") return false;
      }
      stretches.back().second = next;
    }
    last_run = child.run;
    last_child = p->child;
    at = next;
  }
  return !stretches.empty();
}

std::string PartMarks::change(std::string_view local, const Replacement& r) const {
  return tag(local, " " + prefix_ + ":id=\"" + std::to_string(next_id_++) + "\" " + prefix_ + ":author=\"" +
                        escape_xml(r.author) + "\" " + prefix_ + ":date=\"" + escape_xml(r.date) + "\">");
}

bool PartMarks::replace(int paragraph, int start, int end, const Replacement& replacement) {
  const Sources* s = sources_of(paragraph);
  if (!s || start >= end) return false;
  auto& replaced = replaced_[paragraph];
  const auto next = replaced.lower_bound(start);
  if (next != replaced.end() && next->first < end) return false;
  if (next != replaced.begin() && std::prev(next)->second > start) return false;
  std::vector<std::pair<int, int>> stretches;
  if (!plain(*s, start, end, stretches)) return false;
  std::vector<std::pair<Position, Position>> places;
  for (const auto& [from, to] : stretches) {
    const auto left = edge(*s, from, true), right = edge(*s, to - 1, false);
    if (!left || !right || !left->exact || !right->exact) return false;
    places.emplace_back(*left, *right);
  }
  const WordRun& first = *places.front().first.run;
  const WordRun& last = *places.back().second.run;
  if (!replacement.tracked) {
    for (const auto& [left, right] : places) {
      cut(left).gone_after = true;
      cut(right).gone_before = true;
      removed_.push_back({left.at, right.at - left.at, ""});
    }
    cut(places.back().second).inserted += written(first, replacement);
    replaced.emplace(start, end);
    return true;
  }
  for (const auto& [left, right] : places) {
    cut(left).delete_start += change("del", replacement);
    cut(right).delete_end += end_tag("del");
  }
  for (int at = start; at < end;) {
    const Piece* p = piece_at(*s, at);
    const TextElement& text = s->texts[static_cast<std::size_t>(p->text)];
    rename(text, text.first >= start, text.last <= end);
    at = std::max(text.last, at + 1);
  }
  std::string inserted = written(first, replacement);
  const auto around = piece(last.inserted);
  if (local_in(around) == "ins")  // an insertion is no part of another one
    inserted = "</" + std::string(name_in(around)) + ">" + inserted + with_new_id(std::string(around));
  cut(places.back().second).inserted += replacement.new_text.empty() ? "" : inserted;
  replaced.emplace(start, end);
  return true;
}

// Whether a place lies in <w:hyperlink>: links do not stand in links.
bool PartMarks::in_link(std::size_t at) const {
  const auto before = std::string_view(part_.bytes).substr(0, at);
  const auto name = part_.story.prefix.empty() ? std::string("hyperlink") : prefix_ + ":hyperlink";
  const auto open = before.rfind("<" + name), close = before.rfind("</" + name);
  return open != before.npos && (close == before.npos || close < open) && before.find("/>", open) != before.find('>', open) - 1;
}

// The new run, in <w:ins> when tracked, with its link and bookmark.
std::string PartMarks::written(const WordRun& first, const Replacement& r) const {
  std::string out;
  if (!r.new_text.empty())
    out = std::string(piece(first.open)) + properties(first, false) + tag("t", " xml:space=\"preserve\">") + escape_xml(r.new_text) + end_tag("t") +
          "</" + std::string(name_in(piece(first.open))) + ">";
  if (r.tracked) out = change("ins", r) + out + end_tag("ins");
  if (r.bookmark.empty()) return out;
  const auto name = escape_xml(r.bookmark);
  if (!in_link(first.open.begin))
    out = tag("hyperlink", " " + prefix_ + ":anchor=\"" + name + "\" " + prefix_ + ":tooltip=\"" + escape_xml(r.tip) + "\" " + prefix_ + ":history=\"1\">") + out + end_tag("hyperlink");
  const auto id = " " + prefix_ + ":id=\"" + std::to_string(next_id_++) + "\"";
  return tag("bookmarkStart", id + " " + prefix_ + ":name=\"" + name + "\"/>") + out + tag("bookmarkEnd", id + "/>");
}

// <w:t> → <w:delText>, where the tags themselves lie in the deleted stretch.
void PartMarks::rename(const TextElement& text, bool open, bool close) {
  const auto put = [&](std::size_t at, std::string_view name) {
    const auto local = name.rfind(':') == name.npos ? 0 : name.rfind(':') + 1;
    edits_.push_back({at + local, name.size() - local, "delText"});
  };
  if (open) {
    put(text.open.begin + 1, name_in(piece(text.open)));
    if (!text.preserve && !text.trimmed && preserved_.emplace(text.open.begin, true).second)
      edits_.push_back({text.open.end - 1, 0, " xml:space=\"preserve\""});
  }
  if (close) put(text.close.begin + 2, name_in(piece({text.close.begin + 1, text.close.end})));
}

std::string PartMarks::close_run(const Cut& c) const {
  const Position& at = c.position;
  if (at.how == How::outside) return {};
  std::string out;
  if (at.text) {
    const auto name = name_in(piece(at.text->open));
    out = "</" + (c.delete_end.empty() ? std::string(name) : deleted_name(name)) + ">";
  }
  return out + "</" + std::string(name_in(piece(at.run->open))) + ">";
}

std::string PartMarks::open_run(const Cut& c) const {
  const Position& at = c.position;
  if (at.how == How::outside) return {};
  std::string out = std::string(piece(at.run->open)) + properties(*at.run, true);
  if (!at.text) return out;
  const auto name = name_in(piece(at.text->open));
  return out + "<" + (c.delete_start.empty() ? std::string(name) : deleted_name(name)) +
         (at.text->trimmed ? ">" : " xml:space=\"preserve\">");
}

std::string PartMarks::properties(const WordRun& run, bool with_changes) const {
  std::string out(piece(run.properties));
  const auto change = out.find("rPrChange");
  if (change == out.npos) return out;
  const auto begin = out.rfind('<', change);
  if (with_changes) return out.substr(0, begin) + with_new_id(out.substr(begin));
  const auto close = out.rfind("rPrChange");
  const auto end = out.find('>', close);
  return out.substr(0, begin) + out.substr(end + 1);
}

// Marks are numbered once each: a copy of a tag gets a number of its own.
std::string PartMarks::with_new_id(std::string tag_bytes) const {
  const auto end = tag_bytes.find('>');
  const auto id = tag_bytes.find(":id=");
  if (id == tag_bytes.npos || id > end) return tag_bytes;
  const auto value = id + 5;
  const auto close = tag_bytes.find(tag_bytes[value - 1], value);
  return tag_bytes.substr(0, value) + std::to_string(next_id_++) + tag_bytes.substr(close);
}

std::vector<Edit> PartMarks::edits() const {
  std::vector<Edit> out;
  for (const Edit& edit : edits_) {  // what would be written into text that goes is not written
    const bool gone = std::any_of(removed_.begin(), removed_.end(), [&](const Edit& r) { return edit.at > r.at && edit.at < r.at + r.removed; });
    if (!gone) out.push_back(edit);
  }
  for (const auto& [key, c] : cuts_) {
    // A comment stands around a replaced stretch: it begins before what is deleted, ends behind what is new.
    out.push_back({key.first, 0,
                   (c.gone_before ? "" : close_run(c)) + c.delete_end + c.inserted + c.comment_ends + c.comment_starts +
                       c.delete_start + (c.gone_after ? "" : open_run(c))});
  }
  out.insert(out.end(), removed_.begin(), removed_.end());  // behind the cut at the same byte
  return out;
}
}  // namespace youju::draft
