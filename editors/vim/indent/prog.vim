" Indentation by lines: blocks, and values that go on after a comma, an arrow or dots. Text blocks keep their shape.
if exists('b:did_indent')
  finish
endif
let b:did_indent = 1
setlocal indentexpr=ProgIndent(v:lnum) indentkeys=0},!^F,o,O
let b:undo_indent = 'setlocal indentexpr< indentkeys<'

if exists('*ProgIndent')
  finish
endif
let s:keep = &cpoptions
set cpoptions&vim

" A line without its strings and comments, so that braces in them do not count.
function s:Code(lnum) abort
  let text = substitute(getline(a:lnum), '\\.', '', 'g')
  let text = substitute(substitute(text, '"""', '', 'g'), '"[^"]*"\?', '""', 'g')
  return substitute(substitute(text, '/\*.\{-}\*/', '', 'g'), '//.*$', '', '')
endfunction

" The line that opens the text block or block comment which line `lnum` stands in, or 0.
function s:Opener(lnum, open, close) abort
  let opened = 0
  for line in range(1, a:lnum - 1)
    let text = getline(line)
    let at = 0
    while 1
      let at = match(text, opened ? a:close : a:open, at)
      if at < 0
        break
      endif
      let opened = opened ? 0 : line
      let at += opened ? len(a:open) : len(a:close)
    endwhile
  endfor
  return opened
endfunction

" The nearest line above that is neither empty nor inside a text block or comment.
function s:Before(lnum) abort
  let line = prevnonblank(a:lnum - 1)
  while line > 0
    let opened = s:Opener(line, '"""', '"""')
    if opened > 0
      return opened
    endif
    let comment = s:Opener(line, '/\*', '\*/')
    if comment > 0
      let line = comment
    endif
    if comment == 0 && s:Code(line) =~# '\S'
      return line
    endif
    let line = prevnonblank(line - 1)
  endwhile
  return 0
endfunction

" Whether the text is a key with its value, or the head of a declaration.
function s:StartsItem(text) abort
  return a:text =~# '^\s*[[:alpha:]_\x80-\uffff][^[:space:],:"{]*\(\s*["{:]\|\s\+[[:alpha:]]\)'
        \ && a:text !~# '^\s*\S\+\s\+on\s\+[[:digit:]?]'
endfunction

" Whether a line goes on with the value of the line before it.
function s:GoesOn(before, text) abort
  if a:text =~# '^\s*\(->\|\.\.\)' || a:before =~# '\(->\|\.\.\)\s*$'
    return 1
  endif
  return a:before =~# ',\s*$' && a:text =~# '^\s*[^[:space:]}]' && !s:StartsItem(a:text)
endfunction

" The line that a value starts on which goes on up to `lnum`.
function s:FirstOfValue(lnum) abort
  let line = a:lnum
  let before = s:Before(line)
  while before > 0 && s:GoesOn(s:Code(before), s:Code(line))
    let line = before
    let before = s:Before(line)
  endwhile
  return line
endfunction

function ProgIndent(lnum) abort
  let opened = s:Opener(a:lnum, '"""', '"""')
  if opened > 0
    let empty = getline(a:lnum) !~# '\S'
    return empty && opened == a:lnum - 1 ? indent(opened) + shiftwidth() : -1
  endif
  if s:Opener(a:lnum, '/\*', '\*/') > 0
    return -1
  endif
  let before = s:Before(a:lnum)
  if before == 0
    return 0
  endif
  let text = s:Code(before)
  let here = s:Code(a:lnum)
  let start = s:FirstOfValue(before)
  let level = count(text, '{') - count(text, '}') + (text =~# '^\s*}' ? 1 : 0)
  let indent = indent(start) + (level > 0 ? 1 : level) * shiftwidth()
  if here =~# '^\s*}'
    return indent - shiftwidth()
  endif
  if level != 0 || s:Code(start) !~# '^\s*[^[:space:]:,{}]\+\s*:'
    return indent
  endif
  if s:GoesOn(text, here) || (here !~# '\S' && text =~# ',\s*$' && start != before)
    return indent + shiftwidth()
  endif
  return indent
endfunction

let &cpoptions = s:keep
unlet s:keep
