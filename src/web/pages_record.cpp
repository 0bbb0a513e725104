// SPDX-License-Identifier: Apache-2.0
// The page of one record, of any kind.
#include "view/record.h"

#include <algorithm>

#include "app/gaps.h"
#include "base/text.h"
#include "web/handlers_records.h"
#include "web/handlers_tell.h"
#include "web/handlers_trust.h"
#include "web/record_history.h"

namespace youju::web {
namespace {
std::string size_text(std::int64_t bytes) {
  if (bytes < 1024) return std::to_string(bytes) + " B";
  if (bytes < 1024 * 1024) return std::to_string(bytes / 1024) + " KB";
  return std::to_string(bytes / (1024 * 1024)) + "." + std::to_string(bytes / (1024 * 103) % 10) + " MB";
}

std::string type_word(const std::string& type) {
  const auto tail = type.substr(type.rfind('/') + 1);
  if (tail.find("wordprocessingml") != tail.npos) return "DOCX";
  if (tail.find("spreadsheetml") != tail.npos) return "XLSX";
  if (type == "text/plain") return "TXT";
  std::string out;
  for (const char c : tail.substr(0, 12)) out += static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
  return out;
}

Result<std::vector<view::Fact>> facts_shown(Ask& ask, const app::View& record) {
  const auto lang = ask.lang_id();
  std::vector<view::Fact> out;
  if (record.row.happened) out.push_back({app::name_in(record.kind->happened_names, lang), days_of(ask.here, record.row)});
  for (const auto& [name, value] : record.fields) {
    view::Fact fact{name, value};
    for (const auto& field : record.kind->fields) {
      if (app::name_in(field.names, lang) != name) continue;
      if (field.type == kinds::FieldType::url) fact.outside = value;
      if (field.type != kinds::FieldType::record) continue;
      TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
        TRY(const auto row, index::current(session, RecordId(value)));
        const bool open = row && std::find(ask.readable.begin(), ask.readable.end(), row->unit) != ask.readable.end();
        if (open) fact.value = row->title.empty() ? kind_name(ask, row->kind) : row->title, fact.address = ask.here.to("/records/" + row->record.text);
        return {};
      }));
    }
    out.push_back(std::move(fact));
  }
  return out;
}

std::vector<view::EvidenceItem> evidence_shown(Ask& ask, const app::View& record) {
  std::vector<view::EvidenceItem> out;
  for (const auto& file : record.evidence) {
    view::EvidenceItem item;
    item.entry = file.entry;
    item.name = file.name;
    item.type = type_word(file.media_type);
    item.size = size_text(file.size);
    item.superseded = !file.superseded_by.empty();
    if (const auto* field = record.kind->field(file.role)) item.role = app::name_in(field->names, ask.lang_id());
    std::error_code wrong;
    item.gone = file.digest.empty() || !std::filesystem::exists(ask.office.evidence().path_of(file.digest), wrong);
    item.image = file.media_type == "image/png" || file.media_type == "image/jpeg" || file.media_type == "image/webp";
    if (!item.gone) {
      auto others = ask.office.read([&](db::Session& session) -> Result<void> {
        TRY(const auto carriers, index::records_with_evidence(session, file.digest));
        item.elsewhere = static_cast<int>(carriers.size()) - 1;
        return {};
      });
      if (!others) item.elsewhere = 0;
    }
    out.push_back(std::move(item));
  }
  return out;
}

std::vector<view::StepChoice> steps_shown(Ask& ask, const app::View& record) {
  std::vector<view::StepChoice> out;
  bool main_given = false;
  for (const auto& step : record.steps) {
    const auto* transition = record.kind->transition(step.id);
    if (transition == nullptr) continue;
    view::StepChoice choice{step.id, step.name, step.shown, step.standing.allowed ? "" : ask.here.say(step.standing.why_not), {}, step.standing.allowed};
    choice.gives_up = transition->to == "void";
    choice.asks_reason = transition->reason;
    if (step.standing.approvals_needed > 1) choice.approvals = ask.here.say("record.approvals", {{"have", std::to_string(step.standing.approvals_have)}, {"needed", std::to_string(step.standing.approvals_needed)}});
    choice.main = choice.allowed && !choice.gives_up && !choice.asks_reason && !main_given;
    main_given = main_given || choice.main;
    if (choice.gives_up && !choice.allowed && record.row.state != "void") continue;  // nobody asks why they may not void
    out.push_back(std::move(choice));
  }
  std::stable_partition(out.begin(), out.end(), [](const auto& step) { return step.allowed && !step.gives_up; });
  std::stable_partition(out.begin(), out.end(), [](const auto& step) { return !(step.allowed && step.gives_up); });
  return out;
}

Result<void> count_it(Ask& ask, const app::View& record, view::RecordPage& page) {
  const auto& row = record.row;
  const auto* state = record.kind->state(row.state);
  if (!row.counts) {
    page.why_not_counted = ask.here.say(row.happened ? "record.not_counted" : "record.not_counted_no_day", {{"state", state == nullptr ? row.state : app::name_in(state->names, ask.lang_id())}});
    return {};
  }
  std::vector<KindId> kinds_of{row.kind};
  for (auto entry = record.history.rbegin(); entry != record.history.rend(); ++entry) {
    if (entry->head.type != ledger::EntryType::version) continue;
    kinds_of.insert(kinds_of.end(), entry->head.also.begin(), entry->head.also.end());
    break;
  }
  const int year = row.happened ? row.happened->from.year() : ask.here.year;
  return ask.office.read([&](db::Session& session) -> Result<void> {
    const auto context = figure_context(ask, row.unit, Period::year(year));
    for (const auto& id : kinds_of) {
      const auto text = "count(" + id.text + ")";
      TRY(const auto expression, figures::parse(text, ask.office.catalogue(), *ask.units, year));
      TRY(const auto figure, figures::evaluate(session, expression, context));
      page.counted.push_back({text, kind_name(ask, id), figure.value ? figure.value->text() : "—", figure.measure});
    }
    return {};
  });
}

