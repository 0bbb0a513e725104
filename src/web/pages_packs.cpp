// SPDX-License-Identifier: Apache-2.0
// Packs in force, what waits for the second person, what a change would do, and the decision.
#include <algorithm>

#include "app/packs_change.h"
#include "app/records.h"
#include "view/admin_packs.h"
#include "web/handlers_admin.h"

namespace youju::web {
namespace {
using people::Right;
using ChangeState = app::PackChange::State;

std::string version_label(const app::PackChange& change) { return change.pack + " " + change.version; }
std::string pack_state_word(const Ask& ask, ChangeState state) { return ask.here.say("packs.state_" + std::string(app::state_name(state))); }
std::string account_named_in(const std::map<std::string, std::string>& names, const AccountId& id) {
  const auto found = names.find(id.text);
  return found == names.end() ? id.text : found->second;
}

// count(kind; …; 2023) as people say it.
std::string figure_said(const Ask& ask, const app::FigureChange& one, const std::map<KindId, std::string>& fresh) {
  const auto found = fresh.find(one.kind);
  const auto kind = found == fresh.end() ? kind_name(ask, one.kind) : found->second;
  const auto function = one.expr.substr(0, one.expr.find('('));
  const auto year = one.expr.substr(one.expr.size() - 5, 4);
  return ask.here.say("packs.figure_" + function, {{"kind", kind}, {"year", year}});
}

// Kinds the files bring that are not in force yet, by name.
std::map<KindId, std::string> fresh_names(const Ask& ask, const app::PackFiles& files) {
  std::map<KindId, std::string> out;
  const auto loaded = kinds::load_pack(files, {});
  if (const auto* pack = std::get_if<kinds::Pack>(&loaded))
    for (const auto& kind : pack->kinds) out[kind.id] = app::name_in(kind.names, ask.lang_id());
  return out;
}

Result<Reply> packs_page(Ask& ask) {
  view::AdminPacks content;
  content.may_edit = may_whole(ask, Right::manage_packs);
  // What is in force is everybody's to see; what is asked for, theirs who manage packs or sign.
  auto read = app::pack_changes(ask.office, ask.who);
  if (!read && read.error().code != Code::denied) return fail(std::move(read).error());
  const auto changes = read ? std::move(*read) : std::vector<app::PackChange>{};
  content.may_look = read.has_value();
  TRY(const auto names, names_of_accounts(ask));
  std::vector<const kinds::Pack*> in_force;
  for (const auto& name : ask.office.shelf().names()) {
    const auto* pack = ask.office.shelf().find(name.substr(0, name.find('@')));
    if (pack != nullptr && std::find(in_force.begin(), in_force.end(), pack) == in_force.end()) in_force.push_back(pack);
  }
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    for (const auto* pack : in_force) {
      TRY(const auto history, ask.office.ledger().history(session, pack->id, false));
      const auto label = pack->id + "@" + pack->version;
      const auto entry = std::find_if(history.rbegin(), history.rend(), [&](const ledger::Entry& one) { return one.head.pack == label; });
      const bool known = entry != history.rend();
      content.packs.push_back({pack->id, app::name_in(pack->names, ask.lang_id()), pack->version, known ? ask.here.moment(entry->at.iso()) : "", known && !entry->head.actor.empty() ? account_named_in(names, entry->head.actor) : ask.here.say("units.by_program"),
                               pack->digest.substr(0, 12), pack->layer});
    }
    return {};
  }));
  for (const auto& newer : app::newer_packs(ask.office)) {
    const auto* pack = ask.office.shelf().find(newer.id);
    content.newer.push_back({newer.id, app::name_in(pack->names, ask.lang_id()), newer.in_force, newer.carried});
  }
  for (const auto& change : changes)
    content.changes.push_back({change.id, version_label(change), pack_state_word(ask, change.state), ask.here.moment(change.changed_at.iso()), account_named_in(names, change.changed_by), change.note, change.state == ChangeState::waiting || change.state == ChangeState::draft});
  TRY(const auto frame, admin_frame(ask, "/admin/packs", ask.here.say("admin.title")));
  return html(view::page(frame, view::admin_packs(frame, content)));
}

