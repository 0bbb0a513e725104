// SPDX-License-Identifier: Apache-2.0
// Kinds are data: packs (TOML) say what a record may be, when it is due, which states it goes through and what counts.
// Pure: no database. The format is docs/format/pack.md. The restraint rules 1–3 of docs/not-built.md are enforced here.
#pragma once
#include "kinds/cadence.h"
#include "kinds/calendar.h"
#include "kinds/kind.h"
#include "kinds/pack.h"
#include "kinds/record_check.h"
