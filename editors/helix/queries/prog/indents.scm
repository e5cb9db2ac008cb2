(block) @indent
(block "}" @outdent)

; Values that go on over several lines stand one step deeper than their key.
((property) @indent (#set! "scope" "tail"))
