// SPDX-License-Identifier: Apache-2.0
// A draft → a record whose every value fits its kind, or all its problems at once, each beside its field.
#include <algorithm>
#include <set>

#include "base/date_text.h"
#include "base/text.h"
#include "kinds/table_reader.h"
#include "kinds/values.h"

namespace youju::kinds {
namespace {

bool lies_ahead(const Kind& kind, const State& state, Period days, Date today) {
  return state.counts && !kind.ahead && days.from > today;
}

// Why a field that is empty may not be in this state.
std::optional<Message> why_required(const Kind& kind, const Field& field, const State& state, const Json& open,
                                    const Json& personal) {
  if (field.required) return Message{"kinds.value_missing", {}};
  if (!field.required_when || !condition_holds(*field.required_when, state.id, open, personal)) return std::nullopt;
  if (field.required_when->field == "state") {
    return Message{"kinds.value_missing_in_state",
                   {{"state", state.names.at("zh")}, {"state_en", state.names.at("en")}}};
  }
  const Field* other = kind.field(field.required_when->field);
  return Message{"kinds.value_missing_because",
                 {{"other", other->names.at("zh")}, {"other_en", other->names.at("en")}}};
}

class Validator {
 public:
  Validator(const Kind& kind, const Draft& draft, const Lookups& lookups, Date today)
      : kind_(kind), draft_(draft), context_{lookups, draft.default_year, today}, today_(today) {}

  std::variant<Checked, Problems> run() {
    refuse_unknown_fields();
    find_state();
    read_happened();
    for (const Field& field : kind_.fields) read_field(field);
    fill_time();
    fill_roster();
    fill_counts();
    require_fields();
    if (draft_.unit.empty()) problem("unit", "kinds.unit_missing");
    if (!problems_.empty()) return std::move(problems_);
    return finished();
  }

 private:
  void problem(const std::string& field, std::string_view word, Args args = {}) {
    problems_.push_back({field, {std::string(word), std::move(args)}});
  }
  void remark(const std::string& field, Message message) { remarks_.push_back({field, std::move(message)}); }

  void refuse_unknown_fields() {
    std::vector<std::string> ids = {"happened"};
    for (const Field& field : kind_.fields) ids.push_back(field.id);
    for (const auto& [id, text] : draft_.values) {
      if (std::find(ids.begin(), ids.end(), id) != ids.end()) continue;
      const std::string near = nearest_of(id, ids);
      if (near.empty()) {
        problem(id, "kinds.no_such_field",
                {{"read", excerpt(id)}, {"kind", kind_.names.at("zh")}, {"kind_en", kind_.names.at("en")}});
      } else {
        problem(id, "kinds.no_such_field_near", {{"read", excerpt(id)}, {"near", near}});
      }
    }
  }

  void find_state() {
    std::string wanted = draft_.state;
    if (wanted.empty()) wanted = draft_.imported ? kind_.import_state : kind_.states.front().id;
    state_ = kind_.state(wanted);
    if (state_) return;
    std::string zh, en;
    for (const State& state : kind_.states) {
      zh += (zh.empty() ? "" : "、") + state.names.at("zh");
      en += (en.empty() ? "" : ", ") + state.names.at("en");
    }
    problem("state", "kinds.no_such_state", {{"read", excerpt(wanted)}, {"list", zh}, {"list_en", en}});
    state_ = &kind_.states.front();
  }

  // Cleaned text of a field, or nothing when it is empty or was refused.
  std::optional<std::string> text_of(const std::string& id) {
    const auto found = draft_.values.find(id);
    if (found == draft_.values.end()) return std::nullopt;
    auto text = clean(found->second);
    if (!text) {
      problem(id, "kinds.value_not_utf8");
      return std::nullopt;
    }
    if (has_invisible(*text)) {
      problem(id, "kinds.value_invisible", {{"read", excerpt(*text)}});
      return std::nullopt;
    }
    if (text->empty()) return std::nullopt;
    return text;
  }

  void read_happened() {
    const std::size_t before = problems_.size();
    const auto text = text_of("happened");
    if (!text) {
      if (state_->counts && problems_.size() == before) problem("happened", "kinds.happened_missing");
      return;
    }
    const auto read = read_date(*text, draft_.default_year);
    if (!read) return problems_.push_back({"happened", no_date(*text, today_)});
    if (!kind_.has_period && read->days.from != read->days.to) {
      return problem("happened", "kinds.value_not_one_day", {{"read", excerpt(*text)}});
    }
    if (lies_ahead(kind_, *state_, read->days, today_)) {
      return problem("happened", "kinds.happened_in_future",
                     {{"read", excerpt(*text)}, {"date", read->days.from.iso()}, {"today", today_.iso()}});
    }
    const auto closed = context_.lookups.closed ? context_.lookups.closed() : std::nullopt;
    if (closed && read->days.from > *closed)
      return problem("happened", "kinds.unit_closed", {{"read", excerpt(*text)}, {"last", closed->iso()}});
    if (read->year_assumed)
      remark("happened", {"kinds.year_assumed", {{"read", excerpt(*text)}, {"date", read->days.from.iso()}}});
    happened_ = read->days;
    time_of_day_ = read->time_of_day;
  }

  void read_field(const Field& field) {
    const auto text = text_of(field.id);
    if (!text) return;
    if (field.type == FieldType::file) {
      // A column of file names in an old ledger is no mistake; the files themselves still have to come.
      if (draft_.imported) return remark(field.id, {"kinds.file_named", {{"read", excerpt(*text)}}});
      return problem(field.id, "kinds.value_file", {{"read", excerpt(*text)}});
    }
    std::vector<Message> said;
    auto value = read_value(field, *text, context_, said);
    for (Message& message : said) remark(field.id, std::move(message));
    if (auto* message = std::get_if<Message>(&value)) {
      problems_.push_back({field.id, std::move(*message)});
    } else {
      values_[field.id] = std::move(std::get<Json>(value));
    }
  }

