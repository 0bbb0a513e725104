// SPDX-License-Identifier: Apache-2.0
// The full form of a record of any kind: made from what its pack says, for new ones and for changes.
#pragma once
#include "view/frame.h"

namespace youju::view {

struct PersonTick {
  std::string id, name;
  bool ticked = false;
};
// One field of the kind and how it is filled in.
struct RecordControl {
  enum class As { one, days, people, files };
  As as = As::one;
  Field field;
  std::string until = {};               // days: the last one; field.value is the first
  std::vector<PersonTick> people = {};  // people: the roster; field.value holds those that are not on it
};
// Everybody on the roster of the day, each with what is said of them; only who was not there is touched.
struct RollPerson {
  std::string control, name, mark;
};
struct RollCall {
  std::string day;
  std::vector<std::pair<std::string, std::string>> marks;  // the first is what is taken when nothing is said
  std::vector<RollPerson> people;
  std::string problem;    // the roster of that day is another …
  bool too_many = false;  // for a list of names
};
struct RecordForm {
  std::string address;                  // where it is sent
  std::string kind_id, description;
  std::int64_t expected = 0;            // version that is changed; 0: a new record
  std::string saw_conflict;             // somebody changed it meanwhile: who and when
  std::vector<std::pair<std::string, std::string>> changed_meanwhile;  // field, what it says now
  std::vector<RecordControl> controls;
  std::vector<std::pair<std::string, std::string>> units, states;  // to choose from; none: not asked
  std::string unit, state;
  std::vector<std::string> roster;      // names offered for persons
  std::vector<Wrong> wrong;
  std::string reason;
  bool asks_reason = false, takes_files = false;
  bool offers_roll = false;             // the roll can be called
  std::string roll_behind;              // name of the control it stands behind
  std::optional<RollCall> roll;         // it is called
  std::string copy_last;                // address of this form filled like the last record of the kind
  std::string back;                     // where "cancel" leads
};
// One field of the form, with its label, hint and problem.
Html record_control(const Here& here, const RecordControl& control);
Html record_form_page(const Frame& frame, const RecordForm& form);
}  // namespace youju::view
