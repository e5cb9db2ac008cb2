// Small changes to a text: `mutations[name](text)` gives `[what was done, changed text]` pairs. Always the same ones.

const token = /"""[^]*?"""|"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[^]*?\*\/|->|\.\.|[<>]=|\n[ \t]*|[ \t]+|[\p{L}_][\p{L}\p{N}_.-]*|[\d$€-][^\s,{}"]*|[^]/gu;
const inserted = [",", "{", "}", ":", "->", "..", '"x"', "w", ">=", "+", "on", "?", "3d", "2026-01-01", "\n"];

/** Replaces each token that is neither space nor comment by what `make(token, i)` gives, one at a time. */
function* each(text, make) {
  const tokens = text.match(token) ?? [];
  for (let i = 0; i < tokens.length; i++) {
    if (/^[ \t]+$|^\/[/*]/.test(tokens[i])) continue;
    const made = make(tokens[i], i);
    if (made === undefined) continue;
    yield [`${JSON.stringify(tokens[i])} (token ${i}) becomes ${JSON.stringify(made)}`, tokens.with(i, made).join("")];
  }
}

export const mutations = {
  "a token left out": (text) => each(text, () => ""),
  "a token twice": (text) => each(text, (t) => `${t} ${t}`),
  "a line end before a token": (text) => each(text, (t) => `\n${t}`),
  "two lines joined": (text) => each(text, (t) => (t[0] === "\n" ? " " : undefined)),
  "a sign before a token": (text) => each(text, (t, i) => ` ${inserted[(i * 7 + text.length) % inserted.length]} ${t}`),
  "another sign before a token": (text) => each(text, (t, i) => ` ${inserted[(i * 4 + 3) % inserted.length]} ${t}`),
};
