--- Starts the language server in Neovim before 0.11, which has no `vim.lsp.enable`.
local M = {}

--- The folder that `progc.toml` stands in, else the git work tree, else the file's own folder.
function M.root(file)
  for _, marker in ipairs({ "progc.toml", ".git" }) do
    local found = vim.fs.find(marker, { path = vim.fs.dirname(file), upward = true })[1]
    if found then
      return vim.fs.dirname(found)
    end
  end
  return vim.fs.dirname(file)
end

function M.on_filetype()
  vim.api.nvim_create_autocmd("FileType", {
    group = vim.api.nvim_create_augroup("prog_lsp", {}),
    pattern = "prog",
    callback = function(event)
      local file = vim.api.nvim_buf_get_name(event.buf)
      vim.lsp.start({
        name = "prog",
        cmd = { vim.g.prog_progc or "progc", "lsp" },
        root_dir = M.root(file ~= "" and file or vim.fn.getcwd() .. "/x"),
      }, { bufnr = event.buf })
    end,
  })
end

return M
