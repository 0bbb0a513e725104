// SPDX-License-Identifier: Apache-2.0
#include "base/number.h"

#include "base/result.h"
#include "base/text.h"
