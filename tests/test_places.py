"""Places: names to divisions, numbers and titles to jurisdictions; what is open stays None."""

from __future__ import annotations

import pytest

from extract.naming.places import (
    CHINA,
    all_places,
    cities_in,
    counties_of,
    find_place,
    jurisdiction_of,
    mentioned_places,
    place_called,
    place_of_number,
    predecessors_of,
    reorganisations,
    split_place,
    successors_of,
    today_of,
)


def full(place):
    return place.full_name if place else None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("大同市平城区", "山西省大同市平城区"),
        ("北京市东城区", "北京市东城区"),
        ("山西省", "山西省"),
        ("山西", "山西省"),
        ("内蒙古", "内蒙古自治区"),
        ("恩施州", "湖北省恩施土家族苗族自治州"),
        ("景宁县", "浙江省丽水市景宁畲族自治县"),
        ("沙县区", "福建省三明市沙县区"),
        ("沙县", "福建省三明市沙县"),  # the name before 2021
        ("吉林", "吉林省"),
        ("吉林市", "吉林省吉林市"),
        ("济源市", "河南省济源市"),
        ("中华人民共和国", "全国"),
        ("国家", "全国"),
        ("鼓楼区", None),
        ("月亮市", None),
        ("", None),
    ],
)
def test_names(words, expected):
    assert full(find_place(words)) == expected


def test_the_surroundings_decide_between_equal_names():
    assert full(find_place("鼓楼区", within=find_place("南京市"))) == "江苏省南京市鼓楼区"
    assert full(find_place("鼓楼区", within=find_place("福州市"))) == "福建省福州市鼓楼区"
    assert find_place("鼓楼区", within=find_place("山西省")) is None


def test_every_full_name_finds_its_division():
    wrong = [place.full_name for place in all_places() if not place.until and find_place(place.full_name) != place]
    assert wrong == []


def test_divisions():
    assert len([place for place in all_places() if place.level == "province"]) == 34
    assert [county.name for county in counties_of(find_place("朔州市"))] == [
        "朔城区", "平鲁区", "山阴县", "应县", "右玉县", "怀仁市",
    ]  # fmt: skip
    assert len(cities_in(find_place("山西省"))) == 11
    assert len(counties_of(find_place("山西省"))) == 117
    assert len(counties_of(find_place("北京市"))) == 16
    assert counties_of(find_place("应县")) == ()
    assert all(place.until is None for place in counties_of(CHINA))


@pytest.mark.parametrize(
    ("words", "expected", "rest"),
    [
        ("山西省大同市平城区人民政府", "山西省大同市平城区", "人民政府"),
        ("山西大同市公安局", "山西省大同市", "公安局"),
        ("应县人民政府", "山西省朔州市应县", "人民政府"),
        ("新建医院", None, "新建医院"),
        ("和平路", None, "和平路"),
        ("市能源局", None, "市能源局"),
    ],
)
def test_split(words, expected, rest):
    place, behind = split_place(words)
    assert (full(place), behind) == (expected, rest)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("平城政办发〔2023〕10号", "山西省大同市平城区"),
        ("朔政发〔2020〕4号", "山西省朔州市"),
        ("晋政办发〔2020〕17号", "山西省"),
        ("皖政办秘〔2021〕82号", "安徽省"),
        ("粤府办〔2024〕6号", "广东省"),
        ("湛府办〔2024〕9号", "广东省湛江市"),
        ("甬政发〔2021〕1号", "浙江省宁波市"),
        ("杭政办函〔2022〕3号", "浙江省杭州市"),
        ("苏府办〔2021〕9号", "江苏省苏州市"),
        ("苏政办发〔2021〕9号", "江苏省"),
        ("广安府办规〔2022〕5号", "四川省广安市"),
        ("明政办规〔2022〕2号", "福建省三明市"),
        ("黑环办发[2021]119号", "黑龙江省"),
        ("浙制高办〔2026〕36号", "浙江省"),
        ("国发〔2018〕32号", "全国"),
        ("国办发〔2018〕26号", "全国"),
        ("发改低空〔2026〕123号", "全国"),
        ("济政办发〔2020〕1号", None),  # 济南 or 济宁
        ("〔2020〕1号", None),
        ("", None),
    ],
)
def test_numbers(number, expected):
    assert full(place_of_number(number)) == expected


