; Scopes and names for editors that look them up (Neovim). Not named in tree-sitter.json: where names decide colours, a
; reference would look different from file to file, by whether what it names stands in the same one.

; A named declaration opens a scope; its own name stands in the scope around it.
(source_file) @local.scope
(block) @local.scope

(declaration name: (identifier) @local.definition)

(path (identifier) @local.reference)
