// Small JSON texts, one after the other: each is read, changed and written again, as a service does.
// Task: pyperformance, "json_loads" and "json_dumps"; Python Cookbook, 6.2.
const size = Number(process.argv[2] ?? 40_000);

const texts = Array.from({ length: 50 }, (_, i) => JSON.stringify({
  id: i, type: ["order", "refund", "ping"][i % 3], user: { name: `Zoë ${i}`, vip: i % 4 === 0 },
  items: Array.from({ length: i % 4 }, (_, k) => ({ sku: `s${k}`, price: k + 0.5 })),
}));

// Sums are written with a point, as the other languages do: 0 is 0.0 unless the list was empty.
const written = (value, isFloat) => isFloat && Number.isInteger(value) ? 2 : 0;
let length = 0;
let total = 0;
let refused = 0;
for (let i = 0; i < size; i++) {
  const message = JSON.parse(texts[i % 50]);
  const sum = message.items.reduce((sum, item) => sum + item.price, 0);
  const isFloat = message.items.length > 0;
  total += sum;
  let answer;
  if (message.type === "order") {
    answer = { id: message.id, accepted: true, user: message.user.name, sum, notes: null };
    length += written(sum, isFloat);
  } else if (message.type === "refund" && message.items.length > 0) {
    answer = { id: message.id, accepted: message.user.vip, sum: -sum, notes: ["checked"] };
    length += written(sum, isFloat);
  } else {
    answer = { id: message.id, accepted: false };
  }
  if (!answer.accepted) refused += 1;
  length += JSON.stringify(answer).length;
}
console.log(`${length} ${Number.isInteger(total) ? total + ".0" : total} ${refused}`);
