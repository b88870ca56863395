local function run(count)
  local channels = { "web", "mail", "print", "social", "store" }
  local sales = {}
  for i = 0, count - 1 do
    sales[i + 1] = { region = "region " .. i * 31 % 97, channel = channels[i % 5 + 1], amount = i * 7 % 1009 }
  end
  local groups, order = {}, {}
  for _, sale in ipairs(sales) do
    local members = groups[sale.region]
    if not members then
      members = {}
      groups[sale.region] = members
      order[#order + 1] = members
    end
    members[#members + 1] = sale
  end
  local checksum = 0
  for _, members in ipairs(order) do
    local total, largest = 0, -1
    for _, sale in ipairs(members) do
      total = total + sale.amount
      if sale.amount > largest then largest = sale.amount end
    end
    checksum = (checksum * 31 + total + largest + #members) % 1000000007
  end
  local per_channel, best = {}, {}
  for _, sale in ipairs(sales) do
    per_channel[sale.channel] = (per_channel[sale.channel] or 0) + 1
    if sale.amount > (best[sale.channel] or -1) then best[sale.channel] = sale.amount end
  end
  return { checksum, per_channel["print"], best["social"] }
end

local size = tonumber(arg[1]) or 200000
print(table.concat(run(size), " "))
