-- A pivot table: sums and means of amounts by month and region, with totals.
-- Task: the pivot tables of spreadsheets and data cookbooks.
local size = tonumber(arg[1]) or 150000

local regions = {"north", "east", "south", "west"}
local sales = {}
for i = 0, size - 1 do
  sales[#sales + 1] = {
    month = 1 + i * 7 % 12, region = regions[i * 11 % 4 + 1], amount = 10 + i * 31 % 990, valid = i % 50 ~= 0,
  }
end

local cells = {}
for _, sale in ipairs(sales) do
  if sale.valid then
    local key = string.format("%02d %s", sale.month, sale.region)
    local cell = cells[key] or {count = 0, sum = 0, largest = 0}
    cells[key] = {count = cell.count + 1, sum = cell.sum + sale.amount, largest = math.max(cell.largest, sale.amount)}
  end
end

local function padded(text) return (" "):rep(12 - utf8.len(text)) .. text end
local head = "month "
for _, region in ipairs(regions) do head = head .. padded(region) end
print(head)
for month = 1, 12 do
  local name = string.format("%02d", month)
  local line = name .. "    "
  for _, region in ipairs(regions) do
    local cell = cells[name .. " " .. region]
    line = line .. padded(cell and string.format("%.1f", cell.sum / cell.count) or "–")
  end
  print(line)
end
for _, region in ipairs(regions) do
  local sum, largest = 0, 0
  for month = 1, 12 do
    local cell = cells[string.format("%02d %s", month, region)]
    if cell then
      sum = sum + cell.sum
      largest = math.max(largest, cell.largest)
    end
  end
  print(region .. " " .. sum .. " " .. largest)
end
