"""Writes the catalogues of formal address: those of a language, with what `formal.po` says otherwise. The build calls it."""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from companion.base.i18n import TRANSLATIONS
from companion.web.wording import FORMAL


def main() -> None:
    """Compile each language that has a `formal.po` into a folder of its own."""
    for path in TRANSLATIONS.glob("*/LC_MESSAGES/formal.po"):
        _compile(path, path.parts[-3])


def _compile(path: Path, lang: str) -> None:
    with path.with_name("messages.po").open("rb") as file:
        catalogue = read_po(file, locale=lang)
    with path.open("rb") as file:
        for message in read_po(file, locale=lang):
            if message.id:
                catalogue[message.id].string = message.string
    folder = TRANSLATIONS / (lang + FORMAL) / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, catalogue)


if __name__ == "__main__":
    main()
