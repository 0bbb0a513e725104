// SPDX-License-Identifier: Apache-2.0
// Definitions as a pack writes them, each with its place, before patterns are filled in and additions laid
// over.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "kinds/kinds.h"
#include "kinds/toml_node.h"

namespace youju::kinds {

struct Spot {
  std::string file;
  int line = 0;
};

// A field as written; `given` are the keys that stood there (a kind may repeat a pattern's field with a few
// keys).
struct FieldText {
  Field field;
  std::set<std::string> given;
  Spot spot;
};

// A [[kind]] or [[pattern]]. `spots` finds the line of a part: "field:topic", "state:held", "check:sign_in" …
struct KindText {
  Kind kind;
  bool pattern = false;
  std::string like;
  std::set<std::string> given;
  std::vector<FieldText> fields;
  std::map<std::string, Spot> spots;
  Spot spot;
  std::string pack_id;

  Spot spot_of(const std::string& part) const {
    const auto found = spots.find(part);
    return found == spots.end() ? spot : found->second;
  }
};

struct FieldWords {  // more words for a field or one of its choices
  std::string field, choice;
  std::vector<std::string> synonyms;
  Spot spot;
};
struct StricterTransition {
  std::string id;
  bool other_person = false, reason = false;
  int approvals = 0;
  Spot spot;
};

// An [[extend]]: what a later pack adds to an earlier one's kind.
struct ExtensionText {
  std::string kind;
  std::vector<std::string> synonyms, require;
  std::optional<int> late_after, keep_years;
  std::vector<FieldText> fields;
  std::vector<FieldWords> words;
  std::vector<StricterTransition> transitions;
  std::vector<Cadence> cadences;
  std::vector<Check> checks;
  std::map<std::string, Spot> spots;
  Spot spot;
};

struct PackSource {
  std::vector<KindText> kinds;  // patterns too
  std::vector<ExtensionText> extensions;
  Spot spot;  // of pack.toml
};

// kind_read.cpp: [[kind]], [[pattern]] and [[extend]] of one file.
void read_kind_file(const Node& root, const std::string& file, PackSource& source, PackProblems& problems);
// field_read.cpp
FieldText read_field(const Node& node, const std::string& file, PackProblems& problems);
std::vector<Choice> read_choices(const std::vector<const Node*>& nodes, const std::string& file,
                                 PackProblems& problems);
// Names of the door's enumerations as packs write them.
const std::vector<std::string>& field_type_names();
const std::vector<std::string>& person_role_names();
const std::vector<std::string>& right_names();

// kind_resolve.cpp: patterns filled in and the kind checked as a whole, the restraint rules included. `known`
// finds patterns and kinds this one may be like. Nothing when something is wrong (then there is a problem).
using KnownTexts = std::map<std::string, const KindText*>;
std::optional<KindText> resolve_kind(const KindText& text, const KnownTexts& known, PackProblems& problems);
// extend.cpp: lays an addition over a kind.
void extend_kind(KindText& text, const ExtensionText& extension, PackProblems& problems);
// kind_check.cpp: everything that can be wrong with a finished kind on its own.
void check_kind(const KindText& text, PackProblems& problems);
// restraint.cpp: rules 1–3 of docs/not-built.md on a finished kind.
void check_restraint(const KindText& text, PackProblems& problems);
}  // namespace youju::kinds
