// SPDX-License-Identifier: Apache-2.0
// A report on a bundle as sentences, for any command line.
#include "proof/proof.h"

namespace youju::proof {

std::vector<Message> describe(const BundleReport& report) {
  std::vector<Message> out;
  const auto say = [&](std::string word, Args args = {}) { out.push_back({std::move(word), std::move(args)}); };
  if (report.size > 0) {
    say("proof.about", {{"title", report.title}, {"office", report.office}});
    say("proof.about_log", {{"origin", report.origin}, {"size", std::to_string(report.size)}, {"at", std::to_string(report.at)}, {"root", report.root}});
    say("proof.about_checked", {{"members", std::to_string(report.members)}, {"payloads", std::to_string(report.payloads)},
                                {"evidence", std::to_string(report.evidence)}, {"proofs", std::to_string(report.proofs)}});
  }
  std::size_t good = 0, wrong = 0, unproved = 0;
  for (const FigureCheck& figure : report.figures) {
    ++(figure.status == FigureStatus::good ? good : figure.status == FigureStatus::wrong ? wrong : unproved);
  }
  if (!report.figures.empty()) {
    say("proof.about_figures", {{"good", std::to_string(good)}, {"wrong", std::to_string(wrong)}, {"unproved", std::to_string(unproved)}});
  }
  for (const Finding& finding : report.findings) out.push_back(finding.message);
  for (const Finding& remark : report.remarks) out.push_back(remark.message);
  if (!report.good()) {
    say("proof.verdict_wrong", {{"n", std::to_string(report.findings.size())}});
  } else if (report.key_pinned && report.anchored) {
    say("proof.verdict_proved");
  } else {
    say("proof.verdict_consistent");
  }
  return out;
}
}  // namespace youju::proof
