// SPDX-License-Identifier: Apache-2.0
// Pages and operations beside each other: every page has its operation, with the same right, or a reason why a program does without.
#include "api/api.h"
#include "api/operation.h"
#include "app/test_bureau.h"

using namespace youju;
using namespace youju::api;

namespace {
constexpr auto get = Method::get, post = Method::post, patch = Method::patch, remove = Method::remove;

struct Pair {
  Method page_method;
  const char* page;
  Method method;
  const char* operation;
};
constexpr Pair kPairs[] = {
    {get, "/records", get, "/api/v1/records"},
    {post, "/records", post, "/api/v1/records"},
    {post, "/records/preview", post, "/api/v1/records/understood"},
    {get, "/records/{id}", get, "/api/v1/records/{id}"},
    {post, "/records/{id}/edit", patch, "/api/v1/records/{id}"},
    {post, "/records/{id}/steps", post, "/api/v1/records/{id}/steps"},
    {get, "/records/{id}", get, "/api/v1/records/{id}/steps"},
    {get, "/records/{id}", get, "/api/v1/records/{id}/history"},
    {get, "/records/{id}/proof", get, "/api/v1/records/{id}/proof"},
    {get, "/records/{id}", get, "/api/v1/records/{id}/evidence"},
    {post, "/records/{id}/evidence", post, "/api/v1/records/{id}/evidence"},
    {get, "/records/{id}/evidence/{entry}", get, "/api/v1/records/{id}/evidence/{entry}"},
    {get, "/kinds", get, "/api/v1/kinds"},
    {get, "/kinds", get, "/api/v1/kinds/{kind}"},
    {get, "/units", get, "/api/v1/units"},
    {get, "/figures", get, "/api/v1/figures"},
    {get, "/figures/show", get, "/api/v1/figures/value"},
    {get, "/figures/show", get, "/api/v1/figures/records"},
    {get, "/figures/show", get, "/api/v1/figures/nearly"},
    {get, "/calendar", get, "/api/v1/calendar"},
    {get, "/calendar", get, "/api/v1/due"},
    {get, "/reports", get, "/api/v1/reports"},
    {post, "/reports", post, "/api/v1/reports"},
    {get, "/reports", get, "/api/v1/reports/templates"},
    {get, "/reports/{id}", get, "/api/v1/reports/{id}"},
    {get, "/reports/{id}/files/{form}", get, "/api/v1/reports/{id}/files/{form}"},
    {get, "/reports/{id}", get, "/api/v1/reports/{id}/drift"},
    {post, "/reports/{id}/bundle", post, "/api/v1/reports/{id}/bundle"},
    {post, "/check", post, "/api/v1/check"},
    {get, "/search", get, "/api/v1/search"},
    {get, "/import", get, "/api/v1/imports"},
    {post, "/import", post, "/api/v1/imports"},
    {get, "/import/{upload}", get, "/api/v1/imports/{id}"},
    {post, "/import/{upload}", post, "/api/v1/imports/{id}"},
    {post, "/import/{upload}/drop", remove, "/api/v1/imports/{id}"},
    {get, "/import/batches/{batch}", get, "/api/v1/batches/{batch}"},
    {post, "/import/batches/{batch}/void", post, "/api/v1/batches/{batch}/void"},
    {get, "/proof", get, "/api/v1/proof"},
    {post, "/proof", post, "/api/v1/proof/verification"},
    {get, "/proof/checkpoint", get, "/api/v1/proof/checkpoint"},
    {get, "/account", get, "/api/v1/me"},
    {get, "/admin/accounts/{account}", get, "/api/v1/accounts"},
    {get, "/roster", get, "/api/v1/roster"},
    {get, "/help", get, "/api/v1/openapi.json"},
    {post, "/comments", get, "/api/v1/records/{id}/comments"},
    {post, "/comments", post, "/api/v1/records/{id}/comments"},
    {post, "/comments", get, "/api/v1/reports/{id}/comments"},
    {post, "/comments", post, "/api/v1/reports/{id}/comments"},
    {post, "/comments/{id}/withdraw", remove, "/api/v1/comments/{id}"},
    {get, "/inbox", get, "/api/v1/inbox"},
    {post, "/inbox/read", post, "/api/v1/inbox/read"},
    {get, "/reports/{id}", get, "/api/v1/reports/{id}/way"},
    {post, "/reports/{id}/dispatch", post, "/api/v1/reports/{id}/dispatches"},
    {post, "/reports/{id}/receipt", post, "/api/v1/reports/{id}/answers"},
    {get, "/forms", get, "/api/v1/forms"},
    {get, "/forms/{id}/filled", get, "/api/v1/forms/{id}/filled"},
    {get, "/check/{draft}/renewed", post, "/api/v1/check/renewed"},
    {post, "/comments", get, "/api/v1/figures/comments"},
    {post, "/comments", post, "/api/v1/figures/comments"},
    {get, "/records", get, "/api/v1/views"},
    {post, "/records/views", post, "/api/v1/views"},
    {post, "/records/views/{id}/drop", remove, "/api/v1/views/{id}"},
    {get, "/reminders", get, "/api/v1/reminders"},
    {post, "/reminders/lead", post, "/api/v1/reminders"},
    {get, "/admin/health", get, "/api/v1/health"},
    {get, "/", get, "/api/v1/inbox"},
    {get, "/desk", get, "/api/v1/records"},
    {get, "/year", get, "/api/v1/figures"},
    {post, "/records/new", post, "/api/v1/records"},
    {get, "/reports/{id}/html", get, "/api/v1/reports/{id}/files/{form}"},
    {get, "/reports/{id}/bundle", post, "/api/v1/reports/{id}/bundle"},
    {post, "/reports/{id}/sent-back", post, "/api/v1/reports/{id}/answers"},
    {get, "/check/{draft}", post, "/api/v1/check"},
    {get, "/check/{draft}/reviewed", post, "/api/v1/check"},
    {post, "/check/{draft}/again", post, "/api/v1/check"},
    {post, "/check/{draft}/records", post, "/api/v1/records"},
    {post, "/check/{draft}/meaning", post, "/api/v1/check/readings"},
    {post, "/check/{draft}/phrase", post, "/api/v1/check/phrases"},
    {get, "/check/{draft}/corrected", post, "/api/v1/check/corrected"},
    {post, "/check/{draft}/correct", post, "/api/v1/check/corrected"},
    {get, "/reports", get, "/api/v1/rounds"},
    {get, "/reports/{id}", get, "/api/v1/reports/{id}/people"},
    {post, "/reports/{id}/round", post, "/api/v1/reports/{id}/rounds"},
    {post, "/reports/{id}/review", post, "/api/v1/reports/{id}/returns"},
    {post, "/reports/{id}/take-back", post, "/api/v1/reports/{id}/withdrawals"},
    {post, "/reports/{id}/receipt", post, "/api/v1/reports/{id}/answers/scanned"},
    {get, "/reports/{id}/way/{digest}", get, "/api/v1/reports/{id}/way/{digest}"},
    {get, "/reports/{id}", get, "/api/v1/reports/{id}/changes"},
    {get, "/reports/{id}/compare", get, "/api/v1/reports/{id}/comparison"},
    {post, "/reports/{id}/edited", post, "/api/v1/reports/{id}/edited"},
    {get, "/reports/{id}/notices/{no}/{form}", get, "/api/v1/reports/{id}/notices/{no}/{form}"},
    {get, "/reports/{id}/public", get, "/api/v1/reports/{id}/public"},
    {post, "/reports/{id}/public", post, "/api/v1/reports/{id}/public"},
    {post, "/records", post, "/api/v1/calendar/explanations"},
    {post, "/records", post, "/api/v1/calendar/zero-statements"},
    {post, "/records", post, "/api/v1/check/phrases"},
    {post, "/records/many/edit", post, "/api/v1/records/many"},
    {post, "/records/many", post, "/api/v1/records/steps"},
    {post, "/records/grid", post, "/api/v1/records/grid"},
    {get, "/templates", get, "/api/v1/layouts"},
    {get, "/forms", get, "/api/v1/layouts"},
    {get, "/templates/{id}", get, "/api/v1/layouts/{id}"},
    {get, "/forms/{id}", get, "/api/v1/layouts/{id}"},
    {get, "/templates/{id}/file", get, "/api/v1/layouts/{id}/file"},
    {post, "/templates/{id}/change", post, "/api/v1/layouts/{id}/drafts"},
    {post, "/templates/{id}/withdraw", remove, "/api/v1/layouts/{id}"},
    {get, "/templates/drafts/{draft}", get, "/api/v1/layout-drafts"},
    {post, "/templates", post, "/api/v1/layout-drafts"},
    {post, "/forms", post, "/api/v1/layout-drafts"},
    {get, "/templates/drafts/{draft}", get, "/api/v1/layout-drafts/{id}"},
    {post, "/templates/drafts/{draft}", patch, "/api/v1/layout-drafts/{id}"},
    {post, "/templates/drafts/{draft}/places", post, "/api/v1/layout-drafts/{id}/places"},
    {post, "/templates/drafts/{draft}", remove, "/api/v1/layout-drafts/{id}/places/{place}"},
    {post, "/templates/drafts/{draft}", post, "/api/v1/layout-drafts/{id}/publication"},
    {post, "/templates/drafts/{draft}/forget", remove, "/api/v1/layout-drafts/{id}"},
    {get, "/admin", get, "/api/v1/roles"},
    {post, "/admin/accounts", post, "/api/v1/accounts"},
    {get, "/admin/accounts/{account}", get, "/api/v1/accounts/{id}"},
    {post, "/admin/accounts/{account}/roles", post, "/api/v1/accounts/{id}/roles"},
    {post, "/admin/accounts/{account}/withdraw", post, "/api/v1/accounts/{id}/withdrawals"},
    {post, "/admin/accounts/{account}/disable", post, "/api/v1/accounts/{id}/disabling"},
    {get, "/admin/units", get, "/api/v1/units/{id}"},
    {post, "/admin/units", post, "/api/v1/units"},
    {get, "/admin/units/{unit}", get, "/api/v1/units/{id}"},
    {post, "/admin/units/{unit}", post, "/api/v1/units/{id}/changes"},
    {post, "/roster", post, "/api/v1/roster"},
    {get, "/roster/{person}", get, "/api/v1/roster/{person}"},
    {post, "/roster/{person}", patch, "/api/v1/roster/{person}"},
    {get, "/admin/handover", get, "/api/v1/handovers"},
    {get, "/admin/handover/{person}", get, "/api/v1/handovers/{person}"},
    {post, "/admin/handover/{person}", post, "/api/v1/handovers/{person}"},
    {post, "/admin/handover/{person}/carry-out", post, "/api/v1/handovers/{person}/carrying-out"},
    {get, "/delegations", get, "/api/v1/delegations"},
    {post, "/delegations", post, "/api/v1/delegations"},
    {post, "/delegations/end", post, "/api/v1/delegations/ended"},
    {get, "/admin/packs", get, "/api/v1/packs"},
    {get, "/admin/packs/changes/{id}", get, "/api/v1/packs/changes/{id}"},
    {post, "/admin/packs/changes/{id}/submit", post, "/api/v1/packs/changes/{id}/submission"},
    {post, "/admin/packs/changes/{id}/decide", post, "/api/v1/packs/changes/{id}/refusal"},
    {post, "/admin/packs/changes/{id}/drop", remove, "/api/v1/packs/changes/{id}"},
    {get, "/admin/packs/carried/{pack}", get, "/api/v1/packs/carried/{pack}"},
    {post, "/admin/packs/carried/{pack}", post, "/api/v1/packs/carried/{pack}"},
    {get, "/admin/own", get, "/api/v1/packs/own"},
    {get, "/admin/own/text", get, "/api/v1/packs/own"},
    {post, "/admin/own/text", post, "/api/v1/packs/own"},
    {post, "/admin/own/{what}", post, "/api/v1/packs/own"},
    {get, "/admin/holidays", get, "/api/v1/holidays"},
    {post, "/admin/holidays", post, "/api/v1/holidays"},
    {get, "/admin/retention", get, "/api/v1/retention"},
    {get, "/admin/retention", get, "/api/v1/retention/records"},
    {post, "/admin/retention", post, "/api/v1/erasures"},
    {post, "/admin/retention/hold", post, "/api/v1/retention/holds"},
    {get, "/admin/erasures/{id}", get, "/api/v1/erasures/{id}"},
    {post, "/admin/erasures/{id}", post, "/api/v1/erasures/{id}/refusal"},
    {get, "/admin/erasures/{id}/proof", get, "/api/v1/erasures/{id}/proof"},
    {get, "/admin/audit", get, "/api/v1/audit"},
    {get, "/admin/audit/csv", get, "/api/v1/audit/csv"},
    {get, "/admin/audit", get, "/api/v1/inquiries"},
    {post, "/admin/audit/inquiries", post, "/api/v1/inquiries"},
    {post, "/admin/audit/inquiries/{id}", post, "/api/v1/inquiries/{id}/refusal"},
    {get, "/admin/backup", get, "/api/v1/backups"},
    {post, "/admin/backup", post, "/api/v1/backups"},
    {get, "/admin/mail", get, "/api/v1/mail"},
    {post, "/admin/mail", post, "/api/v1/mail"},
    {post, "/admin/mail/test", post, "/api/v1/mail/test"},
    {get, "/account/mail", get, "/api/v1/me/mail"},
    {post, "/account/mail", post, "/api/v1/me/mail"},
    {get, "/proof", get, "/api/v1/proof/anchors"},
    {post, "/proof/anchors", post, "/api/v1/proof/anchors"},
    {get, "/export", get, "/api/v1/exports"},
    {post, "/export", post, "/api/v1/exports"},
    {get, "/export/{made}/{n}", get, "/api/v1/exports/{id}/{file}"},
    {post, "/import/{upload}/columns", post, "/api/v1/imports/{id}/columns"},
};

// What a program does without, and why.
constexpr const char kBrowser[] = "how a person enters, and what their browser keeps";
constexpr const char kSecret[] = "a secret of the person's own is made and shown at the screen, after their password";
constexpr const char kPerson[] = "a person signs, or decides about others' signing, at the screen (docs/decisions/0210-tokens.md)";
constexpr const char kForm[] = "a form to fill; what it sends has its operation";
constexpr const char kPrint[] = "laid out to be printed";
constexpr const char kLeads[] = "only leads to a page";
constexpr const char kWithout[] = "nothing is kept of what a program has checked, so there is nothing to come back to";
constexpr const char kOwnAddress[] = "its own address is for programs already";
constexpr const char kInAnswer[] = "stands in the answer to the import";
constexpr const char kPhotos[] = "looked at and sorted by eye; a program attaches each file to the record it knows";
struct Without {
  Method method;
  const char* page;
  const char* why;
};
constexpr Without kWithoutOperation[] = {
    {get, "/sign-in", kBrowser},
    {post, "/sign-in", kBrowser},
    {get, "/sign-in/first", kBrowser},
    {post, "/sign-in/first", kBrowser},
    {post, "/sign-out", kBrowser},
    {get, "/sign-in/second", kBrowser},
    {post, "/sign-in/second", kBrowser},
    {get, "/language", kBrowser},
    {post, "/account/password", kBrowser},
    {post, "/account/browsers/end", kBrowser},
    {post, "/account/browsers/end-others", kBrowser},
    {post, "/account/trusted/end", kBrowser},
    {get, "/office-address", kBrowser},
    {get, "/authority.crt", kBrowser},
    {get, "/authority.pem", kBrowser},
    {get, "/account/factor", kSecret},
    {post, "/account/factor/begin", kSecret},
    {get, "/account/factor/set-up", kSecret},
    {post, "/account/factor/confirm", kSecret},
    {post, "/account/factor/recovery", kSecret},
    {post, "/account/factor/remove", kSecret},
    {post, "/account/factor/noted", kSecret},
    {get, "/account/tokens", kSecret},
    {post, "/account/tokens", kSecret},
    {post, "/account/tokens/withdraw", kSecret},
    {get, "/calendar/feed", kSecret},
    {post, "/calendar/feed", kSecret},
    {post, "/calendar/feed/end", kSecret},
    {post, "/reports/{id}/signature", kPerson},
    {post, "/reports/{id}/notices", kPerson},
    {get, "/admin/factors", kPerson},
    {post, "/admin/factors", kPerson},
    {get, "/admin/factors/{account}", kPerson},
    {post, "/admin/factors/{account}", kPerson},
    {get, "/records/grid", kForm},
    {get, "/records/new", kForm},
    {get, "/records/{id}/edit", kForm},
    {get, "/check", kForm},
    {get, "/admin/own/{what}", kForm},
    {get, "/records/{id}/sheet", kPrint},
    {get, "/proof/paper", kPrint},
    {get, "/inbox/open", kLeads},
    {get, "/comments/{id}", kLeads},
    {get, "/help/keys", kBrowser},
    {post, "/check/{draft}/forget", kWithout},
    {get, "/feeds/calendar/{file}", kOwnAddress},
    {get, "/health", kOwnAddress},
    {get, "/import/{upload}/unclear/{n}", kInAnswer},
    {get, "/records/photos", kPhotos},
    {post, "/records/photos", kPhotos},
    {get, "/records/photos/{upload}", kPhotos},
    {post, "/records/photos/{upload}", kPhotos},
    {get, "/records/photos/{upload}/{n}", kPhotos},
    {get, "/records/scans", kPhotos},
    {post, "/records/scans", kPhotos},
    {get, "/records/scans/{upload}", kPhotos},
    {post, "/records/scans/{upload}", kPhotos},
    {get, "/records/scans/{upload}/{n}", kPhotos},
};

const web::Route* row_of(const std::vector<web::Route>& routes, Method method, std::string_view pattern) {
  for (const auto& one : routes)
    if (one.method == method && one.pattern == pattern) return &one;
  return nullptr;
}
std::string said(Method method, std::string_view pattern) { return (method == get ? "GET " : "POST ") + std::string(pattern); }
}  // namespace

