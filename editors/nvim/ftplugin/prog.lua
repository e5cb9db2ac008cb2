-- Options of a `.prog` buffer.
if vim.b.did_ftplugin then
  return
end
vim.b.did_ftplugin = 1

vim.bo.commentstring = "// %s"
vim.bo.comments = "s1:/*,mb:*,ex:*/,://"
vim.bo.suffixesadd = ".prog"
vim.bo.expandtab = true
vim.bo.shiftwidth = 2
vim.bo.softtabstop = 2
vim.bo.formatoptions = vim.bo.formatoptions:gsub("t", "") .. "croql"
-- Names hold hyphens: `*` and `<C-w>` take them whole.
vim.opt_local.iskeyword:append("-")

local undo = "setlocal commentstring< comments< suffixesadd< expandtab< shiftwidth< softtabstop< formatoptions< iskeyword<"

if require("prog.parser").available() then
  vim.treesitter.start()
  vim.opt_local.foldmethod = "expr"
  vim.opt_local.foldexpr = "v:lua.vim.treesitter.foldexpr()"
  -- Everything open until you close it.
  vim.opt_local.foldlevel = 99
  undo = undo .. " foldmethod< foldexpr< foldlevel< | lua vim.treesitter.stop()"
end

vim.b.undo_ftplugin = undo
