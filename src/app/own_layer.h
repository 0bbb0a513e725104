// SPDX-License-Identifier: Apache-2.0
// The office's own layer written from forms: each wish becomes TOML in its files (docs/format/pack.md), which the loader judges like any pack.
#pragma once
#include "app/packs_change.h"

namespace youju::app {

struct OwnRule {                 // how often it is due; `every` empty = no rule
  std::string every;             // month quarter half_year year
  int times = 1;
  std::string source;            // document and article
};
struct OwnField {
  std::string zh, en;
  std::string type = "text";     // names of kinds::FieldType
  std::string role;              // person, persons
  std::string measure;           // number
  std::vector<std::string> choices;  // one a line: 中文 or 中文/English
  bool required = false;
};
struct OwnKind {
  std::string zh, en, describes_zh, describes_en, measure;
  std::string flow = "simple";   // simple: recorded; checked: a second person checks; planned: planned, then held or cancelled
  bool period = false;
  int keep_years = 10;
  OwnRule rule;
  std::vector<OwnField> fields;
};
struct OwnDays {
  int year = 0;
  bool works = false;            // make-up days; else days off
  std::string zh, en, source;
  std::vector<Date> days;
  bool whole = false;            // the official table of the year: it is no longer provisional
};

// Each gives the files with the wish added; nothing else in them changes. Problems name the field of the form.
std::variant<PackFiles, Problems> with_field(PackFiles files, const kinds::Catalogue& catalogue, const KindId& kind, const OwnField& field);
std::variant<PackFiles, Problems> with_rule(PackFiles files, const kinds::Catalogue& catalogue, const KindId& kind, const OwnRule& rule);
std::variant<PackFiles, Problems> with_words(PackFiles files, const KindId& kind, const std::vector<std::string>& synonyms, const std::vector<std::string>& require);
std::variant<PackFiles, Problems> with_kind(PackFiles files, const kinds::Catalogue& catalogue, const OwnKind& kind);
std::variant<PackFiles, Problems> with_days(PackFiles files, const OwnDays& days);
}  // namespace youju::app
