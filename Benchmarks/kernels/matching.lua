local function weigh(answer)
  local status = answer.status
  if status == 200 and answer.body and answer.body[1] ~= nil then return answer.body[1] end
  if status == 200 then return 1 end
  local reason = answer.reason
  if status >= 400 and status <= 499 and reason and #reason > 3 then return #reason end
  if status == 408 or status == 429 then return 7 end
  if status >= 500 and status < 600 then return 50 end
  return 0
end

local function run(count)
  local answers = {
    [0] = { status = 200, body = { 5, 6 } }, { status = 200, body = {} },
    { status = 404, reason = "gone" }, { status = 429, reason = "no" }, { status = 503 },
    { status = 302 }, { status = 451, reason = "law" },
  }
  local sum = 0
  for i = 0, count - 1 do sum = sum + weigh(answers[i % 7]) * (i % 3) end
  return sum
end

local size = tonumber(arg[1]) or 500000
print(run(size))
