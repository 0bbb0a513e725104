// SPDX-License-Identifier: Apache-2.0
// The inbox of the person who asks, and how many things in it are new: shown at the top of every page.
#include "app/due_words.h"
#include "app/inbox.h"
#include "app/records.h"
#include "view/inbox.h"
#include "web/handlers_figures.h"
#include "web/handlers_tell.h"
#include "web/uploads.h"

namespace youju::web {
namespace {
constexpr std::int64_t kCountKeptMs = 20'000;

// Counting anew for every page would cost more than the pages; what a person does in the inbox counts at once.
struct CountKept {
  std::int64_t n = 0, at_ms = 0;
};
struct Counts {
  std::mutex lock;
  std::map<std::string, CountKept> of;  // by office and account
};
Counts& inbox_counts() {
  static Counts counts;
  return counts;
}
std::string count_key(const Ask& ask) { return ask.office.settings().instance + " " + ask.who.account.text; }

std::string import_name(const Upload& upload) { return "import:" + upload.id; }

view::InboxLine inbox_shown(const Ask& ask, const app::InboxItem& item) {
  using What = app::InboxItem::What;
  view::InboxLine line;
  line.name = item.name, line.title = item.title, line.is_read = item.is_read;
  if (item.kind != nullptr) line.kind = kind_name(ask, item.kind->id);
  line.unit = ask.unit_name(item.unit);
  if (item.row) {
    const auto shown = line_of(ask, *item.row);
    line.address = shown.address, line.title = shown.title, line.when = shown.day;
  }
  if (item.at) line.when = ask.here.moment(item.at->iso());
  switch (item.what) {
    case What::step: line.act = app::name_in(item.step->names, ask.lang_id()); break;
    case What::fill_in: line.act = app::name_in(item.step->names, ask.lang_id()), line.note = ask.here.say("today.fill_in", {{"fields", item.note.args.at(ask.here.chinese() ? "fields" : "fields_en")}}); break;
    case What::returned: line.act = app::name_in(item.step->names, ask.lang_id()), line.note = ask.here.say(item.note); break;
    case What::report: line.act = ask.here.say(item.to_review ? "inbox.review_report" : "inbox.sign_report"), line.address = ask.here.to("/reports/" + item.report), line.kind = ask.here.say("inbox.a_report"); break;
    case What::mention:
      line.address = ask.here.to("/inbox/open", {{"item", item.name}, {"comment", item.comment->id}});
      line.title = item.comment->said, line.kind = ask.here.say("inbox.said_by", {{"name", item.comment->author_name}}), line.note = item.comment->thing.quote;
      break;
    case What::due: {
      const auto on = ask.office.today();
      line.act = app::due_text(ask.here.lang, *item.due);
      if (!item.row) line.address = ask.may(people::Right::write, item.unit) ? ask.here.to("/records/new", {{"kind", item.kind->id.text}}) : ask.here.to("/calendar"), line.title = line.kind, line.kind.clear();
      line.overdue = item.due->due < on;
      const auto days = std::to_string(line.overdue ? on.days - item.due->due.days : item.due->due.days - on.days);
      line.standing = ask.here.say(line.overdue ? "figures.due_overdue" : item.due->due == on ? "figures.due_today" : "figures.due_soon", {{"days", days}});
      line.when = ask.here.day(item.due->due.iso());
      break;
    }
  }
  return line;
}

// Files somebody sent to be imported and has not decided about: what was not understood waits there.
std::vector<view::InboxLine> imports_waiting(const Ask& ask) {
  std::vector<view::InboxLine> out;
  if (!ask.may(people::Right::import)) return out;
  for (const auto& upload : uploads_of(ask.office, ask.who.account)) {
    if (upload.done || upload.files.empty()) continue;
    view::InboxLine line;
    line.name = import_name(upload), line.address = ask.here.to("/import/" + upload.id), line.act = ask.here.say("inbox.look_at_import");
    line.title = upload.files.front().filename().string();
    if (upload.files.size() > 1) line.note = ask.here.say("inbox.files_n", {{"n", std::to_string(upload.files.size())}});
    out.push_back(std::move(line));
  }
  return out;
}
}  // namespace

std::int64_t unread_count(Ask& ask) {
  if (!ask.session || ask.readable.empty()) return 0;
  const auto now = ask.office.world().clock->now().ms;
  auto& counts = inbox_counts();
  const auto key = count_key(ask);
  {
    const std::lock_guard hold(counts.lock);
    const auto found = counts.of.find(key);
    if (found != counts.of.end() && now - found->second.at_ms < kCountKeptMs && now >= found->second.at_ms) return found->second.n;
  }
  const auto inbox = app::find_inbox(ask.office, ask.who);
  if (!inbox) return 0;  // a page must not fail for its counter
  const auto n = inbox->unread();
  const std::lock_guard hold(counts.lock);
  constexpr std::size_t kMostKept = 10'000;
  if (counts.of.size() >= kMostKept) counts.of.clear();
  counts.of[key] = {n, now};
  return n;
}

namespace {
void count_anew(const Ask& ask) {
  auto& counts = inbox_counts();
  const std::lock_guard hold(counts.lock);
  counts.of.erase(count_key(ask));
}
}  // namespace

Result<Reply> show_inbox(Ask& ask) {
  static constexpr const char* kParts[] = {"returned", "approve", "sign", "mentions", "due", "imports"};
  view::InboxPage page;
  page.show_all = ask.query.get("all") == "1";
  TRY(const auto inbox, app::find_inbox(ask.office, ask.who));
  page.unread = inbox.unread();
  count_anew(ask);
  for (const auto* id : kParts) {
    view::InboxPart part{id, ask.here.say("inbox.part_" + std::string(id)), {}, {}, {}};
    if (std::string_view(id) == "imports") part.lines = imports_waiting(ask);
    for (const auto& item : inbox.items)
      if (app::inbox_part(item.what) == id && (page.show_all || !item.is_read)) part.lines.push_back(inbox_shown(ask, item));
    if (std::string_view(id) == "approve" && inbox.more_steps) part.more = ask.here.say("inbox.more_steps"), part.more_address = ask.here.to("/records");
    if (!part.lines.empty()) page.parts.push_back(std::move(part));
  }
  TRY(const auto frame, frame_of(ask, "inbox", ask.here.say("inbox.title")));
  return html(view::page(frame, view::inbox(ask.here, page)));
}

Result<Reply> mark_inbox_read(Ask& ask) {
  std::vector<std::string> names;
  if (ask.form.get("all") == "1") {
    TRY(const auto inbox, app::find_inbox(ask.office, ask.who));
    for (const auto& item : inbox.items) names.push_back(item.name);
  } else {
    names.emplace_back(ask.form.get("item"));
  }
  TRY_OK(app::mark_inbox(ask.office, ask.who, names, ask.form.get("again") != "1"));
  count_anew(ask);
  return see_other(ask.here.to("/inbox", {{"all", ask.form.get("again") == "1" ? "1" : ""}}));
}

// Opening a mention is having seen it: nobody else learns of it.
Result<Reply> open_inbox_item(Ask& ask) {
  TRY(const auto comment, app::find_comment(ask.office, ask.who, std::string(ask.query.get("comment"))));
  TRY_OK(app::mark_inbox(ask.office, ask.who, {"mention:" + comment.id}, true));
  count_anew(ask);
  return see_other(address_of(ask, comment));
}
}  // namespace youju::web
