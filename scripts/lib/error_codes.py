#!/usr/bin/env python3
"""Compares the error codes in Sources with the rows of docs/errors.md; prints what is missing.

Codes are written in two ways: `code: "area.name"`, or `code: "area.\\(name)"` beside a helper whose
calls give the names as first arguments or as first members of a tuple.
"""
import pathlib, re, sys

root = pathlib.Path(__file__).parent.parent.parent
found = {}
for path in sorted((root / "Sources").rglob("*.swift")):
    text = path.read_text()
    for code in re.findall(r'code: "([A-Za-z]+\.[A-Za-z0-9]+)"', text):
        found.setdefault(code, path)
    for area in re.findall(r'code: "([A-Za-z]+)\.\\\(name\)"', text):
        names = re.findall(r'(?:diagnostic|refusal|make|explain)\(\s*"([a-z][A-Za-z0-9]*)"', text)
        names += re.findall(r'\(\s*"([a-z][A-Za-z0-9]*)",', text)
        for name in names:
            found.setdefault(f"{area}.{name}", path)
listed = set(re.findall(r"^\| `([A-Za-z]+\.[A-Za-z0-9]+)`", (root / "docs/errors.md").read_text(), re.M))
missing = sorted(set(found) - listed)
stale = sorted(listed - set(found))
for code in missing:
    print(f"docs/errors.md lacks {code} ({found[code].relative_to(root)})")
for code in stale:
    print(f"docs/errors.md lists {code}, which no source has")
sys.exit(1 if missing or stale else 0)
