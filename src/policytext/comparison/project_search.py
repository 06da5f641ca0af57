"""Names of projects looked for in a text where no project was extracted: 青螺大桥 in a list, in a heading, in passing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from policytext.comparison.fingerprints import Content, content_of
from policytext.comparison.project_mentions import Named
from policytext.comparison.project_names import Name, is_count, is_own
from policytext.comparison.rows import Mention
from policytext.extraction.measure_places import Places
from policytext.model.document import Document
from policytext.model.span import Span

# 青螺大桥|建设工程: what is left is the work itself
_WORK = re.compile("(?:建设|改造|新建|扩建|改扩建|迁建|搬迁|前期|主体|[一二三四五]期|工程|项目)+$")
SHORTEST = 4
"""Characters of a name that is looked for; of a nickname, which has to stand in quotation marks, one less."""


class NameSearch:
    """A document's letters and digits, to be searched for names."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def _content(self) -> Content:
        return content_of(self.document.text)

    @cached_property
    def _letters(self) -> str:
        return self._content.text(0, len(self._content))

    @cached_property
    def _places(self) -> Places:
        return Places(self.document)

    def find(self, project: Named) -> Mention | None:
        """The first place where one of a project's names stands, None where none does."""
        for name in project.names:
            for span in self._found(name, project.type == "construction"):
                back = self._places.looks_back(span.start)
                text, address = span.of(self.document.text), self.document.node_at(span.start).address
                return Mention(address, text, "", span, 1, None, back, f"{span.start}-{span.end}")
        return None

    def looks_ahead_to(self, project: Named) -> bool:
        """Whether a name of the project stands in a part that does not look back: what is finished there is only planned."""
        return any(self._stands_ahead(name.core) for name in project.names if len(name.core) >= SHORTEST)

    def _stands_ahead(self, key: str) -> bool:
        place = self._letters.rfind(key)
        return place >= 0 and not self._places.looks_back(int(self._content.places[place]))

    def _found(self, name: Name, is_work: bool) -> Iterator[Span]:
        """A whole name; a nickname that it bears alone, unquoted only where it is long; of a work what is left without 工程, 项目.

        提振消费 stands in any text: without its head noun the name of a programme is a phrase.
        """
        keys = ((name.core, _WORK.sub("", name.core)) if is_work else (name.core,)) if is_own(name.stem) else ()
        for key in dict.fromkeys(keys):
            if len(key) >= SHORTEST and (place := self._letters.find(key)) >= 0:
                yield self._content.span(place, place + len(key))
        for nickname in sorted(name.nicknames) if not name.rest else ():
            yield from self._quoted(nickname)
            if len(nickname) >= SHORTEST and is_own(nickname) and (place := self.document.text.find(nickname)) >= 0:
                yield Span(place, place + len(nickname))

    def _quoted(self, nickname: str) -> Iterator[Span]:
        if len(nickname) >= SHORTEST - 1 and not is_count(nickname) and (place := self.document.text.find(f"“{nickname}”")) >= 0:
            yield Span(place, place + len(nickname) + 2)
