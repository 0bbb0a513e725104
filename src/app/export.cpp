// SPDX-License-Identifier: Apache-2.0
#include "app/export.h"

#include "app/records.h"
#include "base/text.h"
#include "sheet/sheet.h"

namespace youju::app {
namespace {

using sheet::Cell;
using sheet::CellType;

std::string happened_text(const std::optional<Period>& happened) {
  if (!happened) return "";
  return happened->from.iso() + (happened->from == happened->to ? "" : "至" + happened->to.iso());
}

// Names that two people share would not find back; their ids do.
struct Names {
  NameBook book;
  std::set<std::string> shared;

  explicit Names(NameBook read) : book(std::move(read)) {
    std::map<std::string, int> times;
    for (const auto& [id, name] : book.persons) ++times[fold(name)];
    for (const auto& [id, name] : book.persons)
      if (name.empty() || times[fold(name)] > 1) shared.insert(id);
  }
  std::string person(const std::string& id) const {
    const auto found = book.persons.find(id);
    return found == book.persons.end() || shared.count(id) ? id : found->second;
  }
  std::string unit(const std::string& id) const {
    const auto found = book.units.find(id);
    return found == book.units.end() ? id : found->second;
  }
};

// A kept value as a cell that is read back to the same value.
Cell cell_of(const kinds::Field& field, const Json& value, const Names& names) {
  switch (field.type) {
    case kinds::FieldType::number:
      return {CellType::number, value.get<std::string>(), 0};
    case kinds::FieldType::money:
      return {CellType::number, Decimal{value.get<std::int64_t>() * (Decimal::kScale / 100)}.text(), 0};
    case kinds::FieldType::date:
      return {CellType::date, value.get<std::string>(), 0};
    case kinds::FieldType::yes_no:
      return {CellType::text, value.get<bool>() ? "是" : "否", 0};
    case kinds::FieldType::choice:
      for (const auto& choice : field.choices)
        if (choice.id == value.get<std::string>()) return {CellType::text, name_in(choice.names, "zh"), 0};
      return {CellType::text, value.get<std::string>(), 0};
    case kinds::FieldType::person:
      return {CellType::text, names.person(value.get<std::string>()), 0};
    case kinds::FieldType::persons: {
      std::string all;
      for (const auto& id : value) all += (all.empty() ? "" : "、") + names.person(id.get<std::string>());
      return {CellType::text, all, 0};
    }
    case kinds::FieldType::unit:
      return {CellType::text, names.unit(value.get<std::string>()), 0};
    default:
      return {CellType::text, value.is_string() ? value.get<std::string>() : value.dump(), 0};
  }
}

std::vector<const kinds::Field*> exported_fields(const kinds::Kind& kind) {
  std::vector<const kinds::Field*> out;
  for (const auto& field : kind.fields)
    if (field.type != kinds::FieldType::file) out.push_back(&field);
  return out;
}

class Exporter {
 public:
  Exporter(Office& office, const ExportRequest& request, ExportAnswer& answer)
      : office_(office), request_(request), answer_(answer) {}
  virtual ~Exporter() = default;
  virtual Result<void> begin(const kinds::Kind& kind) = 0;
  virtual Result<void> record(const kinds::Kind& kind, const index::RecordRow& row, const Json& open,
                              const Json& personal, const std::vector<index::EvidenceRow>& files) = 0;
  virtual Result<void> end() = 0;

 protected:
  Office& office_;
  const ExportRequest& request_;
  ExportAnswer& answer_;
};

class TableExporter : public Exporter {
 public:
  TableExporter(Office& office, const ExportRequest& request, ExportAnswer& answer, Names names,
                bool one_file, bool xlsx)
      : Exporter(office, request, answer), names_(std::move(names)), one_file_(one_file), xlsx_(xlsx) {}

