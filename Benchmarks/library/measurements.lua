-- Means, medians, deviations and correlation of series of measurements.
-- Task: Rosetta Code, "Statistics/Basic" and "Averages/Median"; Python's `statistics`.
local size = tonumber(arg[1]) or 10000

local seed = 17
local function random()
  seed = (seed * 1103515245 + 12345) % 2147483648
  return seed / 2147483648
end

local function mean(numbers)
  local sum = 0.0
  for _, n in ipairs(numbers) do sum = sum + n end
  return sum / #numbers
end

local function median(numbers)
  local sorted = {table.unpack(numbers)}
  table.sort(sorted)
  local middle = #sorted // 2
  if #sorted % 2 == 1 then return sorted[middle + 1] end
  return (sorted[middle] + sorted[middle + 1]) / 2
end

local function covariance(xs, ys)
  local mx, my, sum = mean(xs), mean(ys), 0.0
  for i = 1, #xs do sum = sum + (xs[i] - mx) * (ys[i] - my) end
  return sum / #xs
end

local function deviation(numbers) return math.sqrt(covariance(numbers, numbers)) end

for series = 1, 8 do
  local xs, ys = {}, {}
  for i = 1, size do xs[i] = random() * series end
  for i = 1, size do ys[i] = xs[i] * 2 + random() end
  local correlation = covariance(xs, ys) / deviation(xs) / deviation(ys)
  print(string.format("%.4f %.4f %.4f %.4f %.4f", mean(xs), median(xs), deviation(xs), median(ys), correlation))
end
