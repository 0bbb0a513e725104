// SPDX-License-Identifier: Apache-2.0
// A person at a browser, without sockets: signs in, asks for pages, sends forms.
#pragma once
#include <doctest/doctest.h>

#include "web/site.h"

namespace youju::web {
struct Browser {
  Site& site;
  std::string cookie{}, csrf{};

  Request request(Method method, std::string target, std::string body = {}) const {
    Request out;
    out.method = method;
    out.method_name = method == Method::get ? "GET" : "POST";
    out.target = target;
    const auto mark = target.find('?');
    out.path = *http::percent_decoded(target.substr(0, mark), false);
    if (mark != std::string::npos) out.query = target.substr(mark + 1);
    out.headers = {{"host", "office.example:8080"}};
    if (!cookie.empty()) out.headers.emplace_back("cookie", cookie);
    if (method == Method::post) {
      out.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
      out.headers.emplace_back("origin", "http://office.example:8080");
      out.body = http::Body(std::move(body));
    }
    return out;
  }
  Reply get(const std::string& target) const { return site.answer(request(Method::get, target)); }
  Reply post(const std::string& target, const std::string& body) const { return site.answer(request(Method::post, target, body)); }
  Reply enter(const std::string& login, const std::string& password, const std::string& next = {}) {
    auto reply = post("/sign-in", "login=" + login + "&secret=" + view::percent_encoded(password) + "&next=" + view::percent_encoded(next));
    if (reply.status != 303) return reply;
    const auto set = header(reply, "Set-Cookie");
    cookie = set.substr(0, set.find(';'));
    const auto page = get("/");
    const auto at = page.body.find("name=\"csrf\" value=\"");
    REQUIRE(at != std::string::npos);
    csrf = page.body.substr(at + 19, 32);
    return reply;
  }
  // A field of a form of a page: the first of this name.
  static std::string field(const Reply& page, std::string_view name) {
    const auto mark = "name=\"" + std::string(name) + "\" value=\"";
    const auto at = page.body.find(mark);
    if (at == std::string::npos) return {};
    const auto from = at + mark.size();
    return page.body.substr(from, page.body.find('"', from) - from);
  }
  static std::string header(const Reply& reply, std::string_view name) {
    for (const auto& [have, value] : reply.headers)
      if (have == name) return value;
    return {};
  }
};
inline constexpr auto kPassword = "一个足够长的登录密码";
}  // namespace youju::web