Result<void> check_it(Ask& ask, const app::View& record, view::RecordPage& page) {
  return ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto note, ask.office.ledger().last_checkpoint(session));
    if (note) {
      TRY(const auto checkpoint, ask.office.ledger().keys().open(*note));
      page.sealed = static_cast<std::uint64_t>(record.row.entry) < checkpoint.size;
    }
    if (record.row.state == "void") return {};
    TRY(const auto facts, app::facts_of(session, ask.office, record.row));
    if (facts.kind == nullptr) return {};
    for (const auto& finding : kinds::run_checks(*facts.kind, facts.facts, ask.office.calendar(), ask.office.today()))
      page.findings.emplace_back(finding.check->id, app::name_in(finding.check->message, ask.lang_id())), page.gaps.push_back({app::name_in(finding.check->message, ask.lang_id()), finding.reason.args.empty() ? std::string{} : ask.here.say(finding.reason)});
    return {};
  });
}

view::RecordPage head_of_page(Ask& ask, const app::View& record) {
  const auto& row = record.row;
  view::RecordPage page;
  page.id = row.record.text;
  page.kind = app::name_in(record.kind->names, ask.lang_id());
  page.kind_id = row.kind.text;
  page.unit = ask.unit_name(row.unit);
  page.state_id = row.state;
  page.state = state_name(ask, row.kind, row.state);
  page.day = row.happened ? days_of(ask.here, row) : "";
  page.entered = ask.here.moment(row.first_entered.iso());
  page.number = row.number;
  page.counts = row.counts;
  page.on_time = row.timing != index::Timing::late;
  if (row.counts && row.timing == index::Timing::late) page.timing = ask.here.say("record.late") + " ";
  const auto* state = record.kind->state(row.state);
  const bool may_write = ask.may(people::Right::write, row.unit);
  page.may_change = may_write && (state == nullptr || !state->final);
  page.may_attach = may_write && !record.kind->no_content && row.state != "void";
  for (const auto& field : record.kind->fields)
    if (field.type == kinds::FieldType::file) page.roles.emplace_back(field.id, app::name_in(field.names, ask.lang_id()));
  return page;
}
}  // namespace

Result<Reply> record_reply(Ask& ask, const RecordId& id, const std::vector<std::string>& wrong, int status, const StepTried& tried) {
  TRY(const auto record, app::view_record(ask.office, ask.who, id, ask.lang_id()));
  auto page = head_of_page(ask, record);
  page.wrong = wrong;
  TRY(page.facts, facts_shown(ask, record));
  page.evidence = evidence_shown(ask, record);
  page.steps = steps_shown(ask, record);
  for (auto& step : page.steps) {
    if (!step.allowed || step.shown.empty()) continue;
    step.asked = code_asked(ask);
    if (step.id == tried.step) step.code_problem = tried.code_problem, step.reason = tried.reason;
  }
  TRY(page.past, past_of(ask, record));
  TRY_OK(count_it(ask, record, page));
  TRY_OK(check_it(ask, record, page));
  CommentParts parts;
  for (const auto& [check, text] : page.findings) parts.emplace_back("check:" + check, text);
  TRY(page.comments, comments_under(ask, app::About::record, page.id, record.row.unit, std::move(parts), !record.kind->no_content));
  TRY(auto frame, frame_of(ask, "records", record.row.title.empty() ? page.kind + " " + page.day : record.row.title));
  frame.path = {{"/records", ask.here.say("records.title")}, {"/records?kind=" + page.kind_id, page.kind}};
  using view::button_link;
  if (page.may_change) frame.action = button_link(ask.here.to("/records/" + page.id + "/edit"), ask.here.say("record.change"), true);
  if (frame.can_write) frame.action = view::row_of(button_link(ask.here.to("/records/new", {{"copy", page.id}}), ask.here.say("records.copy_this")), frame.action);
  auto there = ask.here;
  there.unit = record.row.unit.text;
  if (record.row.happened) there.year = record.row.happened->from.year();
  return html(view::record_page(frame, there, page), status);
}

Result<Reply> show_record(Ask& ask) { return record_reply(ask, RecordId(ask.part()), {}, 200); }

// ---- shared ----
Result<index::RecordRow> readable_record(Ask& ask, const RecordId& record) {
  std::optional<index::RecordRow> row;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(row, index::current(session, record));
    return {};
  }));
  if (!row || std::find(ask.readable.begin(), ask.readable.end(), row->unit) == ask.readable.end()) return fail(Code::absent, "app.no_record", {{"record", record.text}});
  return *row;
}
std::string days_of(const view::Here& here, const index::RecordRow& row) {
  return row.happened ? here.days(row.happened->from.iso(), row.happened->to.iso()) : std::string("—");
}
std::string state_name(Ask& ask, const KindId& id, const std::string& state) {
  const auto* kind = ask.office.catalogue().find(id);
  const auto* found = kind == nullptr ? nullptr : kind->state(state);
  return found == nullptr ? state : app::name_in(found->names, ask.lang_id());
}
figures::Context figure_context(Ask& ask, const UnitId& unit, Period period) {
  figures::Context context;
  context.catalogue = &ask.office.catalogue();
  context.units = ask.units.get();
  context.unit = unit;
  context.period = period;
  context.today = ask.office.today();
  return context;
}
}  // namespace youju::web
