--- The tree-sitter parser: whether it is there, and how it is built from the grammar beside this plugin.
local M = {}

function M.available()
  local ok, added = pcall(vim.treesitter.language.add, "prog")
  -- Before 0.11 `add` raises an error where there is no parser, and returns nothing else.
  return ok and (added or added == nil and vim.fn.has("nvim-0.11") == 0)
end

--- The folder of the grammar in a clone of the project.
function M.source()
  local plugin = vim.fs.dirname(vim.fs.dirname(vim.fs.dirname(debug.getinfo(1, "S").source:sub(2))))
  return vim.fn.fnamemodify(plugin .. "/../../grammar/tree-sitter-prog", ":p")
end

--- Compiles the parser into Neovim's data folder, where Neovim looks for it. Gives an error message where it fails.
function M.build()
  local source = M.source()
  if vim.fn.filereadable(source .. "src/parser.c") == 0 then
    return ("There is no grammar in %s"):format(source)
  end
  local compiler = vim.env.CC or "cc"
  if vim.fn.executable(compiler) == 0 then
    return ("There is no C compiler (%s)"):format(compiler)
  end
  local folder = vim.fn.stdpath("data") .. "/site/parser"
  vim.fn.mkdir(folder, "p")
  local command = { compiler, "-shared", "-fPIC", "-O2", "-I", source .. "src", "-o", folder .. "/prog.so" }
  vim.list_extend(command, { source .. "src/parser.c", source .. "src/scanner.c" })
  local output = vim.fn.system(command)
  if vim.v.shell_error ~= 0 then
    return output
  end
  -- By its path: a folder that did not exist when Neovim started is not looked into before the next start.
  pcall(vim.treesitter.language.add, "prog", { path = folder .. "/prog.so" })
end

return M
