-- A report from a template: a heading, a table with columns that line up, and a summary for each region.
-- Task: Python Cookbook, 2.13 and 2.14 (aligning, combining), with Rosetta Code, "Align columns".
local size = tonumber(arg[1]) or 70000

local regions = {"north", "east", "south", "west"}
local rows = {}
for i = 0, size - 1 do
  rows[#rows + 1] = {
    product = "Product " .. i % 700, region = regions[i * 3 % 4 + 1], units = 1 + i * 17 % 40, price = 2.5 + i % 90,
    note = i % 9 == 0 and "new" or nil,
  }
end

local function heading(text, underline) return text:upper() .. "\n" .. (underline or "="):rep(#text) .. "\n" end

local function row_of(cells, widths)
  widths = widths or {14, 8, 7, 10, 6}
  local padded = {}
  for i, cell in ipairs(cells) do padded[i] = cell .. (" "):rep(widths[i] - #cell) end
  return table.concat(padded, "|")
end

local groups, names = {}, {}
for _, row in ipairs(rows) do
  if not groups[row.region] then
    groups[row.region] = {}
    names[#names + 1] = row.region
  end
  table.insert(groups[row.region], row)
end
local parts = {heading("Sales by region")}
for _, region in ipairs(names) do
  local members = groups[region]
  parts[#parts + 1] = heading(region, "-")
  local sum = 0.0
  for _, row in ipairs(members) do
    sum = sum + row.units * row.price
    parts[#parts + 1] = row_of({row.product, region, tostring(row.units), string.format("%.2f", row.price), row.note or ""}) .. "\n"
  end
  parts[#parts + 1] = string.format("%d rows\nTotal: %.2f, mean: %.2f\n", #members, sum, sum / #members)
end
local report = table.concat(parts)
local lines = {}
for line in report:gmatch("([^\n]*)\n") do lines[#lines + 1] = line end
print(table.concat(lines, "\n", 1, 6))
print(#lines .. " " .. #report .. " " .. lines[#lines])
