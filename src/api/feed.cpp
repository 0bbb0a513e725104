// SPDX-License-Identifier: Apache-2.0
#include "api/feed.h"

#include <algorithm>

#include "api/door.h"
#include "app/records.h"
#include "crypto/crypto.h"

namespace youju::api {
namespace {
constexpr int kMostInFeed = 100;

struct FeedItem {
  RecordId record;
  std::string title, url, kind, channel;
  Date on;
  Instant entered, updated;
};

const kinds::Field* address_field(const kinds::Kind& kind) {
  const auto found = std::find_if(kind.fields.begin(), kind.fields.end(), [](const auto& field) { return field.type == kinds::FieldType::url; });
  return found == kind.fields.end() ? nullptr : &*found;
}

std::string xml_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '"') out += "&quot;";
    else if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
  }
  return out;
}

std::string channel_of(const kinds::Kind& kind, const Json& values, std::string_view lang) {
  const auto* field = kind.field("channel");
  if (field == nullptr || field->type != kinds::FieldType::choice || !values.contains(field->id)) return {};
  for (const auto& choice : field->choices)
    if (choice.id == values[field->id].get<std::string>()) return app::name_in(choice.names, lang);
  return {};
}

// What the public can see anyway: published, with its address; not what waits, was withdrawn or appeared on paper.
Result<std::vector<FeedItem>> feed_items(Ask& ask, db::Session& session) {
  std::vector<FeedItem> out;
  for (const auto& kind : ask.office.catalogue().kinds()) {
    if (!is_published_kind(kind) || ask.readable.empty()) continue;
    const auto* address = address_field(kind);
    index::Filter filter;
    filter.kinds = {kind.id};
    filter.states = {"published"};
    filter.units = ask.readable;
    TRY(const auto rows, index::list(session, filter, kMostInFeed));
    for (const auto& row : rows) {
      TRY(const auto entry, ask.office.ledger().read(session, row.entry, true));
      if (!entry.head.open.is_object() || !entry.head.open.contains("values") || !row.happened) continue;
      const auto& values = entry.head.open["values"];
      if (!values.contains(address->id)) continue;
      const auto url = values[address->id].get<std::string>();
      if (!url.starts_with("https://") && !url.starts_with("http://")) continue;
      out.push_back({row.record, row.title, url, app::name_in(kind.names, ask.lang_id()), channel_of(kind, values, ask.lang_id()), row.happened->from, row.first_entered,
                     entry.at});
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.on > b.on; });
  if (out.size() > static_cast<std::size_t>(kMostInFeed)) out.resize(kMostInFeed);
  return out;
}

std::string feed_xml(const Ask& ask, const std::vector<FeedItem>& items) {
  const auto& settings = ask.office.settings();
  Instant updated = Instant{0};
  for (const auto& item : items) updated = std::max(updated, item.updated);
  const auto& office = ask.units->all().empty() ? settings.name : ask.units->all().front().name;
  std::string out =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"" + std::string(ask.here.chinese() ? "zh-CN" : "en") + "\">\n";
  out += "<id>urn:youju:" + xml_text(settings.instance) + ":publications</id>\n<title>" + xml_text(ask.here.say("api.feed_title", {{"office", office}})) +
         "</title>\n<updated>" + updated.iso() + "</updated>\n";
  out += "<author><name>" + xml_text(office) + "</name></author>\n<generator version=\"" YOUJU_VERSION "\">Youju</generator>\n";
  for (const auto& item : items) {
    out += "<entry><id>urn:uuid:" + xml_text(item.record.text) + "</id><title>" + xml_text(item.title.empty() ? item.kind : item.title) +
           "</title><link rel=\"alternate\" href=\"" + xml_text(item.url) + "\"/>";
    out += "<published>" + start_of_day(item.on).iso() + "</published><updated>" + item.updated.iso() + "</updated>";
    if (!item.channel.empty()) out += "<category term=\"" + xml_text(item.channel) + "\"/>";
    out += "<summary>" + xml_text(item.channel.empty() ? item.kind : item.kind + " · " + item.channel) + "</summary></entry>\n";
  }
  return out + "</feed>\n";
}

Result<Reply> publications(Ask& ask) {
  std::vector<FeedItem> items;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(items, feed_items(ask, session));
    return {};
  }));
  Reply out{200, "application/atom+xml; charset=utf-8", {}, feed_xml(ask, items), {}};
  const auto etag = "\"" + crypto::hex(crypto::sha256(out.body)).substr(0, 32) + "\"";
  if (etag_matches(ask.request.header("if-none-match"), etag)) out = Reply{304, "", {}, {}, {}};
  out.headers = {{"ETag", etag}, {"Cache-Control", "private, max-age=300"}, {"Vary", "Accept-Language"}};
  return out;
}
}  // namespace

bool is_published_kind(const kinds::Kind& kind) {
  const auto* state = kind.state("published");
  return state != nullptr && state->id == "published" && state->counts && address_field(kind) != nullptr &&
         !std::any_of(kind.fields.begin(), kind.fields.end(), [](const auto& field) { return field.personal; });
}

// A wrong secret is answered like an address that is not there.
Result<std::optional<Reply>> feed_door(Ask& ask) {
  ask.here.lang = language_asked(ask.request);
  if (ask.route == nullptr) return std::nullopt;
  TRY(const auto good, enter_with(ask, ask.query.get("key")));
  const auto feed = app::scope_name(app::Scope::feed);
  if (!good || std::find(ask.scopes.begin(), ask.scopes.end(), feed) == ask.scopes.end()) return problem(ask, Error{Code::absent, {"api.no_feed", {}}, {}});
  return std::nullopt;
}

const std::vector<web::Route>& feed_routes() {
  static const std::vector<web::Route> all{{Method::get, "/feeds/publications.atom", kSignedIn, Size::none, publications}};
  return all;
}
}  // namespace youju::api
