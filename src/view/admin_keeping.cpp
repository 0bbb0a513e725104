// SPDX-License-Identifier: Apache-2.0
#include "view/admin_keeping.h"

namespace youju::view {
namespace {
Html keeping_hidden(std::string_view name, const std::string& value) { return input(attr("type", "hidden"), attr("name", std::string(name)), attr("value", value)); }
std::string keeping_problem(const std::vector<Wrong>& wrong, std::string_view field) {
  for (const auto& one : wrong)
    if (one.field == field) return one.text;
  return {};
}
Html good_mark(const Here& here, bool good) { return mark_of(here, good ? Mark::done : Mark::missing); }

Html passphrase_field(const Here& here, const KeepingPage& content, const char* id) {
  if (!content.passphrase_file.empty()) return {};
  const Field field{.name = "passphrase", .label = here.say("backuppage.passphrase"), .type = "password", .hint = here.say("backuppage.passphrase_hint"), .problem = keeping_problem(content.wrong, "passphrase"), .required = true, .id = id};
  return field_of(here, field);
}

Html doing_box(const Here& here, const KeepingPage& content) {
  const auto& doing = *content.doing;
  return section(cls("sheet between"), attr("role", "status"), header(h2(doing.what)), p(here.say("backuppage.since", {{"when", doing.since}})), element("progress", {Piece(attr("max", "100")), Piece(attr("value", std::to_string(doing.percent))), Piece(doing.progress)}), p(cls("soft"), doing.progress),
                 p(a(cls("button"), href(here.to("/admin/backup")), here.say("backuppage.look_again"))), p(cls("hint"), here.say("backuppage.may_leave")));
}

Html archive_table(const Here& here, const KeepingPage& content) {
  if (content.archives.empty()) return empty_state(here.say("backuppage.none"), here.say("backuppage.none_text"));
  return table(cls("rows stack"), thead(tr(th(here.say("backuppage.file")), th(here.say("backuppage.made")), th(cls("n"), here.say("backuppage.size")), th(here.say("backuppage.rehearsed")))), tbody(each(content.archives, [&](const KeepingPage::Archive& one) {
                 return tr(td(cls("title"), code(one.name)), td(cls("day"), one.when), td(cls("n"), one.size), td(when(one.tried, [&] { return row_of(good_mark(here, one.good), words_of(" ")); }), span(one.rehearsed)));
               })));
}

Html lately_table(const Here& here, const std::vector<KeepingPage::Line>& lines) {
  return table(cls("rows stack"), thead(tr(th(here.say("backuppage.what")), th(here.say("backuppage.when")), th(here.say("backuppage.by")), th(here.say("backuppage.took")), th(here.say("backuppage.result")))), tbody(each(lines, [&](const KeepingPage::Line& one) {
                 return tr(td(cls("day"), one.what), td(cls("day"), one.when), td(one.by), td(one.took), td(when(one.over, [&] { return row_of(good_mark(here, one.good), words_of(" ")); }), span(one.said)));
               })));
}
}  // namespace

Html keeping_page(const Frame& frame, const KeepingPage& content) {
  const auto& here = frame.here;
  const auto now = section(cls("sheet"), header(h2(here.say("backuppage.now"))), p(cls("hint"), here.say("backuppage.now_hint")), post_form(here, "/admin/backup", keeping_hidden("what", "back_up"), passphrase_field(here, content, "passphrase"), div(cls("form-end"), submit_button(here.say("backuppage.now_button")))));
  Choices files;
  for (const auto& one : content.archives) files.emplace_back(one.name, one.name + (one.tried ? "" : " · " + here.say("backuppage.never_tried")));
  const Field which{.name = "archive", .label = here.say("backuppage.file"), .options = files};
  const auto rehearse = section(cls("sheet"), header(h2(here.say("admin.rehearse"))), p(cls("hint"), here.say("admin.rehearse_text")), post_form(here, "/admin/backup", keeping_hidden("what", "rehearse"), field_of(here, which), passphrase_field(here, content, "passphrase-2"), div(cls("form-end"), submit_button(here.say("backuppage.rehearse_button")))));
  const auto place = section(cls("sheet"), header(h2(here.say("backuppage.where"))), dl(cls("facts"), dt(here.say("backuppage.folder")), dd(code(content.folder)), dt(here.say("backuppage.key")), dd(content.passphrase_file.empty() ? span(here.say("backuppage.key_typed")) : code(content.passphrase_file)), dt(here.say("backuppage.night_at")), dd(content.at.empty() ? span(here.say("backuppage.night_never")) : span(content.at))),
                             when(!content.said, [&] { return p(cls("note warn"), here.say("backuppage.same_disk")); }), p(cls("hint"), here.say("backuppage.key_plain")), p(cls("hint"), here.say("backuppage.settings_hint")), pre(cls("toml"), attr("tabindex", "0"), "[back_up]\nto = \"/mnt/nas/youju\"\npassphrase_file = \"/etc/youju/passphrase\"\nat = \"02:30\"\nkeep = 14\n"));
  const auto night = content.night ? section(cls("sheet"), header(h2(here.say("backuppage.night")), span(cls("soft"), content.night->when)), ul(cls("list"), each(content.night->steps, [&](const auto& step) { return li(good_mark(here, step.first), " ", step.second); }))) : Html();
  return row_of(problem_box(here, content.wrong), when(content.doing.has_value(), [&] { return doing_box(here, content); }),
                div(cls("columns main-aside"), div(section(cls("sheet"), header(h2(here.say("backuppage.archives"))), archive_table(here, content)), night, when(!content.lately.empty(), [&] { return section(cls("sheet"), header(h2(here.say("backuppage.lately"))), lately_table(here, content.lately)); })),
                    div(when(!content.doing, [&] { return row_of(now, when(!content.archives.empty(), [&] { return rehearse; })); }), place)));
}

Html health_page(const Frame& frame, const HealthPage& content) {
  const auto& here = frame.here;
  const auto mark = [&](HealthPage::Level level) { return level == HealthPage::Level::good ? mark_of(here, Mark::done) : level == HealthPage::Level::wrong ? mark_of(here, Mark::missing) : mark_of(here, Mark::none); };
  return row_of(content.wrong == 0 ? p(cls("note"), here.say("health.all_good")) : p(cls("note warn"), here.say("health.some_wrong", {{"n", std::to_string(content.wrong)}})),
                section(cls("sheet"), table(cls("rows stack"), thead(tr(th(span(cls("unseen"), here.say("admin.state"))), th(here.say("health.what")), th(here.say("health.value")), th(here.say("health.meaning")))), tbody(each(content.lines, [&](const HealthPage::Line& line) { return tr(td(mark(line.level)), td(cls("title"), line.name), td(line.value), td(cls("soft"), line.hint)); })))));
}

namespace {
Html orders_table(const Here& here, const RetentionPage& content) {
  if (content.orders.empty()) return p(cls("soft"), here.say("retention.no_orders"));
  return table(cls("rows stack"), thead(tr(th(here.say("retention.number")), th(here.say("retention.object")), th(here.say("admin.state")), th(here.say("retention.asked")), th(here.say("units.by")))), tbody(each(content.orders, [&](const RetentionPage::Order& one) {
                 return tr(td(cls("title"), a(href(here.to("/admin/erasures/" + percent_encoded(one.id))), one.number)), td(one.object), td(span(cls(one.waits ? "state counts" : "state"), one.state)), td(cls("day"), one.when), td(one.by));
               })));
}
Html due_records(const Here& here, const RetentionPage& content) {
  return section(cls("sheet"), header(h2(content.shown_name)), table(cls("rows stack"), thead(tr(th(here.say("packs.record")), th(here.say("handover.day")), th(here.say("retention.held")), th(span(cls("unseen"), here.say("retention.hold"))))), tbody(each(content.records, [&](const RetentionPage::Record& one) {
                   const auto back = keeping_hidden("kind", content.shown);
                   const auto hold = one.held.empty() ? post_form(here, "/admin/retention/hold", keeping_hidden("record", one.id), back, label(cls("unseen"), attr("for", "why-" + one.id), here.say("retention.why_hold")), input(attr("id", "why-" + one.id), attr("name", "reason"), attr("placeholder", here.say("retention.why_hold")), attr("maxlength", "200"), flag("required")),
                                                                button(attr("type", "submit"), cls("quiet"), here.say("retention.hold")))
                                                      : post_form(here, "/admin/retention/hold", keeping_hidden("record", one.id), back, keeping_hidden("lift", "1"), button(attr("type", "submit"), cls("quiet"), here.say("retention.lift")));
                   return tr(td(cls("title"), a(href(here.to("/records/" + one.id)), one.title)), td(cls("day"), one.day), td(one.held), td(cls("n"), row_of(when(one.held.empty(), [&] { return a(href(here.to("/admin/retention", {{"kind", content.shown}, {"object", one.id}}) + "#object"), here.say("retention.to_order")); }), hold)));
                 }))));
}
}  // namespace

Html retention_page(const Frame& frame, const RetentionPage& content) {
  const auto& here = frame.here;
  const auto kinds = content.kinds.empty() ? empty_state(here.say("retention.nothing_due"), here.say("retention.nothing_due_text"))
                                           : table(cls("rows stack"), thead(tr(th(here.say("packs.kind")), th(here.say("retention.rule")), th(here.say("retention.until")), th(cls("n"), here.say("retention.due")))), tbody(each(content.kinds, [&](const RetentionPage::Kind& one) {
                                                     return tr(td(cls("title"), a(href(here.to("/admin/retention", {{"kind", one.id}})), attr_if("aria-current", one.id == content.shown ? "true" : ""), one.name)), td(one.rule), td(cls("day"), one.until), td(cls("n"), one.due));
                                                   })));
  const Field object{.name = "object", .label = here.say("retention.object_id"), .value = content.object, .hint = here.say("retention.object_hint"), .problem = keeping_problem(content.wrong, "object"), .required = true};
  const Field number{.name = "number", .label = here.say("retention.number"), .value = content.number, .problem = keeping_problem(content.wrong, "number"), .required = true};
  const Field basis{.name = "basis", .label = here.say("retention.basis"), .value = content.basis, .type = "area", .hint = here.say("retention.basis_hint"), .problem = keeping_problem(content.wrong, "basis"), .required = true, .rows = 3};
  const Field open{.name = "open", .label = here.say("retention.what"), .value = content.open ? "yes" : "no", .options = {{"yes", here.say("retention.all_content")}, {"no", here.say("retention.personal_only")}}};
  const auto ask = section(cls("sheet"), header(h2(here.say("retention.ask"))), p(cls("hint"), here.say("retention.ask_hint")), post_form(here, "/admin/retention", field_of(here, object), field_of(here, number), field_of(here, basis), field_of(here, open), div(cls("form-end"), submit_button(here.say("retention.ask_button")))));
  return row_of(problem_box(here, content.wrong), div(cls("columns main-aside"), div(section(cls("sheet"), header(h2(here.say("retention.over"))), kinds), when(!content.records.empty(), [&] { return due_records(here, content); }), section(cls("sheet"), header(h2(here.say("retention.orders"))), orders_table(here, content))),
                                                    when(content.may_ask, [&] { return ask; })));
}

Html erasure_proof_page(const Frame& frame, const ErasureProofPage& content) {
  const auto& here = frame.here;
  const auto fact = [&](const char* word, const std::string& value) { return value.empty() ? Html() : row_of(dt(here.say(word)), dd(value)); };
  const auto facts = section(cls("sheet"), dl(cls("facts"), fact("retention.number", content.number), fact("retention.basis", content.basis), fact("retention.object_id", content.object), fact("admin.state", content.state), fact("retention.asked_by", content.by), fact("retention.second", content.second), fact("retention.when", content.when), fact("retention.entry", content.entry)),
                             when(!content.record.empty(), [&] { return p(a(href(here.to(content.record)), here.say("retention.see_record"))); }));
  const auto decide = section(cls("sheet"), header(h2(here.say("packs.decide"))), p(cls("note warn"), here.say("retention.decide_hint")), post_form(here, "/admin/erasures/" + percent_encoded(content.id), div(cls("form-end"), button(attr("type", "submit"), cls("danger"), attr("name", "erase"), attr("value", "1"), here.say("retention.erase")), submit_button(here.say("packs.decline"), false, "erase", "0"))));
  const auto targets = section(cls("sheet"), header(h2(here.say("retention.gone"))), table(cls("rows stack"), thead(tr(th(here.say("retention.entry")), th(here.say("retention.type")), th(here.say("retention.when")), th(here.say("retention.now")))), tbody(each(content.targets, [&](const ErasureProofPage::Target& one) { return tr(td(code(one.entry)), td(one.type), td(cls("day"), one.when), td(good_mark(here, one.good), " ", one.gone)); }))));
  const auto proof = when(content.done, [&] {
    return row_of(p(cls(content.good ? "note" : "note warn"), here.say(content.good ? "retention.proved" : "retention.not_proved")), targets,
                  when(content.sealed, [&] { return p(a(cls("button"), href(here.to("/admin/erasures/" + percent_encoded(content.id) + "/proof")), here.say("retention.proof_file"))); }), when(!content.sealed, [&] { return p(cls("soft"), here.say("retention.not_sealed")); }));
  });
  const auto stays = when(!content.stays.empty(), [&] { return section(cls("sheet"), header(h2(here.say("retention.stays"))), ul(cls("list"), each(content.stays, [](const std::string& line) { return li(line); }))); });
  return row_of(problem_box(here, content.wrong), div(cls("columns main-aside"), div(proof, stays), div(facts, when(content.may_decide, [&] { return decide; }))));
}

Html audit_page(const Frame& frame, const AuditPageShown& content) {
  const auto& here = frame.here;
  const auto filters = form(attr("method", "get"), attr("action", here.to("/admin/audit")), cls("filters"), each(content.filters, [&](const Field& field) { return field_of(here, field); }), submit_button(here.say("audit.show")), a(cls("button"), href(content.csv), here.say("audit.csv")));
  const auto lines = content.lines.empty() ? p(cls("soft"), here.say("audit.nothing")) : table(cls("rows stack"), thead(tr(th(here.say("audit.at")), th(here.say("audit.event")), th(here.say("audit.who")), th(here.say("audit.action")), th(here.say("audit.object")), th(here.say("audit.result")))), tbody(each(content.lines, [&](const AuditPageShown::Line& one) {
                                                     return tr(td(cls("day"), one.at), td(one.event), td(one.closed ? span(cls("soft"), attr("title", here.say("audit.closed_hint")), here.say("audit.closed")) : span(one.who)), td(when(!one.action.empty(), [&] { return code(one.action); })), td(when(!one.object.empty(), [&] { return code(one.object); })), td(one.result));
                                                   })));
  const auto inquiries = table(cls("rows stack"), thead(tr(th(here.say("audit.incident")), th(here.say("audit.whom")), th(here.say("audit.days")), th(here.say("admin.state")), th(here.say("audit.asked")), th(span(cls("unseen"), here.say("packs.decide"))))), tbody(each(content.inquiries, [&](const AuditPageShown::Inquiry& one) {
                                 return tr(td(cls("title"), one.incident, div(cls("soft"), one.reason)), td(one.whom), td(cls("day"), one.days), td(one.state), td(one.asked), td(cls("n"), when(one.waits && !one.mine, [&] {
                                             return post_form(here, "/admin/audit/inquiries/" + percent_encoded(one.id), submit_button(here.say("audit.consent"), true, "consent", "1"), submit_button(here.say("packs.decline"), false, "consent", "0"));
                                           })));
                               })));
  const auto ask = section(cls("sheet"), header(h2(here.say("audit.ask"))), p(cls("hint"), here.say("audit.ask_hint")), post_form(here, "/admin/audit/inquiries", each(content.ask, [&](const Field& field) { return field_of(here, field); }), div(cls("form-end"), submit_button(here.say("audit.ask_button")))));
  return row_of(problem_box(here, content.wrong), p(cls("note"), here.say("audit.rule")), section(cls("sheet"), filters, lines, when(!content.next.empty(), [&] { return p(a(cls("button"), href(content.next), here.say("audit.older"))); })),
                when(content.may_ask || !content.inquiries.empty(), [&] {
                  return div(cls("columns main-aside"), section(cls("sheet"), header(h2(here.say("audit.inquiries"))), content.inquiries.empty() ? p(cls("soft"), here.say("audit.no_inquiries")) : inquiries), when(content.may_ask, [&] { return ask; }));
                }));
}
}  // namespace youju::view