  Result<void> begin(const kinds::Kind& kind) override {
    if (!writer_ || !one_file_) {
      TRY_OK(end());
      auto file = request_.out;
      if (!one_file_)
        file.replace_filename(request_.out.stem().string() + "." + name_in(kind.names, "zh") +
                              request_.out.extension().string());
      TRY(writer_, xlsx_ ? sheet::write_xlsx(file) : sheet::write_csv(file));
      answer_.files.push_back(file);
    }
    std::vector<std::string> header = {
        "记录编号", "版本", "单位", "状态",
        name_in(kind.happened_names, "zh").empty() ? "日期" : name_in(kind.happened_names, "zh")};
    for (const auto* field : exported_fields(kind)) header.push_back(name_in(field->names, "zh"));
    header.push_back("佐证文件");
    return writer_->sheet(name_in(kind.names, "zh"), header);
  }
  Result<void> record(const kinds::Kind& kind, const index::RecordRow& row, const Json& open,
                      const Json& personal, const std::vector<index::EvidenceRow>& files) override {
    const auto* state = kind.state(row.state);
    const bool one_day = row.happened && row.happened->from == row.happened->to;
    std::vector<Cell> cells = {{CellType::text, row.record.text, 0},
                               {CellType::number, std::to_string(row.number), 0},
                               {CellType::text, names_.unit(row.unit.text), 0},
                               {CellType::text, state ? name_in(state->names, "zh") : row.state, 0},
                               {one_day ? CellType::date : CellType::text, happened_text(row.happened), 0}};
    for (const auto* field : exported_fields(kind)) {
      const Json& holder = field->personal ? personal : open;
      cells.push_back(holder.contains(field->id) ? cell_of(*field, holder[field->id], names_) : Cell{});
    }
    std::string evidence;
    for (const auto& file : files) evidence += (evidence.empty() ? "" : "\n") + file.name + " " + file.digest;
    cells.push_back({CellType::text, evidence, 0});
    return writer_->row(cells);
  }
  Result<void> end() override {
    if (!writer_) return {};
    TRY_OK(writer_->close());
    writer_.reset();
    return {};
  }

 private:
  Names names_;
  bool one_file_, xlsx_;
  std::unique_ptr<sheet::TableWriter> writer_;
};

// One canonical JSON object a line; docs/format/export.md
class LineExporter : public Exporter {
 public:
  using Exporter::Exporter;
  ~LineExporter() override {
    std::error_code ignored;
    if (stream_.is_open()) std::filesystem::remove(part(), ignored);
  }
  Result<void> begin(const kinds::Kind&) override {
    if (stream_.is_open()) return {};
    stream_.open(part(), std::ios::binary | std::ios::trunc);
    if (!stream_) return fail(io_error("open", request_.out, errno));
    return {};
  }
  Result<void> record(const kinds::Kind& kind, const index::RecordRow& row, const Json& open,
                      const Json& personal, const std::vector<index::EvidenceRow>& files) override {
    Json line{{"id", row.record.text}, {"kind", kind.id.text}, {"version", row.number},
              {"unit", row.unit.text}, {"state", row.state},   {"title", row.title},
              {"values", open}};
    if (row.happened) line["happened"] = {row.happened->from.iso(), row.happened->to.iso()};
    if (!personal.empty()) line["personal"] = personal;
    for (const auto& file : files)
      line["evidence"].push_back(Json{{"digest", file.digest},
                                      {"name", file.name},
                                      {"media_type", file.media_type},
                                      {"role", file.role},
                                      {"size", file.size}});
    stream_ << canonical(line) << '\n';
    if (!stream_) return fail(io_error("write", request_.out, errno));
    return {};
  }
  Result<void> end() override {
    if (!stream_.is_open()) TRY_OK(begin(kinds::Kind{}));
    stream_.close();
    if (!stream_) return fail(io_error("write", request_.out, errno));
    std::error_code failed;
    std::filesystem::rename(part(), request_.out, failed);
    if (failed) return fail(io_error("rename", request_.out, failed.value()));
    answer_.files.push_back(request_.out);
    return {};
  }

