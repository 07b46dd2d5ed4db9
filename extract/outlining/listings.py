"""Tasks that no number opens: campaigns in one sentence, 一是 / 二是 in reports, paragraphs with a title sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.assigning.people import read_titled_person
from extract.assigning.roles import find_labels
from extract.rulebook import load_pattern
from extract.text.brackets import OPENING, find_brackets
from extract.text.numbering import outline_rules, parse_number
from extract.text.stretches import written_lines

Listed = tuple[int, int, str]
Ordinal = tuple[str, int, int]
"""An ordinal word, where it begins, and where the words behind it begin."""

_BETWEEN = " \t\u3000\r\n\f。.；;，,：:"
_FEWEST_ORDINALS = 2
_FEWEST_BLOCKS = 2
_TITLE_LINE = re.compile(r"[^\s。，,；;：:（(][^。，,；;：:（(]{3,32}")
_CAMPAIGNS_AT_LEAST = 3
_TITLED = re.compile(r"[ \t\u3000]*(?P<title>[^\s。，,；;：:（(][^。；;：:\n]{3,32})[。：:](?=\S)")


def sets_work(words: str) -> bool:
    """Whether the words hold a statement of responsibility (a bracket or a label with words of role).

    >>> sets_work("推进改造。（市能源局牵头）"), sets_work("推进改造。")
    (True, False)
    """
    return any(rule.pattern.search(words) for rule in outline_rules("statement"))


def gives_tasks(line: str) -> bool:
    """Whether a line says nothing but who leads or answers for what follows it.

    >>> gives_tasks("县委副书记王强同志牵头负责"), gives_tasks("市教育局牵头任务（3项）"), gives_tasks("由专班负责")
    (True, True, False)
    """
    found = load_pattern("headings", "heading.given").match(line)
    items = re.split("[、和]", found["who"]) if found else []
    return bool(items) and all(
        read_titled_person(item) or load_pattern("headings", "heading.titled_name").match(item) or _is_organ(item)
        for item in items
    )


def _is_organ(words: str) -> bool:
    return load_pattern("headings", "heading.organ").match(words) is not None


def behind_statements(words: str) -> str:
    r"""The words behind the brackets and label lines that they begin with: those belong to the heading above.

    >>> behind_statements("（牵头单位：市卫健委）\n推进建设。"), behind_statements("责任单位：市教育局\n")
    ('推进建设。', '')
    """
    while True:
        words = words.lstrip(_BETWEEN)
        bracket = (
            next((each for each in find_brackets(words) if each.start == 0), None) if words[:1] in OPENING else None
        )
        line = re.match(r"[^\n]*", words)
        labels = find_labels(words, 0, line.end()) if line else []
        if words and bracket:
            words = words[bracket.end :]
        elif line and labels and labels[0].start == 0:
            words = words[line.end() :]
        else:
            return words


def find_campaigns(text: str, start: int, end: int) -> list[Listed]:
    """Items of one sentence behind a colon, parted by semicolons, whose titles end alike (…攻坚战).

    >>> line = "打赢三大攻坚战,即:减煤攻坚战,推进改造;控车攻坚战,调整结构;抑尘攻坚战,加强管理。"
    >>> [title for _, _, title in find_campaigns(line, 0, len(line))]
    ['减煤攻坚战', '控车攻坚战', '抑尘攻坚战']
    """
    colon = re.compile(r"[:：]").search(text, start, end)
    if not colon:
        return []
    items = [found.span() for found in re.compile(r"[^；;\n]+").finditer(text, colon.end(), end)]
    titles = [re.split(r"[，,。]", text[first:last], maxsplit=1)[0].strip() for first, last in items]
    if len(items) < _CAMPAIGNS_AT_LEAST or not all(4 <= len(title) <= 30 for title in titles):
        return []
    if len({title[-2:] for title in titles}) > 1:
        return []
    trimmed = [(first, first + len(text[first:last].rstrip())) for first, last in items]
    return [(first, last, title) for (first, last), title in zip(trimmed, titles, strict=True)]


def find_titled_paragraphs(text: str, start: int, end: int) -> list[Listed]:
    """Paragraphs of their own line that open with a title sentence and hold a statement; none if only some do."""
    paragraphs = [found.span() for found in re.compile(r"[^\n\r\f]+").finditer(text, start, end)]
    paragraphs = [(first, last) for first, last in paragraphs if len(text[first:last].strip()) > 12]
    found: list[Listed] = []
    more = False  # words behind a title, not its bracket only
    for first, last in paragraphs:
        if text[max(0, first - 1) : first] not in "\n\r\f" or not sets_work(text[first:last]):
            continue
        titled = _TITLED.match(text, first, last)
        if titled and _is_of_measures(f"{titled['title']}："):
            return []  # 整改措施：1.…: the measures of the one task above them
        if titled and not _is_label_line(text[first:last]):
            more = more or text[titled.end()] not in OPENING
            found.append((titled.start("title"), first + len(text[first:last].rstrip()), titled["title"].strip()))
    return found if 2 * len(found) > len(paragraphs) and (more or len(found) > 1) else []


def _is_of_measures(words: str) -> bool:
    return any(rule.pattern.fullmatch(words) for rule in outline_rules("measures"))


def find_titled_blocks(text: str, start: int, end: int) -> list[Listed]:
    """Runs of lines that open with a title line and end in label lines; none unless all lines belong to such runs."""
    lines = list(written_lines(text, start, end))
    blocks: list[list[tuple[int, int]]] = []
    labelled = True
    for first, last in lines:
        is_label = _is_label_line(text[first:last])
        if labelled and not is_label:
            blocks.append([])
        labelled = is_label
        if not blocks:
            return []
        blocks[-1].append((first, last))
    found: list[Listed] = []
    for block in blocks if labelled else ():
        title = text[slice(*block[0])].strip()
        words = text[block[0][1] : block[-1][1]]
        if not _TITLE_LINE.fullmatch(title) or "。" not in words or not sets_work(words):
            return []
        found.append((block[0][1] - len(title), block[-1][1], title))
    return found if len(found) >= _FEWEST_BLOCKS else []


def _is_label_line(line: str) -> bool:
    words = line.lstrip(_BETWEEN)
    labels = find_labels(words, 0, len(words))
    return bool(labels) and labels[0].start == 0


def find_ordinal_clauses(text: str) -> list[tuple[str, str, int, int]]:
    """The clauses 一是 … 二是 … 三是 … of a paragraph: number, title, start, end."""
    clauses: list[tuple[str, str, int, int]] = []
    for line in re.finditer(r"[^\n\r\f]+", text):
        for run in _ordinal_runs(text, line.start(), line.end()):
            ends = [start for _, start, _ in run[1:]] + [line.start() + len(line.group().rstrip())]
            clauses += _ordinal_clauses(text, run, ends)
    return clauses or list(_ordinal_lines(text))


def _ordinal_clauses(text: str, run: list[Ordinal], ends: list[int]) -> Iterator[tuple[str, str, int, int]]:
    for (number, start, behind), end in zip(run, ends, strict=True):
        title = re.split(r"[。；;：:]", text[behind:end], maxsplit=1)[0]
        title = re.split(r"[，,]", title, maxsplit=1)[0] if len(title) > 60 else title
        yield number, title.strip(), start, end


def _ordinal_lines(text: str) -> Iterator[tuple[str, str, int, int]]:
    """The clauses of lines that begin with 一要, 二要, 三要, each with the lines behind it."""
    (rule,) = outline_rules("ordinal")
    run: list[Ordinal] = []
    last = 0
    for first, end in written_lines(text):
        found = rule.pattern.match(text, end - len(text[first:end].lstrip()), end)
        if found and parse_number(found["value"]) == len(run) + 1:
            run.append((found.group(), found.start(), found.end()))
            last = end
    if len(run) >= _FEWEST_ORDINALS:
        yield from _ordinal_clauses(text, run, [*(start for _, start, _ in run[1:]), last])


def _ordinal_runs(text: str, start: int, end: int) -> list[list[Ordinal]]:
    """Runs that begin with 一 and count on, each number behind the end of a sentence."""
    (rule,) = outline_rules("ordinal")
    runs: list[list[Ordinal]] = []
    for found in rule.pattern.finditer(text, start, end):
        if found.start() > start and text[found.start() - 1] not in "。；;：:，, \u3000":
            continue
        value = parse_number(found["value"])
        if value == 1:
            runs.append([])
        if runs and value == len(runs[-1]) + 1:
            runs[-1].append((found.group(), found.start(), found.end()))
    return [run for run in runs if len(run) >= 2]
