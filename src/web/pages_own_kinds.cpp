// SPDX-License-Identifier: Apache-2.0
// The office's own layer: what it adds to its packs, one form for each thing that can be added, and its TOML.
#include <algorithm>

#include "app/own_layer.h"
#include "app/records.h"
#include "base/text.h"
#include "view/admin_packs.h"
#include "web/handlers_admin.h"

namespace youju::web {
namespace {
constexpr int kFieldRows = 6;
using Options = std::vector<std::pair<std::string, std::string>>;

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const auto end = text.find('\n');
    if (const auto line = trim(text.substr(0, end)); !line.empty()) out.emplace_back(line);
    text = end == text.npos ? std::string_view{} : text.substr(end + 1);
  }
  return out;
}
Options own_kinds(const Ask& ask) {
  Options out;
  for (const auto& kind : ask.office.catalogue().kinds()) out.emplace_back(kind.id.text, app::name_in(kind.names, ask.lang_id()));
  return out;
}
Options own_types(const Ask& ask) {
  Options out;
  for (const auto* type : {"text", "long_text", "number", "money", "date", "choice", "yes_no", "person", "persons", "unit", "url", "file"}) out.emplace_back(type, ask.here.say("packs.type_" + std::string(type)));
  return out;
}
// The closed list of what a person may be in a record.
Options own_roles(const Ask& ask) {
  Options out{{"", "—"}};
  for (const auto* role : {"chair", "present", "excused", "exempt", "due", "speaker", "signer", "holder", "second_holder", "handler", "volunteer", "minute_taker", "approver", "responsible", "deputy", "participant"})
    out.emplace_back(role, ask.here.say("packs.role_" + std::string(role)));
  return out;
}
Options own_every(const Ask& ask, bool none_too) {
  Options out;
  if (none_too) out.emplace_back("", ask.here.say("packs.every_none"));
  for (const auto* every : {"month", "quarter", "half_year", "year"}) out.emplace_back(every, ask.here.say("packs.every_" + std::string(every)));
  return out;
}

// Builds one form from what was sent, with the problem beside each field.
class FormMaker {
 public:
  FormMaker(Ask& ask, view::OwnForm& out) : ask_(ask), out_(out) {}
  std::string sent(const std::string& name, const std::string& fallback = {}) const { return ask_.form.has(name) ? std::string(ask_.form.get(name)) : fallback; }
  view::Field field(const std::string& name, const char* word, bool required = false, Options options = {}, const char* hint = nullptr, const char* type = "text", const std::string& fallback = {}) const {
    view::Field out{.name = name, .label = ask_.here.say(word), .value = sent(name, fallback), .type = type, .hint = hint == nullptr ? "" : ask_.here.say(hint), .problem = problem_at(out_.wrong, name), .options = std::move(options), .required = required};
    if (out.type == "area") out.rows = 3;
    return out;
  }
  void add(view::Field field) { out_.fields.push_back(std::move(field)); }

 private:
  Ask& ask_;
  view::OwnForm& out_;
};

app::OwnField field_sent(const Ask& ask, const std::string& prefix) {
  const auto text = [&](const char* name) { return std::string(trim(ask.form.get(prefix + name))); };
  return {text("zh"), text("en"), text("type"), text("role"), text("measure"), lines_of(ask.form.get(prefix + "choices")), ask.form.get(prefix + "required") == "yes"};
}
app::OwnRule rule_sent(const Ask& ask) {
  const auto times = ask.form.get("times");
  int n = 0;
  std::from_chars(times.data(), times.data() + times.size(), n);
  return {std::string(ask.form.get("every")), n, std::string(trim(ask.form.get("source")))};
}

std::vector<view::Field> field_fields(const Ask& ask, const FormMaker& maker, const std::string& prefix, bool required) {
  const Options needed{{"no", ask.here.say("packs.optional")}, {"yes", ask.here.say("packs.required")}};
  return {maker.field(prefix + "zh", "packs.name_zh", required), maker.field(prefix + "en", "packs.name_en", required), maker.field(prefix + "type", "packs.type", false, own_types(ask)), maker.field(prefix + "required", "packs.needed", false, needed),
          maker.field(prefix + "measure", "packs.measure", false, {}, required ? "packs.measure_hint" : nullptr), maker.field(prefix + "role", "packs.role", false, own_roles(ask)), maker.field(prefix + "choices", "packs.choices", false, {}, required ? "packs.choices_hint" : nullptr, "area")};
}

