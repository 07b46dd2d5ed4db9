"""The lines in which a comparison of two plans is printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from graph.changed import label

if TYPE_CHECKING:
    from graph.changed import Change
    from graph.comparing import Comparison, Kept, Order, Task
    from graph.findings import Quote

SHOWN = 60  # characters of a quote that are printed


def comparison_lines(found: Comparison, order: Order) -> Iterator[str]:
    """The two plans, how many tasks of each kind, then every task with what changed in it and the words."""
    from graph.comparing import order_words  # noqa: PLC0415 - costs numpy and scipy

    yield f"前：《{found.a.title}》（{found.a.doc}，任务 {found.a.tasks} 项）"
    yield f"后：《{found.b.title}》（{found.b.doc}，任务 {found.b.tasks} 项）"
    yield order_words(order)
    yield (
        f"保留 {len(found.kept)} 项，可能对应 {len(found.doubtful)} 对，新增 {len(found.new)} 项，"
        f"未再出现 {len(found.dropped)} 项，拆分或合并 {len(found.parted)} 处"
    )
    if 10 * (len(found.kept) + len(found.doubtful)) < min(found.a.tasks, found.b.tasks):
        yield "对应的任务很少，两份方案可能不是同一主题。"
    counts = Counter(label(change) for kept in found.kept for change in kept.changes if change.sure)
    if counts:
        yield "保留的任务中：" + "，".join(f"{words} {count} 处" for words, count in counts.most_common())
    for title, pairs in (("保留", found.kept), ("可能是同一任务，请核对", found.doubtful)):
        yield from [f"【{title}】"] if pairs else []
        for pair in pairs:
            yield from _pair_lines(pair)
    for parted in found.parted:
        yield "【拆分】" if parted.kind == "split" else "【合并】"
        parts = "；".join(_title(part) for part in parted.parts)
        both = (_title(parted.whole), parts) if parted.kind == "split" else (parts, _title(parted.whole))
        yield f"  {both[0]}  →  {both[1]}"
    for title, tasks in (("新增", found.new), ("未再出现", found.dropped)):
        yield from [f"【{title}】", *(f"  {_title(task)}" for task in tasks)] if tasks else []


def _pair_lines(pair: Kept) -> Iterator[str]:
    by = "标题相同" if pair.by == "title" else "用语相近"
    yield f"  {_title(pair.a)}  →  {_title(pair.b)}  （{by}，相似度 {pair.likeness:.2f}）"
    for change in pair.changes:
        yield from _change_lines(change)


def _change_lines(change: Change) -> Iterator[str]:
    days = f"（{'晚' if change.days > 0 else '早'} {abs(change.days)} 天）" if change.days else ""
    doubt = "" if change.sure else "  〔待核〕"
    yield f"    {label(change)}{days}：{change.a or '未写明'}  →  {change.b or '未写明'}{doubt}"
    if change.because:
        yield f"      依据：{change.because}"
    for side, quotes in (("前", change.quotes_a), ("后", change.quotes_b)):
        for quote in quotes:
            yield f"      {side}「{_short(quote)}」 {quote.doc} {quote.start}–{quote.end}"


def _title(task: Task) -> str:
    return f"{task.side.number or ''}{task.side.title}"


def _short(quote: Quote) -> str:
    words = "".join(quote.quote.split())
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"
