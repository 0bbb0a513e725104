# SPDX-License-Identifier: Apache-2.0
"""What is typed into every field of a hostile office, and its harmless twin of the same shape. Each text ends in a number of its own, so that
the test knows whether it was shown, and each piece of markup bears the mark YJ, so that the test knows where it became an element."""

MARK = "yj"
# Each becomes an element or an attribute with the mark when it is read as markup (after one more decoding, for the last ones).
MARKUP = ("<script yj>yj()</script>", '"><img yj onerror=yj()>', "'><svg yj onload=yj()>", "</textarea><yj-e yj>", "</title><yj-e yj>", "</script><yj-e yj>", "--><yj-e yj>", "]]><yj-e yj>", '" yj="1" onfocus="yj()', "' yj='1",
          "` yj=`1`", "<yj-e yj", "<!--<yj-e yj>", "<style yj>@import'yj'</style>", "<iframe yj srcdoc=yj>", "<a yj href=javascript:yj()>", "javascript:yj()//", "&lt;yj-e yj&gt;", "&#60;yj-e yj&#62;", "%3Cyj-e yj%3E",
          "＜yj-e yj＞", "\\u003cyj-e yj\\u003e", "{{191*7}}${191*7}#{191*7}", "<%=191*7%>", "</style><yj-e yj>", "<math><yj-e yj>", "<yj-e\nyj>", "<p yj>", "<link yj rel=stylesheet>", "<base yj href=//yj>")
STATEMENTS = ("' or 1=1 --", '" or ""="', "'; drop table entry; --", "') union select 1,2 --", "%", "_", "\\", "$1", "?1", ":a", "@a", "1; select pg_sleep(9)", "%' or '%'='", "' || (select 1) || '", "\\' or 1=1 --", "/**/or/**/1=1",
              "{}", "{0}", "%s%n%s%n", "$$ or $$", "E'\\047'", "x' and 1=(select 1)--", "' or true --", "1 or 1=1", "*", "null", "''", "';--", "admin'--", "0x27", "' having 1=1 --", "' order by 9 --", "\") or (\"1\"=\"1",
              "' or 'x'='x", "%25", "[a-z]", "' like '%", "1e309", "nan", "-1")
FORMULAS = ("=1+2", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "＝1+2", "=HYPERLINK(\"yj\")", "＠yj", "-yj")
LINES = ("a;b,c\\d", "BEGIN:VEVENT", "a\\nATTENDEE:yj", "line\r\nBcc: yj@evil.example", "x\nATTENDEE:yj", "=?utf-8?q?yj?=")
ALL = tuple(text for four in zip(MARKUP + MARKUP, STATEMENTS + STATEMENTS[:20]) for text in four) + FORMULAS + LINES


class Texts:
    """`text(where)`: the next hostile text, or one as long that means nothing. `given`: what was handed out, by its number."""

    def __init__(self, hostile):
        self.hostile, self.given, self.turn = hostile, {}, 0

    def text(self, where, most=200, one_line=False, of=ALL):
        number = len(self.given) + 1
        tail = f" k{number:03}"
        while True:
            body = of[self.turn % len(of)]
            self.turn += 1
            if len(body) + len(tail) <= most and not (one_line and ("\n" in body or "\r" in body)):
                break
        if not self.hostile:
            body = "平安" * (len(body) // 2) + "好" * (len(body) % 2)
        self.given[number] = (where, body + tail)
        return body + tail

    @staticmethod
    def every():
        return tuple(dict.fromkeys(ALL))