Result<Reply> own_form_page(Ask& ask, std::string_view what, view::OwnForm content, int status) {
  FormMaker maker(ask, content);
  content.address = "/admin/own/" + std::string(what);
  content.hint = ask.here.say("packs.add_" + std::string(what) + "_long");
  if (what == "field") {
    maker.add(maker.field("kind", "packs.kind", true, own_kinds(ask)));
    for (auto& field : field_fields(ask, maker, "", true)) maker.add(std::move(field));
  } else if (what == "rule") {
    maker.add(maker.field("kind", "packs.kind", true, own_kinds(ask)));
    maker.add(maker.field("every", "packs.every", true, own_every(ask, false)));
    maker.add(maker.field("times", "packs.times", true, {}, nullptr, "number", "1"));
    maker.add(maker.field("source", "packs.source", true, {}, "packs.source_hint"));
  } else if (what == "words") {
    maker.add(maker.field("kind", "packs.kind", true, own_kinds(ask)));
    maker.add(maker.field("synonyms", "packs.synonyms", false, {}, "packs.synonyms_hint", "area"));
    maker.add(maker.field("require", "packs.require", false, {}, "packs.require_hint"));
  } else {
    for (const auto& [name, word, needed] : {std::tuple{"zh", "packs.kind_zh", true}, std::tuple{"en", "packs.kind_en", true}, std::tuple{"describes_zh", "packs.describes_zh", false}, std::tuple{"describes_en", "packs.describes_en", false}}) maker.add(maker.field(name, word, needed));
    maker.add(maker.field("measure", "packs.measure_word", false, {}, "packs.measure_word_hint", "text", "次"));
    maker.add(maker.field("flow", "packs.flow", false, {{"simple", ask.here.say("packs.flow_simple")}, {"checked", ask.here.say("packs.flow_checked")}, {"planned", ask.here.say("packs.flow_planned")}}));
    maker.add(maker.field("period", "packs.period", false, {{"no", ask.here.say("packs.one_day")}, {"yes", ask.here.say("packs.several_days")}}));
    maker.add(maker.field("keep", "packs.keep", false, {{"10", ask.here.say("packs.keep_n", {{"n", "10"}})}, {"30", ask.here.say("packs.keep_n", {{"n", "30"}})}, {"0", ask.here.say("packs.keep_ever")}}));
    maker.add(maker.field("every", "packs.every", false, own_every(ask, true)));
    maker.add(maker.field("times", "packs.times", false, {}, nullptr, "number", "1"));
    maker.add(maker.field("source", "packs.source", false, {}, "packs.source_hint"));
    for (int i = 1; i <= kFieldRows; ++i) content.rows.push_back({field_fields(ask, maker, "f" + std::to_string(i) + "-", false)});
  }
  TRY(auto frame, admin_frame(ask, "/admin/packs", ask.here.say("packs.add_" + std::string(what))));
  frame.path = {{"/admin/packs", ask.here.say("admin.packs")}, {"/admin/own", ask.here.say("packs.own")}};
  return html(view::page(frame, view::own_form(frame, content)), status);
}

app::OwnKind kind_sent(const Ask& ask) {
  const auto text = [&](const char* name) { return std::string(trim(ask.form.get(name))); };
  app::OwnKind out{text("zh"), text("en"), text("describes_zh"), text("describes_en"), text("measure"), text("flow"), ask.form.get("period") == "yes", 10, rule_sent(ask), {}};
  const auto keep = ask.form.get("keep");
  std::from_chars(keep.data(), keep.data() + keep.size(), out.keep_years);
  for (int i = 1; i <= kFieldRows; ++i) {
    const auto prefix = "f" + std::to_string(i) + "-";
    auto field = field_sent(ask, prefix);
    if (!field.zh.empty() || !field.en.empty()) out.fields.push_back(std::move(field));
  }
  return out;
}

std::variant<app::PackFiles, Problems> with_what(const Ask& ask, std::string_view what, app::PackFiles files) {
  const auto& catalogue = ask.office.catalogue();
  const KindId kind{std::string(ask.form.get("kind"))};
  if (what == "field") return app::with_field(std::move(files), catalogue, kind, field_sent(ask, ""));
  if (what == "rule") return app::with_rule(std::move(files), catalogue, kind, rule_sent(ask));
  if (what == "kind") return app::with_kind(std::move(files), catalogue, kind_sent(ask));
  std::vector<std::string> require;
  if (const auto one = trim(ask.form.get("require")); !one.empty()) {
    const auto* there = catalogue.find(kind);
    const auto* field = there == nullptr ? nullptr : there->field(one);
    require.push_back(field == nullptr ? std::string(one) : field->id);
  }
  return app::with_words(std::move(files), kind, lines_of(ask.form.get("synonyms")), require);
}

bool is_own_form(std::string_view what) { return what == "field" || what == "rule" || what == "kind" || what == "words"; }
}  // namespace

