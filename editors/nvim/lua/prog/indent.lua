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
  local before = vim.fn.prevnonblank(lnum - 1)
  while before > 0 and goes_on(code(vim.fn.getline(before)), code(vim.fn.getline(lnum))) do
    lnum, before = before, vim.fn.prevnonblank(before - 1)
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
  if level ~= 0 or not code(vim.fn.getline(start)):match("^%s*[^%s:,{}]+%s*:") then
    return indent
  end
  if goes_on(text, here) or (here:match("^%s*$") and text:match(",%s*$") and start ~= before) then
    return indent + width
  end
  return indent
end

return M
