// SPDX-License-Identifier: Apache-2.0
// Learned phrases and confirmed readings: records like any other, read back before a draft is bound.
#include "app/claims_learned.h"

#include "base/text.h"

namespace youju::app {
namespace {
constexpr int kMostLearned = 5'000;  // of one unit and those above; the newest are used
const KindId kPhrase{"learned_phrase"}, kReading{"confirmed_reading"};
constexpr std::u32string_view kNumerals = U"〇零一二三四五六七八九", kMarks = U"，。；：、！？,;:.!?（）()“”\"'";

bool is_digit(char32_t c) { return (c >= U'0' && c <= U'9') || kNumerals.find(c) != std::u32string_view::npos; }

// 2023年度工作总结 and 二〇二四年度工作总结 are editions of one report.
std::string without_years(std::string_view text) {
  const auto all = to_code_points(fold(text));
  std::u32string out;
  for (std::size_t i = 0; i < all.size();) {
    std::size_t k = i;
    while (k < all.size() && is_digit(all[k])) ++k;
    const bool year = k - i >= 2 && k - i <= 4 && k < all.size() && all[k] == U'年';
    const bool arabic = k > i && all[i] < 0x80;
    if (year || arabic) {
      i = k + (year ? 1 : 0);
    } else {
      if (all[i] > U' ') out += all[i];
      ++i;
    }
  }
  return from_code_points(out);
}

std::string value_of(const Json& open, const char* field) {
  if (!open.is_object() || !open.contains("values") || !open["values"].contains(field)) return {};
  return open["values"][field].get<std::string>();
}

std::vector<UnitId> up_from(const people::UnitTree& units, const UnitId& whole) {
  std::vector<UnitId> out;
  for (const auto& unit : units.all()) {
    if (units.is_within(whole, unit.id)) out.push_back(unit.id);
  }
  return out;
}

void take(const ledger::Entry& entry, const index::RecordRow& row, const std::string& report, Learned& out) {
  const auto& open = entry.head.open;
  if (row.kind == kPhrase) {
    const auto phrase = value_of(open, "phrase"), means = value_of(open, "means");
    if (phrase.empty() || means.empty()) return;
    out.synonyms.push_back({phrase, KindId{means}});
    out.phrases[fold(phrase)] = row.record;
  } else if (!report.empty() && value_of(open, "report") == report) {
    const auto signature = value_of(open, "signature");
    out.confirmed.push_back({signature, value_of(open, "expression")});
    out.readings[signature] = row.record;
  }
}

class Teachers {
 public:
  Teachers(db::Session& session, Office& office) : session_(session), office_(office) {}

  Result<LearnedFrom> of(const RecordId& record) {
    if (const auto it = known_.find(record.text); it != known_.end()) return it->second;
    if (accounts_.empty()) {
      TRY(const auto all, people::read_accounts(session_));
      for (const auto& account : all) accounts_[account.id.text] = account.name.empty() ? account.login : account.name;
    }
    LearnedFrom out;
    out.record = record;
    TRY(const auto history, office_.ledger().history(session_, record.text, false));
    for (const auto& entry : history) {
      const auto name = accounts_.count(entry.head.actor.text) ? accounts_[entry.head.actor.text] : entry.head.actor.text;
      if (entry.head.type == ledger::EntryType::version && entry.head.number == 1) out.by = name;
      if (entry.head.type == ledger::EntryType::approval) out.approved_by = name;
      out.on = entry.at.shanghai_date();
    }
    return known_[record.text] = out;
  }

