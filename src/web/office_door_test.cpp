// SPDX-License-Identifier: Apache-2.0
// What the listener in the clear gives away: the instructions and the certificate, and the way to the encrypted address.
#include "web/office_door.h"

#include <filesystem>

#include "web/test_browser.h"

using namespace youju;
using namespace youju::web;

namespace {
struct Porch {
  std::filesystem::path folder = std::filesystem::temp_directory_path() / ("youju-porch-" + make_uuid4(World{}));
  FixedClock clock{*Instant::parse("2026-11-23T01:00:00.000Z")};
  SeededRandom random{11};
  World world{&clock, &random};
  OfficeDoor door{folder, "示例局", "192.168.7.3", world};
  Porch() {
    std::filesystem::create_directories(folder);
    REQUIRE(door.refresh());
    door.at(8443, 8080);
  }
  ~Porch() { std::filesystem::remove_all(folder); }
  Reply get(const std::string& target, const std::string& host = "192.168.7.3:8080", Method method = Method::get) const {
    Request out;
    out.method = method;
    out.target = target;
    out.path = target.substr(0, target.find('?'));
    if (const auto mark = target.find('?'); mark != std::string::npos) out.query = target.substr(mark + 1);
    out.headers = {{"host", host}, {"accept-language", "zh-CN"}};
    return door.clear_answer(out);
  }
};
}  // namespace

TEST_CASE("in the clear stand the instructions and the certificate alone; all else leads to the encrypted address") {
  Porch porch;
  const auto page = porch.get("/");
  CHECK(page.status == 200);
  CHECK(page.body.find("https://192.168.7.3:8443/") != std::string::npos);
  CHECK(page.body.find("<svg class=\"qr\"") != std::string::npos);
  CHECK(page.body.find("<form") == std::string::npos);
  CHECK(Browser::header(page, "Content-Security-Policy").find("style-src 'sha256-") != std::string::npos);
  CHECK(Browser::header(page, "Set-Cookie").empty());
  CHECK(porch.get("/?lang=en").body.find("lang=\"en\"") != std::string::npos);
  const auto fingerprint = porch.door.certificate().of_authority.fingerprint;
  CHECK(page.body.find(fingerprint.substr(0, 23)) != std::string::npos);
  CHECK(porch.get("/authority.crt").type == "application/x-x509-ca-cert");
  CHECK(porch.get("/authority.pem").body.find("BEGIN CERTIFICATE") == 5);
  CHECK(porch.get("/authority.pem").body.find("PRIVATE") == std::string::npos);
  const auto led = porch.get("/records?year=2023");
  CHECK(led.status == 308);
  CHECK(led.body.empty());
  CHECK(Browser::header(led, "Location") == "https://192.168.7.3:8443/records?year=2023");
  // Not to wherever a request says it is.
  CHECK(Browser::header(porch.get("/sign-in", "evil.example"), "Location") == "https://192.168.7.3:8443/sign-in");
  CHECK(porch.get("/sign-in", "192.168.7.3:8080", Method::post).status == 403);
  CHECK(porch.get("/api/v1/records").status == 403);
  for (const auto* path : {"/authority.key", "/tls/authority.key", "/server.pem"}) CHECK(porch.get(path).status == 308);
}
