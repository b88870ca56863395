-- Counts the words of one to six letters in a sequence of DNA.
-- Task: Computer Language Benchmarks Game, "k-nucleotide".
local size = tonumber(arg[1]) or 150000

local seed = 42
local letters, acgt = {}, {[0] = "A", "C", "G", "T"}
for i = 1, size do
  seed = (seed * 3877 + 29573) % 139968
  letters[i] = acgt[seed * 4 // 139968]
end
local sequence = table.concat(letters)

local function counts(length)
  local result = {}
  for start = 1, #sequence - length + 1 do
    local word = sequence:sub(start, start + length - 1)
    result[word] = (result[word] or 0) + 1
  end
  return result
end

for length = 1, 2 do
  local total = #sequence - length + 1
  local found, keys = counts(length), {}
  for key in pairs(found) do keys[#keys + 1] = key end
  table.sort(keys, function(a, b)
    if found[a] ~= found[b] then return found[a] > found[b] end
    return a < b
  end)
  for _, key in ipairs(keys) do print(string.format("%s %.3f", key, found[key] * 100 / total)) end
end
for _, word in ipairs({"GGT", "GGTA", "GGTATT"}) do print((counts(#word)[word] or 0) .. "\t" .. word) end
