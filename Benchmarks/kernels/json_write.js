function run(count) {
  const rows = Array.from({ length: count }, (_, i) => ({
    id: i, name: `image ${i}.png`, tags: ["a", `b ${i % 10}`], done: i % 2 === 0, size: { w: i % 640, h: 480 },
    score: i / 8 + 0.01, note: null, text: 'café "x"',
  }));
  let text = "";
  for (let round = 0; round < 10; round++) text = JSON.stringify(rows);
  return text.length;
}

const size = Number(process.argv[2] ?? 20_000);
console.log(run(size));
