"""Numbers of cells as their formats show them: days, shares, signs, and the words that stand around them."""

from __future__ import annotations

import pytest

from extract.reading.sheet.shown_numbers import show_number


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (46203, 'yyyy"年"m"月"d"日"', "2026年6月30日"),
        (46203, "yyyy-mm-dd", "2026-06-30"),
        (46203, 'yyyy"年"m"月"', "2026年6月"),
        (46203, "yyyy年m月d日", "2026年6月30日"),
        (46203, "[$-804]aaaa", "星期二"),
        (46203, '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二六年六月三十日"),
        (46203.75, "yyyy/m/d h:mm", "2026/6/30 18:00"),
        (1, "yyyy-mm-dd", "1900-01-01"),
        (1.0, "General", "1"),
        (0.1 + 0.2, "General", "0.3"),
        (13994940001, "General", "13994940001"),
        (0.35, "0%", "35%"),
        (0.355, "0.0%", "35.5%"),
        (1234.5, "#,##0.00", "1,234.50"),
        (-1234, "#,##0;(#,##0)", "(1,234)"),
        (-5, "0", "-5"),
        (7, "00", "07"),
        (120, '0"万元"', "120万元"),
        (3, '"第"0"项"', "第3项"),
        (2.5, "0.##", "2.5"),
        (2, "0.##", "2"),
        (2, '0"个月"', "2个月"),
        (-1, "yyyy-mm-dd", "-1"),
        (1e12, "#,##0,,", "1,000,000"),
    ],
)
def test_numbers_read_as_they_are_shown(value: float, code: str, shown: str):
    assert show_number(value, code) == shown
