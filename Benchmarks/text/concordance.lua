-- An index of words: in which lines each occurs, without the frequent ones.
-- Task: Python Cookbook, 1.6 (several values for a key) and 1.12 (most frequent items).
local size = tonumber(arg[1]) or 25000

local vocabulary = {
  "time", "person", "year", "way", "day", "thing", "man", "world", "life", "hand", "part", "child", "eye", "woman",
  "place", "work", "week", "case", "point", "company", "number", "group", "problem", "fact", "the", "of", "and", "a",
}
local stop_words = {the = true, of = true, ["and"] = true, a = true}

local seed = 11
local function next_line()
  local words = {}
  for _ = 1, 9 do
    seed = (seed * 1103515245 + 12345) % 2147483648
    local word = vocabulary[seed // 65536 % #vocabulary + 1]
    words[#words + 1] = seed % 7 == 0 and word:upper() .. "," or word
  end
  return "  " .. table.concat(words, " ") .. ".  "
end
local lines = {}
for i = 1, size do lines[i] = next_line() end

local index, keys = {}, {}
for number, line in ipairs(lines) do
  for part in line:gmatch("%S+") do
    local word = part:gsub(",", ""):gsub("%.", ""):lower()
    if not stop_words[word] and word ~= "" then
      if not index[word] then
        index[word] = {}
        keys[#keys + 1] = word
      end
      table.insert(index[word], number)
    end
  end
end
table.sort(keys, function(a, b)
  if #index[a] ~= #index[b] then return #index[a] > #index[b] end
  return a < b
end)
for i = 1, math.min(5, #keys) do
  local first, seen = {}, {}
  for _, number in ipairs(index[keys[i]]) do
    if #first < 4 and not seen[number] then
      seen[number] = true
      first[#first + 1] = number
    end
  end
  print(keys[i] .. ": " .. #index[keys[i]] .. " times, first in lines [" .. table.concat(first, ", ") .. "]")
end
table.sort(keys)
print(table.concat(keys, " "))
