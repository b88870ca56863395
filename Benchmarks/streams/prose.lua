-- The most frequent words of a large text, read line by line, and the longest lines.
-- Task: Rosetta Code, "Word frequency"; "Read a file line by line".
local function counted(lines, shortest)
  local counts = {}
  for line in lines do
    for word in line:lower():gmatch("%S+") do
      local clean = word:sub(-1) == "." and word:sub(1, -2) or word
      if #clean >= (shortest or 1) then counts[clean] = (counts[clean] or 0) + 1 end
    end
  end
  return counts
end

local counts = counted(io.lines(arg[1]), 3)
local keys, sum = {}, 0
for key, value in pairs(counts) do
  keys[#keys + 1] = key
  sum = sum + value
end
table.sort(keys, function(a, b)
  if counts[a] ~= counts[b] then return counts[a] > counts[b] end
  return a < b
end)
for i = 1, math.min(8, #keys) do print(string.format("%02d %-10s%d", i, keys[i], counts[keys[i]])) end
local shown = 0
for line in io.lines(arg[1]) do
  if #line > 60 then
    print(line:upper())
    shown = shown + 1
    if shown == 3 then break end
  end
end
print(#keys .. " " .. sum)
