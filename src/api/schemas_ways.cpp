// SPDX-License-Identifier: Apache-2.0
// What is sent and answered about reports on their way and after it, and about statements.
#include "api/schema.h"

namespace youju::api {
NamedSchemas way_schemas() {
  const auto maybe = or_null(text());
  const auto compared = object({must("key", text()), must("title", text()), must("was", maybe), must("is", maybe), must("was_expr", maybe), must("expr", maybe), must("difference", maybe), must("other_rule", flag())});
  const auto adopted = object({must("key", text()), must("title", text()), must("was", text()), must("is", maybe)});
  const auto asked = object({must("account", text(64)), must("part", one_of_words({"review", "sign"})), may("due", day())});
  return {
      {"RoundList", object({must("rounds", list_of(object({must("report", text()), must("title", text()), must("state", text()), must("holder", maybe), must("due", or_null(day())),
                                                           must("mine", flag()), must("url", text())})))})},
      {"RoundPeople", object({must("people", list_of(object({must("account", text()), must("name", text()), must("review", flag()), must("sign", flag())})))})},
      {"RoundWanted", object({must("people", list_of(asked, 10)), may("note", text(2000))})},
      {"ReturnWanted", object({must("shown", text(128)), must("reason", Json{{"type", "string"}, {"minLength", 1}, {"maxLength", 2000}})})},
      {"ComparedFigure", compared},
      {"ReportChanges", object({must("report", text()), must("since", one_of_words({"nothing", "seen", "before", "last_year"})), must("before", maybe), must("figures", list_of(ref("ComparedFigure"))),
                                must("unchanged", count()), must("paragraphs", list_of(object({must("was", maybe), must("is", maybe)}))), must("same_paragraphs", count()),
                                must("other_template", flag()), must("not_compared", maybe)})},
      {"ReportComparison", object({must("report", text()), must("before", maybe), must("before_signed", flag()), must("figures", list_of(ref("ComparedFigure"))),
                                   must("others", list_of(object({must("id", text()), must("title", text()), must("made_at", moment())}))), must("not_compared", maybe)})},
      {"AdoptedReport", object({must("report", text()), must("shown", text()), must("found", count()), must("changed", list_of(adopted)), must("missing", list_of(adopted)),
                                must("other_numbers", list_of(text())), must("url", text())})},
      {"ShownPublicly", object({must("report", text()), must("level", one_of_words({"nothing", "values", "rules", "records"})), must("code", text()), must("address", maybe)})},
      {"PublicWanted", object({must("level", one_of_words({"nothing", "values", "rules", "records"})), may("code", text(20))})},
      {"GapExplained", object({must("kind", text(200)), may("unit", text(200)), must("period", text(40)), may("rule", text(60)), must("reason", text(2000)), may("basis", text(2000))})},
      {"ZeroStated", object({must("kind", text(200)), may("unit", text(200)), must("period", text(40))})},
      {"PhraseProposed", object({must("phrase", text(200)), must("kind", text(200)), may("unit", text(200)), may("reason", text(2000))})},
  };
}
}  // namespace youju::api
