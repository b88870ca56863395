-- Turns nested orders inside out: from customers with orders with items to products with their buyers.
-- Task: the nested transformations of jq's and Python's cookbooks.
local size = tonumber(arg[1]) or 14000

local countries = {"DE", "FR", "IT"}
local customers = {}
for i = 0, size - 1 do
  local orders = {}
  for j = 0, i % 4 - 1 do
    local items = {}
    for k = 0, j do
      items[#items + 1] = {
        sku = "p" .. (i * 7 + j * 3 + k) % 150, count = 1 + k, price = {amount = 5 + (i + k) % 20, currency = "EUR"},
      }
    end
    orders[#orders + 1] = {number = i * 10 + j, items = items}
  end
  customers[#customers + 1] = {
    name = "Customer " .. i, address = {city = "City " .. i % 40, country = countries[i % 3 + 1]}, orders = orders,
  }
end

local sales = {}
for _, customer in ipairs(customers) do
  for _, order in ipairs(customer.orders) do
    for _, item in ipairs(order.items) do
      sales[#sales + 1] = {
        sku = item.sku, count = item.count, price = item.price, buyer = customer.name, order = order.number,
        country = customer.address.country, total = item.count * item.price.amount,
      }
    end
  end
end

local groups, order_of_groups = {}, {}
for _, sale in ipairs(sales) do
  if not groups[sale.sku] then
    groups[sale.sku] = {}
    order_of_groups[#order_of_groups + 1] = sale.sku
  end
  table.insert(groups[sale.sku], sale)
end
local products, revenue = {}, 0
for position, sku in ipairs(order_of_groups) do
  local p = {sku = sku, sold = 0, revenue = 0, countries = {}, names = {}, buyers = {}, position = position}
  local seen = {}
  for _, m in ipairs(groups[sku]) do
    p.sold = p.sold + m.count
    p.revenue = p.revenue + m.total
    if not p.countries[m.country] then p.names[#p.names + 1] = m.country end
    p.countries[m.country] = (p.countries[m.country] or 0) + 1
    if not seen[m.buyer] then
      seen[m.buyer] = true
      p.buyers[#p.buyers + 1] = m.buyer
    end
  end
  revenue = revenue + p.revenue
  products[#products + 1] = p
end
local count = #products
table.sort(products, function(a, b)
  if a.revenue ~= b.revenue then return a.revenue > b.revenue end
  return a.position < b.position
end)
for i = 1, 3 do
  local p, parts = products[i], {}
  for _, name in ipairs(p.names) do parts[#parts + 1] = string.format('"%s": %d', name, p.countries[name]) end
  print(string.format("%s %d %d {%s} %d %s", p.sku, p.sold, p.revenue, table.concat(parts, ", "), #p.buyers, p.buyers[1]))
end
print(#sales .. " " .. count .. " " .. revenue)
