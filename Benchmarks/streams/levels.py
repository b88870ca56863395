# Reads a log line by line: how many lines of each level, the slowest requests of each service, the first errors.
# Task: the log analyses of cookbooks (grep, sort, uniq -c).
import sys

levels = {}
slowest = {}
errors = []
with open(sys.argv[1]) as file:
    for line in file:
        line = line.rstrip("\n")
        parts = line.split(" ")
        level = parts[1]
        levels[level] = levels.get(level, 0) + 1
        if level == "ERROR" and len(errors) < 3:
            errors.append(line[24:])
        service = parts[3].replace("service.", "").replace(":", "")
        time = int(parts[7])
        if time > slowest.get(service, {"time": -1})["time"]:
            slowest[service] = {"time": time, "request": parts[5]}
for name in sorted(levels):
    print(f"{name:6}", levels[name])
for name in sorted(slowest):
    print(f"{name}: request {slowest[name]['request']} took {slowest[name]['time']} ms")
print("\n".join(errors))
