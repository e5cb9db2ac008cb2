" Options of a .prog buffer.
if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1

setlocal commentstring=//\ %s comments=s1:/*,mb:*,ex:*/,:// suffixesadd=.prog
setlocal expandtab shiftwidth=2 softtabstop=2
setlocal formatoptions-=t formatoptions+=croql
" Names hold hyphens: * and CTRL-W take them whole.
setlocal iskeyword+=-

let b:undo_ftplugin = 'setlocal commentstring< comments< suffixesadd< expandtab< shiftwidth< softtabstop<'
      \ . ' formatoptions< iskeyword<'
