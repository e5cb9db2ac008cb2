--- `:checkhealth prog`
local M = {}

local h = vim.health
local start, ok = h.start or h.report_start, h.ok or h.report_ok
local warn, err = h.warn or h.report_warn, h.error or h.report_error

local function check_server()
  start("prog: language server")
  local command = vim.g.prog_progc or "progc"
  if vim.fn.executable(command) == 0 then
    return err(("`%s` is not installed, or not on the path"):format(command), {
      "Install it with `cargo install --path crates/progc` in a clone of the project",
      "Or name it in your init.lua: vim.g.prog_progc = '/path/to/progc'",
    })
  end
  local version = vim.trim(vim.fn.system({ command, "--version" }))
  if vim.v.shell_error ~= 0 then
    return err(("`%s --version` failed: %s"):format(command, version))
  end
  ok(("%s (%s)"):format(version, vim.fn.exepath(command)))
end

local function check_client()
  start("prog: Neovim")
  if vim.fn.has("nvim-0.9") == 0 then
    return err("Neovim 0.9 or later is needed")
  end
  if vim.g.prog_lsp == false then
    return warn("The server is not started by this plugin (vim.g.prog_lsp is false)")
  end
  ok(vim.lsp.enable and "The server is started by vim.lsp.enable" or "The server is started by vim.lsp.start")
  local get = vim.lsp.get_clients or vim.lsp.get_active_clients
  local clients = get({ name = "prog" })
  if #clients == 0 then
    warn("The server is not running", { "Open a .prog file, then look again", "See :lua vim.cmd.edit(vim.lsp.get_log_path())" })
  end
  for _, client in ipairs(clients) do
    ok("The server runs for " .. (client.config.root_dir or "a single file"))
  end
end

local function check_parser()
  start("prog: colours and folds")
  if require("prog.parser").available() then
    ok("The tree-sitter parser is installed")
  else
    warn("The tree-sitter parser is not installed: colours come from a plain syntax file, folds do not work", {
      "Build it with :ProgParser (needs a C compiler)",
    })
  end
end

function M.check()
  check_server()
  check_client()
  check_parser()
end

return M
