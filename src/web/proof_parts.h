// SPDX-License-Identifier: Apache-2.0
// The page of proof, shared by what it shows and what is done on it.
#pragma once
#include "view/anchors.h"
#include "web/site.h"

namespace youju::web {
// `size`: of the checkpoint that would be handed over; empty when nothing is sealed.
Result<view::AnchorPart> anchors_shown(Ask& ask, const std::string& size);
// The page with what was wrong in handing over.
Result<Reply> proof_reply(Ask& ask, std::vector<view::Wrong> wrong, std::string kind, std::string holder, int status);
}  // namespace youju::web
