"""A document as one HTML file that needs nothing else: no script, no address outside, and styles for paper too."""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import Environment, FileSystemLoader, select_autoescape

from companion.base.paths import ROOT
from companion.formats.reports.blocks import Block, Grid, Heading, Items, Text


def page(blocks: Sequence[Block], lang: str) -> str:
    """The document; its first heading is its title."""
    template = Environment(loader=FileSystemLoader(ROOT / "templates"), autoescape=select_autoescape()).get_template(
        "report.html"
    )
    title = next((block.text for block in blocks if isinstance(block, Heading)), "")
    kinds = {Heading: "heading", Text: "text", Items: "items", Grid: "grid"}
    return template.render(title=title, lang=lang, blocks=[(kinds[type(block)], block) for block in blocks]) + "\n"
