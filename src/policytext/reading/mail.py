"""Messages of e-mail (.eml): the text that a mailing list or a colleague sent, its transfer encodings undone."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage, Message

from policytext.model.errors import BrokenFileError, EmptyDocumentError, UnsupportedFormatError
from policytext.reading.html import read_html
from policytext.reading.labels import shown
from policytext.reading.limits import Limits
from policytext.reading.plain import read_plain
from policytext.reading.reading import Reading

_PICTURES = ("image", "audio", "video")


def read_mail(data: bytes, label: str, limits: Limits) -> Reading:
    """The text of a message: its plain part, or its web page where there is none; the subject is the title that the frame states.

    Raises UnsupportedFormatError where documents are attached, since the plan is then more likely in one of them, EmptyDocumentError where there is no
    text, BrokenFileError where the message does not read, and what the readers of plain text and web pages raise.

    >>> from policytext.reading.limits import DEFAULT
    >>> head = "Subject: =?utf-8?b?6KaB54K5?=\\nFrom: a@b.cn\\nContent-Type: text/plain; charset=utf-8\\nContent-Transfer-Encoding: base64"
    >>> found = read_mail(f"{head}\\n\\n5LiA44CB5bu65qCh".encode(), "要点.eml", DEFAULT)
    >>> found.text, found.frame
    ('一、建校', (('标题', '要点'),))
    """
    limits.check("bytes", len(data), label)
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        parts = _parts(message, label, limits)
        subject = str(message.get("Subject", "")).strip()
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError, IndexError) as error:
        raise BrokenFileError(f"{label} is a broken message ({type(error).__name__}): save it again") from None
    if attached := [name for part in parts if (name := _attached(part))]:
        raise UnsupportedFormatError(f"{label} is a message with documents attached ({', '.join(map(shown, attached[:3]))}): save them and read each")
    frame = (("标题", subject),) if subject else ()
    for kind, read in (("text/plain", read_plain), ("text/html", read_html)):
        for part in parts:
            if part.get_content_type() == kind and (payload := _payload(part)).strip():
                found = read(payload, label, limits)
                return Reading(found.text.strip("\n"), found.encoding, (*frame, *found.frame), found.places)
    raise EmptyDocumentError(f"{label} is a message without text: save what it carries and read that")


def _parts(message: Message, label: str, limits: Limits) -> list[Message]:
    found = []
    for number, part in enumerate(message.walk(), 1):
        limits.check("members", number, label)
        if not part.is_multipart():
            found.append(part)
    return found


def _attached(part: Message) -> str | None:
    """The name of a document that a part carries; None for the text itself and for pictures, which hold no text."""
    if part.get_content_maintype() in _PICTURES:
        return None
    named = part.get_filename() or ""
    is_text = part.get_content_type() in ("text/plain", "text/html")
    disposed = isinstance(part, EmailMessage) and part.get_content_disposition() == "attachment"
    return (named or part.get_content_type()) if disposed or not is_text else None


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
