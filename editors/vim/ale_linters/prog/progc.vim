" ALE: findings, fixes, hover and the rest from the language server `progc lsp`.
call ale#Set('prog_progc_executable', 'progc')

function! ale_linters#prog#progc#Root(buffer) abort
  let file = ale#path#FindNearestFile(a:buffer, 'progc.toml')
  if !empty(file)
    return fnamemodify(file, ':h')
  endif
  let git = ale#path#FindNearestDirectory(a:buffer, '.git')
  return empty(git) ? expand('#' . a:buffer . ':p:h') : fnamemodify(git, ':h:h')
endfunction

call ale#linter#Define('prog', {
      \ 'name': 'progc',
      \ 'lsp': 'stdio',
      \ 'language': 'prog',
      \ 'executable': {buffer -> ale#Var(buffer, 'prog_progc_executable')},
      \ 'command': '%e lsp',
      \ 'project_root': function('ale_linters#prog#progc#Root'),
      \ })
