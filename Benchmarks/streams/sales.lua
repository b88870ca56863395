-- Reads a CSV file with quoted fields row by row, and sums it up by region and product.
-- Task: Rosetta Code, "CSV data manipulation"; Python Cookbook, 6.1.
local function fields(line)
  local list, at = {}, 1
  while true do
    if line:sub(at, at) == '"' then
      local text = ""
      local from = at + 1
      while true do
        local quote = line:find('"', from, true)
        text = text .. line:sub(from, quote - 1)
        if line:sub(quote + 1, quote + 1) ~= '"' then
          at = quote + 1
          break
        end
        text = text .. '"'
        from = quote + 2
      end
      list[#list + 1] = text
    else
      local comma = line:find(",", at, true) or #line + 1
      list[#list + 1] = line:sub(at, comma - 1)
      at = comma
    end
    if at > #line then return list end
    at = at + 1
  end
end

local regions, products, wrong, names = {}, {}, 0, nil
for line in io.lines(arg[1]) do
  local values = fields(line)
  if not names then
    names = values
  else
    local row = {}
    for i, name in ipairs(names) do row[name] = values[i] end
    local count = math.tointeger(row.count)
    local amount = count * tonumber(row.price)
    if amount > 5000 then
      wrong = wrong + 1
    else
      local region = regions[row.region] or {count = 0, amount = 0.0}
      regions[row.region] = {count = region.count + 1, amount = region.amount + amount}
      products[row.product] = (products[row.product] or 0) + count
    end
  end
end
local function keys(t)
  local list = {}
  for key in pairs(t) do list[#list + 1] = key end
  table.sort(list)
  return list
end
for _, name in ipairs(keys(regions)) do
  print(string.format("%s %d %.1f", name, regions[name].count, regions[name].amount))
end
local sorted = keys(products)
table.sort(sorted, function(a, b)
  if products[a] ~= products[b] then return products[a] > products[b] end
  return a < b
end)
for i = 1, math.min(4, #sorted) do print(sorted[i] .. " " .. products[sorted[i]]) end
print(wrong .. " " .. #sorted)
