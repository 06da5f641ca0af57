"""A web page's bytes as a tree: the encoding its bytes have, whatever it declares, and markup of any quality."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from policytext.model.errors import EmptyDocumentError
from policytext.reading.encodings import is_valid
from policytext.reading.plain import decode

_HEAD = 4096
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]{3,20})""", re.I)
_BIG5 = re.compile("big5|x-x-big5", re.I)
# Chinese characters in UTF-8: no other encoding has them as often as to be sound UTF-8 throughout
_THREE_BYTES = re.compile(rb"[\xe3-\xe9][\x80-\xbf]{2}")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
# lxml takes no lone surrogates, by which unreadable bytes are kept for cleaning: they pass through as private characters
_ASIDE = 0x10FE00
_SURROGATE = re.compile("[\ud800-\udfff]")
_SET_ASIDE = re.compile("[\U0010fe80-\U0010feff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f]")
# <p a1 a2 a3 …>: the parser compares every attribute of a tag with every other
_LONG_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9:]*)\s[^<>]{4096,}>")
_MOST_ATTRIBUTES = 500
# <p><font>…<p><font>…: an element of style that is never closed would hold all that follows, once more with every paragraph
_STYLING = ("font", "span", "b", "strong", "i", "em", "u", "big", "small", "o:p")
_STYLED = re.compile(rf"<(/?(?:{'|'.join(_STYLING)}))(?=[\s>/])", re.I)
_MOST_UNCLOSED = 50


def page_text(data: bytes, label: str, declared: str = "") -> tuple[str, str]:
    """The text of a page and the encoding it was in; what the page declares counts only where the bytes can be that.

    Raises DecodingError where the bytes are text in no known encoding.

    >>> page_text("<meta charset=gb2312>规划".encode(), "计划.html")
    ('<meta charset=gb2312>规划', 'utf-8')
    """
    if data.startswith(_MARKS) or b"\x00" in data[:_HEAD]:
        return decode(data, label)
    if _THREE_BYTES.search(data) and is_valid(data, "utf-8"):
        return data.decode("utf-8"), "utf-8"
    if _BIG5.match(declared or _declared(data)) and is_valid(data, "big5hkscs"):
        return data.decode("big5hkscs"), "big5hkscs"
    return decode(data, label)


def _declared(data: bytes) -> str:
    match = _DECLARED.search(data[:_HEAD])
    return match[1].decode("ascii", errors="replace") if match else ""


def page_root(text: str, label: str) -> Any:
    """The root element of a page, as lxml makes it of any markup.

    Raises EmptyDocumentError where there is none.

    >>> page_root("<p>一、加强领导<p>二、", "计划.html").xpath("string(//p[2])")
    '二、'
    """
    from lxml import etree

    sound = _LONG_TAG.sub(_fewer_attributes, _SURROGATE.sub(_aside, _CONTROL.sub("", _without_unclosed(text))))
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    try:
        root = etree.fromstring(sound.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise EmptyDocumentError(f"{label} is a web page without content ({error}): save the page again") from None
    if root is None:
        raise EmptyDocumentError(f"{label} is a web page without content: save the page again")
    return root


def restored(text: str) -> str:
    """The text with the unreadable bytes put back that `page_root` set aside."""
    return _SET_ASIDE.sub(lambda found: chr(ord(found[0]) - _ASIDE + 0xDC00), text)


def _without_unclosed(text: str) -> str:
    """The text without the tags of style of which many are never closed."""
    counts = Counter(tag.lower() for tag in _STYLED.findall(text))
    unclosed = [tag for tag in _STYLING if counts[tag] - counts[f"/{tag}"] > _MOST_UNCLOSED]
    return re.sub(rf"</?(?:{'|'.join(unclosed)})(?:\s[^<>]*)?/?>", "", text, flags=re.I) if unclosed else text


def _aside(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(code - 0xDC00 + _ASIDE) if 0xDC80 <= code <= 0xDCFF else "\ufffd"


def _fewer_attributes(found: re.Match[str]) -> str:
    return found[0] if found[0].count("=") + found[0].count(" ") < _MOST_ATTRIBUTES else f"<{found[1]}>"
