-- Starts the language server for `.prog` files and adds the commands. `vim.g.prog_lsp = false` leaves the server to you.
if vim.g.loaded_prog then
  return
end
vim.g.loaded_prog = true

require("prog.commands").create()
require("prog.commands").answer_lenses()
require("prog.colours").link()

if vim.g.prog_lsp == false then
  return
end
if vim.lsp.config and vim.lsp.enable then
  vim.lsp.enable("prog")
else
  require("prog.start").on_filetype()
end