 private:
  db::Session& session_;
  Office& office_;
  std::map<std::string, std::string> accounts_;
  std::map<std::string, LearnedFrom> known_;
};

Result<void> allowed_phrase(const std::string& phrase) {
  const auto letters = to_code_points(phrase);
  const auto han = std::count_if(letters.begin(), letters.end(), [](char32_t c) { return is_han(c); });
  const bool other = std::any_of(letters.begin(), letters.end(), [](char32_t c) { return c <= U' ' || (c >= U'0' && c <= U'9') || kMarks.find(c) != std::u32string_view::npos; });
  if (han < 2 || letters.size() > 20 || other) return fail(Code::invalid, "judge.phrase_form", {{"phrase", phrase}});
  return {};
}

// Without unit and period: those come from the text that is read.
figures::Expression anywhere(figures::Expression e) {
  const auto bare = [](figures::Selection& s) {
    s.unit.reset();
    s.period.reset();
    s.period_text.clear();
  };
  bare(e.of);
  if (e.base) bare(*e.base);
  return e;
}

Result<UnitId> unit_or_first(db::Session& session, const Office& office, const people::Who& who, const UnitId& unit) {
  if (!unit.empty()) return unit;
  TRY(const auto tree, people::read_units(session));
  for (const auto& one : tree.all()) {
    if (people::may(who, people::Right::write, one.id, tree, office.roles(), office.today())) return one.id;
  }
  return fail(Code::denied, "import.no_right");
}

// As which figure a claim is read first.
Result<std::string> first_reading(const CheckedDraft& checked, std::size_t i) {
  const auto& readings = checked.bindings[i].readings;
  if (readings.empty()) return fail(Code::invalid, "judge.confirm_nothing");
  if (readings[0].join != judge::Join::alone || !readings[0].each.empty()) return fail(Code::unsupported, "judge.confirm_joined");
  return figures::canonical_of(anywhere(readings[0].expression));
}

Result<std::string> expression_for(const Office& office, const CheckedDraft& checked, std::size_t i, const std::string& typed) {
  if (typed.empty()) return first_reading(checked, i);
  TRY(auto parsed, figures::parse(typed, office.catalogue(), *checked.units, office.today().year()));
  return figures::canonical_of(anywhere(std::move(parsed)));
}

// The report that a draft is an edition of; empty for pasted text.
std::string report_of(const CheckedDraft& checked) { return checked.name.empty() ? std::string{} : report_key(checked.document, checked.name); }
bool says_what(const claim::Claim& claim) { return !claim.subject.empty() || !claim.topic.empty(); }
}  // namespace

std::string report_key(const draft::Document& document, const std::string& file_name) {
  for (const auto& block : document.blocks) {
    if (block.kind != draft::Kind::title) continue;
    auto key = without_years(block.text);
    if (code_point_count(key) >= 4) return key;
  }
  return without_years(std::filesystem::path(file_name).stem().string());
}

Result<Learned> read_learned(db::Session& session, const Office& office, const people::UnitTree& units, const UnitId& whole, const std::string& report,
                             std::int64_t at) {
  Learned out;
  index::Filter filter;
  filter.at = at;
  filter.units = up_from(units, whole);
  for (const auto& kind : {kPhrase, kReading}) {
    if (office.catalogue().find(kind) != nullptr) filter.kinds.push_back(kind);
  }
  if (filter.kinds.empty() || filter.units.empty()) return out;
  TRY(auto rows, index::list(session, filter, kMostLearned));
  std::erase_if(rows, [](const auto& row) { return !row.counts; });
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.entry < b.entry; });
  for (const auto& row : rows) {
    TRY(const auto entry, const_cast<Office&>(office).ledger().read(session, row.entry, true));
    if (!entry.open_erased) take(entry, row, report, out);
  }
  return out;
}

