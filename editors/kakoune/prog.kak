# Kakoune: .prog files. The word lists between the `words:` marks are filled in by grammar/generate.mjs.

hook global BufCreate .*\.prog %{ set-option buffer filetype prog }

hook global WinSetOption filetype=prog %{
    require-module prog
    add-highlighter window/prog ref prog
    set-option buffer comment_line '//'
    set-option buffer comment_block_begin '/*'
    set-option buffer comment_block_end '*/'
    set-option buffer indentwidth 2
    set-option buffer extra_word_chars '_' '-'
    hook -once -always window WinSetOption filetype=.* %{ remove-highlighter window/prog }
}

# The language server, through kakoune-lsp.
hook -group lsp-filetype-prog global BufSetOption filetype=prog %{
    set-option buffer lsp_servers %{
        [progc]
        root_globs = ["progc.toml", ".git"]
        args = ["lsp"]
    }
}

provide-module prog %§
    add-highlighter shared/prog regions
    add-highlighter shared/prog/code default-region group
    add-highlighter shared/prog/text region '"""' '"""' fill string
    add-highlighter shared/prog/string region '"' (?<!\\)(\\\\)*"|$ fill string
    add-highlighter shared/prog/line region '//' '$' fill comment
    add-highlighter shared/prog/block region '/\*' '\*/' fill comment

    # Any word that nothing below takes stands for a declaration, but for the free label before a comparison.
    add-highlighter shared/prog/code/ regex '\b[^\W\d][\w.-]*' 0:type
    add-highlighter shared/prog/code/ regex '([\w.-]+)\h*[<>=≥≤]' 1:default
    add-highlighter shared/prog/code/ regex '\h(on)\h+[\d?]' 1:operator
    # words:kinds
    add-highlighter shared/prog/code/ regex '(?:^|[{},])\h*(program|person|team|stakeholder|system|flow|workstream|task|milestone|dependency|risk|mitigation|outcome|metric|decision|option|assumption|issue|escalation|change|control|scorecard)(?:\h+([\w-]+))?\h*["{\n]' 1:keyword 2:type
    # words:end
    add-highlighter shared/prog/code/ regex '([\w-]+)\h*:' 1:attribute
    # words:values
    add-highlighter shared/prog/code/ regex '\b(?:appetite|category|criticality|direction|guardrail|impact|influence|interest|likelihood|point|priority|rag|reduces|residual|response|severity|stance|status|type)\h*:\h*(accept|accepted|active|alignment|almost-certain|amber|approvals|approved|audit|avoid|blocked|blocker|both|broken|budget|cancelled|champion|changes|client|closed|committed|compliance|could|critical|datastore|decided|deferred|delivered|deprecated|done|down|draft|dropped|escalate|escalation|external|extreme|green|high|impact|implemented|in-place|in-progress|invalid|job|library|likelihood|likely|live|low|major|medium|minor|missing|mitigate|mitigating|moderate|must|negligible|neutral|no|occurred|open|paused|people|planned|platform|possible|privacy|proposed|queue|rare|records|red|rejected|requested|requirements|resolved|retired|risk|sceptic|schedule|security|sent|service|severe|should|superseded|supporter|technical|training|transfer|unlikely|up|valid|vendor|verified|wont|yes)(?![\w-])' 1:builtin
    # words:end
    add-highlighter shared/prog/code/ regex '\b\d{4}-(\d\d(-\d\d)?|W\d\d|Q[1-4]|H[12])\b' 0:value
    add-highlighter shared/prog/code/ regex '(?<![\w-])-?[$€£¥₹]?\d[\d_]*(\.\d+)?[\w%°µ²³/]*' 0:value
    add-highlighter shared/prog/code/ regex '\?' 0:meta
    add-highlighter shared/prog/code/ regex '->|\.\.|>=|<=|[≥≤<>=]' 0:operator
§
