"""What the words of a statement say: which units stand in which role.

A statement is read in the same way wherever it stands (bracket, label line, sentence): labels cut it into parts, verbs
close groups of units inside a part, and what no verb closes has the role of its label. A bracket without any word of
role is a statement only if it holds known units and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from extract.assigning.barelists import Standing, assigns, is_kind_of_place, stands_for_unit
from extract.assigning.people import is_title, part_unit, read_labelled_people, read_titled_person
from extract.assigning.roles import Label, Verb, closing_verb, find_labels, find_plain_labels
from extract.assigning.unitlists import Item, divide_joined, split_items, strip_list_words
from extract.naming.unitwords import is_line_of_work
from extract.records import ROLES, Person, Role
from extract.rulebook import load_pattern
from extract.text.brackets import CLOSING

LONGEST_NAME = 45
"""Characters that an item may have and still be taken for a unit's name."""
LONG_NAME, LONG_NAME_WITHOUT_LEVEL = 10, 6
"""Characters from which an unknown name must end as the names of bodies end; fewer where it begins with no level."""
_LEVELS = "国省市县区州盟旗镇乡各"


BARE = "role.bare"
"""What stands for a rule where units are listed without any word of role."""

Doubt = Literal["unworded", "partly-read", "mixed-scope"]
"""Why a reading wants a look: units behind the last verb, words in the list that are no unit, or a verb of helping
that ends a list under 责任单位 and may speak of its last unit only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A unit as written, the role that its words give it, and the id of the rule that knows those words."""

    text: str
    start: int
    end: int
    role: Role
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a statement says. ``separators`` holds the glyph behind each unit's item, by the unit's start."""

    named: tuple[Named, ...] = ()
    open: tuple[Role, ...] = ()
    qualifier: str | None = None
    people: tuple[Person, ...] = ()
    separators: tuple[tuple[int, str], ...] = ()
    worded: bool = False
    doubt: Doubt | None = None


@dataclass(slots=True)
class _Draft:
    """A reading while it is being made."""

    is_unit: Callable[[str], bool]
    stands: Standing = "inside"
    named: list[Named] = field(default_factory=list)
    open: set[Role] = field(default_factory=set)
    qualifiers: list[str] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    separators: list[tuple[int, str]] = field(default_factory=list)
    pending: list[tuple[Item, bool]] = field(default_factory=list)
    worded: bool = False
    doubt: Doubt | None = None

    def hold(self, item: Item, *, helping: bool) -> None:
        if item.text.startswith("等"):
            if self.pending:
                last, was_helping = self.pending.pop()
                self.pending.append((_opened(last), was_helping))
            return
        parted = part_unit(item.text) if item.text[-1:] in "）)" else None
        if parted and self.is_unit(parted[0]):
            unit, person = parted
            self.people.append(person)
            item = replace(item, text=unit, end=item.start + len(unit))
        titled = read_titled_person(item.text)
        if titled:
            self.people.append(titled)
        elif item.text and not load_pattern("lists", "list.no_unit").search(item.text):
            self.pending.append((item, helping))

    def of_lines_of_work(self) -> bool:
        """Whether several are named and all by their line of work (发改、财政、住建负责)."""
        return self.worded and len(self.named) > 1 and all(is_line_of_work(unit.text) for unit in self.named)

    def note_scope(self, label: Label | None, before: int) -> None:
        """Doubt a verb of helping that ends the list of a label for responsible units and no other verb stands in."""
        helped = bool(self.named) and self.named[-1].role == "cooperating"
        if before and helped and label and label.roles == ("responsible",):
            self.doubt = "mixed-scope"

    def close(self, roles: Sequence[Role], rule: str) -> None:
        """Give the pending units their roles; the Y of X会同Y cooperates whatever the verb says."""
        for item, helping in self.pending:
            for role in ("cooperating",) if helping else roles:
                self.named.append(Named(text=item.text, start=item.start, end=item.end, role=role, rule=rule))
                if item.open:
                    self.open.add(role)
            self.separators.append((item.start, item.separator))
        self.pending = []


def read_statement(
    text: str, start: int, end: int, *, whole: Sequence[tuple[int, int]], is_unit: Callable[[str], bool]
) -> Reading | None:
    """The reading of ``text[start:end]``, or None where the words are no statement.

    ``whole`` are the spans of names that no separator divides; ``is_unit`` tells a unit's name from other words.
    """
    return _read_stretch(text, (start, end), whole, _Draft(is_unit=is_unit))


def read_bracketed(
    text: str,
    inside: tuple[int, int],
    *,
    whole: Sequence[tuple[int, int]],
    is_unit: Callable[[str], bool],
    stands: Standing,
) -> Reading | None:
    """The same for the words of a bracket; where it ``stands`` tells what a list without any word of role may hold."""
    return _read_stretch(text, inside, whole, _Draft(is_unit=is_unit, stands=stands))


def _read_stretch(
    text: str, stretch: tuple[int, int], whole: Sequence[tuple[int, int]], draft: _Draft
) -> Reading | None:
    start, end = stretch
    labels = labels_of(text, start, end, draft.is_unit)
    if not labels and load_pattern("refusals", "refusal.composition").search(text, start, end):
        return None
    _read_part(split_items(text, start, labels[0].start if labels else end, whole), None, "", draft)
    for number, label in enumerate(labels):
        last = labels[number + 1].start if number + 1 < len(labels) else end
        title = text[label.start : label.end].strip("【】：:∶﹕ ")
        _read_part(split_items(text, label.end, last, whole), label, title, draft)
    return _finished(draft, labelled=bool(labels))


def labels_of(text: str, start: int, end: int, is_unit: Callable[[str], bool]) -> list[Label]:
    """The labels of a statement in order, those without a colon where a unit or a person follows at once."""
    labels = find_labels(text, start, end)
    taken = {at for label in labels for at in range(label.start, label.end)}
    plain = (label for label in find_plain_labels(text, start, end) if label.start not in taken)
    opening = [label for label in plain if opens_list(text, label, end, is_unit)]
    return sorted([*labels, *opening], key=lambda label: label.start) if opening else labels


def opens_list(text: str, label: Label, end: int, is_unit: Callable[[str], bool]) -> bool:
    """Whether the first item behind a label without a colon is a unit, or for a label of people a person."""
    first = load_pattern("lists", "list.first").match(text, label.end, min(end, label.end + LONGEST_NAME))
    if not first or label.kind == "time":
        return False
    if label.kind == "person":
        return any(read_labelled_people(first[0], ""))
    words = strip_list_words(Item(text=first[0], start=first.start(), end=first.end())).text
    verb = closing_verb(words)
    return is_unit(words) or (verb is not None and is_unit(words[: verb.start]))


def read_listed(items: Sequence[Item], *, label: Label, title: str, is_unit: Callable[[str], bool]) -> Reading | None:
    """The reading of the items of a list whose label stands elsewhere (the head of a table's column).

    ``title`` is the label's words. None where the items are no units and no people.
    """
    draft = _Draft(is_unit=is_unit, worded=True)
    _read_part(items, label, title, draft)
    return _finished(draft, labelled=True)


def _read_part(items: Sequence[Item], label: Label | None, title: str, draft: _Draft) -> None:
    """The items behind one label (``title`` is its words), or those before the first."""
    if label and label.kind == "time":
        return
    if label and label.kind == "person":
        _read_people(items, title, draft)
        return
    tier_ends = () if label is None else "；;，," if label.roles == ("lead",) else "；;"
    by_verbs = False
    for number, item in enumerate(items):
        if load_pattern("lists", "list.foreign_label").match(item.text):
            draft.doubt = "partly-read"
            break
        by_verb = _read_item(item, draft)
        if by_verb and not by_verbs and number == len(items) - 1:
            draft.note_scope(label, number)
        by_verbs = by_verb or by_verbs
        if label and not by_verbs and draft.pending and item.separator and item.separator in tier_ends:
            draft.worded = True
            draft.close(label.roles, label.rule)  # 牵头单位：X，Y配合
    if not draft.pending:
        return
    if label:
        draft.worded = True
        draft.close(label.roles, label.rule)
    elif draft.worded and not all(draft.is_unit(item.text) for item, _ in draft.pending):
        draft.pending, draft.doubt = [], "partly-read"
    else:
        draft.doubt = "unworded" if draft.worded else None
        draft.close(("responsible",), BARE)


def _read_people(items: Sequence[Item], label: str, draft: _Draft) -> None:
    posts = ""  # 县委常委、副县长王强: a post whose holder follows
    for number, item in enumerate(items):
        people = list(read_labelled_people(item.text, label))
        if posts and len(people) == 1:
            people = [replace(people[0], title=f"{posts}{people[0].title}")]
        draft.people += people
        more = number + 1 < len(items) and item.separator == "、"
        posts = f"{posts}{item.text}、" if not people and more and is_title(item.text) else ""
        if not people and not posts and not load_pattern("lists", "list.no_unit").search(item.text):
            draft.doubt = "partly-read"  # a post without a name


def _read_item(item: Item, draft: _Draft) -> bool:
    """One item: names, the X of X配合Y实施, the Y of X会同Y, and the verb that closes the group, if there is one."""
    if item.text[-1] in CLOSING and (closed := _read_qualified(item, draft)) is not None:
        return closed
    verb = closing_verb(item.text)
    if verb and draft.is_unit(item.text) and not draft.is_unit(item.text[: verb.start]):
        verb = None  # 市委督查 is a name, 市财政局协办 a name and a verb
    if verb:
        item = _ended(item, 0, verb.start)
    helps = load_pattern("lists", "list.helps").search(item.text)
    if helps and draft.is_unit(item.text[: helps.start()]) and draft.is_unit(item.text[helps.end() :]):
        _hold(_part(item, 0, helps.start()), draft, helping=False)
        draft.worded = True
        draft.close(("cooperating",), "list.helps")
        item = _part(item, helps.end(), len(item.text))
    together = load_pattern("lists", "list.together").search(item.text)
    if together and together.start():
        _hold(_part(item, 0, together.start()), draft, helping=False)
        _hold(_part(item, together.end(), len(item.text)), draft, helping=True)
    else:
        helping = bool(draft.pending and draft.pending[-1][1])
        _hold(item, draft, helping=helping)
    if verb:
        _close_group(verb, draft)
    return verb is not None


def _read_qualified(item: Item, draft: _Draft) -> bool | None:
    """An item with its role in brackets behind it: whether that closes its group; None where there is none."""
    own = load_pattern("roles", "word.own").search(item.text)
    if own and (role := closing_verb(own["verb"])):
        _close_alone(_part(item, 0, own.start()), role, draft)
        return False
    shared = load_pattern("lists", "list.qualified").search(item.text)
    if not shared or not draft.is_unit(item.text[: shared.start()]):
        return None
    _hold(_ended(item, 0, shared.start()), draft, helping=False)
    _close_group(closing_verb(shared["verb"]) or Verb(start=0, words="", rule=BARE, roles=("responsible",)), draft)
    return True


def _hold(item: Item, draft: _Draft, *, helping: bool) -> None:
    for part in (each for joined in divide_joined(item) for each in _alternatives(joined, draft.is_unit)):
        draft.hold(strip_list_words(part), helping=helping)


def _alternatives(item: Item, is_unit: Callable[[str], bool]) -> list[Item]:
    """The units that slashes or numbers part (市住建局/市城管局), without numbers; else the item as it is."""
    parting, number = load_pattern("lists", "list.alternative"), load_pattern("lists", "list.number")
    if not parting.search(item.text) and not number.match(item.text):
        return [item]
    seams = [0, *(at for found in parting.finditer(item.text) for at in found.span()), len(item.text)]
    bounds = zip(seams[::2], seams[1::2], strict=True)
    numbers = ((first, last, number.match(item.text[first:last])) for first, last in bounds)
    bare = [(first + (found.end() if found else 0), last) for first, last, found in numbers]
    parts = [_ended(item, first, last) for first, last in bare if first < last]
    return parts if parts and all(is_unit(strip_list_words(part).text) for part in parts) else [item]


def _close_alone(item: Item, verb: Verb, draft: _Draft) -> None:
    """Give a unit the role that a bracket of its own says (市住建局（牵头）、市财政局); the others wait for theirs."""
    others, draft.pending = draft.pending, []
    _hold(item, draft, helping=False)
    draft.worded = True
    draft.close(verb.roles, verb.rule)
    draft.pending = others


def _close_group(verb: Verb, draft: _Draft) -> None:
    draft.worded = True
    if verb.words and verb.roles[0] in ("responsible", "lead") and verb.words != "牵头":
        draft.qualifiers.append(verb.words)
    draft.close(verb.roles, verb.rule)


def _part(item: Item, first: int, last: int) -> Item:
    return Item(
        text=item.text[first:last],
        start=item.start + first,
        end=item.start + last,
        open=item.open and last == len(item.text),
        separator=item.separator if last == len(item.text) else "",
    )


def _ended(item: Item, first: int, last: int) -> Item:
    """A part of an item without the words of role behind it: what ends the item ends the part."""
    return Item(
        text=item.text[first:last],
        start=item.start + first,
        end=item.start + last,
        open=item.open and last == len(item.text),
        separator=item.separator,
    )


def _opened(item: Item) -> Item:
    return replace(item, open=True)


def _finished(draft: _Draft, *, labelled: bool) -> Reading | None:
    """The reading, or None if what it names are no units."""
    names = [tidy_name(unit.text) for unit in draft.named]
    known = [_is_known(unit, draft) for unit in draft.named]
    known = [one or (any(known) and is_kind_of_place(name)) for one, name in zip(known, names, strict=True)]
    only_people = labelled and bool(draft.people) and not draft.named
    if not draft.worded and not only_people and not assigns(names, known, stands=draft.stands):
        return None
    if draft.worded and not labelled and not any(known) and not draft.people and not _is_own(draft, names):
        return None
    listed = zip(draft.named, names, known, strict=True)
    kept = [unit for unit, name, is_known in listed if is_known or _may_be_name(name)]
    if not kept and not draft.people:
        return None
    return Reading(
        named=tuple(kept),
        open=tuple(role for role in ROLES if role in draft.open),
        qualifier="；".join(dict.fromkeys(draft.qualifiers)) or None,
        people=tuple(draft.people),
        separators=tuple(draft.separators),
        worded=draft.worded,
        doubt="partly-read" if len(kept) < len(draft.named) else draft.doubt,
    )


def _is_own(draft: _Draft, names: Sequence[str]) -> bool:
    """Whether a bracket behind a sentence names bodies of the issuer that no list knows: （信息处、档案馆负责）."""
    return draft.stands == "behind" and draft.doubt is None and all(map(stands_for_unit, names))


def _is_known(unit: Named, draft: _Draft) -> bool:
    """Whether the words are a unit's name, or a line of work in a list that 等部门 ends (住建、城管等部门)."""
    name = tidy_name(unit.text)
    if draft.is_unit(name.removeprefix("各级")):
        return True
    several = draft.worded and name[:1] == "各" and load_pattern("lists", "list.name_end").search(name) is not None
    return several or (is_line_of_work(name) and (unit.role in draft.open or draft.of_lines_of_work()))


def _may_be_name(name: str) -> bool:
    """Whether words that no list knows can be a name: not too long, no sentence, and ending as bodies end or short."""
    bare = load_pattern("lists", "list.bracketed").sub("", name)
    if len(name) > LONGEST_NAME or load_pattern("lists", "list.sentence").search(bare):
        return False
    limit = LONG_NAME if name[:1] in _LEVELS else LONG_NAME_WITHOUT_LEVEL
    ends = load_pattern("lists", "list.name_end").search(name)
    return len(name) < limit or ends is not None or is_line_of_work(name)


def tidy_name(text: str) -> str:
    r"""The unit's words without the line breaks and padding inside them.

    >>> tidy_name("县自然资\n源局")
    '县自然资源局'
    """
    return "".join(text.split())
