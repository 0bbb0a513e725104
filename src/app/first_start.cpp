// SPDX-License-Identifier: Apache-2.0
#include "app/first_start.h"

#include "app/packs.h"
#include "app/records.h"
#include "base/text.h"

namespace youju::app {
namespace {
constexpr std::size_t kLeastPassword = 10, kMostPassword = 300, kMostName = 60;

void check_person(const FirstNames& person, const char* login_field, const char* name_field, Problems& problems) {
  const auto login = clean(person.login), name = clean(person.name);
  const bool plain = login && !login->empty() && login->size() <= 64 && !has_invisible(*login) && login->find_first_of(" \t\n") == login->npos;
  if (!plain) problems.push_back({login_field, {"start.bad_login", {}}});
  if (!name || name->empty() || has_invisible(*name) || code_point_count(*name) > kMostName) problems.push_back({name_field, {"start.bad_name", {}}});
}
void check_password(const std::string& password, const char* field, Problems& problems) {
  const auto length = code_point_count(password);
  if (length < kLeastPassword) problems.push_back({field, {"people.password_short", {{"least", std::to_string(kLeastPassword)}}}});
  if (length > kMostPassword) problems.push_back({field, {"account.new_too_long", {}}});
}

Problems problems_of(const FirstStart& wish) {
  Problems out;
  const auto office = clean(wish.office);
  if (!office || office->empty() || has_invisible(*office) || code_point_count(*office) > 100) out.push_back({"office", {"start.bad_office", {}}});
  if (!wish.go_live.empty() && !Date::parse(wish.go_live)) out.push_back({"go_live", {"start.bad_day", {{"read", wish.go_live}}}});
  check_person(wish.administrator, "login", "name", out);
  check_password(wish.password, "password", out);
  if (wish.password != wish.password_again) out.push_back({"again", {"start.not_the_same", {}}});
  check_person(wish.second, "second_login", "second_name", out);
  if (fold(wish.administrator.login) == fold(wish.second.login)) out.push_back({"second_login", {"start.same_login", {}}});
  if (fold(wish.administrator.name) == fold(wish.second.name)) out.push_back({"second_name", {"start.same_person", {}}});
  if (!wish.second_password.empty()) {
    check_password(wish.second_password, "second_password", out);
    if (wish.second_password == wish.password) out.push_back({"second_password", {"start.same_password", {}}});
  }
  return out;
}
}  // namespace

std::vector<std::pair<std::string, std::string>> packs_to_choose(std::string_view lang) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& [id, files] : shipped_packs()) {
    if (id == "common") continue;
    const auto found = find_pack(id);
    out.emplace_back(id, found ? name_in(found->pack.names, lang) : id);
  }
  return out;
}

Result<FirstStarted> start_office(const FirstStart& wish, std::string_view device, std::string_view address, const World& world) {
  FirstStarted out;
  out.problems = problems_of(wish);
  if (!out.problems.empty()) return out;
  const InitRequest request{wish.folder, {wish.pack}, wish.office, "", wish.os_user, Date::parse(wish.go_live)};
  TRY(const auto made, init_named(request, {*clean(wish.administrator.login), *clean(wish.administrator.name)}, {*clean(wish.second.login), *clean(wish.second.name)}, world));
  TRY(const auto office, Office::open(wish.folder, Office::Access::write, world));
  const auto now = world.clock->now();
  TRY(const auto who, people::sign_in_password(office->database(), made.codes[0].login, made.codes[0].code, wish.password, now));
  out.second_login = made.codes[1].login;
  out.second_code = made.codes[1].code;
  if (!wish.second_password.empty()) {
    TRY_OK(people::sign_in_password(office->database(), made.codes[1].login, made.codes[1].code, wish.second_password, now));
    out.second_code.clear();
  }
  TRY_OK(office->database().write([&](db::Tx& tx) -> Result<void> {
    TRY(out.token, people::open_session(tx, who.account, device, address, world));
    return {};
  }));
  auto noted = office->security().add({"sign_in", who.account.text, made.codes[0].login, {}, "web first start", {}, "ok"});
  static_cast<void>(noted);
  return out;
}
}  // namespace youju::app
