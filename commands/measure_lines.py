"""The lines in which workload and network are printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.measures import Network, UnitMeasures
    from graph.unit_load import UnitDetail
    from graph.workload import UnitLoad, Workload

ROLES = {"lead": "牵头", "responsible": "责任", "cooperating": "配合", "supervising": "督导"}
FIELDS = {"sector": "领域", "theme": "主题", "plan": "方案"}
SHOWN = 12  # partners, sectors and tasks that are listed


def workload_lines(found: Workload, limit: int) -> Iterator[str]:
    """The weights with their sense, the units that carry most, collectives apart, and what hangs on one unit."""
    yield _weights(found.weights)
    yield f"单位 {len(found.units)} 个（统称 {len(found.collectives)} 个另列）"
    yield from (_load(load) for load in found.units[:limit])
    if found.collectives:
        yield "统称（不是具体单位，不参加比较）："
        yield from (_load(load) for load in found.collectives[: max(3, limit // 4)])
    if found.single:
        yield f"单点依赖 {len(found.single)} 处（领域、主题或方案中写明牵头的任务全部由一个单位独自牵头）："
    for one in found.single[:limit]:
        place = f"{one.jurisdiction or '地方不明'}　" if one.field != "plan" else ""
        yield f"  {FIELDS[one.field]}　{place}{one.label}：{one.canonical}，{len(one.led)} 项（共 {one.tasks} 项任务）"
    rest = len(found.units) - limit
    if rest > 0:
        yield f"另有 {rest} 个单位，用 --limit 或 --json 查看；查看一个单位：zeren workload 单位名称。"


def detail_lines(detail: UnitDetail, weights: Mapping[str, float]) -> Iterator[str]:
    """One unit: its numbers, what is due when, its sectors and partners, the tasks that it leads alone."""
    load = detail.load
    yield _weights(weights)
    yield _load(load).strip()
    yield f"  按加权排第 {detail.rank} 位（共 {detail.of} 个{'统称' if load.collective else '单位'}）"
    if load.like:
        like = load.like
        yield f"  同类：{like.zh} {like.units} 个，加权中位数 {like.median:g}，本单位是它的 {like.ratio:g} 倍"
    due = "，".join(f"{month.month} {month.deadlines} 处" for month in detail.months)
    yield f"  按月到期：{due or '没有'}" + (f"；没有日期 {len(detail.undated)} 处" if detail.undated else "")
    yield "  领域：" + ("，".join(f"{one.label} {one.tasks} 项" for one in detail.sectors[:SHOWN]) or "没有读到")
    for partner in detail.partners[:SHOWN]:
        roles = "，".join(f"{word} {getattr(partner, role)}" for role, word in ROLES.items() if getattr(partner, role))
        yield f"  协作　{partner.canonical}：共同任务 {partner.tasks} 项（对方{roles}）"
    if detail.alone:
        yield f"  独自牵头 {len(detail.alone)} 项："
    yield from (f"    {task.number or ''}{task.title}　《{task.plan_title}》" for task in detail.alone[:SHOWN])
    if len(detail.alone) > SHOWN:
        yield f"    另有 {len(detail.alone) - SHOWN} 项，用 --json 查看全部。"


def network_lines(found: Network, limit: int) -> Iterator[str]:
    """The size of the network, the units with most shared tasks, those in between, and the circles."""
    from graph.measures import network_measures  # noqa: PLC0415 - costs numpy and networkx

    bridges = sum(tie.bridge for tie in found.ties)
    yield (
        f"单位 {len(found.units)} 个，协作关系 {len(found.ties)} 条（其中唯一联系 {bridges} 条），"
        f"互不相连的部分 {found.components} 个"
    )
    for one in network_measures().values():
        yield f"  {one.zh}：{one.definition_zh}"
    yield "共同任务最多："
    yield from (_measured(one) for one in found.units[:limit])
    between = sorted(found.units, key=lambda one: (-one.betweenness, one.canonical, one.unit_id))
    yield "居间程度最高："
    yield from (_measured(one) for one in between[: max(5, limit // 2)] if one.betweenness)
    yield "协作圈："
    for circle in found.communities[: max(5, limit // 2)]:
        yield f"  {circle.canonical}等 {len(circle.units)} 个单位，圈内共同任务 {circle.tasks} 项次"


def surroundings_lines(found: Network, unit: UnitMeasures, limit: int) -> Iterator[str]:
    """One unit: its numbers, its circle, its partners."""
    from graph.measures import ties_of  # noqa: PLC0415 - see above

    yield _measured(unit).strip()
    names = {one.unit_id: one.canonical for one in found.units}
    if unit.community is not None:
        circle = found.communities[unit.community]
        others = "、".join(names[other] for other in circle.units[:SHOWN])
        yield f"  所在协作圈 {len(circle.units)} 个单位：{others}{'等' if len(circle.units) > SHOWN else ''}"
    ties = ties_of(found, unit.unit_id)
    for other, tie in ties[:limit]:
        yield f"  {names[other]}：共同任务 {tie.tasks} 项{'（唯一联系）' if tie.bridge else ''}"
    if len(ties) > limit:
        yield f"  另有 {len(ties) - limit} 个协作单位，用 --limit 或 --json 查看。"


def _weights(weights: Mapping[str, float]) -> str:
    said = "，".join(f"{word} {weights[role]:g}" for role, word in ROLES.items())
    return f"权重：{said}（排序用的约定，可用 --weight lead=4 更改）"


def _load(load: UnitLoad) -> str:
    roles = "，".join(f"{word} {getattr(load, role)}" for role, word in ROLES.items())
    like = f"，同类中位数的 {load.like.ratio:g} 倍" if load.like else ""
    return f"  {load.canonical}：加权 {load.weighted:g}，任务 {load.tasks}（{roles}），独自牵头 {len(load.alone)}{like}"


def _measured(one: UnitMeasures) -> str:
    cut = "，关键节点" if one.articulation else ""
    return f"  {one.canonical}：协作单位 {one.degree}，共同任务 {one.strength}，居间程度 {one.betweenness:.4f}{cut}"
