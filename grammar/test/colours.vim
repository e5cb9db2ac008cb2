" Prints the syntax group of every sign of the buffer, a line for each line, for colours.mjs.
for s:row in range(1, line('$'))
  let s:names = []
  for s:sign in range(strchars(getline(s:row)))
    call add(s:names, synIDattr(synID(s:row, byteidx(getline(s:row), s:sign) + 1, 1), 'name'))
  endfor
  call map(s:names, {_, name -> name ==# '' ? '-' : name})
  call writefile([join(s:names, ' ')], '/dev/stdout', 'a')
endfor
qall!
