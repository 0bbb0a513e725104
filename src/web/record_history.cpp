// SPDX-License-Identifier: Apache-2.0
// How a record came to be: each version beside the one before, word by word, with who, when and why.
#include <algorithm>

#include "base/text.h"
#include "view/record.h"
#include "web/handlers_records.h"
#include "web/record_history.h"

namespace youju::web {
namespace {
using view::TextPiece;
constexpr std::size_t kMostCompared = 1'000'000;  // pairs of words; longer texts are shown as replaced

// Words as people see them changed: a Han character, a run of letters or digits, any other character.
std::vector<std::u32string> compared_words(std::string_view text) {
  std::vector<std::u32string> out;
  const auto runs = [](char32_t c) { return (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || c == U'.' || c == U'-'; };
  for (const char32_t c : to_code_points(text)) {
    if (runs(c) && !out.empty() && runs(out.back().back())) out.back().push_back(c);
    else out.push_back(std::u32string(1, c));
  }
  return out;
}

class Pieces {
 public:
  void add(TextPiece::As as, const std::u32string& text) {
    if (text.empty()) return;
    if (out_.empty() || out_.back().as != as) out_.push_back({as, {}});
    out_.back().text += from_code_points(text);
  }
  std::vector<TextPiece> take() { return std::move(out_); }

 private:
  std::vector<TextPiece> out_;
};

}  // namespace

std::vector<view::TextPiece> compared(std::string_view before, std::string_view after) {
  const auto a = compared_words(before), b = compared_words(after);
  std::size_t head = 0, tail = 0;
  while (head < a.size() && head < b.size() && a[head] == b[head]) ++head;
  while (tail < a.size() - head && tail < b.size() - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
  const auto rows = a.size() - head - tail, columns = b.size() - head - tail;
  Pieces out;
  for (std::size_t i = 0; i < head; ++i) out.add(TextPiece::As::same, a[i]);
  if (rows * columns > kMostCompared) {
    for (std::size_t i = 0; i < rows; ++i) out.add(TextPiece::As::removed, a[head + i]);
    for (std::size_t j = 0; j < columns; ++j) out.add(TextPiece::As::added, b[head + j]);
  } else {
    std::vector<std::uint16_t> longest((rows + 1) * (columns + 1), 0);
    const auto at = [&](std::size_t i, std::size_t j) -> std::uint16_t& { return longest[i * (columns + 1) + j]; };
    for (std::size_t i = rows; i-- > 0;)
      for (std::size_t j = columns; j-- > 0;) at(i, j) = a[head + i] == b[head + j] ? static_cast<std::uint16_t>(at(i + 1, j + 1) + 1) : std::max(at(i + 1, j), at(i, j + 1));
    std::size_t i = 0, j = 0;
    while (i < rows || j < columns) {
      if (i < rows && j < columns && a[head + i] == b[head + j]) out.add(TextPiece::As::same, a[head + i]), ++i, ++j;
      else if (j == columns || (i < rows && at(i + 1, j) >= at(i, j + 1))) out.add(TextPiece::As::removed, a[head + i++]);
      else out.add(TextPiece::As::added, b[head + j++]);
    }
  }
  for (std::size_t i = a.size() - tail; i < a.size(); ++i) out.add(TextPiece::As::same, a[i]);
  return out.take();
}

namespace {
struct Shown {  // a version's day and fields as texts, in the order of the kind
  std::vector<std::pair<std::string, std::string>> fields;
};

Shown shown_of(Ask& ask, const kinds::Kind& kind, const ledger::Entry& entry, const app::NameBook& names) {
  const auto lang = ask.lang_id();
  Shown out;
  std::string day;
  if (entry.head.happened) {
    day = words::say_date(ask.here.lang, entry.head.happened->from.iso());
    if (entry.head.happened->to != entry.head.happened->from) day += (ask.here.chinese() ? "至" : " – ") + words::say_date(ask.here.lang, entry.head.happened->to.iso());
  }
  out.fields.emplace_back(app::name_in(kind.happened_names, lang), day);
  for (const auto& field : kind.fields) {
    std::string text;
    for (const auto* payload : {&entry.head.open, &entry.head.personal})
      if (payload->is_object() && payload->contains("values") && (*payload)["values"].contains(field.id)) text = app::value_text(field, (*payload)["values"][field.id], names, lang);
    out.fields.emplace_back(app::name_in(field.names, lang), text);
  }
  return out;
}

std::string version_title(Ask& ask, const kinds::Kind& kind, const ledger::Entry& entry) {
  const auto transition = entry.head.more.value("transition", std::string{});
  const auto state = state_name(ask, kind.id, entry.head.state);
  if (const auto* step = kind.transition(transition)) return ask.here.say("record.event_step", {{"step", app::name_in(step->names, ask.lang_id())}, {"state", state}});
  if (entry.head.more.value("imported", false) && entry.head.number == 1) return ask.here.say("record.event_imported", {{"state", state}});
  if (entry.head.number == 1) return ask.here.say("record.event_made", {{"state", state}});
  return ask.here.say("record.event_changed", {{"number", std::to_string(entry.head.number)}});
}

std::string reason_of_entry(const ledger::Entry& entry) { return entry.head.open.is_object() ? entry.head.open.value("reason", std::string{}) : std::string{}; }

std::string other_title(Ask& ask, const kinds::Kind& kind, const ledger::Entry& entry) {
  if (entry.head.type == ledger::EntryType::evidence) {
    const auto name = entry.head.personal.is_object() ? entry.head.personal.value("name", std::string{}) : std::string{};
    return ask.here.say("record.event_evidence", {{"name", name.empty() ? ask.here.say("record.file_nameless") : name}});
  }
  if (entry.head.type == ledger::EntryType::approval) {
    const auto* step = kind.transition(entry.head.more.value("transition", std::string{}));
    return ask.here.say("record.event_approval", {{"step", step == nullptr ? std::string{} : app::name_in(step->names, ask.lang_id())}});
  }
  if (entry.head.type == ledger::EntryType::erase) return ask.here.say("record.event_erase");
  return ask.here.say("record.event_other", {{"type", std::string(ledger::type_name(entry.head.type))}});
}
}  // namespace

Result<std::vector<view::PastEvent>> past_of(Ask& ask, const app::View& record) {
  app::NameBook names;
  std::map<std::string, std::string> accounts;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(names, app::read_names(session));
    TRY(const auto all, people::read_accounts(session));
    for (const auto& account : all) accounts[account.id.text] = account.name.empty() ? account.login : account.name;
    return {};
  }));
  std::vector<view::PastEvent> out;
  std::optional<Shown> before;
  for (const auto& entry : record.history) {
    view::PastEvent event;
    event.entry = entry.index;
    event.when = ask.here.moment(entry.at.iso());
    const auto who = accounts.find(entry.head.actor.text);
    event.who = who == accounts.end() ? entry.head.actor.text : who->second;
    event.reason = reason_of_entry(entry);
    if (entry.head.type != ledger::EntryType::version) {
      event.what = other_title(ask, *record.kind, entry);
      out.push_back(std::move(event));
      continue;
    }
    event.what = version_title(ask, *record.kind, entry);
    auto now = shown_of(ask, *record.kind, entry, names);
    if (entry.open_erased) event.reason = ask.here.say("record.erased_version");
    else if (before) {
      for (std::size_t i = 0; i < now.fields.size(); ++i)
        if (now.fields[i].second != before->fields[i].second) event.changes.push_back({now.fields[i].first, compared(before->fields[i].second, now.fields[i].second)});
    }
    if (!entry.open_erased) before = std::move(now);
    out.push_back(std::move(event));
  }
  std::reverse(out.begin(), out.end());
  return out;
}
}  // namespace youju::web
