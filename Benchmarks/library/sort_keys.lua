-- Sorts records by several keys: by one after the other, by a list of keys, and by text without regard to case.
-- Task: Rosetta Code, "Sort using a custom comparator" and "Sort stability"; Python Cookbook, 1.13.
local size = tonumber(arg[1]) or 50000

local names = {"Ada", "bob", "Cy", "dora", "Eve", "finn", "Gus", "hal", "Ida", "jon"}
local people = {}
for i = 0, size - 1 do
  people[#people + 1] = {
    name = names[i * 7 % 10 + 1] .. " " .. i % 91, age = 18 + i * 31 % 60, city = "city " .. i * 13 % 37, id = i,
  }
end

local function sorted(rows, less)
  local copy = {table.unpack(rows)}
  table.sort(copy, less)
  return copy
end

local by_age = sorted(people, function(a, b)
  if a.age ~= b.age then return a.age > b.age end
  return a.id < b.id
end)
local by_city_and_age = sorted(people, function(a, b)
  if a.city ~= b.city then return a.city < b.city end
  if a.age ~= b.age then return a.age > b.age end
  local x, y = a.name:lower(), b.name:lower()
  if x ~= y then return x < y end
  return a.id < b.id
end)
local by_keys = sorted(people, function(a, b)
  if a.age ~= b.age then return a.age < b.age end
  local x, y = a.id % 100, b.id % 100
  if x ~= y then return x < y end
  return a.id < b.id
end)
local longest, last = people[1], people[1].name
for _, p in ipairs(people) do
  if #p.name > #longest.name then longest = p end
  if p.name > last then last = p.name end
end

local function checksum(rows)
  local sum = 7
  for _, row in ipairs(rows) do sum = (sum * 31 + row.id) % 1000000007 end
  return sum
end

for _, rows in ipairs({by_age, by_city_and_age, by_keys}) do
  print(checksum(rows) .. " " .. rows[1].name .. " " .. rows[#rows].city)
end
print(longest.name .. " " .. last)
