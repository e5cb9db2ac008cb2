; One line of the outline per declaration: kind, name, title.
(declaration
  kind: (identifier) @context
  name: (identifier)? @name
  title: (string)? @name) @item
