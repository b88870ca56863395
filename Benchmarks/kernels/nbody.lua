local function bodies()
  return {
    { x = 0.0, y = 0.0, z = 0.0, vx = 0.0, vy = 0.0, vz = 0.0, mass = 39.47841760435743 },
    { x = 4.84143144246472, y = -1.1603200440274284, z = -0.10362204447112311, vx = 0.606326392995832, vy = 2.81198684491626, vz = -0.02521836165988763, mass = 0.03769367487038949 },
    { x = 8.34336671824458, y = 4.124798564124305, z = -0.4035234171143214, vx = -1.0107743461787924, vy = 1.8256623712304119, vz = 0.008415761376584154, mass = 0.011286326131968767 },
    { x = 12.894369562139131, y = -15.111151401698631, z = -0.22330757889265573, vx = 1.0827910064415354, vy = 0.8687130181696082, vz = -0.010832637401363636, mass = 0.0017237240570597112 },
    { x = 15.379697114850917, y = -25.919314609987964, z = 0.17925877295037118, vx = 0.979090732243898, vy = 0.5946989986476762, vz = -0.034755955550407804, mass = 0.0020336868699246304 },
  }
end

local function run(steps)
  local list = bodies()
  local dt = 0.01
  for _ = 1, steps do
    for i = 1, 5 do
      for j = i + 1, 5 do
        local dx = list[i].x - list[j].x
        local dy = list[i].y - list[j].y
        local dz = list[i].z - list[j].z
        local square = dx * dx + dy * dy + dz * dz
        local force = dt / (square * math.sqrt(square))
        local a = list[j].mass * force
        local b = list[i].mass * force
        list[i].vx = list[i].vx - dx * a
        list[i].vy = list[i].vy - dy * a
        list[i].vz = list[i].vz - dz * a
        list[j].vx = list[j].vx + dx * b
        list[j].vy = list[j].vy + dy * b
        list[j].vz = list[j].vz + dz * b
      end
    end
    for i = 1, 5 do
      list[i].x = list[i].x + dt * list[i].vx
      list[i].y = list[i].y + dt * list[i].vy
      list[i].z = list[i].z + dt * list[i].vz
    end
  end
  return list
end

local function round(x) return math.floor(x + 0.5) end

local out = {}
local size = tonumber(arg[1]) or 40000
for _, b in ipairs(run(size)) do
  out[#out + 1] = round(b.x * 1000000.0) .. " " .. round(b.y * 1000000.0)
end
print(table.concat(out, " "))
