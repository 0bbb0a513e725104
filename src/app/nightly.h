// SPDX-License-Identifier: Apache-2.0
// What an office does every night: seal, verify every byte, back up, restore that very back-up and compare, remove what nothing names and
// what a kill left.
#pragma once
#include "app/backup.h"

namespace youju::app {

struct NightlyRequest {
  std::filesystem::path out;  // folder of the back-ups, better on another machine's disk
  std::string passphrase;
  int keep = 14;              // back-ups kept there; older ones go only after a night without faults
};
struct Nightly {
  struct Step {
    std::string name;         // seal, verify, back_up, rehearse, reap, sweep, thin
    bool good = false;
    Message message;          // what was done, or why not
    bool damage = false;      // not done because bytes are not what they were
  };
  std::vector<Step> steps;
  std::filesystem::path archive;
  bool good() const;
  bool damage() const;
};
// Needs the right to back up. A step that fails does not hinder the next ones that make sense without it.
Result<Nightly> run_nightly(Office& office, const people::Who& who, const NightlyRequest& request, const OnProgress& progress = {});
}  // namespace youju::app
