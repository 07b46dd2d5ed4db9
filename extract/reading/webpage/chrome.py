"""Which blocks of a web page are the document, and which the site around it, each with its reason.

The document is the smallest element that holds every sentence of the page, those of menus, footers and the like left
aside. What names duties is never left out, wherever it stands.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence

from lxml import etree

from extract.outlining.titles import front_rules, pack
from extract.reading.text.pagemarks import reading_rules
from extract.reading.webpage.blocks import Block
from extract.rulebook import Rule, load_pattern, load_rules

Element = etree._Element

MENU, RECORD, FOOTER = "网站导航", "网页信息栏", "网站页脚"
_LONGEST_RULED = 300
_SENTENCE = re.compile(r"[。；]|[：:]$")
_PARAGRAPHS = frozenset(("p", "pre", "li", "h1", "h2", "h3", "h4", "h5", "h6"))
_SITE_TAGS = frozenset(("nav", "footer", "aside", "header"))
_CREDIBLE = 0.3
"""A menu or footer that holds more of the page's sentences than this share is none, whatever its class says."""
_LINKS_AT_LEAST = 2
_IMPRINT_LINES = 8
_TITLE_LINES = 8
_BESIDE_LINKS = re.compile(
    r"^[\[(（]?[-\d/.年月日\s:：]{4,19}[\])）]?$|^[-·•*>＞|｜\s]+$|^更多\W*$|^more\W*$", re.IGNORECASE
)
_CLOSING = re.compile(
    r"^(?:[（(].{2,40}[)）]|[\u4e00-\u9fff（）()、 \u3000]{2,40}(?:政府|办公[室厅]|委员会|[局厅委部院署办会]))$"
)


def page_rules(*kinds: str) -> tuple[Rule, ...]:
    """The rules of rules/webpage.toml of some kinds."""
    return tuple(rule for rule in load_rules("webpage") if rule.kind in kinds)


def find_reasons(blocks: Sequence[Block], known: Sequence[str | None]) -> list[str | None]:
    """Why each block is no part of the document, or None for those that are; ``known`` has what is known before."""
    reasons = [reason or _own_reason(block) for block, reason in zip(blocks, known, strict=True)]
    _leave_imprint(blocks, reasons)
    _leave_marked_parts(blocks, reasons)
    _leave_links(blocks, reasons)
    content = [number for number, block in enumerate(blocks) if reasons[number] is None and _is_content(block)]
    if not content:
        return reasons
    main = common_element([blocks[number].element for number in content])
    above = main.getparent()
    if main.tag in _PARAGRAPHS and above is not None:  # the whole document is one paragraph: its title stands beside it
        main = above
    _leave_edges(blocks, reasons, content[0], content[-1], main)
    return reasons


def common_element(elements: Sequence[Element]) -> Element:
    """The smallest element that holds all of these, or is one of them."""
    path = [elements[0], *elements[0].iterancestors()]
    for element in elements[1:]:
        above = {element, *element.iterancestors()}
        path = [each for each in path if each in above]
    return path[0]


def has_duty(words: str) -> bool:
    """Whether the words say who does something: no line that does is ever chrome.

    >>> has_duty("（市能源局牵头）"), has_duty("责任编辑：张三")
    (True, False)
    """
    return bool(load_pattern("webpage", "webpage.duty").search(words))


def _is_number(words: str) -> bool:
    (rule,) = front_rules("doc-number")
    return bool(rule.pattern.fullmatch(pack(words).strip("（）()")))


def _is_title(block: Block) -> bool:
    words = pack(block.words)
    return not block.is_link and len(words) >= 8 and any(rule.pattern.match(words) for rule in front_rules("title"))


def _is_attachment(words: str) -> bool:
    return bool(load_pattern("webpage", "webpage.attachment").search(words.strip()))


def _own_reason(block: Block) -> str | None:
    """The reason that lies in the words alone."""
    words = block.words.strip()
    if block.grid is not None or len(words) > _LONGEST_RULED or has_duty(words):
        return None
    return next((str(rule.more["reason"]) for rule in page_rules("tool") if rule.pattern.search(words)), None)


def _is_tool(words: str) -> bool:
    return any(rule.pattern.search(words.strip()) for rule in page_rules("tool"))


def _edge_reason(words: str, *, before: bool) -> str | None:
    """The reason of a line above or below the document."""
    if len(words) > _LONGEST_RULED or has_duty(words):
        return None
    kinds = (("origin",), ("chrome", "menu")) if before else (("origin", "page-footer"), ("chrome", "menu", "footer"))
    rules = [*page_rules(*kinds[0]), *(rule for kind in kinds[1] for rule in reading_rules(kind))]
    return next((str(rule.more.get("reason", MENU)) for rule in rules if rule.pattern.search(words)), None)


