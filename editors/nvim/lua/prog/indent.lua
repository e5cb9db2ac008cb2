--- How far a line of a `.prog` file is indented. Looks at lines only, so it works while they are half typed.
local M = {}

--- The line without its strings and comments, so that braces in them do not count.
local function code(line)
  line = line:gsub("\\.", ""):gsub('"""', ""):gsub('"[^"]*"?', '""')
  return (line:gsub("/%*.-%*/", ""):gsub("//.*$", ""))
end

--- The line that opens the text block or comment which line `lnum` stands in, if it does.
local function opener(lnum, open, close)
  local opened
  for i = 1, lnum - 1 do
    local text, at = vim.fn.getline(i), 1
    while at do
      local _, past = text:find(opened and close or open, at, true)
      at = past and past + 1
      if past then
        opened = not opened and i or nil
      end
    end
  end
  return opened
end

--- The nearest line above that holds code and is not inside a text block: of such a block, the line that opens it.
local function before_line(lnum)
  local line = vim.fn.prevnonblank(lnum - 1)
  while line > 0 do
    local text, comment = opener(line, '"""', '"""'), opener(line, "/*", "*/")
    if text then
      return text
    elseif not comment and code(vim.fn.getline(line)):match("%S") then
      return line
    end
    line = vim.fn.prevnonblank((comment or line) - 1)
  end
  return 0
end

local function depth(text)
  return select(2, text:gsub("{", "")) - select(2, text:gsub("}", ""))
end

--- Whether the text is a key with its value, or the head of a declaration.
local function starts_item(text)
  local word, second = text:match('^%s*([%a_\128-\255][^%s,:"{]*)%s*(["{:%a]?)')
  return word and second ~= "" and not text:match("^%s*%S+%s+on%s+[%d?]")
end

--- Whether a line goes on with the value of the line before it.
local function goes_on(before, text)
  if text:match("^%s*%->") or text:match("^%s*%.%.") or before:match("%->%s*$") or before:match("%.%.%s*$") then
    return true
  end
  return before:match(",%s*$") and text:match("^%s*[^%s}]") and not starts_item(text)
end

--- The line that a value starts on which goes on up to `lnum`.
local function first_of_value(lnum)
  local before = before_line(lnum)
  while before > 0 and goes_on(code(vim.fn.getline(before)), code(vim.fn.getline(lnum))) do
    lnum, before = before, before_line(before)
  end
  return lnum
end

--- The indentation of line `lnum` (from 1), or -1 to leave it as it is.
function M.of(lnum)
  local width = vim.fn.shiftwidth()
  local opened = opener(lnum, '"""', '"""')
  if opened then
    -- What people write keeps its shape; only the first line of a new text is placed.
    local empty = vim.fn.getline(lnum):match("^%s*$")
    return empty and opened == lnum - 1 and vim.fn.indent(opened) + width or -1
  end
  if opener(lnum, "/*", "*/") then
    return -1
  end
  local before = before_line(lnum)
  if before == 0 then
    return 0
  end
  local text, here = code(vim.fn.getline(before)), code(vim.fn.getline(lnum))
  local start = first_of_value(before)
  local indent = vim.fn.indent(start)
  local level = depth(text)
  if text:match("^%s*}") then
    level = level + 1
  end
  if level > 0 then
    indent = indent + width
  elseif level < 0 then
    indent = indent + level * width
  end
  if here:match("^%s*}") then
    return indent - width
  end
  if level ~= 0 or not code(vim.fn.getline(start)):match("^%s*[^%s:,{}]+%s*:") then
    return indent
  end
  if goes_on(text, here) or (here:match("^%s*$") and text:match(",%s*$") and start ~= before) then
    return indent + width
  end
  return indent
end

return M
