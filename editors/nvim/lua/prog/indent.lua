--- How far a line of a `.prog` file is indented. Looks at lines only, so it works while they are half typed.
local M = {}

--- The line without its strings and comments, so that braces in them do not count.
local function code(line)
  line = line:gsub("\\.", ""):gsub('"""', ""):gsub('"[^"]*"?', '""')
  return (line:gsub("/%*.-%*/", ""):gsub("//.*$", ""))
end

--- Whether the line stands in a text block, and the line that opens it.
local function text_block_start(lnum)
  local open
  for i = 1, lnum - 1 do
    for _ in vim.fn.getline(i):gmatch('"""') do
      open = not open and i or nil
    end
  end
  return open
end

local function depth(text)
  return select(2, text:gsub("{", "")) - select(2, text:gsub("}", ""))
end

local function continues(text)
  return text:match(",%s*$") or text:match("%->%s*$") or text:match("%.%.%s*$")
end

--- The line that a value starts on which goes on up to `lnum`.
local function first_of_value(lnum)
  while lnum > 1 do
    local text, before = code(vim.fn.getline(lnum)), vim.fn.prevnonblank(lnum - 1)
    local joined = text:match("^%s*%->") or text:match("^%s*%.%.")
    if before == 0 or text:match("^%s*[^%s:,]+%s*:") or not (joined or continues(code(vim.fn.getline(before)))) then
      return lnum
    end
    lnum = before
  end
  return lnum
end

--- The indentation of line `lnum` (from 1), or -1 to leave it as it is.
function M.of(lnum)
  local width = vim.fn.shiftwidth()
  local opened = text_block_start(lnum)
  if opened then
    -- What people write keeps its shape; only the first line of a new text is placed.
    local empty = vim.fn.getline(lnum):match("^%s*$")
    return empty and opened == lnum - 1 and vim.fn.indent(opened) + width or -1
  end
  local before = vim.fn.prevnonblank(lnum - 1)
  if before == 0 then
    return 0
  end
  -- A text block counts as the line that it starts on.
  before = text_block_start(before) or before
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
  local is_property = code(vim.fn.getline(start)):match("^%s*[^%s:,{}]+%s*:")
  local arrow = here:match("^%s*%->") or here:match("^%s*%.%.")
  local value_goes_on = continues(text) and not here:match("^%s*[^%s:,]+%s*:") and not here:match("^%s*[^%s,]+%s+[\"%a]")
  if level == 0 and is_property and (arrow or value_goes_on) then
    -- An empty line after a comma: most often the next property of a block that uses commas.
    if not arrow and here:match("^%s*$") and text:match(",%s*$") and start == before then
      return indent
    end
    return indent + width
  end
  return indent
end

return M
