/** What a new program starts with: a snippet whose blanks are the questions that everybody will ask. Pure. */

/** `New checkout experience!` → `new-checkout-experience`; a name that the language takes. */
export function nameFrom(title: string): string {
  const words = title
    .normalize("NFC")
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu);
  const name = (words ?? []).join("-");
  if (name === "") return "program";
  return /^\p{N}/u.test(name) ? `p-${name}` : name;
}

/** The program as a snippet; `today` and `end` are ISO dates. */
export function programSnippet(title: string, today: string, end: string): string {
  const name = nameFrom(title);
  const text = title.replaceAll(/[\\"]/g, "\\$&").replaceAll(/[$}\\]/g, "\\$&");
  return `program ${name} "${text}" {
  owner: \${1:?}
  sponsor: \${2:?}
  goal: "\${3:What will be better, and for whom?}"
  window: \${4:${today}} .. \${5:${end}}

  outcome \${6:result} "\${7:What people can do then}" {
    owner: \${1:?}
    metric: "\${8:what is counted}"
    baseline: \${9:?}
    target: \${10:?}
    by: \${5:${end}}
  }

  risk \${11:first-risk} "\${12:What could go wrong}" {
    owner: \${1:?}
    likelihood: \${13|possible,rare,unlikely,likely,almost-certain|}
    impact: \${14|moderate,negligible,minor,major,severe|}
    threatens: \${6:result}

    mitigation "\${15:What we do about it}" {
      due: \${16:?}
    }
  }

  milestone \${17:done} "\${18:Open to everybody}" {
    owner: \${1:?}
    due: \${5:${end}}
    delivers: \${6:result}
  }
}
$0`;
}
