// Questions to a listing of issues: flattened, filtered, grouped, reshaped.
// Task: the jq manual's examples and its tutorial with GitHub's API.
const issues = JSON.parse(require("fs").readFileSync(process.argv[2], "utf8"));

const open = issues
  .filter((issue) => issue.state === "open" && issue.comments > 5)
  .map((issue) => ({
    number: issue.number, title: issue.title, author: issue.user.login, labels: issue.labels.map((label) => label.name),
  }));
const countBy = (items, key) => {
  const counts = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
};
const labels = countBy(issues.flatMap((issue) => issue.labels), (label) => label.name);
const assigned = {};
for (const issue of issues) {
  if (issue.assignee) assigned[issue.assignee.login] = (assigned[issue.assignee.login] ?? 0) + issue.comments;
}
const months = countBy(issues, (issue) => issue.created_at.slice(0, 7));
const sorted = (object) => Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1));

console.log(JSON.stringify(open.at(-1)));
console.log(JSON.stringify(labels));
console.log(JSON.stringify(Object.fromEntries(sorted(assigned))));
console.log(JSON.stringify(sorted(months)));
console.log(`${open.length} ${issues.reduce((sum, issue) => sum + issue.body.length, 0)}`);
