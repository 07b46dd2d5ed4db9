"""People in statements: a name with its title, a name under a label such as 责任人. People are never units."""

from __future__ import annotations

import re

from extract.records import Person

_TITLE = (
    r"同志|(?:常务)?副?(?:省|市|县|区|州|镇|乡|部|厅|局|处|科|所|院|校|会|秘书|委员|组|队)长"
    r"|(?:常务)?副?(?:书记|主任|主席|总经理|董事长|指挥长?|巡视员|调研员|政委|总工程师)|副?常委"
)
_NAME = r"[\u4e00-\u9fff][ 　]?[\u4e00-\u9fff]{1,2}"
_NAMED = re.compile(rf"^(?P<name>{_NAME}?)[ 　]*(?P<title>{_TITLE})$")  # 王五副市长 is 王五, not 王五副
_BARE = re.compile(rf"^{_NAME}$")
_NUMBER = r"[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]{1,2}"
_LEADS = re.compile(rf"^(?:{_NUMBER})?(?P<person>.{{4,16}}?)(?:牵头|分管|负责|领衔|主抓)")
_NO_NAME = re.compile(r"[各副分协主省市县区级部局厅委办府长]|领导|单位|同志|书记")


def read_titled_person(words: str) -> Person | None:
    """The person of a name with a title, or None; a title alone is a post, not a person.

    >>> read_titled_person("张三丰副省长")
    Person(name='张三丰', title='副省长')
    >>> read_titled_person("王五副市长")
    Person(name='王五', title='副市长')
    >>> read_titled_person("分管副市长") is None
    True
    """
    found = _NAMED.match(words)
    if not found or _NO_NAME.search(found["name"]):
        return None
    return Person(name=re.sub(r"\s", "", found["name"]), title=found["title"])


def read_labelled_person(words: str, label: str) -> Person | None:
    """The person that stands under a label for people; the label serves as title where the words have none.

    >>> read_labelled_person("李 四", "责任领导")
    Person(name='李四', title='责任领导')
    """
    titled = read_titled_person(words)
    if titled or not _BARE.match(words) or _NO_NAME.search(words):
        return titled
    return Person(name=re.sub(r"\s", "", words), title=label)


def read_leading_person(heading: str) -> Person | None:
    """The person whose tasks a heading opens, or None.

    >>> read_leading_person("（二）王丽副市长牵头重点工作")
    Person(name='王丽', title='副市长')
    >>> read_leading_person("（一）市教育局牵头重点工作") is None
    True
    """
    found = _LEADS.match(heading)
    return read_titled_person(found["person"]) if found else None
