// SPDX-License-Identifier: Apache-2.0
// Wishes about keeping: one sealed archive with everything, an office made of it again, and the rehearsal of both.
#pragma once
#include "app/app.h"

namespace youju::app {

using OnProgress = std::function<void(std::int64_t done, std::int64_t of)>;

struct BackedUp {
  std::int64_t log_size = 0;   // every entry below is in it, perhaps some written meanwhile too
  std::int64_t files = 0, bytes = 0;
  std::string engine;
};
// Needs the right to back up. Others may write meanwhile: nothing acknowledged before it began is missing. conflict when `out` is
// there already, invalid when it lies inside the office or the passphrase is shorter than 12 characters.
Result<BackedUp> back_up(Office& office, const people::Who& who, const std::filesystem::path& out, std::string_view passphrase,
                         const OnProgress& progress = {});

struct RestoreRequest {
  std::filesystem::path archive, folder;  // the folder is new, or empty
  std::string passphrase;
  std::string database;                   // "" = SQLite in the folder; else postgresql://…
  bool with_findings = false;             // restore also what verify finds fault with: it was so when it was backed up
  std::optional<std::string> anchor;      // a checkpoint held elsewhere
  // Asked for when a newer log is known and is to be given up: by the high-water file or the database of an office in `folder`, or by
  // the anchor. Both sign in to the office that is restored.
  struct Loss {
    std::function<Result<people::Who>(Office&)> who, second;
    std::string reason;
  };
  std::optional<Loss> loss;
};
struct Restored {
  std::int64_t entries = 0, log_size = 0;  // log_size: what the archive promises
  std::int64_t evidence_files = 0;
  std::string made_at, engine;
  bool rebuilt = false;                    // derived tables were made anew
  std::int64_t had = 0;                    // size of the newest checkpoint known before, when a newer log was given up
  std::int64_t entry = 0;                  // the `restore` entry that says so
  std::filesystem::path aside;             // where the office that was in the folder lies now; empty when there was none
  std::vector<ledger::Finding> findings;   // only with with_findings
  std::vector<std::filesystem::path> cleared;  // what an earlier restore into the same place left when it was killed
};
// All or nothing: everything is made and verified in a folder beside, then renamed. conflict when the folder holds an office, or the
// anchor is of a newer log, and `loss` is not given; denied when it is and the two persons may not. The office that was there is kept
// beside, under another name.
Result<Restored> restore_office(const RestoreRequest& request, const World& world, const OnProgress& progress = {});

struct Rehearsed {
  BackedUp backup;
  Restored restored;
  std::int64_t archive_bytes = 0, backup_ms = 0, restore_ms = 0;
  std::int64_t figures = 0;
  struct Differing {
    std::string expression, here, restored;
  };
  std::vector<Differing> differing;
};
// Backs up, restores into a scratch folder beside the office (SQLite), verifies, compares a fixed set of figures as of the same log
// size, and removes what it made.
Result<Rehearsed> rehearse(Office& office, const people::Who& who, std::string_view passphrase, const OnProgress& progress = {});

// The same of an archive that is there already and promises `log_size` entries; -1: as many as it says itself.
Result<void> rehearse_archive(Office& office, const std::filesystem::path& archive, std::string_view passphrase, std::int64_t log_size, Rehearsed& out,
                              const OnProgress& progress = {});

// The fixed set: for each kind all records, and those late, over all time.
std::vector<std::string> rehearsal_figures(const kinds::Catalogue& catalogue);
}  // namespace youju::app
