// SPDX-License-Identifier: Apache-2.0
// `youju check`: every number of a draft against the ledger, or (--self) against the draft itself. Exit code 1: something to look at.
#include "app/claims_learned.h"
#include "base/io.h"
#include "cli/command.h"
#include "crypto/crypto.h"

namespace youju::cli {
namespace {

Result<app::CheckRequest> read_request(const Call& call, const std::string& file) {
  app::CheckRequest request;
  if (file == "-") {
    TRY(request.pasted, read_standard_input());
  } else {
    request.file = file;
  }
  if (const auto period = call.get("--period")) {
    TRY(request.period, read_period(*period));
  }
  if (const auto year = call.get("--year"); year && !request.period) {
    TRY(request.period, read_period(*year));
  }
  if (const auto as_of = call.get("--as-of")) {
    request.as_of = Date::parse(*as_of);
    if (!request.as_of) return fail(Code::invalid, "cli.bad_date", {{"date", *as_of}});
  }
  request.unit = call.get("--unit");
  return request;
}

// What wants a look first: inconsistent, contradicted, ambiguous, no evidence; within each as in the text.
std::vector<std::size_t> order_of(const app::CheckedDraft& checked) {
  static constexpr int rank[] = {5, 4, 1, 0, 2, 3, 6};
  std::vector<std::size_t> order(checked.judged.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) {
    return rank[static_cast<std::size_t>(checked.judged[a].verdict)] < rank[static_cast<std::size_t>(checked.judged[b].verdict)];
  });
  return order;
}

void print_claims(const Call& call, const app::CheckedDraft& checked) {
  for (const auto i : order_of(checked)) {
    const auto said = app::explain(checked, i, call.lang);
    call.print("");
    call.print(fmt::format("{}. {}  [{}]", i + 1, app::claim_in_words(checked, i), said.verdict));
    for (const auto& sentence : said.sentences) call.print("   " + sentence);
    for (const auto& fix : said.fixes) call.print("   → " + fix);
    if (app::is_finding(checked.judged[i].verdict)) {
      constexpr std::size_t kShown = 8;
      const auto& judged = checked.judged[i];
      for (std::size_t k = 0; k < judged.records.size() && k < kShown; ++k) {
        const auto& row = judged.records[k].row;
        call.print(fmt::format("   - {} {} [{}]", row.happened ? row.happened->from.iso() : "—", row.title, crypto::short_code(row.record.text)));
      }
      const auto more = judged.of_size - static_cast<std::int64_t>(std::min(judged.records.size(), kShown));
      if (more > 0 && !judged.records.empty()) call.print("   - " + call.say("judge.records_more", {{"n", std::to_string(more)}}));
      if (!judged.records.empty()) call.print("   " + call.say("judge.records_line", {{"line", app::list_line(checked, i)}}));
    }
  }
}

// .docx: the draft with comments; .html: a page to read and print.
Result<void> write_review(const Call& call, const app::CheckedDraft& checked, const app::CheckRequest& request, Instant now) {
  const auto to = call.get("--output");
  if (!to) return {};
  std::error_code none;
  if (!request.file.empty() && std::filesystem::equivalent(*to, request.file, none)) return fail(Code::conflict, "judge.same_file", {{"file", *to}});
  const auto ending = std::filesystem::path(*to).extension().string();
  std::string bytes;
  std::size_t beside = 0;
  if (ending == ".docx") {
    if (checked.document.format != "docx") return fail(Code::unsupported, "judge.not_docx", {{"file", checked.name}});
    TRY(auto marked, app::reviewed_docx(checked, request.file, now, call.lang));
    beside = marked.beside.size();
    bytes = std::move(marked.bytes);
  } else if (ending == ".html") {
    bytes = app::review_page(checked, call.lang);
  } else {
    return fail(Code::invalid, "judge.output_ending", {{"file", *to}});
  }
  TRY_OK(write_file(*to, bytes, 0600));
  if (!call.json) call.print(call.say("judge.written", {{"file", *to}}));
  if (beside > 0 && !call.json) call.print(call.say("judge.beside", {{"n", std::to_string(beside)}}));
  return {};
}

int show(const Call& call, const app::CheckedDraft& checked) {
  if (call.json) {
    fmt::print("{}\n", app::to_json(checked).dump(-1, ' ', false, Json::error_handler_t::replace));
  } else {
    call.print(app::coverage_line(checked, call.lang));
    for (const auto& note : checked.document.notes) call.print(words::say(call.lang, note));
    print_claims(call, checked);
  }
  return app::coverage_of(checked).findings > 0 ? 1 : 0;
}

// Without a ledger: the calculations of the text, those that do not add up first.
int show_self(const Call& call, const app::CheckedDraft& checked) {
  const auto& checks = checked.extraction.checks;
  const auto wrong = std::count_if(checks.begin(), checks.end(), [](const auto& c) { return !c.ok; });
  if (call.json) {
    fmt::print("{}\n", app::to_json(checked).dump(-1, ' ', false, Json::error_handler_t::replace));
    return wrong > 0 ? 1 : 0;
  }
  for (const bool ok : {false, true}) {
    for (std::size_t k = 0; k < checks.size(); ++k) {
      if (checks[k].ok == ok) call.print(app::explain_check(checked, k, call.lang));
    }
  }
  call.print(call.say("judge.self_summary", {{"numbers", std::to_string(checked.extraction.numbers.size())}, {"claims", std::to_string(checked.extraction.claims.size())},
                                             {"checks", std::to_string(checks.size())}, {"wrong", std::to_string(wrong)}}));
  return wrong > 0 ? 1 : 0;
}

Result<int> check(const Call& call) {
  if (call.has("--self")) {
    if (call.rest.size() != 1) return fail(Code::invalid, "judge.self_one_file");
    TRY(const auto request, read_request(call, call.rest[0]));
    TRY(const auto checked, app::check_itself(request));
    TRY_OK(write_review(call, checked, request, World{}.clock->now()));
    return show_self(call, checked);
  }
  if (call.rest.size() != 2) return fail(Code::invalid, "judge.two_arguments");
  TRY(const auto request, read_request(call, call.rest[1]));
  TRY(auto opened, open_office(call, call.rest[0], app::Office::Access::read));
  TRY(const auto checked, app::check_draft(*opened.office, opened.who, request));
  TRY_OK(write_review(call, checked, request, opened.office->world().clock->now()));
  return show(call, checked);
}

// ---- what people teach the check ----
Result<UnitId> unit_named(const Call& call, app::Office& office) {
  UnitId unit;
  const auto name = call.get("--unit");
  if (!name) return unit;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    const auto* found = tree.find(UnitId{*name}) != nullptr ? tree.find(UnitId{*name}) : tree.by_name(*name);
    if (found == nullptr) return fail(Code::absent, "app.no_unit", {{"unit", *name}});
    unit = found->id;
    return {};
  }));
  return unit;
}

