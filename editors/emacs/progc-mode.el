;;; progc-mode.el --- Technical programs as text: .prog files  -*- lexical-binding: t; -*-

;; Author: The prog developers
;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1"))
;; Keywords: languages
;; URL: https://github.com/prog-lang/prog
;; SPDX-License-Identifier: MIT OR Apache-2.0

;;; Commentary:

;; Colours, indentation and the language server (`progc lsp', through eglot) for .prog files.  The mode is called
;; `progc-mode' because Emacs has a `prog-mode' already: the parent of all modes for programs, this one too.
;; The word lists between the `words:' marks are filled in by grammar/generate.mjs.

;;; Code:

(defgroup progc nil
  "Technical programs as text."
  :group 'languages
  :prefix "progc-")

(defcustom progc-program "progc"
  "The `progc' program."
  :type 'string)

(defcustom progc-indent-offset 2
  "How many columns a block is indented."
  :type 'natnum)

(defconst progc--kinds
  '(
    ;; words:kinds
    "program" "person" "team" "stakeholder" "system" "flow" "workstream" "task" "milestone"
    "dependency" "risk" "mitigation" "outcome" "metric" "decision" "option" "assumption" "issue"
    "escalation" "change" "control" "scorecard"
    ;; words:end
    ))

(defconst progc--enum-keys
  '(
    ;; words:enumKeys
    "appetite" "category" "criticality" "direction" "guardrail" "impact" "influence" "interest"
    "likelihood" "point" "priority" "rag" "reduces" "residual" "response" "severity" "stance"
    "status" "type"
    ;; words:end
    ))

(defconst progc--values
  '(
    ;; words:values
    "accept" "accepted" "active" "alignment" "almost-certain" "amber" "approvals" "approved" "audit"
    "avoid" "blocked" "blocker" "both" "broken" "budget" "cancelled" "champion" "changes" "client"
    "closed" "committed" "compliance" "could" "critical" "datastore" "decided" "deferred"
    "delivered" "deprecated" "done" "down" "draft" "dropped" "escalate" "escalation" "external"
    "extreme" "green" "high" "impact" "implemented" "in-place" "in-progress" "invalid" "job"
    "library" "likelihood" "likely" "live" "low" "major" "medium" "minor" "missing" "mitigate"
    "mitigating" "moderate" "must" "negligible" "neutral" "no" "occurred" "open" "paused" "people"
    "planned" "platform" "possible" "privacy" "proposed" "queue" "rare" "records" "red" "rejected"
    "requested" "requirements" "resolved" "retired" "risk" "sceptic" "schedule" "security" "sent"
    "service" "severe" "should" "superseded" "supporter" "technical" "training" "transfer"
    "unlikely" "up" "valid" "vendor" "verified" "wont" "yes"
    ;; words:end
    ))

(defvar progc-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?/ ". 124b" table)
    (modify-syntax-entry ?* ". 23" table)
    (modify-syntax-entry ?\n "> b" table)
    (modify-syntax-entry ?\" "\"" table)
    (modify-syntax-entry ?- "_" table)
    (modify-syntax-entry ?_ "_" table)
    table)
  "Syntax table of `progc-mode'.")

(defconst progc--name "[[:alpha:]_]\\(?:[[:alnum:]_]\\|-[[:alnum:]]\\)*")

