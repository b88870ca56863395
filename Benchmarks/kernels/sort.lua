local function run(count)
  local numbers = {}
  local seed = 7
  for i = 1, count do
    seed = (seed * 1103515245 + 12345) % 2147483648
    numbers[i] = seed
  end
  local sorted, texts, rows = {}, {}, {}
  for i = 1, count do
    sorted[i] = numbers[i]
    texts[i] = "k" .. numbers[i] % 100000
    rows[i] = { n = numbers[i] % 5000, id = numbers[i], index = i }
  end
  table.sort(sorted)
  table.sort(texts)
  -- Lua's sort is not stable; the index makes it so.
  table.sort(rows, function(a, b)
    if a.n ~= b.n then return a.n < b.n end
    return a.index < b.index
  end)
  local sum = 0
  for i = 1, count do sum = (sum * 31 + sorted[i] + rows[i].id) % 1000000007 end
  return sum .. " " .. texts[1] .. " " .. texts[count]
end

local size = tonumber(arg[1]) or 150000
print(run(size))
