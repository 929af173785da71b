"""Times of day as people say them of a clock: in steps of five minutes, by the hour before or the hour after."""

from __future__ import annotations

HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
#: The minutes past an hour, or before the next one.
MINUTES = {5: "five", 10: "ten", 15: "quarter", 20: "twenty", 25: "twenty five"}


def time_words(hour: int, minute: int) -> str:
    """ "three", "half past three", "quarter to four", "twenty five past four" of an hour (1 to 12) and its minutes."""
    if minute == 0:
        return HOURS[hour - 1]
    if minute == 30:
        return f"half past {HOURS[hour - 1]}"
    if minute < 30:
        return f"{MINUTES[minute]} past {HOURS[hour - 1]}"
    return f"{MINUTES[60 - minute]} to {HOURS[hour % 12]}"


#: All of them, with the hour and the minutes that they say.
TIMES = {time_words(hour, minute): (hour, minute) for hour in range(1, 13) for minute in range(0, 60, 5)}
