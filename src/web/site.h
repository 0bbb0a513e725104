// SPDX-License-Identifier: Apache-2.0
// What all requests share, and what each is handed: who asks, in which language, for which year and unit, with what filled in.
#pragma once
#include <atomic>
#include <mutex>
#include <thread>

#include "app/app.h"
#include "http/http.h"
#include "view/frame.h"

namespace youju::web {
using http::Form, http::Method, http::Reply, http::Request, http::SentFile;

class Site;
class OfficeDoor;

struct Ask {
  Site& site;
  app::Office& office;
  const Request& request;
  std::vector<std::string> parts;  // of the path, in the order of the pattern's {}
  Form query, form;
  std::optional<people::SignedIn> session;
  people::Who who;
  std::shared_ptr<const people::UnitTree> units;
  std::vector<UnitId> readable;    // units whose records may be seen, in tree order
  view::Here here;

  const std::string& part(std::size_t n = 0) const { return parts[n]; }
  bool may(people::Right right) const;                     // in any unit
  bool may(people::Right right, const UnitId& unit) const;
  const people::Unit* unit() const;                        // the unit looked at
  std::string unit_name(const UnitId& id) const;
  std::string lang_id() const { return here.chinese() ? "zh" : "en"; }
};

using Handler = Result<Reply> (*)(Ask& ask);

// Who may ask at all. What a record or unit needs besides is asked in app, at the moment of the commit.
struct Permission {
  enum class Of { anyone, signed_in, right } of = Of::signed_in;
  people::Right right = people::Right::read;
};
inline constexpr Permission kAnyone{Permission::Of::anyone};
inline constexpr Permission kSignedIn{Permission::Of::signed_in};
constexpr Permission needs(people::Right right) { return {Permission::Of::right, right}; }

enum class Size { none, form, files };  // what may be sent: nothing, 2 MiB, 256 MiB
struct Route {
  Method method;
  std::string_view pattern;  // "/records/{id}/steps"
  Permission permission;     // a column of its own, so it cannot be left out
  Size size;
  Handler handler;
};
// The table of contents of the site. The first row that fits is taken.
const std::vector<Route>& routes();

class Site {
 public:
  explicit Site(app::Office& office);
  ~Site();
  Reply answer(const Request& request);
  std::size_t body_limit(const Request& head) const;
  app::Office& office() { return office_; }
  // Set when it is served with --office.
  void set_door(const OfficeDoor* door) { door_ = door; }
  const OfficeDoor* door() const { return door_; }
  // Search and checkpoints follow in the background while this lives.
  void start_following();
  std::shared_ptr<const people::UnitTree> units();
  std::string cookie_name(bool secure) const { return secure ? "__Host-youju" : "youju"; }

 private:
  struct Found {
    const Route* route = nullptr;
    bool other_method = false;
    std::vector<std::string> parts;
  };
  Found find(Method method, std::string_view path) const;
  Reply guarded(const Request& request);
  Result<void> who_asks(Ask& ask);
  std::optional<Reply> refusal(Ask& ask, const Route& route);
  Reply failed(Ask& ask, const Error& error);
  void follow();

  app::Office& office_;
  std::mutex units_lock_;
  std::shared_ptr<const people::UnitTree> units_;
  std::int64_t units_read_ms_ = 0;
  std::atomic<bool> ending_{false};
  std::thread follower_;
  const OfficeDoor* door_ = nullptr;
};

// ---- replies ----
Reply html(const view::Html& page, int status = 200);
Reply see_other(std::string address);
Reply json_reply(const Json& body, int status = 200);
// A file to keep: its name as the browser saves it (RFC 6266).
Reply download(std::string bytes, std::string_view type, std::string_view name);

// ---- frames ----
// The frame of a page: title, rail, unit, year. `place` is the rail's.
Result<view::Frame> frame_of(Ask& ask, std::string_view place, std::string title);
// What was not good, in the reader's words, by field.
std::vector<view::Wrong> wrong_of(const Ask& ask, const Problems& problems);
std::string problem_at(const std::vector<view::Wrong>& wrong, std::string_view field);
// What the person can mend stands on the page again; anything else goes on as an error page.
bool can_be_told(const Error& error);

// ---- names ----
std::string kind_name(const Ask& ask, const KindId& id);
int unit_depth(const people::UnitTree& tree, const people::Unit& unit);  // 0 for a root

// A line of the security log by who asks. A full disk must not undo what was done or keep people out: `verify` sees the gap of time.
void note_event(Ask& ask, ledger::SecurityEvent event);
void note_event(Ask& ask, std::string event, std::string action, std::string object, std::string result);
}  // namespace youju::web
