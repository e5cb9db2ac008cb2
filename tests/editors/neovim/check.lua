-- Drives the plugin in a real Neovim: attach, findings, fix, completion, hover, rename, format, commands, colours, folds,
-- indentation, health. Ends Neovim with 1 at the first thing that is not as expected.
local lsp_wait = 60000

local function say(text)
  io.stdout:write(text .. "\n")
end

local function check(ok, what, seen)
  if not ok then
    error(what .. (seen ~= nil and ("; saw: " .. vim.inspect(seen)) or ""), 0)
  end
  say("ok " .. what)
end

local function eventually(what, test)
  check(vim.wait(lsp_wait, test, 20), what, vim.tbl_map(function(d)
    return d.message
  end, vim.diagnostic.get(0)))
end

local function lines()
  return vim.api.nvim_buf_get_lines(0, 0, -1, false)
end

local function line_of(pattern)
  for i, line in ipairs(lines()) do
    if line:match(pattern) then
      return i, line
    end
  end
end

local function findings()
  return vim.tbl_filter(function(d)
    return d.code == vim.env.PROG_RULE
  end, vim.diagnostic.get(0))
end

local function request(method, line, column, extra)
  local params = vim.tbl_extend("force", {
    textDocument = { uri = vim.uri_from_bufnr(0) },
    position = { line = line - 1, character = column },
  }, extra or {})
  local answers = vim.lsp.buf_request_sync(0, method, params, lsp_wait)
  local _, answer = next(answers or {})
  check(answer and not answer.err, method .. " is answered", answer and answer.err)
  return answer.result
end

local function server()
  vim.cmd.edit(vim.env.PROG_WS .. "/shop.prog")
  check(vim.bo.filetype == "prog", "the file is of type prog")
  eventually("the server attached", function()
    return #vim.lsp.get_clients({ bufnr = 0, name = "prog" }) == 1
  end)
  check(vim.lsp.get_clients({ name = "prog" })[1].config.root_dir == vim.uv.fs_realpath(vim.env.PROG_WS), "the root is found")
end

local function fix()
  eventually("the finding is there", function()
    return #findings() == 1
  end)
  local finding = findings()[1]
  check(finding.message:find(vim.env.PROG_MESSAGE, 1, true), "the finding says what is missing", finding.message)
  check(finding.severity == vim.diagnostic.severity.WARN, "the finding is a warning")
  check(finding.lnum + 1 == line_of("^system gateway"), "the finding stands on the head", finding)
  vim.api.nvim_win_set_cursor(0, { finding.lnum + 1, finding.col })
  local chosen
  vim.lsp.buf.code_action({
    apply = true,
    filter = function(action)
      -- The first that fits, as a user would take.
      local fits = action.kind and vim.startswith(action.kind, "quickfix") and action.title:find("^Set .*owner")
      chosen = chosen or (fits and action.title)
      return fits and chosen == action.title
    end,
  })
  eventually("the fix sets an owner", function()
    local head = line_of("^system gateway")
    return table.concat(lines(), "\n", head):match("owner: [%a?]")
  end)
  eventually("the finding is gone", function()
    return #findings() == 0
  end)
end

