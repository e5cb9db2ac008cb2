-- Indentation without a parser: by the braces, list commas and chain arrows of the lines before.
if vim.b.did_indent then
  return
end
vim.b.did_indent = 1
vim.bo.indentexpr = "v:lua.require'prog.indent'.of(v:lnum)"
vim.bo.indentkeys = "0},!^F,o,O,0->,0.."
vim.b.undo_indent = "setlocal indentexpr< indentkeys<"
