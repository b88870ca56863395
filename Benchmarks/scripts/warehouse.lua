-- A warehouse that receives, ships, moves and counts goods, order by order; wrong orders are refused.
-- Task: Python Cookbook, 8.22 (commands) and 14.8 (errors of one's own).
local size = tonumber(arg[1]) or 90000

local stock = {}
local refused = {}
local log = {}

local function take(item, place, count)
  local held = (stock[item] or {})[place] or 0
  if held < count then
    error({kind = "stock", message = string.format("only %d of %s at %s", held, item, place), item = item})
  end
  stock[item][place] = held - count
end

local function put(item, place, count)
  if not stock[item] then stock[item] = {} end
  stock[item][place] = (stock[item][place] or 0) + (count or 1)
end

local function sum(t)
  local total = 0
  for _, value in pairs(t) do total = total + value end
  return total
end

local function perform(order)
  if order.type == "receive" then
    put(order.item, order.place, order.count)
  elseif order.type == "ship" then
    take(order.item, order.place, order.count)
  elseif order.type == "move" then
    take(order.item, order.from, order.count)
    put(order.item, order.to, order.count)
  elseif order.type == "count" then
    log[#log + 1] = string.format("%s: %d", order.item, sum(stock[order.item] or {}))
  else
    error({kind = "order", message = "unknown order " .. order.type})
  end
end

local kinds = {"receive", "ship", "move", "count", "receive", "receive", "ship", "weigh"}
for i = 0, size - 1 do
  local order = {
    type = kinds[i * 7 % 8 + 1], item = "item " .. i % 97, place = "shelf " .. i % 5, from = "shelf " .. i % 5,
    to = "shelf " .. (i + 2) % 5, count = 1 + i % 9,
  }
  local ok, failure = pcall(perform, order)
  if not ok then
    local key = failure.kind .. " " .. (failure.item or "?")
    refused[key] = (refused[key] or 0) + 1
  end
end
local kinds_of_refusal = 0
for _ in pairs(refused) do kinds_of_refusal = kinds_of_refusal + 1 end
print(#log .. " " .. log[#log] .. " " .. kinds_of_refusal .. " " .. sum(refused))
local total = 0
for _, places in pairs(stock) do total = total + sum(places) end
print(total)
