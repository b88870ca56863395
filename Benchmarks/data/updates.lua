-- Accounts whose records are replaced by changed copies, event by event, with a history that keeps the old ones.
-- Task: event sourcing as in the redux tutorials; "immutable updates" of JavaScript and Python cookbooks.
local size = tonumber(arg[1]) or 60000

local function changed(record, changes)
  local copy = {}
  for key, value in pairs(record) do copy[key] = value end
  for key, value in pairs(changes) do copy[key] = value end
  return copy
end

local function apply(account, event)
  local type = event.type
  if type == "deposited" then
    return changed(account, {balance = account.balance + event.amount, events = account.events + 1})
  elseif type == "withdrawn" and event.amount > account.balance then
    return changed(account, {refused = account.refused + 1})
  elseif type == "withdrawn" then
    return changed(account, {balance = account.balance - event.amount, events = account.events + 1})
  elseif type == "renamed" then
    return changed(account, {owner = changed(account.owner, {name = event.name}), events = account.events + 1})
  elseif type == "moved" then
    local address = changed(account.owner.address, {city = event.city})
    return changed(account, {owner = changed(account.owner, {address = address}), events = account.events + 1})
  end
  return account
end

local opened = {
  owner = {name = "new", address = {street = "Main Street 1", city = "Berlin", country = "DE"}, since = 2020},
  balance = 100, events = 0, refused = 0,
}
local accounts, history = {}, {}
for i = 0, 99 do accounts[i] = changed(opened, {id = i}) end
local types = {"deposited", "withdrawn", "withdrawn", "renamed", "deposited", "moved", "closed"}
for i = 0, size - 1 do
  local event = {type = types[i % 7 + 1], amount = i * 37 % 120, name = "owner " .. i, city = "city " .. i % 30}
  local at = i * 13 % 100
  accounts[at] = apply(accounts[at], event)
  if i % 100 == 0 then
    local copy = {}
    for n = 0, 99 do copy[n] = accounts[n] end
    history[#history + 1] = copy
  end
end
local function sum(list, key)
  local total = 0
  for n = 0, 99 do total = total + list[n][key] end
  return total
end
print(sum(history[#history // 2 + 1], "balance") .. " " .. sum(accounts, "balance") .. " " .. sum(accounts, "refused")
  .. " " .. sum(accounts, "events"))
local a = accounts[7]
print(string.format('{"owner": {"name": "%s", "address": {"street": "%s", "city": "%s", "country": "%s"}, "since": %d}, '
  .. '"balance": %d, "events": %d, "refused": %d, "limit": null, "id": %d}', a.owner.name, a.owner.address.street,
  a.owner.address.city, a.owner.address.country, a.owner.since, a.balance, a.events, a.refused, a.id))
