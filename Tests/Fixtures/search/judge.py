"""Says what a search finds, by Python's own tables of Unicode.

judge.py fold            prints [text, the text folded] for every letter, mark and number outside of the large blocks.
judge.py find FILE       FILE holds {"names": [...], "queries": [...]}; prints for each query the numbers of the names.
"""
import json
import re
import sys
import unicodedata

STROKES = str.maketrans("łøđħŧı", "lodhti")
# What Unicode calls default ignorable, which Python does not tell.
IGNORED = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]")
UNSPACED = ("CJK", "IDEOGRAPHIC", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")


def fold(text):
    plain = (c for c in unicodedata.normalize("NFKD", IGNORED.sub("", text)) if not unicodedata.combining(c) and c != "\u0640")
    return unicodedata.normalize("NFC", "".join(plain).casefold().translate(STROKES))


def is_unspaced(c):
    return unicodedata.name(c, "").startswith(UNSPACED)


def words(text):
    """The text as ` word word `, where each character of a script without spaces is one."""
    spaced = ""
    for c in fold(text):
        kind = unicodedata.category(c)
        if kind[0] in "LNM":
            spaced += f" {c} " if is_unspaced(c) else c
        elif kind in ("So", "Sc") and not c.isascii():
            spaced += f" {c} "
        else:
            spaced += " "
    return " " + " ".join(spaced.split()) + " "


def finds(query, name):
    terms = [phrase or word for phrase, word in re.findall(r'"([^"]*)"|(\S+)', query)]
    wanted = [(words(term), term.endswith("*")) for term in terms]
    wanted = [(text, is_prefix) for text, is_prefix in wanted if text.strip()]
    name = words(name)
    return bool(wanted) and all((text[:-1] if is_prefix else text) in name for text, is_prefix in wanted)


if sys.argv[1] == "fold":
    letters = (chr(n) for n in [*range(0x80, 0x3400), *range(0xA000, 0xAC00), *range(0xF900, 0x12000)])
    pairs = [[c, fold(c)] for c in letters if unicodedata.category(c)[0] in "LMN"]
    json.dump(pairs, sys.stdout)
else:
    given = json.load(open(sys.argv[2], encoding="utf-8"))
    found = [[n for n, name in enumerate(given["names"]) if finds(query, name)] for query in given["queries"]]
    json.dump(found, sys.stdout)
