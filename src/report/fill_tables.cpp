// SPDX-License-Identifier: Apache-2.0
// Tables, charts and lists of a report. Their numbers are figures like those in the text.
#include "report/fill.h"

namespace youju::report {
namespace {
constexpr double kTextWidth = 442;  // 156 mm in points, GB/T 9704-2012 7.1
bool only_figure(const Pieces& pieces, const std::map<std::string, std::size_t>& keys) {
  return pieces.size() == 1 && pieces[0].is_name && keys.contains(pieces[0].text);
}
}  // namespace

std::string Filling::name_of(const kinds::Names& names) const {
  return kinds::name_in(names, template_.lang);
}

paper::Cell Filling::text_cell(std::string text, bool head, paper::Align align) const {
  return paper::Cell{{{std::move(text), false, {}, {}}}, align, head, 1};
}

Result<const kinds::Kind*> Filling::kind_named(const std::string& name, int line) const {
  const auto* kind = setting_.figures.catalogue->find_by_name(name);
  if (kind != nullptr) return kind;
  std::string near;
  for (const auto& candidate : setting_.figures.catalogue->nearest(name, 1)) near = candidate;
  return fail(at_line(Error{Code::invalid, {"report.unknown_kind", {{"kind", name}, {"near", near}}}, {}}, line));
}

// The stretches in which the kind was due, of every unit that keeps it: what the figures required() and missing() stand on.
// None for a kind that no rule asks for.
Result<std::vector<figures::ResolvedSlot>> Filling::slots_of(const kinds::Kind& kind) {
  if (kind.cadences.empty()) return std::vector<figures::ResolvedSlot>{};
  TRY(const auto parsed, figures::parse("missing(" + kind.id.text + ")", *setting_.figures.catalogue, *setting_.figures.units, setting_.year));
  TRY(auto resolved, figures::resolve(session_, parsed, setting_.figures));
  return std::move(resolved.slots);
}

Result<paper::Cell> Filling::figure_cell(const std::string& stem, const kinds::Kind& kind, const char* function, int line) {
  // A number already in the text is the same figure in a table.
  const auto expression = std::string(function) + "(" + kind.id.text + ")";
  TRY(const auto parsed, figures::parse(expression, *setting_.figures.catalogue, *setting_.figures.units, setting_.year));
  const auto known = key_of_expression_.find(figures::filled_in(parsed, setting_.figures).canonical);
  auto key = known == key_of_expression_.end() ? stem + "_" + function + "_" + kind.id.text : known->second;
  if (!by_key_.contains(key)) TRY_OK(add_figure(key, {}, expression, std::string("—"), -1, line));
  return paper::Cell{{{out_.figures[by_key_.at(key)].text, false, key, {}}}, paper::Align::right, false, 1};
}

Result<void> Filling::fill_table(const TableBlock& table, int line) {
  paper::Table out;
  TRY(out.title, plain(table.title, line));
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    std::vector<paper::Cell> cells;
    for (const auto& pieces : table.rows[r]) {
      TRY(auto filled, runs(pieces, line + static_cast<int>(r) + 1));
      const auto align = r == 0 ? paper::Align::centre : only_figure(pieces, by_key_) ? paper::Align::right : paper::Align::left;
      cells.push_back({std::move(filled), align, r == 0, 1});
    }
    out.rows.push_back(std::move(cells));
  }
  out_.document.blocks.emplace_back(std::move(out));
  return {};
}

