"""What is said of an error that nobody foresaw: a number by which the log tells more, and nothing of the program."""

from __future__ import annotations

import logging
import re
import secrets
from types import TracebackType

from graph.errors import GraphError
from graph.library import LibraryError
from graph.readonly import ReadOnlyError
from views.people import NotAllowedError, why_not
from views.sheet import node, show
from views.wording import language, say

_LOG = logging.getLogger("zeren.page")
_COMMANDS = re.compile(r"[^。]*zeren [^。]*。?")
_DIGITS = "23456789BCDFGHJKMNPQRSTVWXYZ"  # none that is taken for another


def tell(error: Exception) -> bool:
    """Log the error under a new number, and say that number on the page; what somebody may not do is said in words.

    Always true: nothing else has to be said.
    """
    if isinstance(error, (NotAllowedError, ReadOnlyError)):
        title, advice = why_not() or say("people.read_only"), ""
    elif isinstance(error, LibraryError):
        _LOG.error("%s", error)  # its message may name a path, which is for who runs the server
        title, advice = say("state.no_library"), say("state.ask_operator")
    else:
        number = "".join(secrets.choice(_DIGITS) for _ in range(6))
        _LOG.error("error %s", number, exc_info=error)
        title, advice = say("failing.title"), say("failing.advice", number=number)
    show(node("div", node("h3", title), node("p", advice), cls="state", role="alert"), key="failing")
    return True


def refused(error: GraphError) -> str:
    """Why what somebody asked for by a button was not done, in the language of the page.

    It names no path and no command of a terminal; where the library itself fails, the log says more.
    """
    if isinstance(error, (NotAllowedError, ReadOnlyError)):
        return why_not() or say("people.read_only")
    if isinstance(error, LibraryError):
        _LOG.error("%s", error)
        return say("failing.not_written")
    if type(error) is GraphError:
        return str(error)  # of the pages themselves, in their language
    if language() == "en":
        return say("failing.not_so")
    return _COMMANDS.sub("", str(error))


class Told:
    """Within it, an error of a page is told as :func:`tell` does, and goes no further."""

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """End; what Streamlit ends a run with is no error."""
        return isinstance(error, Exception) and tell(error)