// The problems of a record that was refused, or what was saved.
Result<int> told(const Call& call, app::Office& office, const app::Taught& taught, const std::string& word, const Args& args) {
  if (const auto* refused = std::get_if<app::Refused>(&taught.saved)) {
    for (const auto& problem : refused->problems) call.note(problem.field + ": " + words::say(call.lang, problem.message));
    return exit_code(Code::invalid);
  }
  TRY_OK(settle(call, office));
  const auto& saved = std::get<app::Saved>(taught.saved);
  if (call.json) {
    Json out{{"record", saved.record.text}, {"entry", saved.entry}, {"state", saved.state}, {"phrase", taught.phrase}};
    if (taught.means != nullptr) out["means"] = taught.means->id.text;
    if (!taught.expression.empty()) out["expression"] = taught.expression;
    call.print_json(out);
  } else {
    auto all = args;
    all["record"] = saved.record.text;
    call.print(call.say(word, all));
  }
  return 0;
}

Result<int> teach(const Call& call) {
  TRY(auto opened, open_office(call, call.rest[0], app::Office::Access::write));
  TRY(const auto unit, unit_named(call, *opened.office));
  TRY(const auto taught, app::propose_phrase(*opened.office, opened.who, unit, call.rest[1], call.rest[2], call.get("--reason").value_or("")));
  const auto lang = call.lang == words::Lang::zh ? "zh" : "en";
  if (taught.meant != nullptr) call.note(call.say("judge.phrase_meant", {{"phrase", taught.phrase}, {"kind", app::name_in(taught.meant->names, lang)}}));
  return told(call, *opened.office, taught, "judge.phrase_proposed", {{"phrase", taught.phrase}, {"kind", app::name_in(taught.means->names, lang)}, {"folder", call.rest[0]}});
}

