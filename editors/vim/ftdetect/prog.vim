autocmd BufRead,BufNewFile *.prog setfiletype prog
