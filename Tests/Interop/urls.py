"""Random URLs: ordinary ones, which both sides must take, and odd ones, which one may refuse."""

SCHEMES = "http https ws wss ftp s3 gs foo a+b-c.1 data mailto ipfs HTTPS Http".split()
ODD_SCHEMES = ["", "1a", "h ttp", "http\t", "fi\nle", "é", "File", "file", "urn", "javascript"]
ODD = (
    [chr(code) for code in range(128)]
    + list("éüß漢☃\u00ad\u200d\u200b\u3002\uff0e\uff0f\ufeff😀\ufffd\uffff\U0010ffffẞİıΩﬁאا१١")
    + "% %41 %2e %2E %zz %00 %C3%BC %ff %2f %5c %25 .. . / \\ // @ : [ ] ? # c: C|".split()
)
WORDS = "a b example com www x weights.bin localhost EXAMPLE bücher faß xn--bcher-kva xn--n3h".split()
ODD_WORDS = (
    "XN--BCHER-KVA xn--a xn-- xn--a- xn--zn7c ab--cd -a a- _dmarc 1 08 0x 0x7f 0X7F 255 256 "
    "4294967295 4294967296 0 1e3 ٣ اب عربي 日本 ＡＢ ﬁ ẞ a\u00adb 99999999999 0x100000000 0xg 12."
).split() + [""]
SEGMENTS = "a b .. . %2e %2E%2e .%2e c: C| D: weights.bin é %zz ... c:x ~".split()
ODD_SEGMENTS = ["", "a b", "a;b'c\"d<e>`{f}|^\\g", "..%2f", "%2e%2e%2e"]
PORTS = [""] * 8 + ":443 :80 :8080 :0 :00080 :65535 : :65536 :99999999999999999999 :a :-1 :８".split()
CREDENTIALS = [""] * 8 + "@ u@ u:p@ :@ :p@ u:@ a@b@ a:b:c@ ü:ß@ %40:%3a@ u;=/@ u[^|]@".split()
QUERIES = ["", "", "?", "?a=b&c=d", "?a'b\"c<d>e", "??", "?é", "?%zz", "?a b", "?^`{}|\\"]
FRAGMENTS = ["", "", "", "#", "#F", "#a b", "##", "#é", "#`<>\"^{}|\\'"]
FILE_STARTS = (
    "/ // /// //// \\\\ //localhost //h //localhost/ //C: //c| /C: /C| C: c| ///C: ///c| //h/C: "
    "//./ //[::1] //1.2.3"
).split() + [""]


def ordinary(random):
    """A URL as an owner would type it, with an ASCII or an international host."""
    host = ".".join(random.choice(WORDS) for _ in range(random.randint(1, 3)))
    host = random.choice([host, host, "192.168.0.1", "0x7f.1", "[2001:DB8::1]", "[::ffff:1.2.3.4]"])
    path = "".join(
        "/" + random.choice(["weights.bin", "a b", "%20", "é", "..", ".", "v1", "'\"", "x^y", "a|b"])
        for _ in range(random.randint(0, 5)))
    scheme = random.choice(["https", "HTTP", "http", "wss"])
    port = random.choice(["", "", ":443", ":80", ":8443", ":"])
    query = random.choice(["", "", "?X-Amz-Date=1&b='é'", "?"])
    return f"{scheme}://{host}{port}{path}{query}{random.choice(['', '', '#f'])}"


def odd(random):
    """Anything that looks like a URL from afar."""
    url = _odd(random)
    if random.random() < 0.15:
        at = random.randint(0, len(url))
        url = url[:at] + random.choice(ODD) + url[at:]
    if random.random() < 0.05:
        url = " \t\n" + url + "\0 "
    return url


def _odd(random):
    choose, chance = random.choice, random.random()
    tail = _path(random) + choose(QUERIES) + choose(FRAGMENTS)
    if chance < 0.03:
        return _junk(random, 12)
    if chance < 0.1:
        return choose(SCHEMES + ODD_SCHEMES) + ":" + _junk(random, 10)
    if chance < 0.2:
        return "file:" + choose(FILE_STARTS) + tail
    scheme = choose(SCHEMES) if chance < 0.9 else choose(ODD_SCHEMES)
    slashes = choose(["//"] * 14 + ["", "/", "///", "////", "\\\\", "/\\", "/\t/", "\\"])
    credentials = choose(CREDENTIALS) if random.random() < 0.95 else _junk(random, 4) + "@"
    return f"{scheme}:{slashes}{credentials}{_host(random)}{choose(PORTS)}{tail}"


def _junk(random, count):
    return "".join(random.choice(ODD) for _ in range(random.randint(0, count)))


def _host(random):
    chance = random.random()
    if chance < 0.45:
        labels = [_label(random) for _ in range(random.randint(1, 4))]
        return random.choice([".", ".", ".", "。", "%2e"]).join(labels) + random.choice(["", "", "."])
    if chance < 0.6:
        return ".".join(_number(random) for _ in range(random.randint(1, 5)))
    if chance < 0.8:
        return _ipv6(random)
    return random.choice(["", "localhost", "C:", "c|", "%6cocalhost", _junk(random, 5)])


def _label(random):
    chance = random.random()
    return random.choice(WORDS if chance < 0.5 else ODD_WORDS) if chance < 0.9 else _junk(random, 4)


def _number(random):
    byte, word = random.randint(0, 300), random.randint(0, 1 << 33)
    return random.choice([str(byte), str(byte), hex(byte), f"0{byte:o}", str(word), hex(word), "", "08"])


def _ipv6(random):
    groups = ":".join(
        random.choice(["0", "0", "1", "abc", "F", "ffff", "0001", "12345", "g", ""])
        if random.random() < 0.3 else random.choice(["0", "0", "1", "a"])
        for _ in range(random.randint(0, 9)))
    if random.random() < 0.6:
        at = random.randint(0, len(groups))
        groups = groups[:at] + random.choice(["::", ":"]) + groups[at:]
    if random.random() < 0.25:
        groups += random.choice([":", "::", ""]) + ".".join(
            random.choice(["1", "255", "0", "00", "256", "2"]) for _ in range(random.choice([3, 4, 4, 4, 5])))
    return f"[{groups}]" if random.random() < 0.95 else f"[{groups}"


def _path(random):
    return "".join(
        random.choice(["/"] * 12 + ["\\", "//", "", "/\t"])
        + (random.choice(SEGMENTS + ODD_SEGMENTS) if random.random() < 0.7 else _junk(random, 4))
        for _ in range(random.randint(0, 6)))
