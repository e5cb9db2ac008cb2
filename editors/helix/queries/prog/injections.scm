; A text block holds Markdown. Its lines are single nodes without their indentation, so that indented text is not taken
; for code.
((text_line) @injection.content
  (#set! injection.language "markdown")
  (#set! injection.combined))

([(line_comment) (block_comment)] @injection.content
  (#set! injection.language "comment"))
