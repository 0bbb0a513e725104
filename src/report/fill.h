// SPDX-License-Identifier: Apache-2.0
// Inside of filling: the state that the parts share.
#pragma once
#include "report/template.h"

namespace youju::report {

class Filling {
 public:
  Filling(db::Session& session, const Template& tmpl, const Setting& setting) : session_(session), template_(tmpl), setting_(setting) {}
  Result<Filled> run();

 private:
  using Written = std::function<std::optional<std::string>(Decimal)>;
  // fill.cpp
  Result<void> evaluate_declared();
  Result<void> fill_paper();
  Result<void> fill_blocks(const std::vector<TemplateBlock>& blocks);
  Result<void> fill_block(const TemplateBlock& block);
  Result<bool> holds(const IfBlock& condition) const;
  Result<paper::Runs> runs(const Pieces& pieces, int line);
  Result<std::string> plain(const Pieces& pieces, int line) const;
  std::string word(std::string_view name) const;
  // One figure: evaluated, put into the list, ready to be placed by its key. The same expression twice is one figure.
  Result<const FilledFigure*> add_figure(std::string key, const std::string& title, const std::string& expression, const std::optional<std::string>& none, int decimals, int line,
                                         const Written& written = {});
  std::string title_of(const figures::Expression& expression, const std::string& key) const;  // "主题党日·出席人数"
  Error at_line(Error error, int line) const;
  // fill_tables.cpp
  Result<void> fill_table(const TableBlock& table, int line);
  Result<void> fill_cadence(const CadenceBlock& block, int line);
  Result<void> fill_chart(const ChartBlock& block, int line);
  Result<void> fill_records(const RecordsBlock& block, int line);
  Result<std::vector<figures::ResolvedSlot>> slots_of(const kinds::Kind& kind);
  Result<const kinds::Kind*> kind_named(const std::string& name, int line) const;
  Result<paper::Cell> figure_cell(const std::string& key_stem, const kinds::Kind& kind, const char* function, int line);
  paper::Cell text_cell(std::string text, bool head = false, paper::Align align = paper::Align::left) const;
  std::string name_of(const kinds::Names& names) const;
  bool zh() const { return template_.lang == "zh"; }

  db::Session& session_;
  const Template& template_;
  const Setting& setting_;
  Filled out_;
  std::map<std::string, std::size_t> by_key_;
  std::map<std::string, std::string> key_of_expression_;
};
}  // namespace youju::report
