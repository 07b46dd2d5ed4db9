"""Scripts that load the files of nodes and relationships into Neo4j, and what a reader of the package must know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Value = str | int | float | bool | Sequence[str] | None
LIST = ";"
"""What stands between the values of a list; no value holds it."""

_READ = {"": "{}", "int": "toInteger({})", "double": "toFloat({})", "boolean": "toBoolean({})", "date": "date({})",
         "string[]": f"split({{}}, '{LIST}')"}  # fmt: skip
_GUARD = '"\'"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Nodes:
    """The nodes of one kind: their properties with the types of neo4j ("" is a string), and their values by id."""

    label: str
    properties: Mapping[str, str]
    rows: Mapping[str, Sequence[Value]]

    @property
    def file(self) -> str:
        """The name of their file."""
        return f"nodes_{self.label.lower()}.csv"

    @property
    def key(self) -> str:
        """The head of their ids."""
        return f"id:ID({self.label})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationships:
    """The relationships from one kind of node to another, each with its ends, its type and its values."""

    start: str
    end: str
    properties: Mapping[str, str]
    types: Sequence[str]
    rows: Sequence[tuple[str, str, str, Sequence[Value]]]

    @property
    def file(self) -> str:
        """The name of their file."""
        return f"rels_{self.start.lower()}_{self.end.lower()}.csv"

    @property
    def first(self) -> str:
        """The head of the ids that they begin at."""
        return f":START_ID({self.start})"

    @property
    def last(self) -> str:
        """The head of the ids that they end at."""
        return f":END_ID({self.end})"


def heads(properties: Mapping[str, str]) -> list[str]:
    """The heads of the columns of properties, with their types."""
    return [f"{name}:{of}" if of else name for name, of in properties.items()]


def import_script(nodes: Sequence[Nodes], relations: Sequence[Relationships]) -> str:
    """The Cypher that loads the files with LOAD CSV; run again, it makes nothing twice."""
    lines = [
        "// 用法：把本文件夹中的 .csv 放进 Neo4j 的 import 目录，然后 cypher-shell -f import.cypher（Neo4j 5）。",
        "// 服务器设置 db.import.csv.legacy_quote_escaping=false，否则文字中的反斜杠会被当作转义。",
        "",
    ]
    for kind in nodes:
        name = f"{kind.label.lower()}_id"
        lines.append(f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{kind.label}) REQUIRE n.id IS UNIQUE;")
    for kind in nodes:
        lines += ["", _load(kind.file), f"MERGE (n:{kind.label} {{id: row.`{kind.key}`}})"]
        lines.append(_set("n", kind.properties) + ";")
    for found in relations:
        for of in found.types:
            ends = (f"(a:{found.start} {{id: row.`{found.first}`}})", f"(b:{found.end} {{id: row.`{found.last}`}})")
            lines += ["", _load(found.file), f"WITH row WHERE row.`:TYPE` = '{of}'", f"MATCH {ends[0]}, {ends[1]}"]
            if found.properties:
                lines += [f"MERGE (a)-[r:{of} {_merged(found.properties)}]->(b)", _set("r", found.properties) + ";"]
            else:
                lines.append(f"MERGE (a)-[:{of}]->(b);")
    return "\n".join([*lines, ""])


def admin_script(nodes: Sequence[Nodes], relations: Sequence[Relationships]) -> str:
    """The shell script that loads the files into a new database with neo4j-admin, which is the fastest way."""
    options = [f"  --nodes={kind.file} \\" for kind in nodes] + [f"  --relationships={r.file} \\" for r in relations]
    return "\n".join([
        "#!/bin/sh",
        "# 用法：sh import.sh [数据库名]。数据库必须是新的，导入时服务器停机；装入后启动服务器，",
        "# 再运行一次 cypher-shell -f unguard.cypher，去掉防止表格软件误算而加的单引号。",
        "set -eu",
        'cd "$(dirname "$0")"',
        "neo4j-admin database import full \\",
        "  --id-type=string --multiline-fields=true --array-delimiter=';' \\",
        *options,
        '  "${1:-neo4j}"',
        "",
    ])  # fmt: skip


def unguard_script(nodes: Sequence[Nodes], relations: Sequence[Relationships]) -> str:
    """The Cypher that takes the guard from texts which neo4j-admin has loaded; to be run once."""
    lines = ["// neo4j-admin 装入之后运行一次；用 import.cypher 装入的不需要。", ""]
    for kind in nodes:
        lines += _unguarded(f"(x:{kind.label})", kind.properties)
    for found in relations:
        lines += _unguarded(f"(:{found.start})-[x]->(:{found.end})", found.properties)
    return "\n".join([*lines, ""])


def note(said: str, nodes: Sequence[Nodes], relations: Sequence[Relationships]) -> str:
    """What the package holds and how it is loaded, in both languages."""
    held = [f"{kind.file}  {len(kind.rows)}" for kind in nodes]
    held += [f"{found.file}  {len(found.rows)}  {' '.join(found.types)}" for found in relations]
    return "\n".join([
        "责任图谱：节点和关系 / responsibilities as nodes and relationships",
        said,
        "",
        "Neo4j 5，新数据库（最快）/ a new database, fastest：  sh import.sh  然后 then  cypher-shell -f unguard.cypher",
        "Neo4j 5，已有数据库 / an existing database：  cypher-shell -f import.cypher",
        "其他图数据库 / others：UTF-8，逗号分隔，双引号按 RFC 4180；表头 名称:类型，括号里是编号的范围，",
        "数组以分号分隔。以 = + - @ 或单引号开头的文字前面加了一个单引号，装入后去掉这一个。",
        "",
        "文件 / files（行数 rows）",
        *held,
        "",
    ])  # fmt: skip


def _load(file: str) -> str:
    return f"LOAD CSV WITH HEADERS FROM 'file:///{file}' AS row"


def _set(name: str, properties: Mapping[str, str]) -> str:
    return "SET " + ", ".join(f"{name}.`{key}` = {_value(key, of)}" for key, of in properties.items())


def _merged(properties: Mapping[str, str]) -> str:
    """What tells apart several relationships between the same two nodes: the place of the words."""
    return "{" + ", ".join(f"`{key}`: {_value(key, properties[key])}" for key in ("start", "order")) + "}"


def _value(key: str, of: str) -> str:
    """The value of a column as its type, texts without the guard."""
    column = f"row.`{key}:{of}`" if of else f"row.`{key}`"
    if of in ("", "string[]"):
        column = f"CASE WHEN {column} STARTS WITH {_GUARD} THEN substring({column}, 1) ELSE {column} END"
    return _READ[of].format(column)


def _unguarded(pattern: str, properties: Mapping[str, str]) -> list[str]:
    lines = []
    for name, of in properties.items():
        if of == "":
            lines.append(
                f"MATCH {pattern} WHERE x.`{name}` STARTS WITH {_GUARD} SET x.`{name}` = substring(x.`{name}`, 1);"
            )
        elif of == "string[]":
            first = f"x.`{name}`[0]"
            cut = f"[substring({first}, 1)] + x.`{name}`[1..]"
            lines.append(f"MATCH {pattern} WHERE {first} STARTS WITH {_GUARD} SET x.`{name}` = {cut};")
    return lines
