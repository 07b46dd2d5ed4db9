"""The components as spaCy finds them by entry point: importing this module makes their factories known.

That is what the group ``spacy_factories`` is for, so here, and only here, importing does something.
"""

from __future__ import annotations

from extract.components import register_components

register_components()
