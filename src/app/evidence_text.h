// SPDX-License-Identifier: Apache-2.0
// Text of evidence files for search. Extracted in the parse process, outside any write; not in the log, so a rebuild does it again.
#pragma once
#include "app/app.h"

namespace youju::app {

// Extracts and indexes; a file without text (a picture) or one that cannot be read leaves the record as it is and gives false.
Result<bool> index_evidence_text(Office& office, const RecordId& record, std::string_view digest, std::string_view media_type);
// Every evidence file the log names and the store still has; gives how many had text.
Result<std::int64_t> index_all_evidence_text(Office& office);
// When a photo was taken, as its camera says: the day that checks of records compare with. Nothing for other files and for
// photos that do not say or cannot be read.
std::optional<Instant> taken_at(Office& office, std::string_view digest, std::string_view media_type);
}  // namespace youju::app
