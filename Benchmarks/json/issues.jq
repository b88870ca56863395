# Questions to a listing of issues: flattened, filtered, grouped, reshaped.
# Task: the jq manual's examples and its tutorial with GitHub's API.
def counts(f): reduce .[] as $item ({}; .[$item | f] += 1);
[.[] | select(.state == "open" and .comments > 5) | {number, title, author: .user.login, labels: [.labels[].name]}] as $open
| ($open[-1] | tojson),
  ([.[].labels[]] | counts(.name) | tojson),
  (reduce (.[] | select(.assignee)) as $issue ({}; .[$issue.assignee.login] += $issue.comments) | to_entries | sort_by(.key) | from_entries | tojson),
  (counts(.created_at[:7]) | to_entries | sort_by(.key) | map([.key, .value]) | tojson),
  "\($open | length) \(map(.body | length) | add)"