Result<Reply> change_page(Ask& ask, const app::PackChange& change, view::PackChangePage content, int status) {
  TRY(const auto names, names_of_accounts(ask));
  TRY(content.effect, pack_effect_of(ask, change.files));
  content.id = change.id, content.what = version_label(change), content.digest = change.digest, content.state = std::string(app::state_name(change.state));
  if (content.note.empty()) content.note = change.note;
  content.own_layer = change.pack == app::kOwnPack;
  const auto fact = [&](const char* word, std::string value) {
    if (!value.empty()) content.facts.emplace_back(ask.here.say(word), std::move(value));
  };
  fact("packs.state", pack_state_word(ask, change.state));
  fact("packs.why", change.note);
  std::string editors;
  for (const auto& editor : change.editors) editors += (editors.empty() ? "" : ask.here.chinese() ? "、" : ", ") + account_named_in(names, editor);
  fact("packs.editors", editors);
  fact("packs.when", ask.here.moment(change.changed_at.iso()));
  if (!change.decided_by.empty()) fact("packs.decided_by", account_named_in(names, change.decided_by) + " · " + ask.here.moment(change.decided_at));
  fact("packs.why_not", change.state == ChangeState::declined ? change.decision : "");
  fact("packs.digest", change.digest.substr(0, 16));
  for (const auto& file : change.files) content.files.push_back({file.path, file.bytes});
  const bool mine = std::find(change.editors.begin(), change.editors.end(), ask.who.account) != change.editors.end();
  const bool manages = may_whole(ask, Right::manage_packs);
  content.may_submit = change.state == ChangeState::draft && manages && content.effect.problems.empty();
  content.may_decide = change.state == ChangeState::waiting && !mine && (manages || may_whole(ask, Right::sign));
  content.may_drop = mine && manages && (change.state == ChangeState::draft || change.state == ChangeState::waiting);
  TRY(auto frame, admin_frame(ask, "/admin/packs", ask.here.say("packs.change_of", {{"what", content.what}})));
  frame.path = {{"/admin/packs", ask.here.say("admin.packs")}};
  return html(view::page(frame, view::pack_change_page(frame, content)), status);
}

Result<Reply> after_change(Ask& ask, Result<void> done, const std::string& address) {
  if (done) return see_other(ask.here.to(address));
  if (!can_be_told(done.error())) return fail(std::move(done).error());
  TRY(const auto change, app::pack_change(ask.office, ask.who, ask.part()));
  view::PackChangePage content;
  content.note = std::string(ask.form.get("note"));
  content.wrong.push_back({"", ask.here.say(done.error().message)});
  return change_page(ask, change, std::move(content), http_status(done.error().code));
}
}  // namespace

Result<view::PackEffect> pack_effect_of(Ask& ask, const app::PackFiles& files) {
  TRY(const auto judged, app::judge_pack(ask.office, ask.who, files));
  view::PackEffect out;
  for (const auto& problem : judged.problems) out.problems.push_back({problem.file + (problem.line > 0 ? ":" + std::to_string(problem.line) : ""), ask.here.say(problem.message)});
  for (const auto& difference : judged.differences) out.differences.push_back(ask.here.say(difference.message));
  const auto fresh = fresh_names(ask, files);
  for (const auto& one : judged.figures) out.figures.push_back({figure_said(ask, one, fresh), one.expr, one.before, one.after});
  out.unchanged = judged.unchanged, out.deadlines_closed = judged.deadlines_closed;
  for (const auto& one : judged.deadlines) out.deadlines.push_back({one.row.title.empty() ? one.row.record.text : one.row.title, "/records/" + one.row.record.text, ask.here.day(one.before.iso()), ask.here.day(one.after.iso())});
  return out;
}

Result<Reply> show_packs(Ask& ask) { return packs_page(ask); }

Result<Reply> show_pack_change(Ask& ask) {
  TRY(const auto change, app::pack_change(ask.office, ask.who, ask.part()));
  return change_page(ask, change, {}, 200);
}

Result<Reply> submit_change_asked(Ask& ask) {
  return after_change(ask, app::submit_pack_change(ask.office, ask.who, ask.part(), std::string(ask.form.get("note"))), "/admin/packs/changes/" + view::percent_encoded(ask.part()));
}

Result<Reply> decide_change_asked(Ask& ask) {
  const bool adopt = ask.form.get("adopt") == "1";
  auto done = app::decide_pack_change(ask.office, ask.who, ask.part(), std::string(ask.form.get("digest")), adopt, std::string(ask.form.get("reason")));
  if (done) note_event(ask, "packs_changed", adopt ? "adopt" : "decline", ask.part(), "ok");
  return after_change(ask, std::move(done), "/admin/packs/changes/" + view::percent_encoded(ask.part()));
}

Result<Reply> drop_change_asked(Ask& ask) { return after_change(ask, app::drop_pack_change(ask.office, ask.who, ask.part()), "/admin/packs"); }

Result<Reply> show_carried(Ask& ask) {
  for (const auto& newer : app::newer_packs(ask.office)) {
    if (newer.id != ask.part()) continue;
    view::PackChangePage content;
    content.carried = newer.id, content.what = newer.id + " " + newer.carried;
    TRY(content.effect, pack_effect_of(ask, newer.files));
    content.facts = {{ask.here.say("packs.in_force"), newer.in_force}, {ask.here.say("packs.carried"), newer.carried}};
    for (const auto& file : newer.files) content.files.push_back({file.path, file.bytes});
    TRY(auto frame, admin_frame(ask, "/admin/packs", ask.here.say("packs.change_of", {{"what", content.what}})));
    frame.path = {{"/admin/packs", ask.here.say("admin.packs")}};
    return html(view::page(frame, view::pack_change_page(frame, content)));
  }
  return fail(Code::absent, "packs.nothing_newer", {{"pack", ask.part()}});
}

Result<Reply> ask_for_carried_asked(Ask& ask) {
  TRY(const auto change, app::ask_for_carried(ask.office, ask.who, ask.part()));
  return see_other(ask.here.to("/admin/packs/changes/" + change.id));
}
}  // namespace youju::web
