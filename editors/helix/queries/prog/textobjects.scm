; A declaration is what a class is elsewhere, a property what a parameter is.
(declaration body: (block)? @class.inside) @class.around

(property value: (_) @parameter.inside) @parameter.around

[(line_comment) (block_comment)] @comment.inside
(line_comment)+ @comment.around
(block_comment) @comment.around
