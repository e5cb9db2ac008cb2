;;; Prints the face of every sign of the buffer, a line for each line, for colours.mjs.  -*- lexical-binding: t; -*-
(set-language-environment "UTF-8")
(setq progc--number-face 'progc--number-face
      progc--operator-face 'progc--operator-face)
(progc-mode)
(font-lock-ensure)
(goto-char (point-min))
(while (not (eobp))
  (while (not (eolp))
    (let ((face (get-text-property (point) 'face)))
      (princ (format "%s " (or (if (consp face) (car face) face) "-"))))
    (forward-char))
  (princ "\n")
  (forward-char))
