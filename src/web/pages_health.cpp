// SPDX-License-Identifier: Apache-2.0
// How the machine and the office's files stand, for administrators; and the one word a reverse proxy asks for.
#include "app/health.h"
#include "view/admin_keeping.h"
#include "web/handlers_admin.h"

namespace youju::web {
namespace {
using Level = view::HealthPage::Level;

class Lines {
 public:
  Lines(const Ask& ask, view::HealthPage& out) : ask_(ask), out_(out) {}
  void add(Level level, const std::string& name, std::string value, const char* hint) {
    out_.lines.push_back({level, name, std::move(value), ask_.here.say(hint)});
    if (level == Level::wrong) ++out_.wrong;
  }
  void add(Level level, const char* name, std::string value, const char* hint) { add(level, ask_.here.say(name), std::move(value), hint); }
  std::string ago(const std::optional<Instant>& at) const {
    if (!at) return ask_.here.say("health.never");
    const auto minutes = (ask_.office.world().clock->now().ms - at->ms) / 60'000;
    const auto text = minutes < 120 ? ask_.here.say("health.minutes_ago", {{"n", std::to_string(std::max<std::int64_t>(0, minutes))}})
                      : minutes < 48 * 60 ? ask_.here.say("health.hours_ago", {{"n", std::to_string(minutes / 60)}})
                                          : ask_.here.say("health.days_ago", {{"n", std::to_string(minutes / 1440)}});
    return ask_.here.moment(at->iso()) + " · " + text;
  }
  bool older(const std::optional<Instant>& at, std::int64_t ms) const { return !at || ask_.office.world().clock->now().ms - at->ms > ms; }

 private:
  const Ask& ask_;
  view::HealthPage& out_;
};

void health_of_keeping(const app::Health& health, Lines& lines) {
  lines.add(lines.older(health.backed_up, app::kBackUpOldMs) ? Level::wrong : Level::good, "health.back_up", lines.ago(health.backed_up), "health.back_up_hint");
  lines.add(lines.older(health.rehearsed, app::kRehearsalOldMs) ? Level::wrong : Level::good, "health.rehearsal", lines.ago(health.rehearsed), "health.rehearsal_hint");
  lines.add(!health.night ? Level::known : health.night_good ? Level::good : Level::wrong, "health.night", lines.ago(health.night), "health.night_hint");
}
}  // namespace

Result<Reply> show_health(Ask& ask) {
  TRY(const auto health, app::measure_health(ask.office, ask.who, ask.site.certificate()));
  view::HealthPage content;
  Lines lines(ask, content);
  bool first = true;
  for (const auto& disk : health.disks) {
    const auto level = disk.total == 0 ? Level::known : disk.free < app::kLeastFree ? Level::wrong : Level::good;
    lines.add(level, ask.here.say(first ? "health.disk" : "health.disk_of_back_ups"), disk.total == 0 ? "—" : ask.here.say("health.free_of", {{"free", size_text(disk.free)}, {"total", size_text(disk.total)}}), "health.disk_hint");
    first = false;
  }
  lines.add(Level::known, "health.database", health.engine + (health.database_bytes < 0 ? "" : " · " + size_text(health.database_bytes)), "health.database_hint");
  lines.add(Level::known, "health.log", ask.here.say("health.entries", {{"n", view::grouped(health.log_size)}, {"unsealed", view::grouped(health.log_size - health.sealed)}}), "health.log_hint");
  lines.add(health.unsealed_since && lines.older(health.unsealed_since, 600'000) ? Level::wrong : Level::good, "health.checkpoint", lines.ago(health.sealed_until), "health.checkpoint_hint");
  lines.add(lines.older(health.anchor, 48LL * 3'600'000) ? Level::wrong : Level::good, "health.anchor", lines.ago(health.anchor), "health.anchor_hint");
  lines.add(health.search_lag > 1000 ? Level::wrong : Level::good, "health.search", ask.here.say("health.lag", {{"n", view::grouped(health.search_lag)}}), "health.search_hint");
  lines.add(health.mail_failed > 0 ? Level::wrong : Level::good, "health.mail", ask.here.say("health.mail_value", {{"waiting", view::grouped(health.mail_waiting)}, {"failed", view::grouped(health.mail_failed)}}), "health.mail_hint");
  lines.add(health.clock_ahead_ms > app::kClockJumpMs ? Level::wrong : Level::good, "health.clock", health.clock_ahead_ms > app::kClockJumpMs ? ask.here.say("health.clock_back", {{"s", std::to_string(health.clock_ahead_ms / 1000)}}) : ask.here.moment(ask.office.world().clock->now().iso()), "health.clock_hint");
  health_of_keeping(health, lines);
  if (health.certificate_ends) {
    const bool soon = health.certificate_ends->ms - ask.office.world().clock->now().ms < app::kCertificateSoonMs;
    lines.add(soon ? Level::wrong : Level::good, "health.certificate", ask.here.moment(health.certificate_ends->iso()), "health.certificate_hint");
  }
  TRY(const auto frame, admin_frame(ask, "/admin/health", ask.here.say("admin.title")));
  return html(view::page(frame, view::health_page(frame, content)));
}

// For the proxy, which knows nobody: nothing but whether to send requests here.
Result<Reply> answer_health(Ask& ask) {
  const bool alive = app::is_alive(ask.office);
  Reply out;
  out.status = alive ? 200 : 503;
  out.type = "text/plain; charset=utf-8";
  out.body = alive ? "ok\n" : "unavailable\n";
  return out;
}
}  // namespace youju::web
