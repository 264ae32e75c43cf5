/** A Markdown table whose columns are as wide as their widest cell, so that it reads well on a terminal too. */
export function markdown(heading: readonly string[], lines: readonly (readonly string[])[]): string {
  const widths = heading.map((text, column) =>
    Math.max(3, text.length, ...lines.map((line) => (line[column] ?? '').length)),
  );
  const row = (cells: readonly string[]) =>
    `| ${cells.map((text, column) => text.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [row(heading), row(widths.map((width) => '-'.repeat(width))), ...lines.map(row)].join('\n');
}
