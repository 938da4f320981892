#!/usr/bin/env python3
"""Writes urls.json: what the real SDK makes of the URLs listed here.

Run it with the interpreter that scripts/interop sets up:
    .build-interop/venv/bin/python Tests/SomaTypesTests/Vectors/make_urls.py
"""
import json
import pathlib
import sys
from importlib.metadata import version

here = pathlib.Path(__file__).parent
sys.path.insert(0, str(here.parent.parent / "Interop"))
import sdk  # noqa: E402

ASCII = [chr(code) for code in range(128)]
PRINTABLE = "".join(ASCII[0x21:0x7F])


def without(characters):
    return "".join(c for c in PRINTABLE if c not in characters)


def schemes():
    for scheme in ["http", "HTTPS", "ws", "Wss", "ftp", "s3", "a+b-c.1", "blob", "1a", "a_b", "", "é"]:
        yield f"{scheme}://host/a"
        yield f"{scheme}:host/a"
    yield from ["https", "https:", "https:/", "https://", "https:///", "s3:", "s3:/", "s3://", "s3:///"]
    yield from ["//host/a", "/a", "a", "", " ", "?q", "#f", ":", "://host", "host:80", "host:80/a"]
    yield from ["http:\\\\host\\a", "http:///host/a", "http:/\\/host", "http:host", "s3:\\\\host\\a"]


def cleaning():
    yield from [" https://h/ ", "\0\x1f https://h/a \x1f", "ht\ntps://h/", "https:/\t/h/", "https://h\r\n/a"]
    yield from ["https://h/a\tb?c\nd#e\rf", "\u00a0https://h/", "https://h/\u00a0", "\ufeffhttps://h/"]
    yield from ["https://h/ \n", "foo:bar \t ", "https://h:8\n0/", "https://[::\n1]/", "s\t3://h"]


def components():
    for scheme in ["http", "s3"]:
        yield f"{scheme}://h/" + without("/\\?#.")
        yield f"{scheme}://h/a/b\\c\\..\\d"
        yield f"{scheme}://h/?" + without("#")
        yield f"{scheme}://h/#" + PRINTABLE
        yield f"{scheme}://" + without("/\\?#@:") + "@h/"
        yield f"{scheme}://u:" + without("/\\?#@") + "@h/"
        for place in ["/{}x", "/?{}x", "/#{}x"]:
            yield f"{scheme}://h" + place.format("\0\1\x1f\x7f\x80é漢😀\uffff\U0010ffff")
    yield "foo:" + without("?#/")
    yield from ["foo:\0\1\x7fé", "foo:a b?c d#e f", "foo:a?", "foo:a#", "foo:a  ?q", "foo:a  #f", "foo: a"]
    yield from ["data:text/plain,hi there", "mailto:a@b", "javascript:alert('x')", "urn:a:b/../c"]
    yield from ["https://h/%zz%4", "https://h/%2f%2F%41", "https://h/?%zz%27'", "https://h/#%zz%"]
    yield from ["https://h?", "https://h#", "https://h?#", "https://h/??#?#", "https://h?q#f", "s3://h?q", "s3://h#f"]


def credentials():
    for text in ["@", ":@", "u@", "u:@", ":p@", "u:p@", "u:p:q@", "u@v@", "%40:%3A@", "ü:ß@", " : @"]:
        yield f"https://{text}h/"
        yield f"s3://{text}h/"
    yield from ["https://u@/a", "https://u:p@:80/", "s3://u@", "https://u\\@h/", "https://u/@h", "https://u?@h"]
    yield from ["https://:80/", "s3://:80/", "s3://:/", "s3://u@:80/"]


def ports():
    for port in ["", "0", "80", "443", "00443", "65535", "65536", "99999999999999999999", "8a", "-1", "+1", " 80", "８"]:
        yield f"https://h:{port}/"
        yield f"s3://h:{port}"
    yield from ["http://h:80", "http://h:443", "ws://h:80", "wss://h:443", "ftp://h:21", "https://h:80:80/"]


