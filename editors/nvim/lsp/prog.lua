-- The language server, for Neovim's own client (0.11 and later): `vim.lsp.config('prog', {...})` changes any of this.
return {
  cmd = { vim.g.prog_progc or "progc", "lsp" },
  filetypes = { "prog" },
  root_markers = { "progc.toml", ".git" },
}
