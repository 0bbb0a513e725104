# SPDX-License-Identifier: Apache-2.0
"""A value as a writer of Chinese reports puts it down, and the interval that the words allow (design: bounds of claims)."""
from dataclasses import dataclass, field
from decimal import Decimal

DIGITS = "零一二三四五六七八九"
FULL = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass
class Written:
    """prefix + numeral + between + measure + suffix is the phrase; the interval is for the value, 万 multiplied in."""
    numeral: str
    value: float
    prefix: str = ""
    between: str = ""
    suffix: str = ""
    bound: str = "exact"
    lo: float | None = None
    hi: float | None = None
    lo_open: bool = False
    hi_open: bool = False
    interval_free: bool = False   # the design leaves the interval of an exact decimal or percentage open
    cls: list = field(default_factory=list)

    def holds(self, value):
        if self.lo is not None and (value < self.lo or (self.lo_open and value == self.lo)):
            return False
        return self.hi is None or not (value > self.hi or (self.hi_open and value == self.hi))


def chinese(n, two=True):
    """12 → 十二, 105 → 一百零五, 20300 → 二万零三百; a bare 2 is 两 when `two`."""
    if n == 2 and two:
        return "两"
    if n >= 10000:
        rest = n % 10000
        return chinese(n // 10000, two) + "万" + (("零" if rest < 1000 else "") + chinese(rest, False) if rest else "")
    if n == 0:
        return "零"
    out, gap = "", False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        d = n // place % 10
        if d == 0:
            gap = gap or bool(out)
            continue
        out += ("零" if gap else "") + DIGITS[d] + unit
        gap = False
    return out[1:] if out.startswith("一十") else out


def unit_of(n):
    """Of the last written place that is not zero: 1200 → 100."""
    u = 1
    while n and n % (u * 10) == 0:
        u *= 10
    return u


def digits(n, rng):
    """An exact whole number in Arabic digits, sometimes grouped."""
    if n >= 1000 and rng.random() < 0.35:
        return f"{n:,}" if rng.random() < 0.7 else f"{n:,}".replace(",", "，")
    return str(n).translate(FULL) if rng.random() < 0.02 else str(n)


def exact(value, rng, style="auto"):
    if value != int(value):
        text = f"{value:.1f}" if isinstance(value, float) or abs(float(value) * 10 - round(float(value) * 10)) < 1e-9 else f"{value:.2f}"
        half = 0.5 * 10 ** -(len(text) - text.index(".") - 1)
        v = float(text)
        return Written(text, v, lo=v - half, hi=v + half, hi_open=True, interval_free=True, cls=["F01"])
    n = int(value)
    if style == "wan" or (style == "auto" and n >= 20000 and rng.random() < 0.5):
        rounded = in_wan(n, rng)
        if rounded:
            return rounded
    if style == "cn" or (style == "auto" and n <= 400 and rng.random() < 0.12):
        return Written(chinese(n), n, lo=n, hi=n, cls=["F03" if n == 2 else "F02"])
    text = str(n) if style == "plain" else digits(n, rng)
    return Written(text, n, lo=n, hi=n, cls=["F26"] if not text.isascii() else ["F01"])


def in_wan(n, rng):
    if n < 10000:
        return None
    places = 2 if rng.random() < 0.4 else 1
    shown = round(Decimal(n) / 10000, places)
    if shown == int(shown):
        return None
    v, half = int(shown * 10000), Decimal(10000) / 10 ** places / 2
    return Written(f"{shown}万", v, lo=float(v - half), hi=float(v + half), hi_open=True, cls=["F17"])


def percent(value, rng, negative=False):
    shown = f"{abs(value):.1f}"
    v = float(shown) * (-1 if negative else 1)
    if rng.random() < 0.12:
        whole, tenth = shown.split(".")
        text = "百分之" + chinese(int(whole), two=False) + ("点" + DIGITS[int(tenth)] if tenth != "0" else "")
    else:
        text = shown.removesuffix(".0") + ("％" if rng.random() < 0.1 else "%")
    return Written(text, v, lo=v - 0.05, hi=v + 0.05, interval_free=True, cls=["F16"])


def round_up(n):
    """The next number that one would say after 近: 47 → 50, 1130 → 1200."""
    step = 5 if n < 100 else 10 ** (len(str(n)) - 2)
    return (n // step + 1) * step


def round_down(n):
    step = 1 if n < 10 else 5 if n < 100 else 10 ** (len(str(n)) - 2)
    return (n - 1) // step * step


def bounded(n, style, rng):
    """An inexact word around a whole number; None where nobody would use it."""
    cn = (lambda v: chinese(v)) if rng.random() < 0.3 and n < 1000 else str
    if style in ("yu", "duo"):
        u = 10 ** (len(str(n)) - 1)
        if n >= 100 and rng.random() < 0.6:
            u //= 10
        base = n // u * u
        if n < 11 or base == n or unit_of(base) != u:
            return None
        text = f"{base // 10000}万" if base >= 10000 and u >= 10000 else cn(base)
        return Written(text, base, between="余" if style == "yu" else "多", bound="at_least", lo=base, hi=base + u, lo_open=True,
                       hi_open=True, cls=["F04"])
    if style == "jin":
        top = round_up(n)
        if n < 12 or n < 0.9 * top:
            return None
        return Written(cn(top), top, prefix="近", bound="approx", lo=0.9 * top, hi=top, hi_open=True, cls=["F04"])
    if style == "yue":
        base = round(n, 1 - len(str(n)) + (1 if n >= 100 else 0)) if n >= 20 else n
        room = max(unit_of(base) / 2, 0.1 * base)
        after = rng.random() < 0.35
        out = Written(cn(base), base, prefix="" if after else rng.choice(["约", "大约"]), suffix="左右" if after else "", bound="approx",
                      lo=base - room, hi=base + room, cls=["F04"])
        return out if n >= 10 and out.holds(n) else None
    if style in ("over", "min", "above"):
        base = round_down(n)
        if base < 3 or (style == "over" and n > 1.5 * base):
            return None
        if style == "over":
            return Written(cn(base), base, prefix=rng.choice(["超过", "突破", "逾"]), bound="at_least", lo=base, lo_open=True, cls=["F05"])
        if style == "min":
            return Written(cn(base), base, prefix=rng.choice(["不少于", "至少"]), bound="at_least", lo=base, cls=["F05"])
        return Written(cn(base), base, suffix="以上", bound="at_least", lo=base, cls=["F05"])
    if style == "max":
        top = round_up(n)
        if rng.random() < 0.5:
            return Written(cn(top), top, prefix="不超过", bound="at_most", hi=top, cls=["F06"])
        return Written(cn(top), top, suffix="以内", bound="at_most", hi=top, cls=["F06"])
    raise ValueError(style)


BOUNDS = ["yu", "duo", "jin", "yue", "over", "min", "above"]


def write(value, style, rng, negative=False):
    """`style`: auto plain cn wan, percent, one of BOUNDS or max, or `any` for a random one."""
    if style == "percent":
        return percent(value, rng, negative)
    if style == "any":
        style = rng.choice(BOUNDS)
    if style in BOUNDS or style == "max":
        return bounded(int(value), style, rng) if value == int(value) and value > 0 else None
    return exact(value, rng, style)