  // "2023年3月5日上午9点至11点" in the date column fills the time column beside it.
  void fill_time() {
    if (time_of_day_.empty()) return;
    for (const Field& field : kind_.fields) {
      if (field.type != FieldType::time_range || values_.contains(field.id)) continue;
      if (const auto time = read_time_range(time_of_day_)) values_[field.id] = *time;
      return;
    }
  }

  const Field* roster_field(PersonRole role) const {
    for (const Field& field : kind_.fields)
      if (field.type == FieldType::persons && field.role == role) return &field;
    return nullptr;
  }
  std::vector<std::string> roster(PersonRole role) const {
    const Field* field = roster_field(role);
    if (!field || !values_.contains(field->id)) return {};
    return values_.at(field->id).get<std::vector<std::string>>();
  }

  // Due, present, excused, exempt: nobody twice; all who were due are present unless said otherwise.
  void fill_roster() {
    const Field* due = roster_field(PersonRole::due);
    const Field* present = roster_field(PersonRole::present);
    std::set<std::string> away;
    for (const PersonRole role : {PersonRole::excused, PersonRole::exempt}) {
      for (const auto& id : roster(role))
        if (!away.insert(id).second) problem(roster_field(role)->id, "kinds.roster_twice");
    }
    if (!present) return;
    const auto came = roster(PersonRole::present);
    for (const auto& id : came)
      if (away.count(id)) return problem(present->id, "kinds.roster_present_and_away");
    if (!due || !values_.contains(due->id) || values_.contains(present->id) || !state_->counts) return;
    Json all = Json::array();
    for (const auto& id : roster(PersonRole::due))
      if (!away.count(id)) all.push_back(id);
    values_[present->id] = std::move(all);
  }

  void fill_counts() {
    for (const Field& field : kind_.fields) {
      if (field.fills_from.empty() || values_.contains(field.id) || !values_.contains(field.fills_from))
        continue;
      values_[field.id] = std::to_string(values_.at(field.fills_from).size());
    }
  }

  bool holds(const Condition& condition) const { return condition_holds(condition, state_->id, values_); }

  void require_fields() {
    if (state_->draft) return;
    for (const Field& field : kind_.fields) {
      if (values_.contains(field.id) || has_problem(field.id)) continue;
      if (auto why = why_required(kind_, field, *state_, values_, {})) problems_.push_back({field.id, std::move(*why)});
    }
  }

  bool has_problem(const std::string& field) const {
    return std::any_of(problems_.begin(), problems_.end(),
                       [&](const Problem& p) { return p.field == field; });
  }

  Checked finished() {
    Checked out;
    out.kind = kind_.id;
    out.pack = kind_.pack;
    out.unit = draft_.unit;
    out.state = state_->id;
    out.happened = happened_;
    out.counts = state_->counts;
    out.open = Json::object();
    out.personal = Json();
    for (const Field& field : kind_.fields) {
      if (!values_.contains(field.id)) continue;
      (field.personal ? out.personal : out.open)[field.id] = values_.at(field.id);
    }
    const bool titled = !kind_.title_field.empty() && values_.contains(kind_.title_field);
    out.title = titled ? values_.at(kind_.title_field).get<std::string>() : kind_.names.at("zh");
    for (const AlsoCounts& also : kind_.also_counts)
      if (also.when_field.empty() || holds({also.when_field, also.when_values}))
        out.also.push_back(also.kind);
    out.remarks = std::move(remarks_);
    return out;
  }

  const Kind& kind_;
  const Draft& draft_;
  ReadContext context_;
  Date today_;
  const State* state_ = nullptr;
  std::optional<Period> happened_;
  std::string time_of_day_;
  Json values_ = Json::object();
  Problems problems_;
  std::vector<Problem> remarks_;
};
}  // namespace

std::variant<Checked, Problems> validate(const Kind& kind, const Draft& draft, const Lookups& lookups,
                                         Date today) {
  return Validator(kind, draft, lookups, today).run();
}

Problems missing_in(const Kind& kind, const State& state, const std::optional<Period>& happened, const Json& open,
                    const Json& personal, Date today) {
  Problems out;
  if (state.draft) return out;
  if (state.counts && !happened) out.push_back({"happened", {"kinds.happened_missing", {}}});
  if (happened && lies_ahead(kind, state, *happened, today)) {
    const auto day = happened->from.iso();
    out.push_back({"happened", {"kinds.happened_in_future", {{"read", day}, {"date", day}, {"today", today.iso()}}}});
  }
  const bool given_up = state.final && !state.counts;
  for (const Field& field : kind.fields) {
    const Json& holder = field.personal ? personal : open;
    if (holder.is_object() && holder.contains(field.id)) continue;
    const bool names_state = field.required_when && field.required_when->field == "state";
    if (given_up && !names_state) continue;
    if (auto why = why_required(kind, field, state, open, personal)) out.push_back({field.id, std::move(*why)});
  }
  return out;
}

std::map<std::string, std::string> as_texts(const Kind& kind, const Json& open, const Json& personal,
                                            const std::optional<Period>& happened) {
  std::map<std::string, std::string> out;
  if (happened)
    out["happened"] =
        happened->from.iso() + (happened->from == happened->to ? "" : "至" + happened->to.iso());
  for (const Field& field : kind.fields) {
    const Json& holder = field.personal ? personal : open;
    if (holder.is_object() && holder.contains(field.id))
      out[field.id] = value_as_text(field, holder.at(field.id));
  }
  return out;
}
}  // namespace youju::kinds
