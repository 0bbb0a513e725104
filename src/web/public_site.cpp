// SPDX-License-Identifier: Apache-2.0
#include "web/public_site.h"

#include <fmt/format.h>

#include "crypto/crypto.h"
#include "proof/proof.h"
#include "web/site.h"

namespace youju::web {
namespace {
constexpr auto kPagePolicy = "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
constexpr auto kShort = "public, max-age=300";

Reply public_html(const view::Html& page, int status, const char* kept) {
  Reply out = html(page, status);
  out.headers.emplace_back("Cache-Control", kept);
  out.headers.emplace_back("Content-Security-Policy", kPagePolicy);
  out.headers.emplace_back("Vary", "Accept-Language");
  return out;
}
void put_public_headers(Reply& reply, const Request& request) {
  reply.headers.emplace_back("X-Content-Type-Options", "nosniff");
  reply.headers.emplace_back("Referrer-Policy", "no-referrer");
  reply.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  reply.headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
  reply.headers.emplace_back("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
  if (request.secure) reply.headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
}

std::string day_text(const view::Here& here, Instant at) { return here.moment(at.iso()); }

view::PublicReportPage page_of(const view::Here& here, const app::PublicReport& report) {
  view::PublicReportPage out;
  out.title = report.title, out.office = report.office, out.code = report.code;
  out.signed_on = day_text(here, report.signed_at);
  out.number = here.say("public.number_n", {{"n", std::to_string(report.number)}});
  out.at = here.say("public.at_n", {{"n", view::grouped(report.at)}});
  out.rules = report.level >= app::Shown::rules, out.records = report.level >= app::Shown::records;
  for (const auto& figure : report.figures) {
    view::PublicFigureRow row{figure.title, figure.text, figure.code, here.chinese() ? figure.rule_zh : figure.rule_en, view::grouped(figure.records), {}, {}};
    for (const auto& record : figure.shown) row.shown.push_back({record.title, record.day.empty() ? "" : here.day(record.day)});
    const auto hidden = figure.records - static_cast<std::int64_t>(figure.shown.size());
    if (!figure.shown.empty() && hidden > 0) row.more = here.say("public.more_n", {{"n", view::grouped(hidden)}});
    out.figures.push_back(std::move(row));
  }
  for (const auto& notice : report.notices) {
    view::PublicNotice one{here.say("public.notice_line", {{"no", std::to_string(notice.no)}, {"on", day_text(here, notice.at)}}), {}};
    for (const auto& change : notice.changes) one.changes.push_back({change[0], change[1], change[2]});
    out.notices.push_back(std::move(one));
  }
  for (const auto& [form, digest] : report.files) out.files.emplace_back(form == "docx" ? "DOCX" : form == "pdf" ? "PDF" : form == "html" ? "HTML" : form, digest);
  out.snapshot = report.snapshot, out.checkpoint = report.checkpoint, out.vkey = report.vkey;
  out.checkpoint_address = "/r/" + report.code + "/checkpoint";
  return out;
}

// The page that checks a bundle brings its own policy, pinned by hashes; the same goes into the header.
std::string policy_of_page(std::string_view page) {
  constexpr std::string_view kMark = "http-equiv=\"Content-Security-Policy\" content=\"";
  const auto at = page.find(kMark);
  if (at == page.npos) return {};
  const auto from = at + kMark.size();
  return std::string(page.substr(from, page.find('"', from) - from)) + "; frame-ancestors 'none'";
}
}  // namespace

std::string GuessLimit::key_of(const std::string& peer) {
  if (peer.find(':') == peer.npos) return peer;
  int parts = 0;
  for (std::size_t at = 0; at < peer.size(); ++at)
    if (peer[at] == ':' && (++parts == 4 || (at > 0 && peer[at - 1] == ':'))) return peer.substr(0, at);
  return peer;
}
bool GuessLimit::may_ask(const std::string& peer, std::int64_t now_ms) {
  const std::lock_guard hold(lock_);
  const auto found = misses_.find(key_of(peer));
  if (found == misses_.end()) return true;
  while (!found->second.empty() && found->second.front() <= now_ms - kWithinMs) found->second.pop_front();
  if (found->second.empty()) {
    misses_.erase(found);
    return true;
  }
  return found->second.size() < kMost;
}
void GuessLimit::missed(const std::string& peer, std::int64_t now_ms) {
  const std::lock_guard hold(lock_);
  if (misses_.size() >= kMostPeers) misses_.clear();  // memory stays bounded; whoever has so many addresses is not stopped by this anyway
  misses_[key_of(peer)].push_back(now_ms);
}

PublicSite::PublicSite(app::Office& office) : office_(office) {}

const std::vector<std::string>& PublicSite::addresses() {
  static const std::vector<std::string> all{"/", "/find", "/r/{code}", "/r/{code}/checkpoint", "/verify"};
  return all;
}

view::PublicFrame PublicSite::frame_of(const Request& request) const {
  view::PublicFrame frame;
  frame.office = office_.settings().name;
  const auto query = http::read_urlencoded(request.query);
  const auto asked = query ? std::string(query->get("lang")) : std::string{};
  const bool english = asked == "en" || (asked != "zh" && request.header("accept-language").substr(0, 2) == "en");
  frame.here.lang = english ? words::Lang::en : words::Lang::zh;
  frame.here.this_year = frame.here.year = 0;  // days are read years later: the year always stands there
  frame.here.today = office_.today().iso();
  std::string path;
  for (const char c : request.path) path += c == '/' ? std::string("/") : view::percent_encoded(std::string(1, c));
  frame.other_language = path + (english ? "?lang=zh" : "?lang=en");
  return frame;
}

Result<std::vector<app::PublicReport>> PublicSite::find(const Request& request, const std::string& typed, bool& limited) {
  const auto now = office_.world().clock->now().ms;
  limited = !limit_.may_ask(request.peer, now);
  if (limited) return std::vector<app::PublicReport>{};
  const auto code = crypto::read_short_code(typed);
  if (!code) return std::vector<app::PublicReport>{};  // a slip of the finger: the check character says so, and nothing was looked up
  TRY(auto found, app::public_reports(office_, *code));
  if (found.empty()) limit_.missed(request.peer, now);
  return found;
}

Reply PublicSite::report_reply(const Request& request, const std::string& code) {
  const auto frame = frame_of(request);
  bool limited = false;
  auto found = find(request, code, limited);
  if (limited) return public_html(view::public_busy(frame), 429, "no-store");
  if (!found || found->empty()) return public_html(view::public_nothing(frame), 404, "no-store");
  std::vector<view::PublicReportPage> pages;
  for (const auto& report : *found) pages.push_back(page_of(frame.here, report));
  return public_html(view::public_report(frame, pages), 200, kShort);
}

Reply PublicSite::checkpoint_reply(const Request& request, const std::string& code) {
  bool limited = false;
  auto found = find(request, code, limited);
  if (limited) return public_html(view::public_busy(frame_of(request)), 429, "no-store");
  if (!found || found->empty() || found->front().checkpoint.empty()) return public_html(view::public_nothing(frame_of(request)), 404, "no-store");
  auto reply = download(found->front().checkpoint, "text/plain; charset=utf-8", "checkpoint-" + found->front().code + ".txt");
  reply.headers.emplace_back("Cache-Control", kShort);
  reply.headers.emplace_back("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  return reply;
}

Reply PublicSite::verify_reply() const {
  const auto page = proof::page_template();
  Reply out{page.empty() ? 404 : 200, "text/html; charset=utf-8", {}, std::string(page), {}};
  out.headers.emplace_back("Content-Security-Policy", page.empty() ? std::string(kPagePolicy) : policy_of_page(page));
  out.headers.emplace_back("Cache-Control", page.empty() ? "no-store" : "public, max-age=3600");
  return out;
}

Reply PublicSite::answer_reading(const Request& request) {
  for (const auto& asset : view::assets())
    if (request.path == asset.path) return {200, std::string(asset.type), {{"Cache-Control", "public, max-age=31536000, immutable"}, {"Content-Security-Policy", "default-src 'none'"}}, asset.bytes, {}};
  const auto frame = frame_of(request);
  if (request.path == "/") return public_html(view::public_start(frame, "", ""), 200, kShort);
  if (request.path == "/verify") return verify_reply();
  if (request.path == "/find") {
    const auto query = http::read_urlencoded(request.query);
    const auto typed = query ? std::string(query->get("code")) : std::string{};
    const auto code = crypto::read_short_code(typed);
    if (!code) return public_html(view::public_start(frame, typed.substr(0, 40), frame.here.say("public.code_wrong")), 422, "no-store");
    auto reply = see_other("/r/" + *code + (frame.here.chinese() ? "" : "?lang=en"));
    reply.headers.emplace_back("Cache-Control", "no-store");
    reply.headers.emplace_back("Content-Security-Policy", kPagePolicy);
    return reply;
  }
  constexpr std::string_view kReport = "/r/", kCheckpoint = "/checkpoint";
  if (request.path.starts_with(kReport) && request.path.size() < 40) {
    const auto rest = request.path.substr(kReport.size());
    if (rest.ends_with(kCheckpoint)) return checkpoint_reply(request, rest.substr(0, rest.size() - kCheckpoint.size()));
    if (rest.find('/') == rest.npos) return report_reply(request, rest);
  }
  return public_html(view::public_nothing(frame), 404, "no-store");
}

Reply PublicSite::answer(const Request& request) {
  Reply reply;
  if (request.method != Method::get && request.method != Method::head) {
    reply = Reply{405, "text/plain; charset=utf-8", {{"Allow", "GET, HEAD"}, {"Cache-Control", "no-store"}, {"Content-Security-Policy", kPagePolicy}}, "405\n", {}};
  } else {
    try {
      reply = answer_reading(request);
    } catch (const std::exception& e) {
      fmt::print(stderr, "youju: public {}: {}\n", request.path, e.what());
      reply = Reply{500, "text/plain; charset=utf-8", {{"Cache-Control", "no-store"}, {"Content-Security-Policy", kPagePolicy}}, "500\n", {}};
    }
  }
  put_public_headers(reply, request);
  return reply;
}
}  // namespace youju::web
