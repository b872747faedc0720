"""Someone at a desk who follows everything: each link, each form's address with each choice in it, each download, from
the first page on. What comes back is opened as far as it can be (workbooks are ZIPs) and searched."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib import parse

from django import http, urls

from tests.interfaces.web import desks

Key = tuple[object, ...]
Limit = Callable[[str, urls.ResolverMatch], tuple[Key, int] | None]
"""What an address is one of, and how many such are followed; None: all of them."""


_CHOSEN = ("radio", "checkbox", "hidden")


class _Addresses(HTMLParser):
    """Every address that a page leads to: links, what it loads, and forms with one choice each."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.action: str | None = None
        self.choices: str = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        for name in ("href", "src", "hx-get", "data-href", "formaction", "data-ke"):
            if said.get(name):
                self.found.append(said[name])
        if tag == "form":
            self.action = said.get("action", "")
            self.found.append(self.action or "?")
        elif tag == "select":
            self.choices = said.get("name", "")
        elif tag == "option" and self.choices and self.action is not None:
            self._chosen(self.choices, said.get("value", ""))
        elif tag == "input" and self.action is not None and said.get("type") in _CHOSEN and "csrf" not in said["name"]:
            self._chosen(said["name"], said.get("value", ""))

    def _chosen(self, name: str, value: str) -> None:
        self.found.append(f"{self.action or ''}?{parse.urlencode({name: value})}")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.action = None
        elif tag == "select":
            self.choices = ""


def leading_from(page: str, at: str) -> Iterator[str]:
    """The addresses of this site on a page that stands at ``at``, each once."""
    reader = _Addresses()
    reader.feed(page)
    for said in dict.fromkeys(reader.found):
        whole = parse.urlsplit(parse.urljoin(f"http://testserver{at}", said))
        if whole.netloc == "testserver" and whole.scheme == "http":
            yield parse.urlunsplit(("", "", whole.path, whole.query, ""))


CHANCE = re.compile(r'(?:name="csrfmiddlewaretoken" value=|(?:csrf|sesi)=)"?[0-9A-Za-z]{32,64}')
"""What is drawn anew for each answer: in some ten thousand of them it spells a word of six letters by chance."""


def texts(response: http.HttpResponse) -> str:
    """All that an answer says: headers, body, and the parts of a workbook."""
    body = b"".join(response) if response.streaming else response.content
    said = [repr(list(response.items())), repr([str(one) for one in response.cookies.values()])]
    said.append(body.decode("utf-8", "replace"))
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            said += [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
            said += archive.namelist()
    return "\n".join(said)


@dataclass
class Trip:
    """What a visitor came by. ``broken``: addresses answered by a failure of the server, or by text of no encoding.
    ``leaks``: address and word, where a word of ``forbidden`` was in an answer."""

    visitor: desks.Visitor
    words: Collection[str]
    forbidden: Collection[str]
    pages: int = 0
    files: int = 0
    left: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    leaks: set[tuple[str, str]] = field(default_factory=set)
    met: set[str] = field(default_factory=set)
    entered: set[str] = field(default_factory=set)
    turned_away: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)

    def ask(self, address: str) -> http.HttpResponse:
        """One request, searched. A word that stood in the address itself says nothing new when it comes back."""
        response = self.visitor.get(address)
        self.pages += 1
        self.statuses[response.status_code] += 1
        kind = response.get("Content-Type", "")
        if response.status_code >= 500 or (kind.startswith("text/") and "charset=utf-8" not in kind):
            self.broken.append(address)
        if response.status_code in (200, 302) and response.resolver_match:
            self.entered.add(response.resolver_match.url_name or "")
        if response.status_code in (401, 403, 405) and response.resolver_match:
            self.turned_away.add(response.resolver_match.url_name or "")
        said = CHANCE.sub("", texts(response))
        self.files += said.count("[Content_Types].xml") > 0 or "text/csv" in response.get("Content-Type", "")
        lower, typed = said.lower(), parse.unquote_plus(address).lower()
        there = {word for word in self._candidates(lower) if word.lower() in lower and word.lower() not in typed}
        self.met |= there
        self.leaks |= {(address, word) for word in there if word in self.forbidden}
        return response

    def _candidates(self, lower: str) -> set[str]:
        """Words in an answer: those of letters all begin alike, the others are digits and ids."""
        spoken = {f"Z{found[1:]}" for found in re.findall(r"zqx[a-z]{3}", lower)} & set(self.words)
        return spoken | {word for word in self.words if not word.startswith("Zqx")}

    def follow(self, first: Sequence[str], limit: Limit) -> None:
        """From the first pages on, every address once; those beyond ``limit`` are counted."""
        waiting, known, taken = deque(first), set(first), Counter[Key]()
        while waiting:
            address = waiting.popleft()
            response = self.ask(address)
            self.asked.add(address)
            follows = [response["Location"]] if response.has_header("Location") else []
            if not follows and response.get("Content-Type", "").startswith("text/html"):
                follows = list(leading_from(response.content.decode(), address))
            for found in follows:
                if found in known:
                    continue
                known.add(found)
                if self._within(found, limit, taken):
                    waiting.append(found)
                else:
                    self.left += 1

    @staticmethod
    def _within(found: str, limit: Limit, taken: Counter[Key]) -> bool:
        try:
            match = urls.resolve(parse.urlsplit(found).path)
        except urls.Resolver404:
            return True  # a link that leads nowhere is asked, and answered by 404
        bound = limit(found, match)
        if bound is None:
            return True
        kind, count = bound
        taken[kind] += 1
        return taken[kind] <= count
