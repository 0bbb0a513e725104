// SPDX-License-Identifier: Apache-2.0
// Records that speak of other kinds (kinds::Says): a miss explained, a unit exempt, nothing happened. What they may not say, and
// what contradicts them. The kinds are data (packs/common/kinds/notes.toml).
#pragma once
#include "app/records.h"

namespace youju::app {

// A record as it is about to be written: state it gets, unit, time it speaks of, open values.
struct Statement {
  std::string state;
  UnitId unit;
  std::optional<Period> happened;
  const Json& open;
};
// Nothing for kinds that do not speak of others and for drafts. invalid when it names a rule the kind does not have, or says that
// nothing happened of a kind that keeps no such register; conflict when its time is not over or something did happen.
Result<void> check_statement(db::Session& session, const Office& office, const kinds::Kind& kind, const Statement& statement);

// Records of `about` in the unit and those under it that speak against "nothing happened": neither drafts, nor void, nor found
// to be nothing.
Result<std::vector<index::RecordRow>> speaking_against(db::Session& session, const Office& office, const kinds::Kind& about,
                                                       const UnitId& unit, Period period);

// A stretch of time as figures read it (2023-Q3, 2023年第三季度, 2023-03, 2023-01..2023-06), and as a statement calls it.
Result<Period> period_said(Office& office, const kinds::Kind& kind, const std::string& text);
std::string period_in_words(Period period);

// A statement that nothing happened in a period, waiting for the leader's signature. The kind is that of the packs whose state says so.
struct ZeroRequest {
  UnitId unit;
  KindId about;
  Period period;
  std::string period_text;  // as the statement calls it
};
Result<std::variant<Saved, Refused>> state_zero(Office& office, const people::Who& who, const ZeroRequest& request);

// Why a rule was not met in a period; with a ground, the request to be exempt, which the leader decides.
struct NoteRequest {
  UnitId unit;
  KindId about;
  Period period;
  std::string rule, reason;
  std::string basis;  // of an exemption; "" = an explanation
};
Result<std::variant<Saved, Refused>> note_cadence(Office& office, const people::Who& who, const NoteRequest& request);
}  // namespace youju::app
