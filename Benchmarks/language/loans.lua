-- Repayment plans of loans: functions with types, defaults and named arguments.
-- Task: the amortization schedule of many cookbooks.
local function payment(amount, rate, months)
  if rate == 0 then return amount / months end
  local monthly = rate / 12
  return amount * monthly / (1 - (1 + monthly) ^ -months)
end

local function schedule(amount, options)
  options = options or {}
  local rate, months, extra = options.rate or 0.04, options.months or 120, options.extra or 0.0
  local due = payment(amount, rate, months) + extra
  local balance = amount
  local rows = {}
  for month = 1, months do
    local interest = balance * rate / 12
    local principal = math.min(due - interest, balance)
    balance = balance - principal
    rows[#rows + 1] = {month = month, interest = interest, principal = principal, balance = balance}
    if balance < 0.005 then break end
  end
  return rows
end

local function summary(rows, options)
  options = options or {}
  local interest = 0
  for _, row in ipairs(rows) do interest = interest + row.interest end
  local factor = 10 ^ (options.digits or 2)
  local rounded = math.floor(interest * factor + 0.5) / factor
  return string.format("%d months, %s %s of interest", #rows, rounded, options.currency or "EUR")
end

local size = tonumber(arg[1]) or 2500
local months, last = 0, nil
for i = 0, size - 1 do
  local rows
  if i % 3 == 0 then
    rows = schedule(10000 + i)
  elseif i % 3 == 1 then
    rows = schedule(10000 + i, {months = 240, rate = 0.03})
  else
    rows = schedule(10000 + i, {extra = 50.0})
  end
  months = months + #rows
  last = rows
end
print(months)
print(summary(last) .. " | " .. summary(schedule(5000, {months = 60}), {digits = 0, currency = "USD"}))
