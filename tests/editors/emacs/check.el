;;; check.el --- Drives progc-mode and eglot  -*- lexical-binding: t; -*-
;; Batch mode runs eglot fully: `accept-process-output' serves what the server sends.
(setq create-lockfiles nil make-backup-files nil auto-save-default nil)
;; -Q leaves Debian's packages out: eglot is one in Emacs 28.
(dolist (dir (file-expand-wildcards "/usr/share/emacs/site-lisp/elpa/*"))
  (add-to-list 'load-path dir))
(add-to-list 'load-path (concat (getenv "PROG_ROOT") "/editors/emacs"))
(require 'progc-mode)
(require 'eglot)
(require 'flymake)
(setq progc-program (getenv "PROGC")
      eglot-autoshutdown nil
      eglot-sync-connect 10
      eglot-confirm-server-initiated-edits nil)

(defun check (ok what &optional seen)
  (unless ok
    (message "FAILED: %s; saw: %S" what seen)
    (kill-emacs 1))
  (message "ok %s" what))

(defun eventually (what test)
  (let ((end (+ (float-time) 15)) ok)
    (while (and (not (setq ok (funcall test))) (< (float-time) end))
      (accept-process-output nil 0.05))
    (check ok what (cons (buffer-string) (mapcar #'flymake-diagnostic-text (flymake-diagnostics))))
    ok))

(defun findings ()
  (seq-filter (lambda (d) (string-search (getenv "PROG_MESSAGE") (flymake-diagnostic-text d)))
              (flymake-diagnostics)))

(defun face-at (text)
  (font-lock-ensure)
  (save-excursion
    (goto-char (point-min))
    (search-forward text)
    (get-text-property (match-beginning 0) 'face)))

(find-file (concat (getenv "PROG_WS") "/shop.prog"))
(check (eq major-mode 'progc-mode) "the mode is chosen" major-mode)
(check (eq (face-at "team") 'font-lock-keyword-face) "kinds have a colour" (face-at "team"))
(check (eq (face-at "payments") 'font-lock-type-face) "names have a colour" (face-at "payments"))
(check (eq (face-at "lead") 'font-lock-variable-name-face) "keys have a colour" (face-at "lead"))
(let ((before (buffer-string)))
  (let ((inhibit-message t)) (indent-region (point-min) (point-max)))
  (check (equal before (buffer-string)) "indentation keeps what is indented well" (buffer-string)))

(apply #'eglot--connect (eglot--guess-contact))
(check (eglot-current-server) "the server runs")
(flymake-start)
(eventually "the finding is there" #'findings)
(goto-char (flymake-diagnostic-beg (car (findings))))
(check (looking-at-p "system gateway") "it stands on the head" (thing-at-point 'line))
;; Not from the mouse, which would open a menu.
(setq last-nonmenu-event ?x)
(cl-letf (((symbol-function 'completing-read) (lambda (_prompt choices &rest _) (car (all-completions "" choices))))
          ((symbol-function 'y-or-n-p) (lambda (&rest _) t)))
  (eglot-code-actions (line-beginning-position) (line-end-position) "quickfix" t))
(eventually "the fix sets an owner"
            (lambda () (save-excursion (goto-char (point-min)) (re-search-forward "system gateway[^}]*owner: [a-z?]" nil t))))
;; Idle timers, which send changes, do not run in batch.
(eglot--signal-textDocument/didChange)
(eventually "the finding is gone" (lambda () (flymake-start) (accept-process-output nil 0.2) (null (findings))))
(eglot-format-buffer)
(eventually "formatting"
            (lambda () (save-excursion (goto-char (point-min)) (re-search-forward "^  criticality: high$" nil t))))
(set-buffer-modified-p nil)
(ignore-errors (eglot-shutdown (eglot-current-server)))
(message "Emacs %s" emacs-version)
(kill-emacs 0)
