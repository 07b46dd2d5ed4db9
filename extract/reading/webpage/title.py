"""The headline of a web page: what the page itself says that the document is called."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from extract.reading.webpage.blocks import Block
from extract.reading.webpage.tables import words_of
from extract.rulebook import load_pattern

Element = etree._Element

_META_NAMES = ("articletitle", "og:title")
_SITE = re.compile(r"(?:网站?|门户|首页|平台|频道|栏目|专栏)$|^(?!.*关于).*(?:政府|委员会|办公[室厅]|[局厅委部院])$")
_CUT_SHORT = re.compile(r"(?:\.{2,}|…)$")
_SHORTEST, _LONGEST = 6, 120


def page_titles(root: Element) -> list[str]:
    """What the head of the page calls it: its meta tags first, then <title>; read before the head is dropped."""
    named = {
        (one.get("name") or one.get("property") or "").lower(): one.get("content", "") for one in root.iter("meta")
    }
    titles = [words_of(one) for one in root.iter("title")][:1]
    return [" ".join(words.split()) for words in [*(named.get(name, "") for name in _META_NAMES), *titles] if words]


def find_headline(titles: Sequence[str], recorded: str | None, blocks: Sequence[Block]) -> str | None:
    """The headline without the site's name; None where the page only names its site.

    A line of the page that is part of its <title> counts more than the <title>, which holds the site's name too.
    """
    lines = [block.words.strip() for block in blocks if block.level in (1, 2) or _is_titled(block)]
    named = [line for line in lines if any(shape(line) in shape(title) for title in titles)]
    candidates = [recorded or "", *named, *(without_site(title) for title in titles)]
    return next((words for words in candidates if _is_headline(words)), None)


def without_site(title: str) -> str:
    """A <title> without the names of site and column behind it.

    >>> without_site("关于印发行动计划的通知_政策文件_朔州市人民政府")
    '关于印发行动计划的通知'
    """
    tail = load_pattern("webpage", "webpage.site_tail")
    while found := re.search(rf"(?:{tail.pattern})$", title):
        if not found.start():
            break
        title = title[: found.start()]
    return title.strip(" _-—|")


def shape(words: str) -> str:
    """The letters and digits of some words, to compare them whatever the page puts between them."""
    return re.sub(r"[\W_]", "", words)


def _is_titled(block: Block) -> bool:
    names = f"{block.element.get('class', '')} {block.element.get('id', '')}".lower()
    return "title" in names or "biaoti" in names


def _is_headline(words: str) -> bool:
    return _SHORTEST <= len(words) <= _LONGEST and not _SITE.search(words) and not _CUT_SHORT.search(words)
