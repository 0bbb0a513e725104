// SPDX-License-Identifier: Apache-2.0
// A change of what the office records: a new version of a pack, of its own layer (kinds, fields, rules, holidays over the packs) or of a
// shipped one. It is judged by the loader, shown with what it would do to figures and deadlines, and counts once a second person approved
// exactly these bytes (docs/decisions/0235-changes-of-packs.md).
#pragma once
#include "app/app.h"
#include "app/packs.h"

namespace youju::app {
using PackFiles = std::vector<kinds::PackFile>;
inline constexpr std::string_view kOwnPack = "own";  // id of the office's own layer

struct PackChange {
  enum class State { draft, waiting, adopted, declined, dropped };
  std::string id, pack, version;
  PackFiles files;
  std::string digest;
  std::vector<std::string> base;     // packs in force when it was last judged
  State state = State::draft;
  std::string note;                  // why, by whoever asks for it
  std::vector<AccountId> editors;    // none of them approves it
  AccountId changed_by;
  Instant changed_at;
  AccountId decided_by;
  std::string decided_at, decision;  // when and, declined, why
  std::int64_t entry = 0;            // adopted: the entry of the log
};
std::string_view state_name(PackChange::State state);

// What of the kinds and holidays would be different.
struct PackDifference {
  KindId kind;       // "" = not of one kind
  Message message;
};
struct FigureChange {
  std::string expr;  // canonical
  KindId kind;
  std::string before, after;  // "—" = there is none
};
struct DeadlineChange {
  index::RecordRow row;
  std::string deadline;  // id
  Date before, after;
};
struct PackJudgement {
  kinds::PackProblems problems;  // with file, line and what to write instead; then nothing below is filled
  std::vector<PackDifference> differences;
  std::vector<FigureChange> figures;      // of this year and the last
  std::int64_t unchanged = 0;             // figures of the kinds concerned that stay
  std::vector<DeadlineChange> deadlines;  // of records not finished, in units `who` may read
  std::int64_t deadlines_closed = 0;      // the same in other units
};
// As if these files were adopted now. Reading only.
Result<PackJudgement> judge_pack(Office& office, const people::Who& who, const PackFiles& files);

// Everything below needs the right to manage packs for the whole office; to look and to decide, the right to sign there serves too.
// Newest first.
Result<std::vector<PackChange>> pack_changes(Office& office, const people::Who& who, int limit = 50);
Result<PackChange> pack_change(Office& office, const people::Who& who, const std::string& id);
// The files of the office's own layer: of the draft being edited, else of the version in force, else an empty layer.
struct OwnLayer {
  std::optional<PackChange> draft;  // being edited, or waiting for the second person
  PackFiles files;
};
Result<OwnLayer> own_layer(Office& office, const people::Who& who);
// Keeps a draft of the own layer; the version is raised by itself. invalid with the loader's first problem; conflict while one waits.
Result<PackChange> draft_own_layer(Office& office, const people::Who& who, PackFiles files);
// A draft is handed to the second person. conflict when it says nothing new or no longer fits what is in force.
Result<void> submit_pack_change(Office& office, const people::Who& who, const std::string& id, const std::string& note);
// A draft, or what waits, is given up by one who edited it.
Result<void> drop_pack_change(Office& office, const people::Who& who, const std::string& id);
// Versions the program carries that are newer than those in force.
struct NewerPack {
  std::string id, in_force, carried;
  PackFiles files;
};
std::vector<NewerPack> newer_packs(const Office& office);
// Asks for a carried version; it waits for the second person at once.
Result<PackChange> ask_for_carried(Office& office, const people::Who& who, const std::string& pack_id);
// The second person: another account of another person than everyone who edited it, who may manage packs or sign. `digest` is what they
// were shown. Adopted, it is in force for every request from here on; what began before ends under the former rules.
Result<void> decide_pack_change(Office& office, const people::Who& who, const std::string& id, const std::string& digest, bool adopt, const std::string& reason);

// For Office: puts into folder and youju.toml what the log adopted; whether there was anything.
Result<bool> write_adopted_packs(Office& office, db::Session& session);
}  // namespace youju::app
