; What can be folded away.
[
  (block)
  (text_block)
  (block_comment)
] @fold
