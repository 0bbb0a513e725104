// SPDX-License-Identifier: Apache-2.0
// What is due, in the reader's words: for pages, the calendar feed, mail and reminders alike.
#pragma once
#include "app/due.h"
#include "words/words.h"

namespace youju::app {
std::string rule_text(words::Lang lang, const kinds::Kind& kind, const kinds::Cadence& rule);
// What there is to do: "2 more (once a month)", "to reach “answered”" …
std::string due_text(words::Lang lang, const DueItem& item);
// Its title: the record's, else the rule's source.
std::string due_title(const DueItem& item);
}  // namespace youju::app
