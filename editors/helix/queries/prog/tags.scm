; What a file declares and what it refers to, for code navigation.
(declaration
  name: (identifier) @name) @definition.type

(path . (identifier) @name) @reference.type
