// SPDX-License-Identifier: Apache-2.0
// One record: what it says, the evidence under it, who may do what next, how it came to be.
#pragma once
#include "view/factor.h"

namespace youju::view {

struct Fact {
  std::string name, value;
  std::string address = {};   // of another page of ours
  std::string outside = {};   // an address somebody typed
};
struct EvidenceItem {
  std::int64_t entry = 0;
  std::string name, role, size, type;
  bool image = false;         // may be shown in the page
  bool superseded = false, gone = false;
  int elsewhere = 0;          // other records that carry the same file
};
// A piece of a text compared with the one before.
struct TextPiece {
  enum class As { same, added, removed } as = As::same;
  std::string text;
};
struct FieldChange {
  std::string name;
  std::vector<TextPiece> pieces;
};
struct PastEvent {
  std::int64_t entry = 0;
  std::string what, who, when, reason;
  std::vector<FieldChange> changes;
};
struct StepChoice {
  std::string id, name, shown, why_not, approvals;
  bool allowed = false, asks_reason = false, main = false, gives_up = false;
  CodeAsked asked = CodeAsked::nothing;  // of whoever takes it
  std::string code_problem{}, reason{};  // refused for its code: why, and what was typed besides
};
struct CountedUnder {
  std::string expression, name, number, measure;
};
struct RecordPage {
  std::string id, kind, kind_id, unit, state, state_id, day, entered, timing;
  std::int64_t number = 0;
  bool counts = false, may_change = false, may_attach = false, on_time = true;
  std::vector<Fact> facts;
  std::vector<EvidenceItem> evidence;
  std::vector<std::pair<std::string, std::string>> roles;  // of files: id, name
  std::vector<StepChoice> steps;
  std::vector<PastEvent> past;            // newest first
  std::vector<CountedUnder> counted;
  std::string why_not_counted;
  std::vector<std::pair<std::string, std::string>> findings;  // the same by id, to be spoken of
  std::vector<Fact> gaps;                 // findings of the kind's checks: severity, text
  std::vector<std::string> wrong;
  bool sealed = false;
  Html comments;
};
Html record_page(const Frame& frame, const Here& there, const RecordPage& page);
}  // namespace youju::view
