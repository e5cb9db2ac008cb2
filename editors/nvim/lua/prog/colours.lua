-- The server's semantic tokens in the colours that the highlight query gives the same things, so that nothing changes its
-- colour when the server's answer arrives. What a name stands for (a team, a system, a risk) makes no difference, but each
-- kind has its own group (`@lsp.type.class.prog` …) for those who want one.
local M = {}

local links = {
  keyword = "@keyword",
  property = "@property",
  namespace = "@type",
  type = "@type",
  class = "@type",
  ["function"] = "@type",
  event = "@type",
  interface = "@type",
  variable = "@type",
  enumMember = "@constant",
  number = "@number",
  string = "@string",
  -- `?`
  operator = "@constant.builtin",
  -- A rule in an allow.
  macro = "@type",
}

function M.link()
  for type, group in pairs(links) do
    vim.cmd(("highlight default link @lsp.type.%s.prog %s"):format(type, group))
  end
end

return M