Result<void> Filling::fill_cadence(const CadenceBlock& block, int line) {
  paper::Table out;
  TRY(out.title, plain(block.title, line));
  std::vector<paper::Cell> head;
  const std::array<const char*, 5> zh_head{"类别", "规定（来源）", "应做", "已做", "未做的时段"}, en_head{"Kind", "Rule (source)", "Required", "Held", "Periods without"};
  for (std::size_t i = 0; i < zh_head.size(); ++i) head.push_back(text_cell(zh() ? zh_head[i] : en_head[i], true, paper::Align::centre));
  out.widths = {18, 36, 9, 9, 28};
  out.rows.push_back(std::move(head));
  for (const auto& name : block.kinds) {
    TRY(const auto* kind, kind_named(name, line));
    TRY(const auto slots, slots_of(*kind));
    const auto rule = kinds::judge_cadence(*kind, setting_.figures.period, {}, {}, setting_.figures.today).rule;
    std::vector<paper::Cell> cells{text_cell(name_of(kind->names)), text_cell(rule == nullptr ? "—" : rule->source)};
    TRY(auto required, figure_cell("cadence", *kind, "required", line));
    TRY(auto held, figure_cell("cadence", *kind, "count", line));
    cells.push_back(std::move(required));
    cells.push_back(std::move(held));
    std::string without;
    std::set<Period> said;  // two units without one in the same month are said once
    for (const auto& slot : slots) {
      const bool excused = slot.why == "exempt" || slot.why == "explained";
      if ((slot.held >= slot.required && !excused) || !said.insert(slot.period).second) continue;
      const int months = (slot.period.to.year() - slot.period.from.year()) * 12 + slot.period.to.month() - slot.period.from.month() + 1;
      const auto text = months == 1 ? (zh() ? fmt::format("{}月", slot.period.from.month()) : fmt::format("{:02}", slot.period.from.month()))
                                    : (zh() ? fmt::format("{}—{}月", slot.period.from.month(), slot.period.to.month()) : fmt::format("{:02}–{:02}", slot.period.from.month(), slot.period.to.month()));
      without += (without.empty() ? "" : zh() ? "、" : ", ") + text;
      if (slot.why == "exempt") without += zh() ? "（免除）" : " (exempt)";
      if (slot.why == "explained") without += zh() ? "（已说明）" : " (explained)";
    }
    cells.push_back(text_cell(without.empty() ? (zh() ? "无" : "none") : without));
    out.rows.push_back(std::move(cells));
  }
  out_.document.blocks.emplace_back(std::move(out));
  return {};
}

Result<void> Filling::fill_chart(const ChartBlock& block, int line) {
  TRY(const auto title, plain(block.title, line));
  const auto period = setting_.figures.period;
  std::vector<chart::StripRow> strip;
  std::vector<chart::HeldRow> held_rows;
  std::vector<chart::SlopeRow> slopes;
  for (const auto& name : block.kinds) {
    TRY(const auto* kind, kind_named(name, line));
    const auto whole = [&](const paper::Cell& cell) {
      const auto value = out_.figures[by_key_.at(cell.runs[0].figure)].figure.value;
      return value ? static_cast<int>(value->scaled / Decimal::kScale) : 0;
    };
    TRY(const auto count_cell, figure_cell("chart", *kind, "count", line));
    const int held = whole(count_cell);
    if (block.kind == ChartKind::months) {
      TRY(const auto slots, slots_of(*kind));
      TRY(const auto counted, figures::months_of(session_, kind->id, setting_.figures));
      std::map<int, std::pair<int, int>> months;  // yyyymm → held, of them entered late
      for (const auto& one : counted) months[one.month] = {static_cast<int>(one.n), static_cast<int>(one.late)};
      chart::StripRow row{name_of(kind->names), std::to_string(held), {}};
      for (Date month = period.from; month <= period.to; month = month.plus_months(1)) {
        const auto [n, late] = months[month.year() * 100 + month.month()];
        chart::StripCell cell;
        cell.count = n;
        cell.state = n == 0 ? chart::CellState::none : late == n ? chart::CellState::late : chart::CellState::done;
        const Date last_day = month.plus_months(1).plus_days(-1);
        for (const auto& slot : slots) {
          // A stretch that stayed short shows in its last month.
          if (n > 0 || slot.period.to != last_day) continue;
          if (slot.why == "exempt") cell.state = chart::CellState::exempt;
          else if (slot.why == "explained") cell.state = chart::CellState::explained;
          else if (slot.why == "not_yet") cell.state = chart::CellState::due;
          else if (slot.held < slot.required) cell.state = chart::CellState::missing;
        }
        row.cells.push_back(cell);
      }
      strip.push_back(std::move(row));
    } else if (block.kind == ChartKind::required) {
      TRY(const auto required, figure_cell("chart", *kind, "required", line));
      held_rows.push_back({name_of(kind->names), whole(required), held, {}});
    } else {
      auto before = setting_.figures;
      before.period = {period.from.plus_months(-12), period.to.plus_days(1).plus_months(-12).plus_days(-1)};
      TRY(const auto parsed, figures::parse("count(" + kind->id.text + ")", *before.catalogue, *before.units, setting_.year - 1));
      TRY(const auto last, figures::evaluate(session_, parsed, before));
      slopes.push_back({name_of(kind->names), last.value ? static_cast<int>(last.value->scaled / Decimal::kScale) : 0, held, {}});
    }
  }
  chart::Chart drawn;
  if (block.kind == ChartKind::months) {
    std::vector<std::string> columns;
    for (Date month = period.from; month <= period.to; month = month.plus_months(1)) columns.push_back(std::to_string(month.month()));
    drawn = chart::months_strip(title, columns, strip, kTextWidth, template_.lang);
  } else if (block.kind == ChartKind::required) {
    drawn = chart::required_and_held(title, zh() ? "应做" : "required", zh() ? "已做" : "held", held_rows, kTextWidth, template_.lang);
  } else {
    drawn = chart::year_against_year(title, std::to_string(setting_.year - 1), std::to_string(setting_.year), slopes, kTextWidth, template_.lang);
  }
  out_.document.blocks.emplace_back(paper::Chart{std::move(drawn)});
  return {};
}