@pytest.mark.parametrize(
    ("title", "number", "issuer", "text", "expected"),
    [
        ("关于印发《大同市平城区水环境行动计划》的通知", None, None, "", "山西省大同市平城区"),
        ("水环境行动计划", "平城政办发〔2023〕10号", None, "", "山西省大同市平城区"),
        ("水环境行动计划", None, "朔州市人民政府", "", "山西省朔州市"),
        ("关于印发若干措施的通知", "济政办发〔2020〕1号", None, "济宁市各县区", "山东省济宁市"),
        ("国务院关于支持山西省转型发展的意见", None, None, "", "全国"),
        ("关于加快发展的意见", None, "生态环境部", "", "全国"),
        ("推进会在大同召开", None, None, "", "山西省大同市"),
        ("全市动员会召开", None, None, "全市动员会召开。美丽晋城。江苏、浙江的做法", "山西省晋城市"),
        ("全市动员会召开", None, None, "全市动员会召开。太原和晋城的做法", None),
        ("关于加快发展的意见", None, None, "各省、自治区、直辖市，新疆生产建设兵团：", "全国"),
        ("工作方案", None, "市政府", "没有地名", None),
        ("防汛方案", "鹤政发〔2024〕3号", "市政府", "全市汛期", None),  # 鹤壁 or 鹤岗
        ("关于植树的通知", "三政发〔2024〕3号", "三官镇人民政府", "三官镇人民政府\n2024年3月1日", None),
        ("关于植树的通知", "朔政发〔2024〕3号", "县政府", "全县", None),
        ("关于植树的通知", "河政发〔2024〕3号", "河口镇人民政府", "山阴县河口镇人民政府", "山西省朔州市山阴县河口镇"),
        ("山阴县河口镇人民政府关于植树的通知", None, None, "", "山西省朔州市山阴县河口镇"),
        (None, None, None, "", None),
    ],
)
def test_jurisdictions(title, number, issuer, text, expected):
    assert full(jurisdiction_of(title, number, issuer, text)) == expected


def test_mentions_do_not_start_inside_words():
    assert mentioned_places("会议召开县级以上") == ()
    assert [full(place) for place in mentioned_places("大同市平城区和通州区")] == ["山西省大同市", "山西省大同市平城区"]


def test_every_division_that_ended_has_successors_of_today():
    ended = [place for place in all_places() if place.until is not None]
    assert len(ended) > 400
    assert [place.full_name for place in ended if not today_of(place)] == []
    assert all(place.until is None for old in ended for place in today_of(old))
    assert {place for place in ended if not successors_of(place)} == set()


def test_steps_agree_with_the_years_of_the_names():
    assert [step for step in reorganisations() if step.year != step.old.until] == []
    assert all(step.old in predecessors_of(step.new) for step in reorganisations())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("北京市崇文区", ["北京市东城区"]),
        ("上海市闸北区", ["上海市静安区"]),
        ("山东省莱芜市莱城区", ["山东省济南市莱芜区"]),
        ("浙江省杭州市江干区", ["浙江省杭州市上城区", "浙江省杭州市钱塘区"]),
        ("福建省三明市梅列区", ["福建省三明市三元区"]),
        ("安徽省巢湖市无为县", ["安徽省芜湖市无为市"]),  # moved in 2011, raised in 2019
        ("湖北省十堰市郧县", ["湖北省十堰市郧阳区"]),
        ("西藏自治区那曲地区", ["西藏自治区那曲市"]),
        ("四川省资阳市简阳市", ["四川省成都市简阳市"]),
        ("云南省思茅市", ["云南省普洱市"]),
    ],
)
def test_what_became_of_a_place(old, new):
    assert [place.full_name for place in today_of(find_place(old))] == new


def test_many_became_one():
    assert [place.name for place in predecessors_of(find_place("无锡市梁溪区"))] == ["崇安区", "南长区", "北塘区"]
    assert [place.name for place in predecessors_of(find_place("大同市云冈区"))] == ["城区", "矿区", "南郊区"]
    assert predecessors_of(find_place("应县")) == successors_of(find_place("应县")) == ()


@pytest.mark.parametrize(
    ("label", "level", "within"),
    [
        ("全国", "country", "全国"),
        ("山西省", "province", "山西省"),
        ("山西省大同市大同经济技术开发区", "zone", "大同市"),
        ("河北省雄安新区", "zone", "河北省"),
        ("江苏省苏州市苏州工业园区", "zone", "苏州市"),
        ("湖南省长沙市宁乡市双江口镇", "town", "宁乡市"),
        ("山西省大同市石桥区", "county", "大同市"),
    ],
)
def test_every_label_of_a_document_is_a_place(label, level, within):
    place = place_called(label)
    assert (place.full_name, place.level) == (label, level)
    assert place.within(find_place(within))
    assert place_called(label) is place


def test_names_that_are_words_stand_for_no_place():
    for words in ("长治久安", "大同小异", "中山大学", "和平路", "新建医院", "太原路12号", "武汉大学", "白银价格"):
        assert mentioned_places(words) == (), words
