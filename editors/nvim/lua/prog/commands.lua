--- The commands `:ProgShow`, `:ProgImpact`, `:ProgGraph`, `:ProgReport`, `:ProgMemo` and `:ProgParser`: each but the last
--- runs `progc` and shows what it prints.
local M = {}

local views = {
  "audit", "changes", "decisions", "dependencies", "flows", "forecast", "impact", "kpis", "outcomes", "owners", "plan",
  "questions", "raid", "review", "risks", "scorecard", "stakeholders", "status", "waivers",
}
local graphs = { "systems", "flows", "schedule", "ownership", "risks" }

local function say(message, level)
  vim.notify("prog: " .. message, level or vim.log.levels.INFO)
end

--- Runs `progc` in the workspace of the current buffer and hands over what it prints, as lines.
local function progc(args, done)
  local command = vim.list_extend({ vim.g.prog_progc or "progc" }, args)
  if vim.fn.executable(command[1]) == 0 then
    return say(("`%s` is not installed; see :help prog-install"):format(command[1]), vim.log.levels.ERROR)
  end
  local file = vim.api.nvim_buf_get_name(0)
  local out, err = {}, {}
  vim.fn.jobstart(command, {
    cwd = require("prog.start").root(file ~= "" and file or vim.fn.getcwd() .. "/x"),
    stdout_buffered = true,
    stderr_buffered = true,
    on_stdout = function(_, lines)
      out = lines
    end,
    on_stderr = function(_, lines)
      err = lines
    end,
    on_exit = function(_, code)
      -- 1 says that there are findings: what was printed is whole.
      if code > 1 or (#out <= 1 and (out[1] or "") == "") then
        return say(vim.trim(table.concat(err, "\n")), vim.log.levels.ERROR)
      end
      if out[#out] == "" then
        table.remove(out)
      end
      done(out)
    end,
  })
end

--- Shows lines in a window of their own; `q` closes it.
local function scratch(title, filetype)
  return function(lines)
    local name = "prog://" .. title
    local buffer = vim.fn.bufnr("^" .. vim.fn.escape(name, "[]*?.") .. "$")
    if buffer == -1 then
      buffer = vim.api.nvim_create_buf(false, true)
      vim.api.nvim_buf_set_name(buffer, name)
      vim.bo[buffer].bufhidden = "wipe"
      vim.keymap.set("n", "q", "<cmd>close<cr>", { buffer = buffer, desc = "Close" })
    end
    vim.bo[buffer].modifiable = true
    vim.api.nvim_buf_set_lines(buffer, 0, -1, false, lines)
    vim.bo[buffer].modifiable = false
    vim.bo[buffer].filetype = filetype
    local window = vim.fn.bufwinid(buffer)
    if window == -1 then
      vim.cmd("botright split")
      vim.api.nvim_win_set_buf(0, buffer)
      vim.api.nvim_win_set_height(0, math.max(5, math.min(#lines + 1, math.floor(vim.o.lines / 2))))
      vim.wo.wrap = false
      vim.wo.number = false
    end
  end
end

--- Writes lines to a file and opens it with what the desktop uses for it.
local function browser(suffix)
  return function(lines)
    local file = vim.fn.tempname() .. suffix
    vim.fn.writefile(lines, file)
    vim.g.prog_last_file = file
    local opened = vim.ui.open and not vim.g.prog_no_browser and pcall(vim.ui.open, file)
    say((opened and "Opened " or "Wrote ") .. file)
  end
end

local function starting_with(words)
  return function(lead)
    return vim.tbl_filter(function(word)
      return vim.startswith(word, lead)
    end, words)
  end
end

--- The name under the cursor: hyphens belong to it, and dots join a path.
local function name_here()
  return vim.fn.expand("<cword>")
end

function M.show(view, name)
  local args = { "show", view }
  if name and name ~= "" then
    table.insert(args, name)
  end
  progc(args, scratch(table.concat(args, " "), "prog-view"))
end

function M.impact(name)
  name = name ~= "" and name or name_here()
  if name == "" then
    return say("Put the cursor on a name, or write one: :ProgImpact gateway", vim.log.levels.WARN)
  end
  M.show("impact", name)
end

function M.graph(of, as_text)
  local args = { "graph", "--of", of ~= "" and of or "systems", "--format", as_text and "mermaid" or "svg" }
  progc(args, as_text and scratch("graph " .. args[3], "mermaid") or browser(".svg"))
end

function M.report(as_text)
  if as_text then
    progc({ "report", "--format", "md" }, scratch("report", "markdown"))
  else
    progc({ "report" }, browser(".html"))
  end
end

function M.memo(name)
  name = name ~= "" and name or name_here()
  progc({ "memo", name }, scratch("memo " .. name, "markdown"))
end

function M.parser()
  local problem = require("prog.parser").build()
  if problem then
    return say(problem, vim.log.levels.ERROR)
  end
  say("The parser is built; open a .prog file again to use it")
end

function M.create()
  local command = vim.api.nvim_create_user_command
  command("ProgShow", function(o)
    M.show(o.fargs[1], table.concat(o.fargs, " ", 2))
  end, { nargs = "+", complete = starting_with(views), desc = "Show a register or analysis (progc show)" })
  command("ProgImpact", function(o)
    M.impact(o.args)
  end, { nargs = "?", desc = "What breaks if this fails, and whom to call" })
  command("ProgGraph", function(o)
    M.graph(o.args, o.bang)
  end, { nargs = "?", bang = true, complete = starting_with(graphs), desc = "Draw a graph (with ! as text)" })
  command("ProgReport", function(o)
    M.report(o.bang)
  end, { bang = true, desc = "The status page (with ! as text)" })
  command("ProgParser", M.parser, { desc = "Build the tree-sitter parser" })
  command("ProgMemo", function(o)
    M.memo(o.args)
  end, { nargs = "?", desc = "The memo to send for an escalation or decision" })
end

--- What the server's code lenses ask for. Each gets `{command, arguments}` and the context of the request.
function M.answer_lenses()
  local function name_of(asked)
    local first = (asked.arguments or {})[1]
    return type(first) == "string" and first or ""
  end
  vim.lsp.commands["prog.showImpact"] = function(asked)
    M.impact(name_of(asked))
  end
  vim.lsp.commands["prog.showMemo"] = function(asked)
    M.memo(name_of(asked))
  end
  vim.lsp.commands["prog.showReferences"] = function(asked, context)
    local places = (asked.arguments or {})[3] or {}
    local client = vim.lsp.get_client_by_id(context.client_id)
    local items = vim.lsp.util.locations_to_items(places, client and client.offset_encoding or "utf-16")
    vim.fn.setqflist({}, " ", { title = asked.title or "References", items = items })
    vim.cmd("botright copen")
  end
end

return M
