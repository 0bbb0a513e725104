// SPDX-License-Identifier: Apache-2.0
// Back-ups from the browser: begun here, done in the background, rehearsed, listed with what came of each.
#include <algorithm>

#include "app/keeping.h"
#include "app/records.h"
#include "view/admin_keeping.h"
#include "web/handlers_admin.h"

namespace youju::web {
namespace {
using KeptWhat = app::Kept::What;

std::string kept_word(const Ask& ask, KeptWhat what) { return ask.here.say("backuppage.what_" + std::string(app::kept_name(what))); }
std::string message_in(const Ask& ask, const Json& message) {
  if (!message.is_object() || !message.contains("word")) return {};
  Args args;
  for (const auto& [key, value] : message.value("args", Json::object()).items())
    if (value.is_string()) args[key] = value.get<std::string>();
  return ask.here.say(Message{message["word"].get<std::string>(), std::move(args)});
}

std::string kept_said(const Ask& ask, const app::Kept& kept) {
  if (!kept.ended) return ask.here.say("backuppage.cut_short");
  if (kept.result.contains("message")) return message_in(ask, kept.result["message"]);
  const auto n = [&](const char* key) { return view::grouped(kept.result.value(key, std::int64_t{0})); };
  if (kept.what == KeptWhat::back_up) return ask.here.say("backuppage.said_back_up", {{"entries", n("entries")}, {"files", n("files")}});
  if (kept.what == KeptWhat::rehearse) return ask.here.say(kept.good ? "backuppage.said_rehearsed" : "backuppage.said_differs", {{"entries", n("entries")}, {"figures", n("figures")}, {"n", n("differing")}});
  for (const auto& step : kept.result.value("steps", Json::array()))
    if (!step.value("good", false)) return message_in(ask, step["message"]);
  return ask.here.say("nightly.good");
}

std::string took(const app::Kept& kept) {
  if (!kept.ended) return {};
  const auto seconds = (kept.ended->ms - kept.started.ms + 500) / 1000;
  return seconds < 60 ? std::to_string(seconds) + " s" : std::to_string(seconds / 60) + " min";
}

void put_kept_lines(const Ask& ask, const std::vector<app::Kept>& kept, const std::map<std::string, std::string>& names, bool busy, view::KeepingPage& content) {
  constexpr std::size_t kShown = 12;
  for (const auto& one : kept) {
    if (one.what == KeptWhat::nightly && one.ended && !content.night) {
      content.night.emplace();
      content.night->when = ask.here.moment(one.ended->iso()), content.night->good = one.good;
      for (const auto& step : one.result.value("steps", Json::array())) content.night->steps.emplace_back(step.value("good", false), message_in(ask, step["message"]));
      if (content.night->steps.empty()) content.night->steps.emplace_back(one.good, kept_said(ask, one));
    }
    if (content.lately.size() >= kShown) continue;
    const bool under_way = !one.ended && busy && content.lately.empty();
    const auto by = names.find(one.by.text);
    content.lately.push_back({kept_word(ask, one.what), ask.here.moment(one.started.iso()), by == names.end() ? one.by.text : by->second, took(one), under_way ? ask.here.say("backuppage.under_way") : kept_said(ask, one), one.good, !under_way});
  }
}

// The last rehearsal of an archive: its own, or the one of the night that made it.
void put_archives(const Ask& ask, const std::vector<app::ArchiveFile>& files, const std::vector<app::Kept>& kept, view::KeepingPage& content) {
  for (const auto& file : files) {
    view::KeepingPage::Archive out{file.file.filename().string(), ask.here.moment(file.at.iso()), size_text(file.bytes), ask.here.say("backuppage.never_tried"), false, false};
    for (const auto& one : kept) {
      if (one.what == KeptWhat::back_up || !one.ended || one.archive.filename() != file.file.filename()) continue;
      out.tried = true, out.good = one.good, out.rehearsed = ask.here.moment(one.ended->iso());
      break;
    }
    content.archives.push_back(std::move(out));
  }
}

Result<Reply> keeping(Ask& ask, view::KeepingPage content, int status) {
  if (!may_whole(ask, people::Right::back_up)) return fail(Code::denied, "web.no_right", {{"right", "@web.right_back_up"}});
  TRY(const auto place, app::keeping_place(ask.office));
  TRY(const auto kept, app::kept_lately(ask.office, 200));
  TRY(const auto files, app::archives(ask.office));
  TRY(const auto names, names_of_accounts(ask));
  content.folder = place.folder.string(), content.said = place.said, content.passphrase_file = place.passphrase_file.string(), content.at = place.at;
  if (const auto doing = ask.site.keeper().doing()) {
    const int percent = doing->of > 0 ? static_cast<int>(doing->done * 100 / doing->of) : 0;
    content.doing = view::KeepingPage::Doing{kept_word(ask, doing->what), ask.here.moment(doing->since.iso()), doing->of > 0 ? ask.here.say("backuppage.progress", {{"done", view::grouped(doing->done)}, {"of", view::grouped(doing->of)}}) : ask.here.say("backuppage.begun"), percent};
  }
  put_kept_lines(ask, kept, names, content.doing.has_value(), content);
  put_archives(ask, files, kept, content);
  TRY(const auto frame, admin_frame(ask, "/admin/backup", ask.here.say("admin.title")));
  return html(view::page(frame, view::keeping_page(frame, content)), status);
}
}  // namespace

std::string size_text(std::int64_t bytes) {
  if (bytes < 1024 * 1024) return fmt::format("{} KiB", (bytes + 1023) / 1024);
  if (bytes < 1024LL * 1024 * 1024) return fmt::format("{:.1f} MiB", static_cast<double>(bytes) / (1024.0 * 1024));
  return fmt::format("{:.1f} GiB", static_cast<double>(bytes) / (1024.0 * 1024 * 1024));
}

Result<Reply> show_back_up(Ask& ask) { return keeping(ask, {}, 200); }

Result<Reply> start_back_up(Ask& ask) {
  const auto what = ask.form.get("what") == "rehearse" ? KeptWhat::rehearse : KeptWhat::back_up;
  auto started = ask.site.keeper().start(ask.who, what, std::string(ask.form.get("passphrase")), std::string(ask.form.get("archive")));
  note_event(ask, what == KeptWhat::rehearse ? "restored" : "exported", what == KeptWhat::rehearse ? "web rehearse" : "web backup", std::string(ask.form.get("archive")), result_of(started));
  if (started) return see_other(ask.here.to("/admin/backup"));
  if (!can_be_told(started.error())) return fail(std::move(started).error());
  view::KeepingPage content;
  content.wrong.push_back({"passphrase", ask.here.say(started.error().message)});
  return keeping(ask, std::move(content), 422);
}
}  // namespace youju::web
