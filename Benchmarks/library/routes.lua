-- Shortest routes in a road network, with a heap as the priority queue.
-- Task: Rosetta Code, "Dijkstra's algorithm" and "Priority queue".
local size = tonumber(arg[1]) or 60000

local function push(heap, item)
  local at = #heap + 1
  while at > 1 and heap[at // 2].distance > item.distance do
    heap[at] = heap[at // 2]
    at = at // 2
  end
  heap[at] = item
end

local function pop(heap)
  local first, last = heap[1], table.remove(heap)
  if #heap > 0 then
    local at = 1
    while true do
      local child = 2 * at
      if child > #heap then break end
      if child < #heap and heap[child + 1].distance < heap[child].distance then child = child + 1 end
      if heap[child].distance >= last.distance then break end
      heap[at] = heap[child]
      at = child
    end
    heap[at] = last
  end
  return first
end

local function roads(town)
  local list = {}
  for i = 1, 4 do list[i] = {to = (town * i * 7 + i * 13 + 1) % size, length = 1 + (town + i * 5) % 17} end
  return list
end

local function distances(start)
  local best = {}
  local heap = {{distance = 0, town = start}}
  while #heap > 0 do
    local item = pop(heap)
    local distance, town = item.distance, item.town
    if not best[town] then
      best[town] = distance
      for _, road in ipairs(roads(town)) do
        if not best[road.to] then push(heap, {distance = distance + road.length, town = road.to}) end
      end
    end
  end
  return best
end

local count, most, sum = 0, 0, 0
for _, distance in pairs(distances(0)) do
  count = count + 1
  most = math.max(most, distance)
  sum = sum + distance
end
print(count .. " " .. most .. " " .. sum)
