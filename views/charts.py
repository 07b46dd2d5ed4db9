"""The charts: quiet, in the colours of the roles, each with a table of the same numbers below it (the page's part)."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd
import streamlit as st

from views.wording import role_letter, say

# The middle tones of drawing/palette.css: legible on light and dark ground.
TONES = {"lead": "#b8402f", "responsible": "#3f74c4", "cooperating": "#2f8a60", "supervising": "#8a5fc0"}
_BAND = 34  # pixels of a bar with its distance to the next, however few there are
_COLUMN = "#56788f"
_LIGHT, _DARK = "#5c6068", "#a9adb4"  # the quiet ink of palette.css


def bars_by_role(rows: Sequence[tuple[str, str, int]], *, alt: str) -> None:
    """Horizontal bars: (name, role, number), stacked by role, names in the order given."""
    names = list(dict.fromkeys(name for name, _, _ in rows))
    present = [role for role in TONES if any(role == found for _, found, _ in rows)]
    words = {role: f"{role_letter(role)} {say(f'role.{role}')}" for role in present}
    frame = pd.DataFrame(
        [(name, words[role], list(TONES).index(role), number) for name, role, number in rows],
        columns=["name", "role", "order", "number"],
    )
    _draw(_bars(frame, names, words), alt)


def _bars(frame: pd.DataFrame, names: list[str], words: dict[str, str]) -> alt.Chart:
    colour = alt.Color(
        "role:N",
        title=None,
        scale=alt.Scale(domain=list(words.values()), range=[TONES[role] for role in words]),
        legend=alt.Legend(orient="top", labelFontSize=13, symbolType="square", columns=2),
    )
    axis = alt.Axis(labelLimit=150, labelFontSize=13, labelOverlap=False, ticks=False, domain=False)
    chart: alt.Chart = (
        alt.Chart(frame)
        .mark_bar(height=16)
        .encode(
            x=alt.X("number:Q", title=None, axis=alt.Axis(format="d", tickMinStep=1, gridOpacity=0.4)),
            y=alt.Y("name:N", title=None, sort=names, axis=axis),
            color=colour,
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("name:N", title=say("list.sector")),
                alt.Tooltip("role:N", title=say("list.role")),
                alt.Tooltip("number:Q", title=say("list.tasks")),
            ],
        )
        .properties(height=alt.Step(_BAND))
    )
    return chart


def columns_by_month(rows: Sequence[tuple[str, int]], *, alt: str) -> None:
    """Columns: (month, number), in the order given."""
    _draw(_columns(pd.DataFrame(rows, columns=["month", "number"])), alt)


def _columns(frame: pd.DataFrame) -> alt.Chart:
    chart: alt.Chart = (
        alt.Chart(frame)
        .mark_bar(color=_COLUMN, width={"band": 0.6})
        .encode(
            x=alt.X(
                "month:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True, labelFontSize=12, ticks=False)
            ),
            y=alt.Y("number:Q", title=None, axis=alt.Axis(format="d", tickMinStep=1, gridOpacity=0.4, domain=False)),
            tooltip=[
                alt.Tooltip("month:O", title=say("list.month")),
                alt.Tooltip("number:Q", title=say("list.deadlines")),
            ],
        )
        .properties(height=240)
    )
    return chart


def _draw(chart: alt.Chart, words: str) -> None:
    ink = _DARK if st.context.theme.type == "dark" else _LIGHT
    # Only the width is fitted to the page: a height that were fitted too would take the legend's room from the bars.
    sized = chart.properties(autosize=alt.AutoSizeParams(type="fit-x", contains="padding"))
    sized = sized.configure_view(strokeWidth=0)
    st.altair_chart(sized.configure_axis(labelColor=ink).configure_legend(labelColor=ink), width="stretch", alt=words)
