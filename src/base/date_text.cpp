// SPDX-License-Identifier: Apache-2.0
#include "base/date_text.h"
