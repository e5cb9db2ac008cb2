" ALE: formats with `progc fmt`.
function! ale#fixers#progc#Fix(buffer) abort
  return {'command': ale#Escape(ale#Var(a:buffer, 'prog_progc_executable')) . ' fmt --stdin-filename %s -'}
endfunction
