"""Two invented plans on water, a library of them, and questions put to it as they were understood."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from graph.answers import Answer, Understood
from graph.asking import Asker
from graph.library import Library
from ingest import ingest_bytes

LAKE = """临江市水环境提升行动方案（2024—2025年）

一、重点任务

（一）治理污水

1.新建污水管网。新建管网三十公里，2024年6月底前完成。（市住房和城乡建设局牵头，市财政局、市水务局配合，各县（市、区）政府负责落实）

2.整治入河排污口。（市生态环境局、市水务局牵头，市公安局配合）

2024年9月底前完成排查。（市生态环境局牵头，各县（市、区）政府负责落实）

沿河村庄的散排口就近封堵。（各县（市、区）政府负责落实）

3.规范工业园区排水。每季度检查一次。（市生态环境局、市工业和信息化局按职责分别负责）

（二）保护水源

4.划定水源保护区。2024年12月底前完成勘界立标。（市水务局牵头，市自然资源和规划局配合）

5.清理水源地网箱。2024年4月1日至4月30日集中清理。（市农业农村局牵头）

6.补植护岸林。成活率达到90%。（市林业和草原局牵头，市水务局配合）

二、保障措施

（一）加强组织领导。市政府每半年听取一次汇报。

（二）加大资金支持。统筹各级资金。（市财政局负责）
"""
HILL = """磐石市水环境整治计划（2024年）

一、重点任务

1.新建污水管网。2024年6月底前完成。（市水务局牵头，市财政局配合）

2.清理河道垃圾。（市水务局负责）
"""
PIPES, OUTLETS, PARKS, SOURCES, CAGES, TREES = (
    "新建污水管网", "整治入河排污口", "规范工业园区排水", "划定水源保护区", "清理水源地网箱", "补植护岸林",
)  # fmt: skip


def open_waters(home: Path) -> Asker:
    library = Library.open(home)
    ingest_bytes(LAKE.encode("utf-8"), "临江.txt", library)
    ingest_bytes(HILL.encode("utf-8"), "磐石.txt", library)
    return Asker.open(library)


def ask(asker: Asker, kind: str = "duties", *, on: str = "临江", question: str = "……", **understood: object) -> Answer:
    """The answer to what was understood, asked of the documents of one place or of all."""
    docs = tuple(doc for doc in asker.holdings.plans if on in doc)
    form = Understood(kind=kind, docs=docs, places=("临江市",) if on else ())  # type: ignore[arg-type]
    return asker.answer(question, dataclasses.replace(form, **understood))  # type: ignore[arg-type]


def titles(answer: Answer) -> list[str]:
    return [item.title or "" for item in answer.answers]
