"""Why words of role that name nobody are no statement: what was refused, where, and for which reason.

Every bracket with a word of role and every line that begins with a role label is read, reported, or refused here. The
reasons are rules (``rules/refusals.toml``); their wording for people stands in :data:`REASONS`.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Literal, cast, get_args

from extract.rulebook import Rule, RuleError, load_pattern, load_rules

Reason = Literal[
    "declared",
    "pointer",
    "definition",
    "empty",
    "title",
    "column",
    "composition",
    "attribute",
    "principle",
    "process",
    "exhortation",
    "narrative",
    "contact",
    "no-unit",
]

REASONS: dict[Reason, str] = {
    "declared": "这里声明全文通用的分工规则，已作为规则读取",
    "pointer": "这里只指向附件或别处的分工，没有写出单位",
    "definition": "这里解释名称或范围，不分配任务",
    "empty": "这里的栏目没有填写内容",
    "title": "这里是文件或制度的名称",
    "column": "这里是表格的栏目名称，单位见各行",
    "composition": "这里说明机构或小组由谁组成，不分配任务",
    "attribute": "这里的分工用语修饰文件、项目或事项，不分配任务",
    "principle": "这里是责任原则，没有点名单位",
    "process": "这里规定怎样确定或变更分工，没有点名单位",
    "exhortation": "这里对各类单位提出一般要求，没有点名单位",
    "narrative": "这里叙述已经做过的事或现状，不分配任务",
    "contact": "这里是联系方式或网页、刊物的信息",
    "no-unit": "这里的分工用语只是普通词语，没有点名单位",
}
"""What is said to people of a refusal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Words that look like a statement and are none: their place and the reason."""

    start: int
    end: int
    reason: Reason


@functools.cache
def _rules() -> tuple[Rule, ...]:
    rules = load_rules("refusals")
    for rule in rules:
        if rule.kind not in get_args(Reason):
            raise RuleError("refusals.toml", rule.id, f"没有这种理由：{rule.kind}")
    return rules


def reason_against(words: str, *, names_unit: bool) -> Reason | None:
    """Why the words are no statement, or None where only a reader can say.

    ``names_unit`` tells whether they hold a unit's name.

    >>> reason_against("详见责任分工表", names_unit=False)
    'pointer'
    >>> reason_against("参与制定国家标准", names_unit=False)
    'no-unit'
    >>> reason_against("牵头单位：某某联合体", names_unit=False) is None
    True
    """
    for rule in _rules():
        if rule.pattern.search(words):
            return cast("Reason", rule.kind)
    if not names_unit and not load_pattern("roles", "word.clear").search(words):
        return "no-unit"
    return None