Result<Reply> show_own_layer(Ask& ask) {
  TRY(const auto layer, app::own_layer(ask.office, ask.who));
  view::OwnLayerPage content;
  for (const auto& file : layer.files) content.files.push_back({file.path, file.bytes});
  if (layer.draft) content.draft = layer.draft->id, content.waiting = layer.draft->state == app::PackChange::State::waiting;
  content.empty = layer.files.size() < 2;
  TRY(auto frame, admin_frame(ask, "/admin/packs", ask.here.say("packs.own")));
  frame.path = {{"/admin/packs", ask.here.say("admin.packs")}};
  return html(view::page(frame, view::own_layer_page(frame, content)));
}

Result<Reply> show_own_form(Ask& ask) {
  if (!is_own_form(ask.part())) return fail(Code::absent, "web.no_page");
  return own_form_page(ask, ask.part(), {}, 200);
}

Result<std::optional<std::string>> keep_own_draft(Ask& ask, std::variant<app::PackFiles, Problems> made, std::vector<view::Wrong>& wrong, view::PackEffect& effect) {
  if (const auto* problems = std::get_if<Problems>(&made)) {
    wrong = wrong_of(ask, *problems);
    return std::optional<std::string>();
  }
  auto& files = std::get<app::PackFiles>(made);
  auto kept = app::draft_own_layer(ask.office, ask.who, files);
  if (kept) return std::optional(kept->id);
  if (!can_be_told(kept.error())) return fail(std::move(kept).error());
  TRY(effect, pack_effect_of(ask, files));  // every mistake of the loader, each with its line
  if (effect.problems.empty()) wrong.push_back({"", ask.here.say(kept.error().message)});
  return std::optional<std::string>();
}

Result<Reply> add_to_own_layer(Ask& ask) {
  const auto what = ask.part();
  if (!is_own_form(what)) return fail(Code::absent, "web.no_page");
  TRY(auto layer, app::own_layer(ask.office, ask.who));
  view::OwnForm content;
  TRY(const auto kept, keep_own_draft(ask, with_what(ask, what, std::move(layer.files)), content.wrong, content.effect));
  if (kept) return see_other(ask.here.to("/admin/packs/changes/" + *kept));
  return own_form_page(ask, what, std::move(content), 422);
}

namespace {
std::string text_name(const std::string& path) { return "file-" + path; }
Result<Reply> own_text_page(Ask& ask, const app::PackFiles& files, view::OwnForm content, int status) {
  content.address = "/admin/own/text", content.hint = ask.here.say("packs.edit_text_long");
  for (const auto& file : files) {
    if (file.path == "pack.toml") continue;
    content.fields.push_back({.name = text_name(file.path), .label = file.path, .value = file.bytes, .type = "area", .rows = 18});
  }
  view::Field fresh{.name = "new-path", .label = ask.here.say("packs.new_file"), .value = std::string(ask.form.get("new-path")), .hint = ask.here.say("packs.new_file_hint")};
  view::Field text{.name = "new-text", .label = ask.here.say("packs.new_text"), .value = std::string(ask.form.get("new-text")), .type = "area", .rows = 8};
  content.fields.push_back(std::move(fresh)), content.fields.push_back(std::move(text));
  TRY(auto frame, admin_frame(ask, "/admin/packs", ask.here.say("packs.edit_text")));
  frame.path = {{"/admin/packs", ask.here.say("admin.packs")}, {"/admin/own", ask.here.say("packs.own")}};
  return html(view::page(frame, view::own_form(frame, content)), status);
}
std::string unix_lines(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c != '\r') out += c;
  return out;
}
}  // namespace

Result<Reply> show_own_text(Ask& ask) {
  TRY(const auto layer, app::own_layer(ask.office, ask.who));
  return own_text_page(ask, layer.files, {}, 200);
}

// The whole layer as written; an emptied file is left out.
Result<Reply> write_own_text(Ask& ask) {
  TRY(const auto layer, app::own_layer(ask.office, ask.who));
  app::PackFiles files;
  for (const auto& file : layer.files) {
    auto text = ask.form.has(text_name(file.path)) ? unix_lines(ask.form.get(text_name(file.path))) : file.bytes;
    if (!trim(text).empty()) files.push_back({file.path, std::move(text)});
  }
  if (const auto path = trim(ask.form.get("new-path")); !path.empty()) files.push_back({std::string(path), unix_lines(ask.form.get("new-text"))});
  view::OwnForm content;
  TRY(const auto kept, keep_own_draft(ask, files, content.wrong, content.effect));
  if (kept) return see_other(ask.here.to("/admin/packs/changes/" + *kept));
  return own_text_page(ask, files, std::move(content), 422);
}
}  // namespace youju::web
