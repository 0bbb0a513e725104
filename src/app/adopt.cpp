// SPDX-License-Identifier: Apache-2.0
// An edited DOCX comes back. Its words are the office's own; its figures are found by their bookmarks, and numbers that no
// record stands behind are named, so that nobody signs them unawares.
#include "app/scratch.h"
#include "app/signing.h"
#include "base/io.h"
#include "base/text.h"
#include "crypto/crypto.h"
#include "sheet/sheet.h"

namespace youju::app {
namespace {

std::string text_of(const Json& object, const char* key) {
  return object.is_object() && object.contains(key) && object[key].is_string() ? object[key].get<std::string>() : "";
}

// What stands at each place of each figure.
std::map<std::string, std::vector<std::string>> places_of(const std::vector<paper::FigureMark>& figures, const Json& read) {
  std::map<std::string, std::vector<std::string>> out;
  for (const auto& bookmark : read.value("bookmarks", Json::array())) {
    if (const auto key = paper::figure_of_bookmark(text_of(bookmark, "name"), figures))
      out[*key].emplace_back(trim(text_of(bookmark, "text")));
  }
  return out;
}

// The numbers of a text, "1,086" and "66.7%" whole, sorted.
std::vector<std::string> numbers_in(std::string_view text) {
  std::vector<std::string> out;
  const auto digit = [&](std::size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
  for (std::size_t i = 0; i < text.size();) {
    if (!digit(i)) {
      ++i;
      continue;
    }
    const auto from = i;
    while (digit(i) || ((text[i] == ',' || text[i] == '.') && digit(i + 1))) ++i;
    if (i < text.size() && text[i] == '%') ++i;
    out.emplace_back(text.substr(from, i - from));
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<std::string> without(const std::vector<std::string>& from, const std::vector<std::string>& what) {
  std::vector<std::string> out;
  std::set_difference(from.begin(), from.end(), what.begin(), what.end(), std::back_inserter(out));
  return out;
}

std::multiset<std::string> paragraphs_of(const Json& read) {
  std::multiset<std::string> out;
  for (const auto& paragraph : read.value("paragraphs", Json::array())) {
    std::string text(trim(text_of(paragraph, "text")));
    if (!text.empty()) out.insert(std::move(text));
  }
  return out;
}

// Paragraphs that are not ours and hold numbers more than the paragraph of ours they come from. That one is not known, so
// the nearest is taken: the one that leaves the fewest. Values of figures changed by hand are named with their figures.
std::vector<std::string> hand_numbers(const Json& ours, const Json& theirs, std::vector<std::string> named) {
  std::sort(named.begin(), named.end());
  auto made = paragraphs_of(ours);
  std::vector<std::string> edited;
  for (const auto& text : paragraphs_of(theirs)) {
    const auto same = made.find(text);
    if (same == made.end())
      edited.push_back(text);
    else
      made.erase(same);
  }
  std::vector<std::vector<std::string>> before;
  for (const auto& text : made) before.push_back(numbers_in(text));
  std::vector<std::string> out;
  for (const auto& text : edited) {
    const auto all = numbers_in(text);
    auto fewest = all;
    for (const auto& numbers : before) {
      auto left = without(all, numbers);
      if (left.size() < fewest.size()) fewest = std::move(left);
    }
    if (!without(fewest, named).empty()) out.push_back(text);
  }
  return out;
}

// The sources of figures end with the report's code. Where the same sentence stands with another code, another report came.
bool is_other_report(const Json& ours, const Json& theirs, const std::string& code) {
  if (code.empty()) return false;
  std::string sentence;
  for (const auto& text : paragraphs_of(ours))
    if (const auto at = text.find(code); at != std::string::npos && at > sentence.size()) sentence = text.substr(0, at);
  const auto all = paragraphs_of(theirs);
  return !sentence.empty() && std::any_of(all.begin(), all.end(), [&](const std::string& text) {
           return text.starts_with(sentence) && text.compare(sentence.size(), code.size(), code) != 0;
         });
}

Result<Json> read_made(const Office& office, const std::string& bytes) {
  TRY(const auto scratch, Scratch::beside(office.folder() / "adopt", office.world()));
  const auto file = scratch.folder() / "made.docx";
  TRY_OK(write_file(file, bytes));
  TRY(const auto text, sheet::docx_as_json(file));
  return parse_json(text, 64u << 20);
}
}  // namespace

void compare_adopted(const std::vector<paper::FigureMark>& figures, const Json& ours, const Json& theirs, Adopted& out) {
  const auto made = places_of(figures, ours), standing = places_of(figures, theirs);
  std::vector<std::string> named;
  for (const auto& figure : figures) {
    if (!made.contains(figure.key)) continue;  // declared, and placed nowhere
    const auto at = standing.find(figure.key);
    AdoptedFigure found{figure.key, figure.title, figure.text, figure.text};
    if (at == standing.end()) {
      found.is.clear();
      out.missing.push_back(std::move(found));
      continue;
    }
    const auto other = std::find_if(at->second.begin(), at->second.end(), [&](const auto& text) { return text != figure.text; });
    if (other == at->second.end()) {
      out.found.push_back(std::move(found));
      continue;
    }
    found.is = *other;
    for (const auto& number : numbers_in(*other)) named.push_back(number);
    out.changed.push_back(std::move(found));
  }
  out.other_numbers = hand_numbers(ours, theirs, std::move(named));
}

Result<Adopted> adopt_report(Office& office, const people::Who& who, const std::string& id, const std::filesystem::path& docx) {
  Adopted out;
  TRY(out.made, find_report(office, id));
  TRY(const auto ours, remake_report(office, out.made));
  TRY(const auto made, read_made(office, ours.bytes.at("docx")));
  TRY(const auto text, sheet::docx_as_json(docx));
  TRY(const auto read, parse_json(text, 64u << 20));
  compare_adopted(ours.filled.document.figures, made, read, out);
  if ((out.found.empty() && out.changed.empty() && !out.missing.empty()) ||
      is_other_report(made, read, ours.filled.document.short_code))
    return fail(Code::invalid, "app.adopt_other_file", {{"file", docx.filename().string()}, {"title", out.made.title}});
  TRY(const auto kept, office.evidence().add(docx, office.world()));
  out.made.adopted = kept.digest;
  auto as_filled = ours;
  as_filled.made.files.clear();
  for (const auto& [form, bytes] : ours.bytes) as_filled.made.files[form] = crypto::hex(crypto::sha256(bytes));
  out.made.shown = shown_with(as_filled, kept.digest);
  out.made.files = {{"docx", kept.digest}};
  out.made.id = make_uuid7(office.world());
  out.made.made_by = who.account;
  out.made.made_at = office.world().clock->now();
  TRY_OK(office.write([&](Office::Writer& writer) -> Result<void> {
    TRY_OK(people::require(writer.tx, who, people::Right::write, UnitId{out.made.unit}, office.roles(), office.today()));
    TRY_OK(put_made(writer.tx, out.made));
    return {};
  }));
  return out;
}
}  // namespace youju::app
