-- How often each letter occurs in a text, and its share.
-- Task: Rosetta Code, "Letter frequency".
local size = tonumber(arg[1]) or 25000

local sentence = "The quick brown fox jumps over the lazy dog, and nobody knows why. "
local parts = {}
for i = 0, size - 1 do parts[#parts + 1] = sentence:sub(i % 20 + 1) end
local text = table.concat(parts)

local counts = {}
local total = 0
for c in text:lower():gmatch(".") do
  if c >= "a" and c <= "z" then
    counts[c] = (counts[c] or 0) + 1
    total = total + 1
  end
end
local keys = {}
for key in pairs(counts) do keys[#keys + 1] = key end
table.sort(keys)
for _, key in ipairs(keys) do
  print(string.format("%s %8d %.3f", key, counts[key], counts[key] / total))
end