;; Emacs 29 has faces for numbers and operators.
(defvar progc--number-face (if (facep 'font-lock-number-face) 'font-lock-number-face 'font-lock-constant-face))
(defvar progc--operator-face (if (facep 'font-lock-operator-face) 'font-lock-operator-face 'default))

(defconst progc--font-lock
  `((,(concat "\\_<\\(" progc--name "\\)[ \t]*:") 1 font-lock-variable-name-face)
    (,(concat "\\(?:^\\|[{},]\\)[ \t]*\\(" (regexp-opt progc--kinds) "\\)\\(?:[ \t]+\\(" progc--name
              "\\)\\)?[ \t]*\\(?:[\"{]\\|$\\)")
     (1 font-lock-keyword-face) (2 font-lock-type-face nil t))
    ("\\`[ \t]*\\(part\\)[ \t]+\\(of\\)\\_>" (1 font-lock-keyword-face) (2 font-lock-keyword-face))
    (,(concat "\\_<" (regexp-opt progc--enum-keys) "[ \t]*:[ \t]*\\(" (regexp-opt progc--values) "\\)\\_>")
     1 font-lock-constant-face)
    ("?" . font-lock-warning-face)
    ;; Numbers with their currency and unit, dates, periods.
    ("\\(?:^\\|[^[:alnum:]_.-]\\)\\(-?[$€£¥₹]?[0-9][[:alnum:]_%°µ²³/]*\\(?:[.-][[:alnum:]][[:alnum:]_%°µ²³/]*\\)*\\)"
     1 progc--number-face)
    ("[ \t\"?]\\(on\\)[ \t]+[0-9?]" 1 progc--operator-face)
    ("->\\|\\.\\.\\|[<>]=?\\|[=≥≤]" . progc--operator-face)
    ("[ \t]\\([+-]\\)[ \t]*[0-9?]" 1 progc--operator-face)
    ;; The free label before a comparison keeps the colour of plain text.
    (,(concat "\\_<\\(" progc--name "\\(?:\\." progc--name "\\)*\\)[ \t]*[<>=≥≤]") 1 'default)
    ;; Any other word stands for a declaration.
    (,(concat "\\_<" progc--name) . font-lock-type-face)))

(defun progc--text-quotes ()
  "Make the three quotes of a text block one string quote."
  (let ((beginning (match-beginning 0))
        (inside (nth 3 (save-excursion (syntax-ppss (match-beginning 0))))))
    (cond ((not inside)
           (put-text-property beginning (1+ beginning) 'syntax-table (string-to-syntax "|")))
          ((eq inside t)
           (put-text-property (- (match-end 0) 1) (match-end 0) 'syntax-table (string-to-syntax "|"))))))

(defconst progc--syntax-propertize
  (syntax-propertize-rules ("\"\"\"" (0 (ignore (progc--text-quotes))))))

(defun progc-indent-line ()
  "Indent the line by the blocks it stands in."
  (interactive)
  (let* ((state (save-excursion (syntax-ppss (line-beginning-position))))
         (depth (car state))
         (column (current-column))
         (before (current-indentation)))
    (unless (nth 3 state)
      (save-excursion
        (back-to-indentation)
        (when (eq (char-after) ?\}) (setq depth (1- depth)))
        (indent-line-to (* progc-indent-offset
                           (+ (max 0 depth) (if (progc--value-goes-on-p) 1 0)))))
      (when (> column before)
        (move-to-column (+ column (- (current-indentation) before))))
      (when (< (current-column) (current-indentation)) (back-to-indentation)))))

(defun progc--value-goes-on-p ()
  "Whether the line at point continues a value of the line before."
  (or (looking-at-p "->\\|\\.\\.")
      (and (not (looking-at-p (concat progc--name "[ \t]*:\\|" progc--name "[ \t]+[\"[:alpha:]]\\|}\\|$")))
           (save-excursion
             (forward-line 0)
             (skip-chars-backward " \t\n")
             (looking-back "[^,]\\(?:,\\|->\\|\\.\\.\\)" (max (point-min) (- (point) 3)))))))

;;;###autoload
(define-derived-mode progc-mode prog-mode "Prog"
  "Major mode for .prog files: technical programs as text."
  (setq-local comment-start "// "
              comment-start-skip "//+[ \t]*"
              comment-end ""
              indent-line-function #'progc-indent-line
              indent-tabs-mode nil
              electric-indent-chars (append "}" electric-indent-chars)
              syntax-propertize-function progc--syntax-propertize
              imenu-generic-expression
              `((nil ,(concat "^[ \t]*" (regexp-opt progc--kinds) "[ \t]+\\(" progc--name "\\)") 1))
              font-lock-defaults '(progc--font-lock)))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.prog\\'" . progc-mode))

(put 'progc-mode 'eglot-language-id "prog")

(defvar eglot-server-programs)
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               (cons 'progc-mode (lambda (&rest _) (list progc-program "lsp")))))

(defvar project-vc-extra-root-markers)
(with-eval-after-load 'project
  (when (boundp 'project-vc-extra-root-markers)
    (add-to-list 'project-vc-extra-root-markers "progc.toml")))

(provide 'progc-mode)
;;; progc-mode.el ends here
