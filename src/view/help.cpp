// SPDX-License-Identifier: Apache-2.0
#include "view/help.h"

namespace youju::view {
namespace {
struct Chapter {
  const char *id, *title, *text, *address, *link;
};
bool may_follow(const Here& here, const Chapter& one) {
  const std::string_view to = one.address;
  return to == "/records/new" || to == "/records/scans" ? here.writes : to == "/import" || to == "/records/grid" ? here.imports : true;
}
constexpr Chapter kChapters[] = {
    {"record", "help.record", "help.record_text", "/records/new", "help.record_link"},   {"import", "help.import", "help.import_text", "/import", "help.import_link"},
    {"many", "grid.help_title", "grid.help", "/records/grid", "grid.help_link"},        {"paper", "scans.help_title", "scans.help", "/records/scans", "scans.help_link"},
    {"figure", "help.figure", "help.figure_text", "/figures", "help.figure_link"},       {"due", "help.due", "help.due_text", "/calendar", "help.due_link"},
    {"report", "help.report", "help.report_text", "/reports", "help.report_link"},       {"own-documents", "help.papers", "help.papers_text", "/templates", "help.papers_link"},
    {"forms", "help.forms", "help.forms_text", "/forms", "help.forms_link"},             {"round", "help.round", "help.round_text", "/reports", "help.report_link"},       {"check", "help.check", "help.check_text", "/check", "help.check_link"},
    {"four-eyes", "help.four_eyes", "help.four_eyes_text", "/account", "help.four_eyes_link"}, {"second-factor", "second.title", "second.help", "/account/factor", "second.help_link"},
    {"office-address", "address.help_title", "address.help", "/office-address", "address.help_link"}, {"public", "public.choice_title", "public.help", "/reports", "help.report_link"}, {"proof", "help.proof", "help.proof_text", "/proof", "help.proof_link"},
    {"inbox", "help.inbox", "help.inbox_text", "/inbox", "help.inbox_link"},             {"comments", "help.comments", "help.comments_text", "/inbox", "help.inbox_link"},
    {"programs", "token.help_title", "token.help", "/help/api", "token.to_help"},
    {"handover", "handover.help_title", "handover.help", "/delegations", "handover.help_link"}, {"own-kinds", "packs.help_title", "packs.help", "/kinds", "packs.help_link"},
    {"holidays", "holidays.help_title", "holidays.help", "/admin/holidays", "holidays.help_link"}, {"keeping", "backuppage.help_title", "backuppage.help", "/proof", "help.proof_link"},
    {"retention", "retention.help_title", "retention.help", "/kinds", "packs.help_link"}, {"audit", "audit.help_title", "audit.help", "/account", "audit.help_link"},
    {"reminders", "help.reminders", "help.reminders_text", "/reminders", "help.reminders_link"}, {"mail", "help.mail", "help.mail_text", "/account/mail", "help.mail_link"},
};
struct Key {
  const char *keys, *word;
};
constexpr Key kKeys[] = {{"/", "help.key_search"}, {"n", "help.key_new"}, {"g t", "view.place_today"}, {"g l", "view.place_records"}, {"g c", "view.place_calendar"}, {"g f", "view.place_figures"},
                         {"g r", "view.place_reports"}, {"g k", "view.place_check"}, {"g d", "view.place_desk"}, {"g p", "view.place_proof"}, {"j", "help.key_down"}, {"k", "help.key_up"},
                         {"Ctrl K", "help.key_palette"}, {"Enter", "help.key_open"}, {"Esc", "help.key_close"}, {"?", "help.key_help"}};

Html keys_of(std::string_view keys) {
  Html out;
  while (!keys.empty()) {
    const auto end = keys.find(' ');
    if (!out.empty()) out += words_of(" ");
    out += kbd(keys.substr(0, end));
    keys = end == keys.npos ? std::string_view{} : keys.substr(end + 1);
  }
  return out;
}

std::string listed(const Here& here, const std::vector<std::string>& parts) {
  std::string out;
  for (const auto& part : parts) out += (out.empty() ? "" : here.chinese() ? "、" : ", ") + part;
  return out;
}
}  // namespace

Html kinds_list(const Frame& frame, const std::vector<KindShown>& kinds) {
  const auto& here = frame.here;
  return row_of(p(cls("hint kinds-intro"), here.say("help.kinds_intro", {{"n", std::to_string(kinds.size())}})), section(cls("sheet"), ul(cls("list kinds"), each(kinds, [&](const KindShown& kind) {
    return li(attr("id", kind.id), details(summary(b(kind.name), when(here.chinese() && !kind.measure.empty(), [&] { return span(cls("measure"), kind.measure); }), when(!kind.rules.empty(), [&] { return span(cls("soft"), " ", kind.rules.front()); })),
                                           when(!kind.about.empty(), [&] { return p(kind.about); }),
                                           dl(cls("facts"), when(!kind.rules.empty(), [&] { return row_of(dt(here.say("help.how_often")), dd(each(kind.rules, [](const std::string& rule) { return div(rule); }))); }), dt(here.say("help.counts")), dd(listed(here, kind.counts)), dt(here.say("help.fields")), dd(listed(here, kind.fields)),
                                              dt(here.say("help.pack")), dd(code(kind.pack))),
                                           p(a(href(here.to("/records", {{"kind", kind.id}})), here.say("help.its_records", {{"kind", kind.name}})))));
  }))));
}

Html help_pages(const Frame& frame) {
  const auto& here = frame.here;
  const auto contents = section(cls("sheet"), header(h2(here.say("help.contents"))), ul(cls("list"), each(kChapters, [&](const Chapter& one) { return li(a(href("#" + std::string(one.id)), here.say(one.title))); }), li(a(href(here.to("/help/keys")), here.say("help.keys"))), li(a(href(here.to("/kinds")), here.say("help.kinds")))));
  const auto text = section(cls("sheet prose"), p(here.say("help.what_it_is")), each(kChapters, [&](const Chapter& one) {
                              return row_of(h2(cls("above"), attr("id", one.id), here.say(one.title)), p(here.say(one.text)), when(may_follow(here, one), [&] { return p(a(href(here.to(one.address)), here.say(one.link))); }));
                            }));
  return div(cls("columns main-aside"), text, contents);
}

const char* chapter_for(std::string_view path, std::string_view place) {
  // Where the page's own address is not the one its chapter leads to.
  static constexpr std::pair<std::string_view, const char*> kOthers[] = {
      {"/admin/backup", "keeping"}, {"/admin/retention", "retention"}, {"/admin/audit", "audit"}, {"/admin/packs", "own-kinds"}, {"/admin/mail", "mail"}, {"/admin/people", "four-eyes"}, {"/admin", "keeping"},
      {"/account/tokens", "programs"}, {"/help/api", "programs"}, {"/account", "four-eyes"}, {"/comments", "comments"}, {"/search", "record"}, {"/year", "due"}, {"/records", "record"}};
  static constexpr std::pair<std::string_view, const char*> kPlaces[] = {{"calendar", "due"}, {"figures", "figure"}, {"reports", "report"}, {"check", "check"}, {"proof", "proof"}, {"admin", "keeping"}};
  std::string_view longest;
  const char* found = nullptr;
  const auto consider = [&](std::string_view address, const char* id) {
    if (path.starts_with(address) && address.size() > longest.size() && (path.size() == address.size() || path[address.size()] == '/' || path[address.size()] == '?')) longest = address, found = id;
  };
  for (const auto& one : kChapters) consider(one.address, one.id);
  for (const auto& [address, id] : kOthers) consider(address, id);
  if (found != nullptr) return found;
  for (const auto& [name, id] : kPlaces)
    if (name == place) return id;
  return "record";
}

std::vector<HelpChapter> help_chapters(const Here& here) {
  std::vector<HelpChapter> out;
  for (const auto& one : kChapters) out.push_back({one.id, here.say(one.title), here.say(one.text)});
  return out;
}

Html help_keys(const Frame& frame) {
  const auto& here = frame.here;
  return section(cls("sheet"), p(cls("hint"), here.say("help.keys_intro")), table(cls("rows keys"), thead(tr(th(here.say("help.key")), th(here.say("help.does")))), tbody(each(kKeys, [&](const Key& one) {
                                                                                    const auto word = std::string_view(one.word);
                                                                                    return tr(td(cls("tight"), keys_of(one.keys)), td(word.starts_with("view.") ? here.say("help.go_to", {{"place", here.say(word)}}) : here.say(word)));
                                                                                  }))));
}
}  // namespace youju::view
