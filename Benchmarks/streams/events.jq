# Reads events, a JSON text on each line, and sums them up by type and user, without holding them all.
# Task: the NDJSON recipes of jq's and Python's cookbooks. To be run without -n: the first event is the input.
reduce (., inputs) as $event ({counts: {}, revenue: {}, first: null};
  .counts[$event.type] += 1
  | if $event.type == "purchase" and $event.agent.os == "mac"
    then .revenue[$event.user] += ($event.amount * 100 | round) else . end
  | if .first == null or $event.time < .first then .first = $event.time else . end)
| (.counts | to_entries | sort_by(.key)[] | "\(.key) \(.value)"),
  (.revenue | (to_entries | sort_by(.key) | sort_by(-.value)[:3] | map("\(.key): \(.value)") | join(", ")) + " \(add)"),
  "\(.first) \(.revenue | length)"
