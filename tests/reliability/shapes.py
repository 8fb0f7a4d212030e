"""Shapes that a text may have, each of any length."""

from itertools import count


def _numbered(make):
    """Repeat a part with a number in letters that differs each time, so that nobody comes twice."""

    def text(n):
        parts, size = [], 0
        for number in count():
            parts.append(make(_letters(number)))
            size += len(parts[-1])
            if size >= n:
                return "".join(parts)[:n]
        raise AssertionError

    return text


def _letters(number):
    """Spell a number with as many letters as any other, so that a long text is like a short one."""
    name = ""
    for _ in range(4):
        name = chr(ord("a") + number % 26) + name
        number //= 26
    return f"w{name}"


def _repeated(part):
    return lambda n: (part * (n // len(part) + 1))[:n]


SHAPES = {
    "news": _repeated("The minister said taxes would fall. Rain fell on Tuesday.\n\n"),
    "many speakers": _numbered(lambda name: f"Ada {name.title()} said it rained. "),
    "many roles": _numbered(lambda name: f"The {name} minister said it rained. "),
    "many titles": _numbered(lambda name: f"Dr. {name.title()}, a professor, said so. "),
    "many bodies": _numbered(lambda name: f"The Ministry of {name.title()} said it rained. "),
    "one speaker": _repeated("Ada Obi said it rained. She added that it snowed. "),
    "pronouns": _repeated("He said so. She said no. They said yes. "),
    "many surnames": _numbered(lambda name: f"Mr. {name.title()} said so. "),
    "quotes": _numbered(lambda name: f"“It rained {name},” said Ada Obi. "),
    "straight quotes": _repeated('"It rained," she said. '),
    "opened quotes": _repeated("“It rained. "),
    "closed quotes": _repeated("It rained.” "),
    "quote marks alone": _repeated("“”‘’\"'„«»"),
    "two signs": _repeated("``So,'' he said. "),
    "initials": _repeated("A. B. C. D. "),
    "initials of a minister": lambda n: (
        "Ada Obi, who was a minister under " + "A. B. " * (n // 6) + "x, said it rained."
    ),
    "brackets": _repeated("(a "),
    "closed brackets": _repeated("a) [b] {c} "),
    "headings": _numbered(lambda name: f"{name.upper()}\n\nRain fell.\n"),
    "bare headings": _numbered(lambda name: f"By {name.title()}\n"),
    "white space": lambda n: "Heading\n" + " " * n + "\nRain fell.",
    "white space of many kinds": _repeated(" \t\u00a0\u2003\n"),
    "line ends": _repeated("\n\r\n"),
    "entities": _repeated("&amp;rsquo;&#8220;&nbsp;"),
    "half entities": _repeated("&amp;amp;amp;amp;"),
    "tags": _repeated("<p>Rain</p><a href='x'>fell</a>"),
    "half tags": _repeated("<a <p <span "),
    "spoilt marks": _repeated("donâ€™t Ã© \ufffd\ufffd "),
    "one endless sentence": _repeated("and the minister of rain in the town "),
    "one endless word": _repeated("a"),
    "one endless name": _repeated("Ada "),
    "commas": _repeated("Ada Obi, a minister, "),
    "dashes": _repeated("rain – snow — "),
    "marks": _repeated(".!?"),
    "points": _repeated("."),
    "abbreviations": _repeated("Mr. U.S. No. Jan. "),
    "turns": _numbered(lambda name: f"{name.upper()}: It rained.\n"),
    "questions": _repeated("Q: Did it rain? A: It did.\n"),
    "list items": _repeated("• Rain fell\n- Snow fell\n1. Hail\n"),
    "columns": _repeated("the ministry of trade said in a statement on Monday that it had been\n"),
    "digits": _repeated("12.5 1,000 "),
    "other scripts": _repeated("部長は言った。 министр сказал. قال الوزير؟ "),
    "marks on letters": _repeated("e\u0301\u0302\u0303"),
    "invisible signs": _repeated("a\u200b\u00ad"),
    "halves of characters": _repeated("\ud800 a \udc00"),
    "control characters": _repeated("a\x00\x1b "),
}