 private:
  std::filesystem::path part() const { return request_.out.string() + ".part"; }
  std::ofstream stream_;
};

Result<std::vector<const kinds::Kind*>> wanted_kinds(const Office& office, const ExportRequest& request) {
  std::vector<const kinds::Kind*> out;
  for (const auto& name : request.kinds) {
    const auto* kind = office.catalogue().find_by_name(name);
    if (!kind) return fail(Code::absent, "app.no_kind", {{"kind", name}});
    out.push_back(kind);
  }
  if (out.empty())
    for (const auto& kind : office.catalogue().kinds()) out.push_back(&kind);
  return out;
}

Result<std::vector<UnitId>> readable_units(db::Session& session, const Office& office, const people::Who& who,
                                           const std::string& wanted) {
  TRY(const auto tree, people::read_units(session));
  const people::Unit* top = wanted.empty() ? nullptr : tree.find(UnitId{wanted});
  if (!wanted.empty() && !top) top = tree.by_name(wanted);
  if (!wanted.empty() && !top) return fail(Code::absent, "app.no_unit", {{"unit", wanted}});
  std::vector<UnitId> out;
  for (const auto& unit : tree.all())
    if ((!top || tree.is_within(unit.id, top->id)) &&
        people::may(who, people::Right::read, unit.id, tree, office.roles(), office.today()))
      out.push_back(unit.id);
  if (out.empty()) return fail(Code::denied, "import.no_right", {{"unit", wanted}});
  return out;
}

Result<void> export_kind(db::Session& session, Office& office, const kinds::Kind& kind, index::Filter filter,
                         Exporter& exporter, const ExportRequest& request, ExportAnswer& answer) {
  filter.kinds = {kind.id};
  std::optional<index::RecordRow> last;
  for (;;) {
    TRY(const auto page, index::list(session, filter, 500, last));
    if (page.empty()) return {};
    last = page.back();
    for (const auto& row : page) {
      if (row.kind != kind.id) continue;  // it only counts under this kind too
      if (answer.records[kind.id.text]++ == 0) TRY_OK(exporter.begin(kind));
      TRY(const auto entry, office.ledger().read(session, row.entry, true));
      std::vector<index::EvidenceRow> files;
      if (row.files > 0) {
        TRY(files, index::evidence_of(session, row.record));
      }
      TRY_OK(exporter.record(kind, row, ledger::values_of(entry.head.open), ledger::values_of(entry.head.personal), files));
      if (request.progress) request.progress(answer.records[kind.id.text]);
    }
  }
}
}  // namespace

Result<ExportAnswer> export_records(Office& office, const people::Who& who, const ExportRequest& request) {
  const auto extension = lower_ascii(request.out.extension().string());
  if (extension != ".xlsx" && extension != ".csv" && extension != ".jsonl")
    return fail(Code::unsupported, "import.export_format", {{"file", request.out.filename().string()}});
  TRY(const auto kinds, wanted_kinds(office, request));
  TRY_OK(confirm_act(office, who, request.how));
  ExportAnswer answer;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    index::Filter filter;
    TRY(filter.units, readable_units(session, office, who, request.unit));
    filter.first_day = request.first_day;
    TRY(auto names, read_names(session));
    std::unique_ptr<Exporter> exporter;
    if (extension == ".jsonl")
      exporter = std::make_unique<LineExporter>(office, request, answer);
    else
      exporter =
          std::make_unique<TableExporter>(office, request, answer, Names(std::move(names)),
                                          extension == ".xlsx" || kinds.size() == 1, extension == ".xlsx");
    for (const auto* kind : kinds)
      TRY_OK(export_kind(session, office, *kind, filter, *exporter, request, answer));
    return exporter->end();
  }));
  std::erase_if(answer.records, [](const auto& pair) { return pair.second == 0; });
  return answer;
}
}  // namespace youju::app
