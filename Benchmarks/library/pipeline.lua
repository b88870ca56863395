-- A pipeline over orders: filter, map, chunk, flatten, zip, partition, group.
-- Task: Rosetta Code, "Higher-order functions", and Python Cookbook, chapter 4 (iterators).
local size = tonumber(arg[1]) or 100000

local orders = {}
for i = 0, size - 1 do
  orders[#orders + 1] = {id = i, price = i * 17 % 500 + 1, tags = {"t" .. i % 7, "t" .. i % 3}, open = i % 4 ~= 0}
end

local totals, sum, count = {}, 0, 0
for _, order in ipairs(orders) do
  if order.open then
    sum = sum + order.price * 2
    count = count + 1
    if count == 10 then
      totals[#totals + 1] = sum
      sum, count = 0, 0
    end
  end
end
if count > 0 then totals[#totals + 1] = sum end

local tags, tag_names = {}, {}
local cheap, dear, by_tag, by_tag_names = {}, {}, {}, {}
for _, order in ipairs(orders) do
  for _, tag in ipairs(order.tags) do
    if not tags[tag] then tag_names[#tag_names + 1] = tag end
    tags[tag] = (tags[tag] or 0) + 1
  end
  if order.price < 100 then
    cheap[#cheap + 1] = order
  else
    dear[#dear + 1] = order
    local tag = order.tags[1]
    if not by_tag[tag] then by_tag_names[#by_tag_names + 1] = tag end
    by_tag[tag] = math.max(by_tag[tag] or 0, order.price)
  end
end
local function object(names, values)
  local parts = {}
  for _, name in ipairs(names) do parts[#parts + 1] = string.format('"%s": %d', name, values[name]) end
  return "{" .. table.concat(parts, ", ") .. "}"
end

local rises, changed = 0, 0
for i = 2, #totals do
  local change = totals[i] - totals[i - 1]
  if change > 0 then rises = rises + 1 end
  changed = changed + math.abs(change)
end
print(string.format("%d %d %d %d %d", #totals, math.max(table.unpack(totals)), math.min(table.unpack(totals)), #cheap, #dear))
print(object(tag_names, tags))
print(rises .. " " .. changed .. " " .. object(by_tag_names, by_tag))
local any, all, found = false, true, nil
for _, order in ipairs(orders) do
  any = any or order.price > 500
  all = all and order.price > 0
  if not found and order.price == 77 then found = order.id end
end
print(tostring(any) .. " " .. tostring(all) .. " " .. found)
