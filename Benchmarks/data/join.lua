-- Joins customers, orders and products by their keys; customers without orders stay.
-- Task: Rosetta Code, "Hash join"; SQL's inner and left join.
local size = tonumber(arg[1]) or 100000

local customers, products, orders = {}, {}, {}
local countries = {"DE", "FR", "IT"}
for i = 0, size // 4 - 1 do
  customers[#customers + 1] = {id = "c" .. i, name = "Customer " .. i, country = countries[i % 3 + 1]}
end
for i = 0, 199 do products[#products + 1] = {sku = "p" .. i, title = "Product " .. i, price = 1 + i % 40} end
for i = 0, size - 1 do
  orders[#orders + 1] = {id = i, customer = "c" .. i * 7 % (size + 9), sku = "p" .. i * 13 % 210, count = 1 + i % 5}
end

local customer_of, product_of = {}, {}
for _, c in ipairs(customers) do customer_of[c.id] = c end
for _, p in ipairs(products) do product_of[p.sku] = p end

local lines, orders_of, sum = {}, {}, 0
for _, o in ipairs(orders) do
  local customer, product = customer_of[o.customer], product_of[o.sku]
  if customer and product then
    local line = {
      id = o.id, customer = o.customer, sku = o.sku, count = o.count, name = customer.name,
      amount = o.count * product.price,
    }
    lines[#lines + 1] = line
    sum = sum + line.amount
    orders_of[o.customer] = orders_of[o.customer] or {}
    table.insert(orders_of[o.customer], line)
  end
end
local statement, without = {}, 0
for i, c in ipairs(customers) do
  local own, total = orders_of[c.id] or {}, 0
  for _, line in ipairs(own) do total = total + line.amount end
  if #own == 0 then without = without + 1 end
  statement[i] = {name = c.name, country = c.country, orders = #own, total = total, position = i}
end
table.sort(statement, function(a, b)
  if a.total ~= b.total then return a.total > b.total end
  return a.position < b.position
end)
for i = 1, 3 do print(string.format("%s: %d orders, %d", statement[i].name, statement[i].orders, statement[i].total)) end
print(#lines .. " " .. without .. " " .. sum)
