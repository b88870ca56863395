# Reads lines of a web server's log with a regular expression, and counts statuses, paths and bytes.
# Task: the log parsers of many cookbooks (Python Cookbook, 2.x; "Combined Log Format" of Apache).
import re
import sys

size = int(sys.argv[1]) if len(sys.argv) > 1 else 60_000

paths = ["/", "/index.html", "/images/logo.png", "/api/items", "/api/items/7", "/about"]
lines = [
    f"10.0.{i % 256}.{i * 7 % 256} - - [23/Nov/2026:09:{i // 60 % 60:02}:{i % 60:02} +0000] "
    f'"GET {paths[i * 5 % 6]} HTTP/1.1" {[200, 200, 304, 404, 200, 500][i * 7 % 6]} {i * 37 % 9000} "-" "Mozilla/5.0"'
    for i in range(size)
]

pattern = re.compile(r'^(\S+) \S+ \S+ \[([^\]]+)\] "(\w+) (\S+) [^"]*" (\d{3}) (\d+|-)')
statuses = {}
bytes_of_path = {}
hosts = {}
for line in lines:
    found = pattern.search(line)
    if found is None:
        continue
    host, _, _, path, status, length = found.groups()
    statuses[status] = statuses.get(status, 0) + 1
    bytes_of_path[path] = bytes_of_path.get(path, 0) + int(length)
    hosts[host] = True
print(", ".join(f"{key}: {value}" for key, value in sorted(statuses.items())))
for key, value in sorted(bytes_of_path.items(), key=lambda item: -item[1]):
    print(f"{key:20}", value)
print(len(hosts), "hosts")