TEST_CASE("an operation asks for the right its page asks for") {
  std::set<std::string> compared;
  for (const auto& pair : kPairs) {
    CAPTURE(pair.operation);
    CAPTURE(pair.page);
    const auto* page = row_of(web::routes(), pair.page_method, pair.page);
    const auto* operation = row_of(*tables()[1].routes, pair.method, pair.operation);
    REQUIRE(page != nullptr);
    REQUIRE(operation != nullptr);
    CHECK(page->permission.of == operation->permission.of);
    CHECK(page->permission.right == operation->permission.right);
    compared.insert(std::to_string(static_cast<int>(pair.method)) + pair.operation);
  }
  for (const auto& one : operations()) {
    CAPTURE(one.route.pattern);
    CHECK(compared.contains(std::to_string(static_cast<int>(one.route.method)) + std::string(one.route.pattern)));
    CHECK(one.route.permission.of != Permission::Of::anyone);
    if (one.route.method == Method::get) CHECK(one.route.size == Size::none);
    if (one.scope == app::Scope::read && one.route.method != Method::get) CHECK((one.id == "checkDraft" || one.id == "renewDraft" || one.id == "correctDraft" || one.id == "verify"));  // these change nothing
    CHECK(one.scope != app::Scope::feed);
  }
}

TEST_CASE("every page has its operation, or a reason why programs do without") {
  std::set<std::string> paired, without;
  for (const auto& pair : kPairs) paired.insert(said(pair.page_method, pair.page));
  for (const auto& one : kWithoutOperation) {
    const auto page = said(one.method, one.page);
    CAPTURE(page);
    CHECK(row_of(web::routes(), one.method, one.page) != nullptr);  // a reason does not outlive its page
    CHECK_FALSE(paired.contains(page));
    CHECK(without.insert(page).second);
    CHECK(std::string_view(one.why).size() > 5);
  }
  for (const auto& route : web::routes()) {
    const auto page = said(route.method, route.pattern);
    CAPTURE(page);
    CHECK((paired.contains(page) || without.contains(page)));
  }
}
