"""`python -m bench.certificates [PEOPLE]`: how long certificates of attendance take, a file for each person, names in ten
scripts, as the worker makes them.
"""

from __future__ import annotations

import sys
import time
from itertools import cycle, islice

from companion.base.i18n import words
from companion.formats.checkin.prints.certificates import Certificate, Issue, each_apart

NAMES = (
    "Bärbel Müller-Lüdenscheidt", "Дарья Ильина", "Ελένη Παπαδοπούλου", "محمد الأحمد", "გიორგი მელაძე", "प्रिया शर्मा",
    "தமிழ்ச்செல்வி", "አበበ በቀለ", "王小明", "김민수",
)  # fmt: skip
ISSUE = Issue(
    "Fachtagung", "Berlin", "Solidarnetz e. V.", "Ada Beispiel", {}, "https://live.example.org/e/x/certificate/"
)


def main() -> int:
    """Make them once and say how long it took."""
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    people = [
        Certificate(
            f"{name} {i}", "Netz", ("4. Juni 2024, 09:12–16:20, vor Ort",), ("Community Building",), "de", "A" * 24
        )
        for i, name in enumerate(islice(cycle(NAMES), n))
    ]
    told: list[float] = []
    began = time.perf_counter()
    data = each_apart(people, ISSUE, lambda lang, text: words(lang).t(text), "de", told.append)
    took = time.perf_counter() - began
    print(
        f"{n} certificates, {len(NAMES)} scripts: {took:.1f} s, {len(data) / 1e6:.1f} MB, progress told {len(told)} times"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
