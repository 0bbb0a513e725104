// SPDX-License-Identifier: Apache-2.0
// Checkpoints outside: printed, noted, and how old the newest is.
#include "app/anchors.h"

#include "app/test_bureau.h"
#include "web/test_browser.h"

using namespace youju;
using namespace youju::web;

TEST_CASE("a checkpoint is printed whole, handed over by whoever answers for it, and told to be old after two days") {
  app::on_both([](app::Bureau& b) {
    REQUIRE(b.office->ledger().seal());
    Site site(*b.office);
    Browser leader{site}, clerk{site};
    leader.enter("leader", kPassword);
    b.add_account("zhao", "clerk");
    clerk.enter("zhao", kPassword);
    CHECK(leader.get("/proof").body.find("class=\"note warn\"") != std::string::npos);  // none was ever handed over
    const auto paper = leader.get("/proof/paper");
    CHECK(paper.status == 200);
    CHECK(paper.body.find("<svg class=\"qr\"") != std::string::npos);
    CHECK(paper.body.find(b.office->settings().instance) != std::string::npos);  // the origin, so that nobody takes another office's for it
    // The same as a mail that the reader's own program writes: the note is in it whole.
    const auto mail = paper.body.find("mailto:?subject=");
    REQUIRE(mail != std::string::npos);
    const auto note = leader.get("/proof/checkpoint").body;
    CHECK(note.size() > 100);
    CHECK(paper.body.substr(mail, paper.body.find('"', mail) - mail).find(view::percent_encoded(note)) != std::string::npos);
    const auto size = Browser::field(leader.get("/proof"), "size");
    REQUIRE(!size.empty());
    const auto hand = [&](Browser& who, const std::string& to, const std::string& of) {
      return who.post("/proof/anchors", "csrf=" + who.csrf + "&size=" + of + "&kind=printed&holder=" + view::percent_encoded(to));
    };
    const auto empty = hand(leader, "", size);
    CHECK(empty.status == 422);
    CHECK(empty.body.find("id=\"holder-problem\"") != std::string::npos);
    CHECK(hand(leader, "市委档案馆", "99999").status == 404);
    CHECK(hand(leader, "市委档案馆", "x").status == 422);
    CHECK(hand(clerk, "市委档案馆", size).status == 403);
    CHECK(clerk.get("/proof").body.find("name=\"holder\"") == std::string::npos);
    CHECK(hand(leader, "市委档案馆", size).status == 303);
    const auto fresh = leader.get("/proof");
    CHECK(fresh.body.find("市委档案馆") != std::string::npos);
    CHECK(app::anchors_handed(*b.office)->size() == 1);
    const auto warned = [](const Reply& page) {
      const auto part = page.body.substr(page.body.find("id=\"anchors\""));
      return part.substr(0, part.find("</section>")).find("note warn") != std::string::npos;
    };
    CHECK_FALSE(warned(fresh));
    b.clock.advance_ms(app::kAnchorOldMs + 1000);
    leader.enter("leader", kPassword);
    CHECK(warned(leader.get("/proof")));
  });
}