def hosts():
    for character in ASCII:
        yield f"https://a{character}b.example/"
    yield "s3://" + without("/\\?#@:<>[]^|%") + "/"
    for character in "\0\x1f\x7f <>[\\]^|%é":
        yield f"s3://a{character}b/"
    yield from ["https://EXAMPLE.Com./", "https://./", "https://../", "https://a..b/", "https://-a-.b_c/", "https://%41%2e%42/"]
    yield from ["https://%zz/", "https://%00/", "https://a%2fb/", "https://%ff/", "https://%C3%BC/", "https://a%/"]


def ipv4():
    numbers = ["0", "1", "255", "256", "00", "08", "0377", "0x", "0xff", "0X1G", "4294967295", "4294967296"]
    for number in numbers:
        yield f"http://{number}/"
        yield f"http://1.{number}/"
        yield f"http://{number}.2.3.4/"
        yield f"http://1.2.3.{number}/"
    yield from ["http://1.2.3/", "http://1.2.3.4./", "http://1.2.3.4../", "http://1.2.3.4.5/", "http://1.2.3.4.0/", "http://1..2/", "http://.1/"]
    yield from ["http://a.1/", "http://a.0x1/", "http://1.a/", "http://a.09/", "http://a.0x/", "http://a.0xg/", "http://1.65536/"]
    yield from ["http://1.16777215/", "http://1.16777216/", "http://1.2.65535/", "http://1.2.65536/", "http://0x100000000/"]
    yield from ["http://%31.2.3.4/", "http://１.2.3.4/", "http://1。2.3.4/", "s3://1.2.3/", "s3://256.0.0.1/", "http://a.0xfffffffff/"]


def ipv6():
    for text in [
        "::", "::1", "1::", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "1:0:0:2:0:0:0:3", "1:0:0:2:3:0:0:4", "0:0:0:0:0:0:0:0",
        "1:0:2:3:4:5:6:7", "0:1:0:1:0:1:0:1", "ABCD::00Ef", "12345::", "g::", "1:::2", "1::2::3", ":1:2", "1:2:",
        ":", "", "1", "::1.2.3.4", "1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:7:1.2.3.4", "::1:2:3:4:5:1.2.3.4",
        "::1:2:3:4:5:6:1.2.3.4", "1.2.3.4", "1.2.3.4::", "::1.2.3", "::1.2.3.4.5", "::1.2.3.256", "::01.2.3.4",
        "::1.2.3.04", "::1.2.3.", "::.1.2.3", "::1.2.3.4:5", "::1.2.3.0", "::ffff:0:0", "::1%25eth0", "::%31", " ::1",
    ]:
        yield f"http://[{text}]/"
    yield from ["http://[::1/", "http://::1]/", "http://[::1]a/", "http://a[::1]/", "http://[::1]:80/", "s3://[::0:1]:1/", "s3://[1]/"]
    yield from ["http://[[::1]]/", "http://[::1]@h/", "http://u@[::1]/", "http://%5B::1%5D/", "http://[/]/"]


def international():
    yield from (f"https://{host}/" for host in [
        "bücher.example", "BÜCHER.Example", "faß.de", "FAẞ.DE", "ς.gr", "☃.net", "a。b", "a．b", "ＡＢ.com", "ﬁ.com", "a\u00adb",
        "\u00ad", "a\u200db", "क्\u200dष", "क्\u200cष", "a\u200bb", "İ.com", "ı.com", "日本語.jp", "مثال.إختبار", "אב1.com",
        "1אב.com", "אa.com", "a.א", "1a.א", "١.com", "é.com", "e\u0301.com", "\u0301e.com", "≠.com", "Ω.com", "😀.com",
        "\u2260", "\u1100\u1161", "\ufffd.com", "\uffff", "\ue000", "\U000e0001", "ü_a", "ü.", "a\u0300\u0316", "\u0958", "℀",
        "xn--bcher-kva.example", "XN--BCHER-KVA.ü", "xn--fa-hia.de", "xn--n3h.net", "xn--a", "xn--", "xn--a-", "xn--zn7c",
        "xn--BCHER-kva", "xn--ls8h", "xn--0", "xn--99999999", "xn--bcher-kva.", "xn--e1afmkfd", "xn--mgbh0fb.xn--kgbechtv",
        "xn--4db1a.com", "xn--" + "9" * 60, "xn--1-zhc0b", "ｘn--bcher-kva", "xn--ü", "ab--cd.com", "%C3%BC.%e2%98%83", "xn--xn--bcher-kva-",
    ])


