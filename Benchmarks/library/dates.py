# Dates: months with five weekends, last Fridays, ages in days, and times read from text and written by a pattern.
# Task: Rosetta Code, "Five weekends", "Last Friday of each month" and "Date format".
import sys
from datetime import datetime, timedelta


def following(year, month):
    return datetime(year + 1, 1, 1) if month == 12 else datetime(year, month + 1, 1)


size = int(sys.argv[1]) if len(sys.argv) > 1 else 400
five_weekends = []
last_fridays = []
for year in range(1900, 1900 + size):
    for month in range(1, 13):
        first = datetime(year, month, 1)
        end = following(year, month)
        if (end - first).days == 31 and first.isoweekday() == 5:
            five_weekends.append(first.strftime("%b %Y"))
        day = end - timedelta(days=1)
        while day.isoweekday() != 5:
            day -= timedelta(days=1)
        last_fridays.append(f"{day:%a} {day.day} {day:%B %Y}")
print(len(five_weekends), five_weekends[0], five_weekends[-1])
print(len(last_fridays), last_fridays[-1])

days = 0
mornings = 0
start = datetime(2026, 1, 1, 6, 30)
for i in range(size * 40):
    moment = start + i * timedelta(hours=1) + i * timedelta(minutes=7)
    text = moment.strftime("%d.%m.%Y %H:%M")
    again = datetime.strptime(text, "%d.%m.%Y %H:%M")
    if again.hour < 12:
        mornings += 1
    days += (again - datetime(again.year, again.month, 1)).days
print(days, mornings)
