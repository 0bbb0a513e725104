// SPDX-License-Identifier: Apache-2.0
#include "view/office_address.h"

namespace youju::embedded {
extern const std::string_view view_address_css;
}  // namespace youju::embedded

namespace youju::view {
namespace {
// Eight pairs a line: two people compare them aloud.
Html in_lines(const std::string& digest) {
  constexpr std::size_t kLine = 8 * 3;
  Html out;
  for (std::size_t at = 0; at < digest.size(); at += kLine) out += span(digest.substr(at, std::min(kLine - 1, digest.size() - at)));
  return out;
}

// Steps stand in one message, separated by lines, so that a translation may have more or fewer.
Html step_of(const Here& here, const char* system, const char* steps) {
  Html list;
  const auto text = here.say(steps);
  for (std::string_view rest = text; !rest.empty();) {
    const auto end = rest.find('\n');
    list += li(rest.substr(0, end));
    rest = end == rest.npos ? std::string_view{} : rest.substr(end + 1);
  }
  return section(cls("system"), h3(here.say(system)), ol(list));
}

Html where_part(const Here& here, const OfficeAddress& content) {
  return section(cls("where"), div(h2(here.say("address.open")), each(content.addresses, [](const std::string& one) { return p(cls("big"), a(href(one), one)); }), p(cls("hint"), here.say("address.any"))),
                 when(content.qr.size > 0, [&] { return figure(qr_picture(content.qr, here.say("address.qr_spoken", {{"address", content.first_step}})), element("figcaption", {here.say("address.qr_caption"), br(), code(cls("small"), content.first_step)})); }));
}

Html trust_part(const Here& here, const OfficeAddress& content) {
  const auto get = content.with_links ? p(a(cls("button"), href("/authority.crt"), here.say("address.get")), " ", a(href("/authority.pem"), here.say("address.get_pem"))) : p(here.say("address.get_at", {{"address", content.first_step}}));
  return section(h2(here.say("address.trust")), p(here.say("address.trust_why")), get,
                 div(cls("prints"), div(h3(here.say("address.fingerprint")), p(cls("print"), in_lines(content.fingerprint))), div(h3(here.say("address.thumbprint")), p(cls("print"), in_lines(content.thumbprint)))),
                 p(cls("warn"), here.say("address.compare")), p(cls("hint"), here.say("address.limits", {{"name", content.authority}, {"until", content.until}})));
}
}  // namespace

std::string_view office_address_style() { return embedded::view_address_css; }

std::string office_address_document(const Here& here, const OfficeAddress& content) {
  const auto title = here.say("address.title", {{"office", content.office}});
  const auto systems = section(h2(here.say("address.how")), div(cls("systems"), step_of(here, "address.windows", "address.windows_steps"), step_of(here, "address.macos", "address.macos_steps"), step_of(here, "address.android", "address.android_steps"), step_of(here, "address.ios", "address.ios_steps"), step_of(here, "address.firefox", "address.firefox_steps"), step_of(here, "address.uos", "address.uos_steps")));
  const auto other = here.chinese() ? p(cls("lang"), a(href("?lang=en"), attr("lang", "en"), "English")) : p(cls("lang"), a(href("?lang=zh"), attr("lang", "zh-CN"), "中文"));
  const auto body = row_of(header(p(cls("product"), here.say("address.product")), h1(title), when(content.with_links, [&] { return other; })), where_part(here, content), trust_part(here, content), systems,
                           section(h2(here.say("address.last")), p(here.say("address.last_text"))));
  const auto head = element("head", {element("meta", {attr("charset", "utf-8")}), element("meta", {attr("name", "viewport"), attr("content", "width=device-width, initial-scale=1")}), element("title", {title}),
                                     raw_html("<style>" + std::string(office_address_style()) + "</style>")});
  return "<!doctype html>\n" + element("html", {attr("lang", here.chinese() ? "zh-CN" : "en"), head, element("body", {element("main", {body})})}).text() + "\n";
}
}  // namespace youju::view
