-- Groups words that consist of the same letters, and shows the largest groups.
-- Task: Rosetta Code, "Anagrams".
local size = tonumber(arg[1]) or 60000

local consonants = "bcdfghklmnprst"
local vowels = "aeiou"
local seed = 3
local function next_number(below)
  seed = (seed * 1103515245 + 12345) % 2147483648
  return seed // 65536 % below
end

local words, known = {}, {}
for _ = 1, size do
  local word = ""
  for _ = 1, 3 do
    local c, v = next_number(14) + 1, next_number(5) + 1
    word = word .. consonants:sub(c, c) .. vowels:sub(v, v)
  end
  if not known[word] then
    known[word] = true
    words[#words + 1] = word
  end
end

local by_letters, groups = {}, {}
for _, word in ipairs(words) do
  local letters = {}
  for c in word:gmatch(".") do letters[#letters + 1] = c end
  table.sort(letters)
  local key = table.concat(letters)
  if not by_letters[key] then
    by_letters[key] = {}
    groups[#groups + 1] = by_letters[key]
  end
  table.insert(by_letters[key], word)
end
local most = 0
for _, group in ipairs(groups) do most = math.max(most, #group) end
local shown = 0
for _, group in ipairs(groups) do
  if #group == most and shown < 3 then
    table.sort(group)
    print(table.concat(group, " ", 1, math.min(8, #group)))
    shown = shown + 1
  end
end
print(#words .. " " .. #groups .. " " .. most)
