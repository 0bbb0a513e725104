// SPDX-License-Identifier: Apache-2.0
// Replies and frames that every page uses.
#include <algorithm>

#include "app/records.h"
#include "crypto/crypto.h"
#include "web/site.h"

namespace youju::web {

Reply html(const view::Html& page, int status) { return {status, "text/html; charset=utf-8", {}, page.text(), {}}; }

Reply see_other(std::string address) {
  Reply out;
  out.status = 303;
  // Only to a page of this site: a path, never "//host", also not once a browser has dropped the tabs and line ends in it.
  const bool odd = std::any_of(address.begin(), address.end(), [](char c) { return c == '\\' || static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  if (odd || !address.starts_with("/") || address.starts_with("//")) address = "/";
  out.headers.emplace_back("Location", std::move(address));
  return out;
}

Reply json_reply(const Json& body, int status) { return {status, "application/json; charset=utf-8", {}, body.dump() + "\n", {}}; }

Reply download(std::string bytes, std::string_view type, std::string_view name) {
  Reply out{200, std::string(type), {}, std::move(bytes), {}};
  out.headers.emplace_back("Content-Disposition", "attachment; filename*=UTF-8''" + view::percent_encoded(name));
  return out;
}

std::string once_key(const Ask& ask, std::string_view step) {
  const auto request = ask.form.get("request");
  if (request.empty() || request.size() > 64) return {};
  std::string said;
  const auto add = [&said](std::string_view text) { said.append(std::to_string(text.size())).append(":").append(text); };
  add(ask.request.path);
  for (const auto& [name, value] : ask.form.fields) add(name), add(value);
  for (const auto& file : ask.form.files) {
    const auto digest = crypto::sha256(file.bytes);
    add(file.field), add(file.name), add(crypto::hex(digest));
  }
  add(step);
  return "page-" + crypto::hex(crypto::sha256(said)).substr(0, 40);
}
people::Who asking_once(const Ask& ask, std::string_view step) {
  auto who = ask.who;
  who.idempotency_key = once_key(ask, step);
  return who;
}

namespace {
constexpr std::size_t kMostInMenu = 40;
}  // namespace

Result<view::Frame> frame_of(Ask& ask, std::string_view place, std::string title) {
  view::Frame frame;
  frame.here = ask.here;
  frame.place = std::string(place);
  frame.title = std::move(title);
  frame.person = ask.who.name;
  if (!ask.units->all().empty()) frame.office = ask.units->all().front().name;
  int first = ask.here.this_year;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto year, index::first_year(session));
    first = std::clamp(year.value_or(first), ask.here.this_year - 30, ask.here.this_year);
    return {};
  }));
  for (int year = ask.here.this_year + (ask.here.year > ask.here.this_year ? 1 : 0); year >= std::min(first, ask.here.year); --year) frame.years.push_back(year);
  if (ask.readable.size() <= kMostInMenu) {
    for (const auto& id : ask.readable)
      if (const auto* unit = ask.units->find(id)) frame.units.push_back({id.text, unit->name, unit_depth(*ask.units, *unit)});
  } else {
    frame.units_page = "/units";
    if (const auto* unit = ask.unit()) frame.units.push_back({unit->id.text, unit->name, 0});
  }
  frame.manages = ask.may(people::Right::manage_people) || ask.may(people::Right::manage_units) || ask.may(people::Right::manage_packs) || ask.may(people::Right::back_up);
  frame.can_write = ask.may(people::Right::write);
  frame.unread = unread_count(ask);
  return frame;
}

std::vector<view::Wrong> wrong_of(const Ask& ask, const Problems& problems) {
  std::vector<view::Wrong> out;
  for (const auto& problem : problems) out.push_back({problem.field, ask.here.say(problem.message)});
  return out;
}
std::string problem_at(const std::vector<view::Wrong>& wrong, std::string_view field) {
  for (const auto& one : wrong)
    if (one.field == field) return one.text;
  return {};
}

bool can_be_told(const Error& error) {
  switch (error.code) {
    case Code::denied: case Code::conflict: case Code::invalid: case Code::absent: case Code::unsupported: case Code::too_large: return true;
    default: return false;
  }
}

std::string kind_name(const Ask& ask, const KindId& id) {
  const auto* kind = ask.office.catalogue().find(id);
  return kind == nullptr ? id.text : app::name_in(kind->names, ask.lang_id());
}

int unit_depth(const people::UnitTree& tree, const people::Unit& unit) {
  int depth = 0;
  for (const auto* at = tree.find(unit.parent); at != nullptr && depth < 8; at = tree.find(at->parent)) ++depth;
  return depth;
}

void note_event(Ask& ask, ledger::SecurityEvent event) {
  if (event.actor.empty()) event.actor = ask.who.account.text;
  auto written = ask.office.security().add(event);
  static_cast<void>(written);
}
void note_event(Ask& ask, std::string event, std::string action, std::string object, std::string result) {
  note_event(ask, ledger::SecurityEvent{std::move(event), {}, {}, {}, std::move(action), std::move(object), std::move(result)});
}
}  // namespace youju::web