Result<std::vector<std::optional<LearnedFrom>>> learned_from(db::Session& session, Office& office, const Learned& learned, const claim::Extraction& extraction,
                                                             const std::vector<judge::Binding>& bindings) {
  std::vector<std::optional<LearnedFrom>> out(extraction.claims.size());
  Teachers teachers(session, office);
  for (std::size_t i = 0; i < bindings.size(); ++i) {
    if (bindings[i].readings.empty()) continue;
    const RecordId* record = nullptr;
    if (bindings[i].stored) {
      const auto it = learned.readings.find(judge::signature_of(extraction.claims[i]));
      if (it != learned.readings.end()) record = &it->second;
    }
    for (const auto& point : bindings[i].readings[0].points) {
      const auto it = point.rule == "approved" ? learned.phrases.find(point.word) : learned.phrases.end();
      if (it != learned.phrases.end()) record = &it->second;
    }
    if (record == nullptr) continue;
    TRY(out[i], teachers.of(*record));
  }
  return out;
}

std::vector<Teachable> teachable(const CheckedDraft& checked) {
  std::vector<Teachable> out(checked.extraction.claims.size());
  const bool comes_again = !report_of(checked).empty() && checked.catalogue->find(kReading) != nullptr, takes_phrases = checked.catalogue->find(kPhrase) != nullptr;
  for (std::size_t i = 0; i < checked.bindings.size(); ++i) {
    const auto& claim = checked.extraction.claims[i];
    out[i].reading = comes_again && says_what(claim);
    if (checked.bindings[i].accepted) continue;
    out[i].likely = first_reading(checked, i).value_or("");
    if (takes_phrases && allowed_phrase(claim.subject)) out[i].phrase = claim.subject;
  }
  return out;
}

Result<Taught> propose_phrase(Office& office, const people::Who& who, const UnitId& unit, const std::string& phrase, const std::string& kind,
                              const std::string& ground) {
  Taught out;
  out.phrase = trim(phrase);
  TRY_OK(allowed_phrase(out.phrase));
  out.means = office.catalogue().find_by_name(kind);
  if (out.means == nullptr) return fail(Code::invalid, "app.no_kind", {{"kind", kind}});
  if (office.catalogue().find(kPhrase) == nullptr) return fail(Code::unsupported, "judge.cannot_learn");
  const auto* had = office.catalogue().find_by_name(out.phrase);
  if (had == out.means) return fail(Code::conflict, "judge.phrase_known", {{"phrase", out.phrase}, {"kind", name_in(out.means->names, "zh")}});
  out.meant = had;
  kinds::Draft draft{kPhrase, unit, "", {{"phrase", out.phrase}, {"means", out.means->id.text}, {"happened", office.today().iso()}}, false, {}};
  if (!ground.empty()) draft.values["ground"] = ground;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(draft.unit, unit_or_first(session, office, who, unit));
    return {};
  }));
  TRY(out.saved, save_record(office, who, draft));
  return out;
}

Result<Taught> confirm_reading(Office& office, const people::Who& who, const CheckedDraft& checked, std::size_t number, const std::string& expression) {
  Taught out;
  if (office.catalogue().find(kReading) == nullptr) return fail(Code::unsupported, "judge.cannot_learn");
  const auto report = report_of(checked);
  if (report.empty()) return fail(Code::invalid, "judge.confirm_no_report");
  if (number < 1 || number > checked.extraction.claims.size())
    return fail(Code::absent, "judge.no_such_claim", {{"number", std::to_string(number)}, {"claims", std::to_string(checked.extraction.claims.size())}});
  const auto& claim = checked.extraction.claims[number - 1];
  if (!says_what(claim)) return fail(Code::unsupported, "judge.confirm_no_words", {{"text", claim.text}});
  TRY(out.expression, expression_for(office, checked, number - 1, expression));
  out.phrase = (claim.subject.empty() ? claim.topic : claim.subject) + (claim.measure.empty() ? "" : "（" + claim.measure + "）");
  kinds::Draft draft{kReading, checked.whole, "", {}, false, {}};
  draft.values = {{"phrase", out.phrase}, {"report", report}, {"signature", judge::signature_of(claim)}, {"expression", out.expression}, {"happened", office.today().iso()}};
  TRY(out.saved, save_record(office, who, draft));
  return out;
}
}  // namespace youju::app