Result<void> Filling::fill_records(const RecordsBlock& block, int line) {
  TRY(const auto* kind, kind_named(block.kind, line));
  paper::Table out;
  TRY(out.title, plain(block.title, line));
  out.widths = {7};
  for (const auto& column : block.columns) out.widths.push_back(column == "date" ? 14 : column == "state" ? 13 : 30);
  std::vector<const kinds::Field*> fields;
  std::vector<paper::Cell> head{text_cell(zh() ? "序号" : "No.", true, paper::Align::centre)};
  for (const auto& column : block.columns) {
    const auto* field = kind->field(column);
    if (column == "date") head.push_back(text_cell(zh() ? "日期" : "Date", true, paper::Align::centre));
    else if (column == "title") head.push_back(text_cell(zh() ? "主题" : "Subject", true, paper::Align::centre));
    else if (column == "state") head.push_back(text_cell(zh() ? "状态" : "State", true, paper::Align::centre));
    else if (field == nullptr) return fail(at_line(Error{Code::invalid, {"report.unknown_column", {{"column", column}, {"kind", block.kind}}}, {}}, line));
    else if (kinds::is_person(field->type) || field->personal) {
      return fail(at_line(Error{Code::invalid, {"report.no_persons", {{"column", column}}}, {}}, line));
    } else head.push_back(text_cell(name_of(field->names), true, paper::Align::centre));
    fields.push_back(field);
  }
  out.rows.push_back(std::move(head));
  TRY(const auto expression, figures::parse("count(" + kind->id.text + ")", *setting_.figures.catalogue, *setting_.figures.units, setting_.year));
  TRY(const auto rows, figures::records_behind(session_, expression, setting_.figures, figures::Which::of, block.limit));
  int number = 0;
  for (const auto& counted : rows) {
    const auto& row = counted.row;
    std::vector<paper::Cell> cells{text_cell(std::to_string(++number), false, paper::Align::right)};
    Json values = Json::object();
    if (setting_.ledger != nullptr) {
      TRY(const auto entry, setting_.ledger->read(session_, row.entry, true));
      if (entry.head.open.is_object() && entry.head.open.contains("values")) values = entry.head.open["values"];
    }
    for (std::size_t c = 0; c < fields.size(); ++c) {
      const auto& column = block.columns[c];
      std::string text = "—";
      if (column == "date" && row.happened) {
        const auto d = row.happened->from;
        text = zh() ? fmt::format("{}月{}日", d.month(), d.day()) : d.iso();
      } else if (column == "title") {
        text = row.title;
      } else if (column == "state") {
        const auto* state = kind->state(row.state);
        text = state == nullptr ? row.state : name_of(state->names);
      } else if (fields[c] != nullptr && values.contains(fields[c]->id)) {
        const auto& value = values[fields[c]->id];
        text = value.is_string() ? value.get<std::string>() : value.dump();
        for (const auto& choice : fields[c]->choices) {
          if (choice.id == text) text = name_of(choice.names);
        }
        if (value.is_boolean()) text = value.get<bool>() ? (zh() ? "是" : "yes") : (zh() ? "否" : "no");
        if (fields[c]->type == kinds::FieldType::money) text = Decimal{value.get<std::int64_t>() * (Decimal::kScale / 100)}.text();
      }
      cells.push_back(text_cell(std::move(text)));
    }
    out.rows.push_back(std::move(cells));
  }
  out_.document.blocks.emplace_back(std::move(out));
  return {};
}
}  // namespace youju::report
