-- Moving averages, peaks and gaps of a series of measurements.
-- Task: Rosetta Code, "Averages/Simple moving average".
local size = tonumber(arg[1]) or 150000

local series = {}
for i = 0, size - 1 do
  series[i] = i % 97 ~= 0 and 20 + (i * 7919 % 1000) / 50 + (i % 24) / 4 or false
end

local function moving_average(values, window)
  window = window or 12
  local averages, recent = {}, {}
  for i = 0, size - 1 do
    if values[i] then recent[#recent + 1] = values[i] end
    if #recent > window then table.remove(recent, 1) end
    local sum = 0.0
    for _, value in ipairs(recent) do sum = sum + value end
    averages[i] = #recent > 0 and sum / #recent or false
  end
  return averages
end

local short, long = moving_average(series), moving_average(series, 48)
local crossings, gaps, peak = 0, 0, 0
for i = 0, size - 1 do
  if series[i] then peak = math.max(peak, series[i]) else gaps = gaps + 1 end
  if i > 0 and short[i - 1] and long[i - 1] and (short[i - 1] < long[i - 1]) ~= (short[i] < long[i]) then
    crossings = crossings + 1
  end
end
print(string.format("%d %d %.3f %.4f %.4f", crossings, gaps, peak, short[size - 1], long[size - 1]))
