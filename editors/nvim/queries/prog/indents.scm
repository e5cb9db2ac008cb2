; Indentation, in the words of nvim-treesitter.
(block) @indent.begin
(block "}" @indent.branch @indent.end)

; Values that go on over several lines stand one step deeper than their key.
(property) @indent.begin

(text_block) @indent.auto
(block_comment) @indent.auto
(ERROR "{") @indent.begin