local function answers()
  local head = line_of("^system gateway")
  local hover = request("textDocument/hover", head, 8)
  check(vim.inspect(hover):find(vim.env.PROG_HOVER, 1, true), "hover shows the title", hover)

  vim.api.nvim_buf_set_lines(0, head, head, false, { "  replaces: " })
  local items = request("textDocument/completion", head + 1, 12)
  local labels = vim.tbl_map(function(item)
    return item.label
  end, items.items or items)
  check(#labels > 0, "completion offers names", labels)
  vim.api.nvim_buf_set_lines(0, head, head + 1, false, { "  owner: " })
  local who = vim.tbl_map(function(item)
    return item.label
  end, (function(r)
    return r.items or r
  end)(request("textDocument/completion", head + 1, 9)))
  check(vim.tbl_contains(who, "payments") and vim.tbl_contains(who, "ines"), "completion offers owners", who)
  vim.api.nvim_buf_set_lines(0, head, head + 1, false, {})
end

local function edits()
  vim.api.nvim_win_set_cursor(0, { line_of("^system gateway"), 8 })
  vim.lsp.buf.rename("pay-gateway")
  eventually("rename changes the head", function()
    return line_of('^system pay%-gateway "Payment gateway"')
  end)
  eventually("rename changes the reference", function()
    return select(2, line_of("^system web")):find("depends-on: pay-gateway", 1, true)
  end)
  vim.lsp.buf.format({ async = false, timeout_ms = lsp_wait })
  check(line_of("^  criticality: high$"), "formatting removes the spaces", lines())
end

local function window_of(name)
  return vim.wait(lsp_wait, function()
    return vim.fn.bufwinid("^" .. vim.pesc(name)) ~= -1 or vim.fn.bufwinid(name) ~= -1
  end, 20)
end

--- Whether the command completes just what `progc` takes: the words of the list in its help that follows `after`.
local function completes(command, help, after)
  local text = vim.fn.system(vim.list_extend({ vim.env.PROGC }, help))
  local list = text:sub(select(2, text:find(after, 1, true)) + 1):match("Possible values:\n(.-)\n%s*\n")
  local taken, offered = {}, vim.fn.getcompletion(command .. " ", "cmdline")
  for word in list:gmatch("%- ([%w-]+):") do
    table.insert(taken, word)
  end
  table.sort(taken)
  table.sort(offered)
  check(#taken > 3 and vim.deep_equal(taken, offered), ":" .. command .. " completes what progc takes", { taken, offered })
end

local function commands()
  vim.cmd.write()
  local main = vim.api.nvim_get_current_win()
  vim.api.nvim_win_set_cursor(main, { line_of("^system pay"), 8 })
  vim.cmd("ProgImpact")
  check(window_of("prog://show impact pay-gateway"), ":ProgImpact takes the name under the cursor")
  check(vim.bo.buftype == "nofile" and #lines() > 0 and lines()[1] ~= "", ":ProgImpact shows lines", lines())
  vim.cmd("normal q")
  check(vim.api.nvim_get_current_win() == main, "q closes the window")
  completes("ProgShow", { "show", "--help" }, "<VIEW>\n")
  completes("ProgGraph", { "graph", "--help" }, "--of <OF>\n")
  vim.cmd("ProgShow owners")
  check(window_of("prog://show owners"), ":ProgShow opens a window")
  vim.cmd("normal q")
  local place = { uri = vim.uri_from_bufnr(0), range = { start = { line = 1, character = 0 }, ["end"] = { line = 1, character = 4 } } }
  local client = vim.lsp.get_clients({ name = "prog" })[1]
  vim.lsp.commands["prog.showReferences"]({ title = "Dependents", arguments = { place.uri, {}, { place } } }, { client_id = client.id })
  check(vim.fn.getqflist()[1].lnum == 2, "a lens with references fills the quickfix list", vim.fn.getqflist())
  vim.cmd.cclose()
  for command, start in pairs({ ProgGraph = "<svg", ProgReport = "<html" }) do
    vim.g.prog_last_file = nil
    vim.cmd(command)
    eventually(":" .. command .. " writes a file", function()
      return vim.g.prog_last_file ~= nil
    end)
    local text = table.concat(vim.fn.readfile(vim.g.prog_last_file), "\n")
    check(text:find(start, 1, true), ":" .. command .. " writes what a browser shows", text:sub(1, 200))
  end
end

local function captures(pattern, offset)
  local row, line = line_of(pattern)
  local column = line:find(offset, 1, true) - 1
  vim.treesitter.get_parser(0, "prog"):parse(true)
  return vim.tbl_map(function(c)
    return c.capture
  end, vim.treesitter.get_captures_at_pos(0, row - 1, column))
end

local function colours()
  vim.cmd.edit(vim.env.PROG_ROOT .. "/tests/corpus/valid/risk-with-mitigations.prog")
  local function syntax(row, column)
    return vim.fn.synIDattr(vim.fn.synID(row, column, 1), "name")
  end
  check(vim.b.current_syntax == "prog", "without a parser the syntax file colours")
  check(syntax(1, 1) == "progKind" and syntax(1, 6) == "progDeclared" and syntax(2, 3) == "progKey", "the syntax file knows kind, name, key")
  check(syntax(4, 15) == "progValue", "the syntax file knows words", syntax(4, 15))

  vim.cmd("ProgParser")
  check(require("prog.parser").available(), ":ProgParser builds the parser")
  vim.cmd("edit!")
  for _, case in ipairs({
    { "^risk", "risk", "keyword" },
    { "^risk", "gateway", "type" },
    { "^  owner", "owner", "property" },
    { "^  likelihood", "likely", "constant" },
    { "^    due", "2026", "number" },
  }) do
    local seen = captures(case[1], case[2])
    check(vim.tbl_contains(seen, case[3]), ("tree-sitter colours `%s` as %s"):format(case[2], case[3]), seen)
  end
  vim.cmd("normal! zM")
  check(vim.fn.foldclosed(1) == 1 and vim.fn.foldclosedend(1) == vim.fn.line("$"), "a block folds")

  vim.cmd.edit(vim.env.PROG_ROOT .. "/tests/corpus/valid/text-blocks.prog")
  local seen = captures("People", "find")
  check(vim.tbl_contains(seen, "markup.italic"), "a text block holds Markdown", seen)
end

local function indentation()
  for _, file in ipairs(vim.fn.glob(vim.env.PROG_ROOT .. "/tests/corpus/valid/*.prog", false, true)) do
    vim.cmd.edit(file)
    local before = lines()
    vim.cmd("silent normal! gg=G")
    local after = lines()
    vim.cmd("edit!")
    for i, line in ipairs(before) do
      if line ~= after[i] then
        error(("indenting %s line %d gave %q instead of %q"):format(file, i, after[i], line), 0)
      end
    end
  end
  say("ok indenting changes nothing that is indented well")
end

local function health()
  vim.cmd("checkhealth prog")
  local text = table.concat(lines(), "\n")
  check(text:find("prog: language server", 1, true) and not text:find("ERROR", 1, true), "checkhealth finds no error", text)
  local doc = vim.env.PROG_WS .. "/doc"
  vim.fn.mkdir(doc)
  vim.fn.writefile(vim.fn.readfile(vim.env.PROG_ROOT .. "/editors/nvim/doc/prog.txt"), doc .. "/prog.txt")
  vim.cmd("helptags " .. doc)
  vim.opt.runtimepath:append(vim.env.PROG_WS)
  for _, topic in ipairs({ "prog", "prog-install", ":ProgImpact", "g:prog_progc" }) do
    check(pcall(vim.cmd.help, topic), "there is help on " .. topic)
  end
end

local ok, problem = xpcall(function()
  for _, part in ipairs({ server, fix, answers, edits, commands, colours, indentation, health }) do
    part()
  end
end, function(message)
  return type(message) == "string" and message or debug.traceback(vim.inspect(message))
end)
if not ok then
  say("FAILED: " .. tostring(problem))
  vim.cmd("cquit 1")
end
vim.cmd("qall!")
