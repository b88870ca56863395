-- Invoices: amounts with separators and two digits, columns that line up, totals with tax.
-- Task: Rosetta Code, "Commatizing numbers" and "Formatted numeric output".
local function commas(cents)
  local text = string.format("%.2f", cents / 100)
  local whole, rest = text:match("^(%d+)(.*)$")
  return whole:reverse():gsub("(%d%d%d)", "%1,"):reverse():gsub("^,", "") .. rest
end

local function line_of(label, cents, width)
  local text = commas(cents)
  width = (width or 40) - 14
  return label .. ("."):rep(width - utf8.len(label)) .. (" "):rep(14 - #text) .. text
end

local size = tonumber(arg[1]) or 20000
local length, grand_total, last = 0, 0, {}
for number = 1, size do
  local lines = {string.format("Invoice %06d", number)}
  local net = 0
  for item = 0, 4 do
    local count = 1 + (number * 7 + item) % 12
    local price = 975 + (number * 37 + item * 11) % 90000
    net = net + count * price
    lines[#lines + 1] = line_of(string.format("%d × item %d", count, item), count * price)
  end
  local tax = (net * 19 + 50) // 100
  lines[#lines + 1] = line_of("Net", net)
  lines[#lines + 1] = line_of(string.format("Tax (%.0f %%)", 19), tax)
  lines[#lines + 1] = line_of("Total", net + tax)
  grand_total = grand_total + net + tax
  length = length + utf8.len(table.concat(lines, "\n"))
  last = lines
end
for _, line in ipairs(last) do print(line) end
print(length .. " " .. commas(grand_total))
