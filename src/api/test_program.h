// SPDX-License-Identifier: Apache-2.0
// A program without sockets: shows a token, asks, reads the answer.
#pragma once
#include "api/api.h"
#include "api/operation.h"
#include "app/test_bureau.h"

namespace youju::api {
inline std::string header_of(const Reply& reply, std::string_view name) {
  for (const auto& [have, value] : reply.headers)
    if (have == name) return value;
  return {};
}

struct Program {
  web::Site& site;
  std::string token;
  std::vector<std::pair<std::string, std::string>> more{};
  std::string peer = "127.0.0.1";

  Reply ask(Method method, const std::string& target, std::string body = {}, std::string type = "application/json") const {
    static constexpr const char* kNames[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", ""};
    Request out;
    out.method = method;
    out.method_name = kNames[static_cast<int>(method)];
    out.target = target;
    const auto mark = target.find('?');
    out.path = *http::percent_decoded(target.substr(0, mark), false);
    if (mark != std::string::npos) out.query = target.substr(mark + 1);
    out.headers = {{"host", "office.example"}};
    if (!token.empty()) out.headers.emplace_back("authorization", "Bearer " + token);
    if (!body.empty()) out.headers.emplace_back("content-type", std::move(type));
    for (const auto& one : more) out.headers.push_back(one);
    out.peer = peer;
    out.body = http::Body(std::move(body));
    return site.answer(out);
  }
  Reply get(const std::string& target) const { return ask(Method::get, target); }
  Reply post(const std::string& target, const Json& body) const { return ask(Method::post, target, body.dump()); }
  Program with(std::string name, std::string value) const {
    auto out = *this;
    out.more.emplace_back(std::move(name), std::move(value));
    return out;
  }
};

inline std::string token_for(app::Bureau& bureau, const people::Who& who, std::set<app::Scope> scopes, int days = 90) {
  const auto made = app::make_token(*bureau.office, who, {"test", std::move(scopes), days});
  REQUIRE(made);
  return made->secret;
}
inline Program program_of(web::Site& site, app::Bureau& bureau, const people::Who& who) {
  return {site, token_for(bureau, who, {app::Scope::read, app::Scope::write, app::Scope::import, app::Scope::export_})};
}
inline Json body_of(const Reply& reply) {
  auto out = Json::parse(reply.body, nullptr, false);
  REQUIRE_FALSE(out.is_discarded());
  return out;
}
inline const Json kThemeDay{{"kind", "theme_day"}, {"state", "held"}, {"happened", "2023-03-05"}, {"values", {{"topic", "参观纪念馆"}, {"headcount", 23}}}};
}  // namespace youju::api
