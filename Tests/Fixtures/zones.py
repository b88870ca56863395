"""Prints what Python's zoneinfo says of many instants and local times, around changes of the clocks above all.

Each line has a zone, an instant in seconds since 1970 with the offset and the abbreviation then, and a local time with
what becomes of it: `once`, `twice` or `never`, and its instants for `fold=0` and `fold=1`.
"""

import datetime
import random
import sys
import zoneinfo

count, seed = int(sys.argv[1]), int(sys.argv[2])
random.seed(seed)
UTC = datetime.timezone.utc
EPOCH = datetime.datetime(1970, 1, 1)


def aware(instant, zone):
    return datetime.datetime.fromtimestamp(instant, zone)


def offset(instant, zone):
    return int(aware(instant, zone).utcoffset().total_seconds())


def changes(zone):
    """Instants at which the offset changes, of several years."""
    found = []
    for _ in range(40):
        low = random.randint(-3_000_000_000, 5_000_000_000)
        high = low + 200 * 86_400
        if offset(low, zone) == offset(high, zone):
            continue
        while high - low > 1:
            middle = (low + high) // 2
            if offset(middle, zone) == offset(low, zone):
                low = middle
            else:
                high = middle
        found.append(high)
    return found or [0]


def instants(local, zone):
    naive = EPOCH + datetime.timedelta(seconds=local)
    found = []
    for fold in (0, 1):
        time = naive.replace(tzinfo=zone, fold=fold)
        found.append(int((naive - EPOCH - time.utcoffset()).total_seconds()))
    shown = [aware(instant, zone).replace(tzinfo=None, fold=0) == naive for instant in found]
    kind = "never" if not shown[0] else "once" if found[0] == found[1] else "twice"
    return kind, found


names = sorted(name for name in zoneinfo.available_timezones() if name not in ("localtime", "UTC"))
chosen = random.sample(names, 120)
for name in ("Europe/Berlin", "America/New_York", "Europe/Dublin", "Pacific/Apia", "Australia/Lord_Howe",
             "Africa/Casablanca", "America/St_Johns", "Asia/Gaza", "America/Sao_Paulo", "Antarctica/Troll"):
    chosen.append(name)
known = {name: changes(zoneinfo.ZoneInfo(name)) for name in chosen}
for index in range(count):
    name = chosen[index % len(chosen)]
    zone = zoneinfo.ZoneInfo(name)
    if index % 10 == 0:
        instant = random.randint(-60_000_000_000, 250_000_000_000)
    else:
        instant = random.choice(known[name]) + random.choice([-1, 0, 1, 1800, -1800, random.randint(-90_000, 90_000)])
    local = instant + offset(instant, zone) + random.choice([0, 0, 1800, -1800, 3600, -3600, 7200])
    kind, found = instants(local, zone)
    print(name, instant, offset(instant, zone), aware(instant, zone).tzname(), local, kind, *found)
