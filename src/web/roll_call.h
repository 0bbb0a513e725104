// SPDX-License-Identifier: Apache-2.0
// The roster of the day as a roll: everybody is there unless it is said otherwise. It fills the fields a kind has for who was due, present,
// excused and exempt, and the head counts follow from these.
#pragma once
#include "web/handlers_records.h"

namespace youju::web {
// Kinds with a field for who was present, and one for who was not.
bool has_roll(const kinds::Kind& kind);
// The roll of a unit on a day as the form shows it. What the form said of a person is kept; else what the texts say.
Result<view::RollCall> roll_of(Ask& ask, const kinds::Kind& kind, const UnitId& unit, const FieldTexts& texts);
// Puts what the form's roll says into the texts. False when the roster of that day is another than the one the form showed.
Result<bool> take_roll(Ask& ask, const kinds::Kind& kind, const UnitId& unit, FieldTexts& texts);
}  // namespace youju::web
