-- Who subscribes to what: union, intersection, difference and duplicates of lists of addresses.
-- Task: Rosetta Code, "Set" and "Remove duplicate elements"; Python Cookbook, 1.10.
local size = tonumber(arg[1]) or 90000

local news, offers, blocked = {}, {}, {}
for i = 0, size - 1 do
  news[#news + 1] = "user" .. i * 7 % (size + 11) .. "@example.com"
  offers[#offers + 1] = "user" .. i * 3 % size .. "@example.com"
end
for i = 0, size // 10 - 1 do blocked[#blocked + 1] = "user" .. i * 13 .. "@example.com" end

local function set(list)
  local result = {}
  for _, item in ipairs(list) do result[item] = true end
  return result
end

local function list(set)
  local result = {}
  for item in pairs(set) do result[#result + 1] = item end
  table.sort(result)
  return result
end

local news_set, offers_set, blocked_set = set(news), set(offers), set(blocked)
local both, either, allowed, only_news, domains = {}, {}, {}, {}, {}
for item in pairs(news_set) do
  either[item] = true
  if offers_set[item] then both[item] = true else only_news[item] = true end
end
for item in pairs(offers_set) do either[item] = true end
for item in pairs(either) do
  if not blocked_set[item] then allowed[item] = true end
end
local seen, repeated = {}, 0
for _, addresses in ipairs({news, offers}) do
  for _, address in ipairs(addresses) do
    domains[address:sub(5, 6)] = true
    if seen[address] then repeated = repeated + 1 else seen[address] = true end
  end
end
local both_list, allowed_list = list(both), list(allowed)
print(#both_list .. " " .. #list(either) .. " " .. #allowed_list .. " " .. #list(only_news) .. " " .. #list(domains)
  .. " " .. repeated)
print(string.format('["%s"] %s', table.concat(allowed_list, '", "', 1, 3), both_list[#both_list]))