def _is_content(block: Block) -> bool:
    """Whether a block is a sentence, a table, or something else that only the document has."""
    words = block.words.strip()
    if block.grid is not None or has_duty(words):
        return True
    if block.is_link or _edge_reason(words, before=False):
        return False
    return bool(_SENTENCE.search(words) and len(words) >= 8) or len(words) >= 60 or _is_number(words)


def _leave_imprint(blocks: Sequence[Block], reasons: list[str | None]) -> None:
    """Leave out who runs the site: 主办单位：… is a duty in a plan, but not right above a licence or a copyright.

    What stands above a button (分享到) and only then a licence is the last line of the plan.
    """
    sponsor, licence = (load_pattern("webpage", f"webpage.{name}") for name in ("sponsor", "licence"))
    for number, block in enumerate(blocks):
        near = itertools.takewhile(lambda one: not _is_tool(one.words), blocks[number : number + _IMPRINT_LINES])
        if (
            block.grid is None
            and sponsor.search(block.words.strip())
            and any(licence.search(one.words) for one in near)
        ):
            reasons[number] = FOOTER


def _leave_marked_parts(blocks: Sequence[Block], reasons: list[str | None]) -> None:
    """Leave out what stands in menus, footers and the like, by tag, class or id, where these can be believed."""
    marked = [_site_parts(block.element) for block in blocks]
    sizes: dict[Element, int] = {}
    total = 0
    for number, block in enumerate(blocks):
        if reasons[number] is None and _is_content(block):
            total += len(block.words)
            for part in marked[number]:
                sizes[part] = sizes.get(part, 0) + len(block.words)
    for number, block in enumerate(blocks):
        credible = next((part for part in marked[number] if sizes.get(part, 0) <= _CREDIBLE * total), None)
        if reasons[number] is None and credible is not None and not _stays(block):
            names = f"{credible.tag} {credible.get('class', '')} {credible.get('id', '')}".lower()
            reasons[number] = FOOTER if re.search("foot|bottom|copyright", names) else MENU


def _stays(block: Block) -> bool:
    words = block.words
    return block.grid is not None or has_duty(words) or _is_number(words) or block.level == 1


def _site_parts(element: Element) -> tuple[Element, ...]:
    return tuple(one for one in (element, *element.iterancestors()) if _is_site_part(one))


@functools.lru_cache(maxsize=4096)
def _names_site_part(name: str) -> bool:
    return bool(load_pattern("webpage", "webpage.part").search(name))


def _is_site_part(element: Element) -> bool:
    names = f"{element.get('class', '')} {element.get('id', '')}".split()
    return element.tag in _SITE_TAGS or any(_names_site_part(name) for name in names)


def _leave_links(blocks: Sequence[Block], reasons: list[str | None]) -> None:
    """Leave out runs of links with the days and bullets beside them; attachments stay, and what sets duties."""
    run: list[int] = []
    for number, block in enumerate([*blocks, None]):
        if block is not None and reasons[number] is not None:
            continue
        if block is not None and (_is_bare_link(block) or (run and _BESIDE_LINKS.match(block.words.strip()))):
            run.append(number)
            continue
        if sum(blocks[each].links for each in run) >= _LINKS_AT_LEAST:
            for each in run:
                reasons[each] = MENU
        run = []


def _is_bare_link(block: Block) -> bool:
    return block.is_link and not _is_attachment(block.words) and not has_duty(block.words)


def _leave_edges(blocks: Sequence[Block], reasons: list[str | None], first: int, last: int, main: Element) -> None:
    """Leave out what stands around the document, and what the site prints above and below it in the same element."""
    inside = [main in (block.element, *block.element.iterancestors()) for block in blocks]
    last = _with_closing(blocks, reasons, last, inside)
    ended = False
    for number, block in enumerate(blocks):
        if reasons[number] is not None or first <= number <= last:
            continue
        words = block.words.strip()
        before = number < first
        reason = _edge_reason(words, before=before)
        if before and reason is None and first - number <= _TITLE_LINES and _is_title(block):
            continue
        if reason is None and not inside[number]:
            reason = MENU if before else FOOTER
        if not before:
            ended = ended or (reason == FOOTER)
            reason = reason or (FOOTER if ended else None)
        if reason is None and _is_bare_link(block):
            reason = MENU
        reasons[number] = reason


def _with_closing(blocks: Sequence[Block], reasons: list[str | None], last: int, inside: list[bool]) -> int:
    """The last block of the document, its signature, day and remarks below the last sentence included."""
    (date_line,) = front_rules("date-line")
    for number in range(last + 1, min(last + 12, len(blocks))):
        words = blocks[number].words.strip()
        if _is_attachment(words):
            last = number
            continue
        if reasons[number] is not None or _edge_reason(words, before=False) or blocks[number].is_link:
            break
        if inside[number] or date_line.pattern.search(words) or _CLOSING.match(words):
            last = number
    return last
