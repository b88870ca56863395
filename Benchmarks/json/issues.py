# Questions to a listing of issues: flattened, filtered, grouped, reshaped.
# Task: the jq manual's examples and its tutorial with GitHub's API.
import json
import sys
from collections import Counter

with open(sys.argv[1]) as file:
    issues = json.load(file)

opened = [
    {
        "number": issue["number"],
        "title": issue["title"],
        "author": issue["user"]["login"],
        "labels": [label["name"] for label in issue["labels"]],
    }
    for issue in issues
    if issue["state"] == "open" and issue["comments"] > 5
]
labels = Counter(label["name"] for issue in issues for label in issue["labels"])
assigned = {}
for issue in issues:
    if issue["assignee"] is not None:
        login = issue["assignee"]["login"]
        assigned[login] = assigned.get(login, 0) + issue["comments"]
months = Counter(issue["created_at"][:7] for issue in issues)

compact = {"separators": (",", ":")}
print(json.dumps(opened[-1], **compact))
print(json.dumps(labels, **compact))
print(json.dumps(dict(sorted(assigned.items())), **compact))
print(json.dumps(sorted(months.items()), **compact))
print(len(opened), sum(len(issue["body"]) for issue in issues))
