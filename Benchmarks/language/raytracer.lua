-- Traces rays through a scene of spheres with one light.
-- Task: pyperformance, "raytrace".
local Vector = {}
Vector.__index = Vector
local function vector(x, y, z) return setmetatable({x = x, y = y, z = z}, Vector) end
function Vector.plus(a, b) return vector(a.x + b.x, a.y + b.y, a.z + b.z) end
function Vector.minus(a, b) return vector(a.x - b.x, a.y - b.y, a.z - b.z) end
function Vector.scaled(a, k) return vector(a.x * k, a.y * k, a.z * k) end
function Vector.dot(a, b) return a.x * b.x + a.y * b.y + a.z * b.z end
function Vector.unit(a) return a:scaled(1 / math.sqrt(a:dot(a))) end

local spheres = {}
for i = 0, 5 do
  spheres[#spheres + 1] = {
    centre = vector(-5.0 + i * 2, (i % 3 - 1) * 1.5, 12.0 + i), radius = 1.0 + i % 2 * 0.5, mirror = i % 2 * 0.4,
  }
end
local light = vector(-1.0, 2.0, -1.5):unit()

local function hit(origin, direction)
  local nearest, nearest_distance
  for _, sphere in ipairs(spheres) do
    local offset = sphere.centre:minus(origin)
    local along = offset:dot(direction)
    local gap = sphere.radius * sphere.radius - (offset:dot(offset) - along * along)
    if along > 0 and gap > 0 then
      local distance = along - math.sqrt(gap)
      if distance > 0.001 and (not nearest or distance < nearest_distance) then
        nearest, nearest_distance = sphere, distance
      end
    end
  end
  return nearest, nearest_distance
end

local function trace(origin, direction, depth)
  depth = depth or 0
  local sphere, distance = hit(origin, direction)
  if not sphere then return 0.2 + 0.3 * math.max(0.0, direction.y) end
  local point = origin:plus(direction:scaled(distance))
  local normal = point:minus(sphere.centre):unit()
  local is_shadowed = hit(point, light) ~= nil
  local brightness = 0.1 + (is_shadowed and 0.0 or math.max(0.0, normal:dot(light)))
  if sphere.mirror > 0 and depth < 3 then
    local reflected = direction:minus(normal:scaled(2.0 * direction:dot(normal)))
    brightness = brightness + sphere.mirror * trace(point, reflected:unit(), depth + 1)
  end
  return math.min(1.0, brightness)
end

local size = tonumber(arg[1]) or 150
local sum = 0.0
for row = 0, size - 1 do
  for column = 0, size - 1 do
    local direction = vector((column - size / 2) / size, (size / 2 - row) / size, 1.0):unit()
    sum = sum + trace(vector(0.0, 0.0, 0.0), direction)
  end
end
print(string.format("%.3f", sum))
