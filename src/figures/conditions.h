// SPDX-License-Identifier: Apache-2.0
// A selection in its context as conditions on the index's rows, and as SQL made of this room's own constants:
// what came from a person stands in parameters only. Inside the room.
#pragma once
#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "figures/figures.h"

namespace youju::figures {

// SQL being written, with its parameters.
class Sql {
 public:
  Sql& add(std::string_view text) {
    text_ += text;
    return *this;
  }
  Sql& text(std::string_view value);
  Sql& number(std::int64_t value);
  // " column in ($1, …)"; " column = $1" for one; false for none.
  Sql& one_of(std::string_view column, const std::vector<std::string>& values);
  Result<void> each(db::Session& session, const db::OnRow& on_row) const {
    return session.each_text(text_, values_, on_row);
  }
  const std::string& written() const { return text_; }

 private:
  Sql& place(db::Value value);
  std::string text_;
  std::deque<std::string> kept_;  // parameters view into it
  std::vector<db::Value> values_;
};

// What a selection asks of a row of ix_under.
struct Conditions {
  const kinds::Kind* kind = nullptr;  // nullptr = all kinds, a record once
  std::vector<std::string> kinds;
  std::vector<std::string> units;
  Period period{};
  std::int64_t at = index::kOpen;
  std::vector<std::string> states;  // empty = counting ones
  std::vector<FieldFilter> filters;
  std::string value_field;  // must be filled; "" = none needed
  bool whole_tree = false;  // every unit there is
  bool now = false;         // `at` is the end of the log: what counts now is what counted then
  std::shared_ptr<SharedSets> shared;
};

// What was counted for the conditions that a key spells out. One transaction, one log size.
struct Tally {
  std::int64_t n = 0, late = 0, taken_over = 0;
  std::map<std::string, std::int64_t> left_out;  // state → records
};
struct Values {  // of the records in which a number is filled
  Tally filled;
  std::int64_t sum = 0, least = 0, greatest = 0;
};
struct SharedSets {
  std::map<std::string, Tally> tallies;
  std::map<std::string, Values> values;
  std::map<std::string, std::vector<std::string>> units;  // by the unit that was asked for, sorted
};
std::string key_of(const Conditions& conditions);
// `inner` says whether the field has to be filled.
Conditions conditions_of(const Selection& selection, const Context& context, Aggregate inner);

// Which single condition a row is to fail instead of meeting.
struct Except {
  enum class What { nothing, state, period, unit, filter, value };
  What what = What::nothing;
  std::size_t filter = 0;
};
// "where …" for `from ix_under u`. With an exception the rest holds and that one condition is left to the
// caller (state, period, unit) or turned round (filter, value).
void add_where(Sql& sql, const Conditions& conditions, const Except& except = {});

// The columns of a RecordRow, from ix_under u joined with ix_version v; the last one is u.own.
void add_row_columns(Sql& sql, std::int64_t at);
index::RecordRow row_of(const db::Row& row, bool& own);

// The day on which a page of `limit` rows by first day ends, found in the narrow tree alone, so that only the page's own
// rows are joined and sorted; a day after all others when the rows are fewer.
Result<std::string> last_day_of_page(db::Session& session, const std::function<void(Sql&)>& where, std::int64_t limit);
// The same up to that day. As a further condition beside the period's end the day would not narrow what an engine reads: it goes by one of the two.
Conditions ending(Conditions conditions, const std::string& day);

Result<const kinds::Kind*> kind_in(const Context& context, const KindId& id);
// By exact id, nullptr when there is none: Kind::field folds every name and is for what people type.
const kinds::Field* field_of(const kinds::Kind* kind, std::string_view id);
const kinds::State* state_of(const kinds::Kind* kind, std::string_view id);
bool is_person_field(const kinds::Kind* kind, const std::string& field);
// Percent of `part` in `whole`, four places, half away from zero; nothing of nothing.
std::optional<Decimal> percent(Decimal part, Decimal whole);
}  // namespace youju::figures