def paths():
    for path in [
        "", "/", "//", "/.", "/..", "/./", "/../", "/a/.", "/a/..", "/a/./b", "/a/../b", "/a/b/../..", "/a/../../b", "/a//..",
        "/a//../b", "//..", "//../a", "/%2e", "/%2E/", "/%2e%2E/a", "/a/.%2e", "/a/%2e.", "/...", "/.a", "/a/..b", "/%2e%2e%2e",
        "/a/..%2f", "/a;/../b", "/ /..", "/a/\t../b", "/a/.\n./b", "\\a\\..\\b", "/a\\../b", "/c:/x", "/c|/x", "/c:/./x",
    ]:
        yield f"https://h{path}"
        yield f"s3://h{path}"
        yield f"foo:{path}"
    yield from ["foo:/.//h", "foo:/..//h", "foo:/a/..//h", "foo:///h", "foo:////h", "foo:/.//", "foo://h/.//a", "foo:/./"]


def files():
    yield from ["file:", "file:/", "file://", "file:///", "file:a", "file:/a/b", "file:///a/b", "file:a/../../b", "file:\\a\\b"]
    yield from ["file://h", "file://H/a", "file://h/a/../..", "file://localhost/a", "file://LOCALHOST", "file://%6cocalhost/a"]
    yield from ["file://1.2/a", "file://[::1]/a", "file://h:80/a", "file://u@h/a", "file://a b/", "file://bücher/a"]
    yield from ["file:C:/a", "file:C|/a", "file:/C|/a", "file://C|/a", "file://C:/a", "file:///C:/a", "file:///C|/a", "file:c|", "file:/c:"]
    yield from ["file:///C:/..", "file:///C:/../a", "file:C|/..", "file:C:a/..", "file:CC|/a", "file://C|a/", "file:///a/C|/b"]
    yield from ["file:///a?b#c", "file:?q", "file:#f", "file://h?q", "file:///C|?q", "file:///a^b'c", "file:///?'"]


ROWS = [
    schemes, cleaning, components, credentials, ports, hosts, ipv4, ipv6, international, paths, files]

# What Steward refuses although the SDK does not, with the code that it gives.
REFUSED_ON_PURPOSE = {
    "contested": [
        "https://h/c:/..", "https://h/c|/../x", "s3://h/a/c:/%2e%2e", "s3://h/c:\\x/../y", "https://h/C:/b/../..",
        "file:////a", "file://h//a", "file:///a/..//b", "file://h/C:/a", "file://h/C|", "file:///./C|/a",
        "file:///../C|/a", "file:///C|/..", "file:///a/C:/../b", "file:/C:\tx", "file:///a\nb",
    ],
    "missingHost": ["s3://@", "s3://:@/", "foo://@"],
    "invalidPort": ["s3://h:80\\x", "foo://h:\\x"],
    "unconvertibleHost": ["https://ü..example/", "https://-ü/", "https://ab--ü/", 'https://ü"/'],
    "invalidPunycode": ["https://xn--tda../", "https://-a.xn--tda/", "https://xn--ab---uva/"],
    "forbiddenInHost": ["https://<\u0338/"],
}


def judged(text):
    try:
        return {"input": text, "canonical": sdk.canonical_url(text)}
    except sdk.Refused as refusal:
        return {"input": text, "refused": str(refusal)}


listed = dict.fromkeys(text for part in ROWS for text in part())  # each once, in order
purpose = [
    judged(text) | {"code": f"url.{code}"}
    for code, texts in REFUSED_ON_PURPOSE.items() for text in texts]
rows = [judged(text) for text in listed if text not in {row["input"] for row in purpose}]
assert all("canonical" in row for row in purpose), [row for row in purpose if "refused" in row]


def lines(rows):
    return "[\n" + ",\n".join("    " + json.dumps(row) for row in rows) + "\n  ]"


(here / "urls.json").write_text(
    f'{{\n  "sdk": "soma-sdk {version("soma-sdk")}",\n  "urls": {lines(rows)},\n'
    f'  "refused_on_purpose": {lines(purpose)}\n}}\n')
print(len(rows), "URLs and", len(purpose), "refused on purpose")
