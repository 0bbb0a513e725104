// SPDX-License-Identifier: Apache-2.0
// Wishes about records: write one, change one, move it to another state, attach evidence, look at it.
#pragma once
#include "app/app.h"
#include "app/second_factor.h"
#include "flow/flow.h"

namespace youju::app {

// What a person gave was not good: the problems, beside their fields. Carried as one Error at the edge (invalid).
struct Refused {
  Problems problems;
};

struct Saved {
  RecordId record;
  std::int64_t number = 0;
  std::int64_t entry = 0;
  std::string state, title;
  std::optional<Period> happened;
  std::vector<Problem> remarks;
  std::vector<RecordId> looks_like;  // same kind, unit, day and title: perhaps entered twice
};

// Names, units and records as validate looks them up, read in this session for a unit (and its sub-units).
kinds::Lookups lookups_in(db::Session& session, const Office& office, const UnitId& unit);

// A new record. Needs the right to write (import when draft.imported) in the draft's unit.
Result<std::variant<Saved, Refused>> save_record(Office& office, const people::Who& who, const kinds::Draft& draft);
// The same within a write already under way (imports): `batch` and `source` go into the entry.
struct Provenance {
  std::string batch;
  Json source;  // {"file","sheet","row"} or null
};
// The version entry of a checked record, to be appended alone or with many others.
ledger::NewEntry version_entry(const people::Who& who, const kinds::Checked& checked, const RecordId& record, std::int64_t number,
                               const Provenance& from, std::string_view transition = {}, std::string_view reason = {});
Saved saved_of(const ledger::Entry& entry, const kinds::Checked& checked);
Result<ledger::Entry> append_record(Office::Writer& writer, const people::Who& who, const kinds::Checked& checked,
                                    const RecordId& record, std::int64_t number, const Provenance& from, std::string_view transition = {},
                                    std::string_view reason = {});

// Changes some fields (field id → text; an empty text clears). A reason is asked once the record was submitted, approved or is in a
// signed report. `expected_number`: the version the person saw; conflict when it moved on meanwhile (0 = do not care).
Result<std::variant<Saved, Refused>> edit_record(Office& office, const people::Who& who, const RecordId& record,
                                                 const std::map<std::string, std::string>& changes, std::string_view reason,
                                                 std::int64_t expected_number = 0);

// A step of the kind's flow by id, or by one of the verbs submit, approve, return, void: the verb means the only step from the record's state
// that has this id or right. Four eyes are flow's; a step that is approved or signed asks for the second factor of whoever has one.
Result<flow::Outcome> move_record(Office& office, const people::Who& who, const RecordId& record, std::string_view verb,
                                  std::string_view shown, std::string_view reason, const AtTheAct& how = {});

// Attaches a file: stored first (app.h's evidence store), then logged. `role` = file field of the kind, may be empty.
struct Attached {
  ledger::Evidence evidence;
  std::int64_t entry = 0;
  std::vector<RecordId> also_under;  // other records that carry the same file
};
Result<Attached> attach_evidence(Office& office, const people::Who& who, const RecordId& record, const std::filesystem::path& file,
                                 std::string_view role, std::optional<std::int64_t> supersedes);

// Everything about a record that `who` may see.
struct Step {
  std::string id, name;
  flow::Standing standing;
  std::string shown;  // digest to approve with; empty when no other person is needed
};
struct View {
  index::RecordRow row;
  const kinds::Kind* kind = nullptr;
  std::vector<std::pair<std::string, std::string>> fields;  // name, value as text
  std::vector<ledger::Entry> history;                       // versions, evidence, approvals
  std::vector<index::EvidenceRow> evidence;
  std::vector<Step> steps;
};
Result<View> view_record(Office& office, const people::Who& who, const RecordId& record, std::string_view lang, std::int64_t at = index::kOpen);

// A kept value in the reader's words: choices by name, persons and units by name, money in yuan.
struct NameBook {
  std::map<std::string, std::string> persons, units;
};
Result<NameBook> read_names(db::Session& session);
std::string value_text(const kinds::Field& field, const Json& value, const NameBook& names, std::string_view lang);
using kinds::name_in;
}  // namespace youju::app
