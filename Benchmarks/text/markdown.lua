-- Turns simple Markdown into HTML, line by line.
-- Task: the converters of many cookbooks ("Markdown to HTML").
local source = [[
# Release notes

The *new* version is **faster** and reads `config.json` & more.
See [the manual](https://example.com/manual) for a < b.

- one *item*
- another **item**
- a third with `code`

## Details

Nothing else changed; ask [us](mailto:us@example.com).]]

local function escaped(text) return (text:gsub("&", "&amp;"):gsub("<", "&lt;"):gsub(">", "&gt;")) end

local function inline(text)
  text = escaped(text)
  text = text:gsub("%*%*(.-)%*%*", "<strong>%1</strong>")
  text = text:gsub("%*(.-)%*", "<em>%1</em>")
  text = text:gsub("`(.-)`", "<code>%1</code>")
  return (text:gsub("%[([^%]]+)%]%(([^)]+)%)", '<a href="%2">%1</a>'))
end

local function convert(markdown)
  local html, in_list = {}, false
  for line in (markdown .. "\n"):gmatch("([^\n]*)\n") do
    local marks, title = line:match("^(#+) (.*)$")
    local is_item = line:sub(1, 2) == "- "
    if in_list and not is_item then
      html[#html + 1] = "</ul>"
      in_list = false
    end
    if marks then
      html[#html + 1] = string.format("<h%d>%s</h%d>", #marks, inline(title), #marks)
    elseif is_item then
      if not in_list then html[#html + 1] = "<ul>" end
      in_list = true
      html[#html + 1] = "<li>" .. inline(line:sub(3)) .. "</li>"
    elseif line:match("%S") then
      html[#html + 1] = "<p>" .. inline(line) .. "</p>"
    end
  end
  if in_list then html[#html + 1] = "</ul>" end
  return table.concat(html, "\n")
end

local size = tonumber(arg[1]) or 3000
local length = 0
for i = 0, size - 1 do length = length + #convert(source .. "\n- number " .. i) end
print(convert(source))
print(length)
