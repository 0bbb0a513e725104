// SPDX-License-Identifier: Apache-2.0
// What all requests share, and what each is handed: who asks, in which language, for which year and unit, with what filled in.
#pragma once
#include <atomic>
#include <mutex>
#include <thread>

#include "app/app.h"
#include "http/http.h"
#include "view/frame.h"
#include "web/kept_pages.h"

namespace youju::app {
class Keeper;
}

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
  const struct Route* route = nullptr;  // the row of the table that fits; null: none
  std::string token;                    // id of the token that was shown instead of a session; "" = none …
  std::vector<std::string> scopes;      // … and what it may be used for

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
  bool kept = false;         // the page is made of the database, the packs in force and the day alone, and looking at it changes nothing
};
// The table of contents of the site. The first row that fits is taken.
const std::vector<Route>& routes();

// A table of routes with its own door. Pages know who asks by the cookie of a session and take writes from a page of this site alone; what
// another table's callers show instead, and how they are told what failed, that table says.
struct RouteTable {
  std::string_view under;  // addresses that begin so are of this table alone; "" = all the others
  const std::vector<Route>* routes = nullptr;
  Result<std::optional<Reply>> (*door)(Ask& ask) = nullptr;  // fills in who asks; a reply when they may not. Null: as pages
  Reply (*failed)(Ask& ask, const Error& error, int status) = nullptr;  // null: a page
};
RouteTable page_table();
// Method, pattern, permission ("anyone", "signed_in" or the name of a right), what may be sent.
Json routes_listed(const std::vector<RouteTable>& tables);

class Site {
 public:
  explicit Site(app::Office& office, std::vector<RouteTable> tables = {page_table()});
  ~Site();
  Reply answer(const Request& request);
  std::size_t body_limit(const Request& head) const;
  // 0, or the status with which a large body is refused before it is read: only those send one who may send something there.
  int admits(const Request& head);
  app::Office& office() { return office_; }
  // Set when it is served with --office.
  void set_door(const OfficeDoor* door) { door_ = door; }
  const OfficeDoor* door() const { return door_; }
  // Search and checkpoints follow in the background while this lives.
  void start_following();
  std::shared_ptr<const people::UnitTree> units();
  // After a unit was changed: the next request reads them anew.
  void forget_units();
  // Long work that its person need not wait for; the end of the site waits for it.
  void in_background(std::function<void()> work);
  app::Keeper& keeper() { return *keeper_; }  // back-ups in the background
  // The certificate served with; "" when a proxy does it.
  void set_certificate(std::filesystem::path file) { certificate_ = std::move(file); }
  const std::filesystem::path& certificate() const { return certificate_; }
  std::string cookie_name(bool secure) const { return secure ? "__Host-youju" : "youju"; }

 private:
  struct Found {
    const RouteTable* table = nullptr;
    const Route* route = nullptr;
    std::string other_methods;  // that the address has
    std::vector<std::string> parts;
  };
  Found find(Method method, std::string_view path) const;
  Reply guarded(const Request& request);
  std::optional<AsOf> as_of();  // nothing: pages cannot be kept
  std::optional<Reply> kept_page(const std::string& key, const AsOf& as_of);
  void keep_page(const Ask& ask, const std::string& key, const AsOf& as_of, const Reply& reply);
  Result<void> who_asks(Ask& ask);
  std::optional<Reply> refusal(Ask& ask, const Route& route);
  Reply failed(Ask& ask, const Error& error, const RouteTable* table = nullptr, int status = 0);
  void follow();

  app::Office& office_;
  const std::vector<RouteTable> tables_;
  std::unique_ptr<app::Keeper> keeper_;
  std::filesystem::path certificate_;
  std::mutex units_lock_;
  std::shared_ptr<const people::UnitTree> units_;
  std::int64_t units_read_ms_ = 0;
  std::optional<std::uint64_t> units_of_;  // Database::changes when they were read
  KeptPages kept_;
  std::atomic<bool> ending_{false};
  std::thread follower_;
  std::mutex background_lock_;
  std::vector<std::thread> background_;
  const OfficeDoor* door_ = nullptr;
};

// ---- replies ----
Reply html(const view::Html& page, int status = 200);
Reply see_other(std::string address);
Reply json_reply(const Json& body, int status = 200);
// A file to keep: its name as the browser saves it (RFC 6266).
Reply download(std::string bytes, std::string_view type, std::string_view name);

// ---- requests that come twice ----
// A form sent twice from one page (a double click, a reload, a slow line) has the same key, and app carries it out once; a form changed in
// between has another. "" when the page gave no id: then each is a request of its own. `step` tells the writes of one request apart.
std::string once_key(const Ask& ask, std::string_view step = {});
people::Who asking_once(const Ask& ask, std::string_view step = {});

// ---- frames ----
// The frame of a page: title, rail, unit, year. `place` is the rail's.
Result<view::Frame> frame_of(Ask& ask, std::string_view place, std::string title);
// How many things in the inbox of the person who asks are new (pages_inbox.cpp).
std::int64_t unread_count(Ask& ask);
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
// What became of an act, as the security log says it: "ok" or the name of the error.
template <class T>
std::string result_of(const Result<T>& done) {
  return done ? "ok" : std::string(code_name(done.error().code));
}
}  // namespace youju::web
