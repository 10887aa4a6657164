"""Local times: day roll-over, summer time, and every zone there is."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as st

from companion.core.event import parse_zone
from companion.formats.programme.read import parse
from companion.formats.programme.times import guess_time, parse_time, show_time, unix_ms

ZONES = st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"])
DAYS = st.dates(date(1990, 1, 1), date(2050, 12, 31))
TIMES = st.tuples(st.integers(0, 23), st.integers(0, 59))
MINUTE = 60_000


@given(DAYS, TIMES, ZONES)
def test_a_moment_shows_the_local_time_it_was_made_from(day, time, name):
    zone = ZoneInfo(name)
    ms = unix_ms(day, time, zone)
    assume(ms is not None)
    assert show_time(ms, zone) == f"{time[0]:02}:{time[1]:02}"
    local = datetime.fromtimestamp(ms / 1000, UTC).astimezone(zone)
    assert local.date() == (day if time[0] >= 4 else day + timedelta(days=1))


@given(DAYS, TIMES, TIMES)
def test_a_programme_day_runs_from_four_to_four(day, one, other):
    zone = ZoneInfo("UTC")

    def place(time):
        return (time[0] - 4) % 24 * 60 + time[1]

    first, second = unix_ms(day, one, zone), unix_ms(day, other, zone)
    assert (first < second) == (place(one) < place(other))
    assert second - first == (place(other) - place(one)) * MINUTE


@given(DAYS, st.lists(st.integers(0, 24 * 60 - 1), min_size=1, max_size=12, unique=True), ZONES)
def test_items_follow_each_other_through_the_night(day, offsets, name):
    zone = ZoneInfo(name)
    clock = [((240 + offset) // 60 % 24, offset % 60) for offset in sorted(offsets)]
    moments = [unix_ms(day, time, zone) for time in clock]
    assume(None not in moments and moments == sorted(set(moments)))
    lines = [f"  - {{at: '{h:02}:{m:02}', kind: talk, title: T}}" for h, m in clock[:-1]]
    lines.append(f"  - {{at: '{clock[-1][0]:02}:{clock[-1][1]:02}', kind: talk, title: T, minutes: 30}}")
    text = f"title: A\ndate: {day}\ntimezone: {name}\nlanguages: [de]\nsessions:\n" + "\n".join(lines) + "\n"
    sessions = parse(text.encode(), "night.yaml").sessions
    assert [session.start for session in sessions] == moments
    assert [session.end for session in sessions] == [*moments[1:], moments[-1] + 30 * MINUTE]
    assert [session.end_inferred for session in sessions] == [True] * (len(clock) - 1) + [False]


def test_summer_time():
    berlin = ZoneInfo("Europe/Berlin")
    spring, autumn = date(2024, 3, 30), date(2024, 10, 26)
    assert unix_ms(spring, (2, 30), berlin) is None
    assert unix_ms(spring, (3, 0), berlin) - unix_ms(spring, (1, 59), berlin) == MINUTE
    first = unix_ms(autumn, (2, 30), berlin)
    assert datetime.fromtimestamp(first / 1000, UTC) == datetime(2024, 10, 27, 0, 30, tzinfo=UTC)
    assert unix_ms(autumn, (3, 0), berlin) - first == 90 * MINUTE


def test_times_as_they_are_written():
    assert [parse_time(text) for text in ("9:30", "09:30", "23:59")] == [(9, 30), (9, 30), (23, 59)]
    assert [parse_time(text) for text in ("9.30", "24:00", "9:60", "9:3", "", "٩:٣٠", "-1:00")] == [None] * 7
    assert guess_time("9.30 Uhr") == guess_time("9h30") == "09:30"
    assert guess_time("24:00") == "00:00" and guess_time("nine") is None


def test_zones():
    assert parse_zone("Europe/Berlin") is not None
    assert [parse_zone(name) for name in ("", "Europe", "../x", "/etc/localtime", "x\0y")] == [None] * 5