Result<int> confirm(const Call& call) {
  TRY(auto request, read_request(call, call.rest[1]));
  request.records = 0;
  std::size_t number = 0;
  const auto& typed = call.rest[2];
  const auto [end, wrong] = std::from_chars(typed.data(), typed.data() + typed.size(), number);
  if (wrong != std::errc{} || end != typed.data() + typed.size()) return fail(Code::invalid, "judge.bad_number", {{"text", typed}});
  TRY(auto opened, open_office(call, call.rest[0], app::Office::Access::write));
  TRY(const auto checked, app::check_draft(*opened.office, opened.who, request));
  TRY(const auto taught, app::confirm_reading(*opened.office, opened.who, checked, number, call.rest.size() > 3 ? call.rest[3] : ""));
  return told(call, *opened.office, taught, "judge.reading_confirmed", {{"phrase", taught.phrase}, {"expr", taught.expression}});
}

Result<int> renew(const Call& call) {
  const auto to = call.get("--output");
  const auto year_text = call.get("--year");
  if (!to || !year_text || std::filesystem::path(*to).extension() != ".docx") return fail(Code::invalid, "judge.renew_usage");
  TRY(const auto year, read_period(*year_text));
  TRY(auto request, read_request(call, call.rest[1]));
  request.period.reset();
  if (const auto period = call.get("--period")) {
    TRY(request.period, read_period(*period));
  }
  std::error_code none;
  if (std::filesystem::equivalent(*to, request.file, none)) return fail(Code::conflict, "judge.same_file", {{"file", *to}});
  TRY(auto opened, open_office(call, call.rest[0], app::Office::Access::read));
  TRY(const auto done, app::renew_draft(*opened.office, opened.who, request, year.from.year(), opened.office->world().clock->now(), call.lang));
  TRY_OK(write_file(*to, done.marked.bytes, 0600));
  const auto changes = done.replacements.size() - done.marked.not_replaced.size();
  if (call.json) {
    call.print_json(Json{{"from_year", done.from_year}, {"renewed", done.renewed}, {"without_records", done.without}, {"open", done.open},
                         {"changes", changes}, {"comments", done.comments.size()}, {"changed_parts", done.marked.changed_parts}});
  } else {
    call.print(call.say("judge.renewed", {{"file", *to}, {"changes", std::to_string(changes)}, {"renewed", std::to_string(done.renewed)},
                                          {"without", std::to_string(done.without)}, {"open", std::to_string(done.open)}}));
  }
  return done.without + done.open > 0 ? 1 : 0;
}
}  // namespace

Commands check_commands() {
  const Option period{"--period", "PERIOD", "claim.option_period"}, year{"--year", "Y", "cli.option_year"}, unit{"--unit", "U", "cli.option_unit"},
      as_of{"--as-of", "DATE", "claim.option_as_of"};
  return {
      {"check", "DIR FILE|- [--period 2023] [--unit U] [-o reviewed.docx|review.html]  |  --self FILE|-", "judge.help_check",
       {period, year, as_of, unit, {"--self", "", "judge.option_self"}, {"--output", "FILE", "judge.option_output"}},
       1, 2, check},
      {"check teach", "DIR PHRASE KIND [--unit U] [--reason TEXT]", "judge.help_teach", {unit, {"--reason", "TEXT", "cli.option_reason"}}, 3, 3, teach},
      {"check confirm", "DIR FILE NUMBER ['EXPR'] [--period 2023] [--unit U]", "judge.help_confirm", {period, year, as_of, unit}, 3, 4, confirm},
      {"renew", "DIR report-2023.docx --year 2024 -o draft-2024.docx [--period 2023] [--unit U]", "judge.help_renew",
       {{"--year", "Y", "judge.option_new_year"}, period, as_of, unit, {"--output", "FILE", "judge.option_renew_output"}},
       2, 2, renew},
  };
}
}  // namespace youju::cli
