// SPDX-License-Identifier: Apache-2.0
// Administration: back-ups and their rehearsal, health, retention and erasure, the audit view.
#pragma once
#include "view/admin.h"

namespace youju::view {
struct KeepingPage {
  std::string folder, passphrase_file, at;
  bool said = false;              // the folder stands in youju.toml
  struct Doing {
    std::string what, since, progress;
    int percent = 0;
  };
  std::optional<Doing> doing;
  struct Archive {
    std::string name, when, size, rehearsed;
    bool good = false, tried = false;
  };
  std::vector<Archive> archives;
  struct Night {
    std::string when;
    bool good = false;
    std::vector<std::pair<bool, std::string>> steps;
  };
  std::optional<Night> night;
  struct Line {
    std::string what, when, by, took, said;
    bool good = false, over = true;
  };
  std::vector<Line> lately;
  std::vector<Wrong> wrong;
};
Html keeping_page(const Frame& frame, const KeepingPage& content);

struct HealthPage {
  enum class Level { good, known, wrong };
  struct Line {
    Level level = Level::known;
    std::string name, value, hint;
  };
  std::vector<Line> lines;
  std::int64_t wrong = 0;
};
Html health_page(const Frame& frame, const HealthPage& content);

struct RetentionPage {
  struct Kind {
    std::string id, name, rule, until, due;
  };
  std::vector<Kind> kinds;
  std::string shown, shown_name;   // the kind looked at
  struct Record {
    std::string id, title, day, held;
  };
  std::vector<Record> records;
  struct Order {
    std::string id, number, object, state, when, by;
    bool waits = false, mine = false, done = false;
  };
  std::vector<Order> orders;
  std::string object, number, basis;
  bool open = true, may_ask = false;
  std::vector<Wrong> wrong;
};
Html retention_page(const Frame& frame, const RetentionPage& content);

struct ErasureProofPage {
  std::string id, number, basis, object, by, second, when, state, entry;
  bool done = false, good = false, sealed = false, may_decide = false;
  struct Target {
    std::string entry, type, when, gone;
    bool good = false;
  };
  std::vector<Target> targets;
  std::vector<std::string> stays;  // what the law keeps, and what is out of reach
  std::string record;              // address of the record, "" for a person
  std::vector<Wrong> wrong;
};
Html erasure_proof_page(const Frame& frame, const ErasureProofPage& content);

struct AuditPageShown {
  struct Line {
    std::string at, event, who, action, object, result;
    bool closed = false;
  };
  std::vector<Line> lines;
  std::string next;                // address of older ones
  std::string csv;                 // address of the copy
  std::vector<Field> filters;
  struct Inquiry {
    std::string id, whom, incident, reason, days, state, asked;
    bool waits = false, mine = false;
  };
  std::vector<Inquiry> inquiries;
  std::vector<Field> ask;          // the form of an inquiry
  bool may_ask = false;
  std::vector<Wrong> wrong;
};
Html audit_page(const Frame& frame, const AuditPageShown& content);
}  // namespace youju::view
