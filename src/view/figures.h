// SPDX-License-Identifier: Apache-2.0
// All kinds with their numbers, and the builder of figures: choose kind, what, field, where and when, or write the expression.
#pragma once
#include "view/here.h"

namespace youju::view {

struct KindFigure {
  std::string name, address;
  std::string expr, number, before_expr, before, late_expr, late;  // late: "" when there is nothing to judge
  std::string measure;
};
struct FigureGroup {
  std::string name;
  std::vector<KindFigure> kinds;
};
struct FigureBuilder {
  using Choices = std::vector<std::pair<std::string, std::string>>;
  Choices kinds, whats, fields, filters, wheres, whens;
  std::string kind, what, field, filter, where, when;
  std::string expr;               // what the choices say; "" until a kind was chosen
  std::string number, measure;
  std::string title, remark;      // why there is no number, or what else to choose
};
struct FiguresPage {
  FigureBuilder builder;
  std::vector<FigureGroup> groups;
};
Html figure_list(const Here& here, const FiguresPage& page);
}  // namespace youju::view
