" Indentation by braces; a value that goes on after a comma, an arrow or dots stands one step deeper than its key.
if exists('b:did_indent')
  finish
endif
let b:did_indent = 1
setlocal indentexpr=ProgIndent(v:lnum) indentkeys=0},!^F,o,O
let b:undo_indent = 'setlocal indentexpr< indentkeys<'

if exists('*ProgIndent')
  finish
endif

function s:Code(lnum) abort
  return substitute(substitute(getline(a:lnum), '"[^"]*"', '""', 'g'), '//.*$', '', '')
endfunction

function ProgIndent(lnum) abort
  let before = prevnonblank(a:lnum - 1)
  if before == 0
    return 0
  endif
  let text = s:Code(before)
  let level = count(text, '{') - count(text, '}') + (text =~# '^\s*}' ? 1 : 0)
  let indent = indent(before) + (level > 0 ? 1 : level) * shiftwidth()
  if s:Code(a:lnum) =~# '^\s*}'
    return indent - shiftwidth()
  endif
  " From `key: … ->` or `key: a,` with a value on this line.
  let key = '^\s*[^[:space:]:,]\+\s*:'
  let joined = s:Code(a:lnum) =~# '^\s*\(->\|\.\.\)' || text =~# '\(->\|\.\.\)\s*$'
  let listed = text =~# ',\s*$' && s:Code(a:lnum) =~# '\S' && s:Code(a:lnum) !~# key
  if level == 0 && text =~# key && (joined || listed)
    return indent + shiftwidth()
  endif
  " Back from such a value to the next key.
  if level == 0 && text !~# key && s:Code(before - 1) =~# '\(,\|->\|\.\.\)\s*$' && s:Code(a:lnum) =~# key
    return indent - shiftwidth()
  endif
  return indent
endfunction
