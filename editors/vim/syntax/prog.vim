" Vim syntax file: .prog, technical programs as text
" The word lists between the `words:` marks are filled in by grammar/generate.mjs.
if exists('b:current_syntax')
  finish
endif
let s:keep = &cpoptions
set cpoptions&vim

let s:kinds = [
"\ words:kinds
      \ 'program', 'person', 'team', 'stakeholder', 'system', 'flow', 'workstream', 'task',
      \ 'milestone', 'dependency', 'risk', 'mitigation', 'outcome', 'metric', 'decision', 'option',
      \ 'assumption', 'issue', 'escalation', 'change', 'control', 'scorecard',
"\ words:end
      \ ]
let s:enum_keys = [
"\ words:enumKeys
      \ 'appetite', 'category', 'criticality', 'direction', 'guardrail', 'impact', 'influence',
      \ 'interest', 'likelihood', 'point', 'priority', 'rag', 'reduces', 'residual', 'response',
      \ 'severity', 'stance', 'status', 'type',
"\ words:end
      \ ]
let s:values = [
"\ words:values
      \ 'accept', 'accepted', 'active', 'alignment', 'almost-certain', 'amber', 'approvals',
      \ 'approved', 'audit', 'avoid', 'blocked', 'blocker', 'both', 'broken', 'budget', 'cancelled',
      \ 'champion', 'changes', 'client', 'closed', 'committed', 'compliance', 'could', 'critical',
      \ 'datastore', 'decided', 'deferred', 'delivered', 'deprecated', 'done', 'down', 'draft',
      \ 'dropped', 'escalate', 'escalation', 'external', 'extreme', 'green', 'high', 'impact',
      \ 'implemented', 'in-place', 'in-progress', 'invalid', 'job', 'library', 'likelihood',
      \ 'likely', 'live', 'low', 'major', 'medium', 'minor', 'missing', 'mitigate', 'mitigating',
      \ 'moderate', 'must', 'negligible', 'neutral', 'no', 'occurred', 'open', 'paused', 'people',
      \ 'planned', 'platform', 'possible', 'privacy', 'proposed', 'queue', 'rare', 'records', 'red',
      \ 'rejected', 'requested', 'requirements', 'resolved', 'retired', 'risk', 'sceptic',
      \ 'schedule', 'security', 'sent', 'service', 'severe', 'should', 'superseded', 'supporter',
      \ 'technical', 'training', 'transfer', 'unlikely', 'up', 'valid', 'vendor', 'verified',
      \ 'wont', 'yes',
"\ words:end
      \ ]

" Kinds and values hold hyphens, so they are matched as whole names rather than as keywords. Any other word stands for a
" declaration, but for the free label before a comparison: the first match here is what is left when none below fits.
syntax match progName /\v[[:alpha:]_\u80-\uffff]([[:alnum:]_\u80-\uffff]|[-.][[:alnum:]\u80-\uffff])*/
syntax match progLabel /\v[[:alpha:]_\u80-\uffff]([[:alnum:]_\u80-\uffff]|[-.][[:alnum:]\u80-\uffff])*\ze\s*[<>=≥≤]/
syntax match progKey /\v[[:alpha:]_\u80-\uffff]([[:alnum:]_\u80-\uffff]|-[[:alnum:]\u80-\uffff])*\ze\s*:/

" Kinds: the first word of a declaration's head.
execute 'syntax match progKind /\v((^|[{},])\s*)@40<=(' . join(s:kinds, '|') . ')\ze\s+([[:alpha:]_\u80-\uffff][^[:space:]:,]*\s*)?["{]/ nextgroup=progDeclared skipwhite'
execute 'syntax match progKind /\v((^|[{},])\s*)@40<=(' . join(s:kinds, '|') . ')\ze\s*$/'
syntax match progDeclared /\v[[:alpha:]_\u80-\uffff]([[:alnum:]_\u80-\uffff]|-[[:alnum:]\u80-\uffff])*\ze\s*["{]/ contained

" Words of enumerated properties.
execute 'syntax match progValue /\v(<(' . join(s:enum_keys, '|') . ')\s*:\s*)@40<=(' . join(s:values, '|') . ')>-@!/'

syntax match progNumber /\v[-.[:alnum:]_]@1<!-?[$€£¥₹]?\d(_?\d)*(\.\d(_?\d)*)?([[:alpha:]%°µ²³]+(\/[[:alpha:]%°µ²³]+)*)?/
syntax match progDate /\v[-.[:alnum:]_]@1<!\d{4}-(\d\d(-\d\d)?|W\d\d|Q[1-4]|H[12])[-[:alnum:]_]@!/
syntax match progOpen /?/
syntax match progOperator /\v-\>|\.\.|\>\=|\<\=|[≥≤<>=]|[+-]\ze\s*[[:digit:]?]/
syntax match progOn /\v[[:space:]"?]@1<=on\ze\s+[[:digit:]?]/

syntax match progEscape /\v\\(["\\nt]|u\{\x+\})/ contained
syntax region progString start=/"/ skip=/\\./ end=/"/ oneline contains=progEscape,@Spell
syntax region progText start=/"""/ end=/"""/ contains=@Spell
syntax match progComment "//.*$" contains=@Spell,progAllow
syntax region progComment start="/\*" end="\*/" contains=@Spell
syntax match progAllow /\vprogc: allow\([a-z, -]*\)( until \d{4}-\d\d-\d\d)?/ contained
syntax match progError /#.*$/
syntax match progPart /\v%^\s*part\s+of>/

syntax sync minlines=200

highlight default link progKey Identifier
highlight default link progKind Keyword
highlight default link progDeclared Type
highlight default link progName Type
highlight default link progValue Constant
highlight default link progNumber Number
highlight default link progDate Number
highlight default link progOpen Special
highlight default link progOperator Operator
highlight default link progOn Operator
highlight default link progEscape SpecialChar
highlight default link progString String
highlight default link progText String
highlight default link progComment Comment
highlight default link progAllow SpecialComment
highlight default link progError Error
highlight default link progPart Keyword

let b:current_syntax = 'prog'
let &cpoptions = s:keep
unlet s:keep s:kinds s:enum_keys s:values
