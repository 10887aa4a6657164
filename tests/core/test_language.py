"""In which language a short text is: one of the event's, unless it clearly is in another."""

from __future__ import annotations

import pytest

from companion.core.language import detect

OURS = [
    ("Wer zahlt das?", "de"),
    ("Kommt da noch was?", "de"),
    ("Do any platforms share data with NGOs?", "en"),
    ("Who pays?", "en"),
    ("TikTok", "de"),
    ("KI?", "de"),
]
FOREIGN = [
    ("كيف نصل إلى الناس الذين لا يثقون بأي جمعية؟", "ar"),
    ("Хто оплачує роботу волонтерів?", "uk"),
    ("چه کسی هزینه داوطلبان را پرداخت می کند؟", "fa"),
    ("Qui paie les bénévoles qui modèrent chaque jour ?", "fr"),
    ("Gönüllülerin parasını kim ödüyor?", "tr"),
    ("Kto płaci wolontariuszom?", "pl"),
]


@pytest.mark.parametrize(("text", "language"), OURS)
def test_what_is_ours_or_unclear_stays_ours(text: str, language: str) -> None:
    assert detect(text, ["de", "en"], "de", foreign=True) == language


@pytest.mark.parametrize(("text", "language"), FOREIGN)
def test_what_is_clearly_foreign_is_not_called_ours(text: str, language: str) -> None:
    assert detect(text, ["de", "en"], "de", foreign=True) == language
    assert detect(text, ["de"], "de", foreign=True) == language
    assert detect(text, ["de", "en"], "de") in ("de", "en"), "where only ours make sense"
