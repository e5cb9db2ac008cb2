" Tells ALE, where it is installed, about the formatter.
if exists('g:loaded_prog') || !exists('*execute')
  finish
endif
let g:loaded_prog = 1
let g:ale_prog_progc_executable = get(g:, 'ale_prog_progc_executable', 'progc')

function s:RegisterFixer() abort
  try
    call ale#fix#registry#Add('progc', 'ale#fixers#progc#Fix', ['prog'], 'Format with progc fmt')
  catch /^Vim\%((\a\+)\)\=:E117/
    " ALE is not installed.
  endtry
endfunction
autocmd VimEnter * ++once call s:RegisterFixer()
