/** The preview's HTML page: an empty body, one script, one style sheet, and nothing else may load. Pure. */

export interface PageSources {
  nonce: string;
  script: string;
  style: string;
  /** Where the editor serves the extension's files from. */
  origin: string;
}

export function page({ nonce, script, style, origin }: PageSources): string {
  const policy = [
    "default-src 'none'",
    `style-src ${origin}`,
    `script-src 'nonce-${nonce}'`,
    "worker-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style}">
<title>prog preview</title>
</head>
<body>
<div id="app"></div>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
