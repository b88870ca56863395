-- Sorts numbers in place by inserting each where it belongs.
-- Task: Rosetta Code, "Sorting algorithms/Insertion sort".
local size = tonumber(arg[1]) or 1700

local numbers = {}
for i = 1, size do numbers[i] = (i - 1) * 7919 % 10007 end
for i = 2, size do
  local number = numbers[i]
  local j = i - 1
  while j >= 1 and numbers[j] > number do
    numbers[j + 1] = numbers[j]
    j = j - 1
  end
  numbers[j + 1] = number
end
local sorted = true
for i = 2, size do sorted = sorted and numbers[i - 1] <= numbers[i] end
print("[" .. table.concat(numbers, ", ", 1, 5) .. "] " .. numbers[size] .. " " .. tostring(sorted))
