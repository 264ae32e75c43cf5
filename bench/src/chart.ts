import { ROW_TITLES } from './report.ts';
import { isValid, type Result } from './result.ts';
import { median } from './statistics.ts';

const WIDTH = 760;
const LABEL = 300;
const BAR = 16;
const GAP = 6;
const HEAD = 34;
const COLOURS = { ours: '#0b7a75', peer: '#9aa5b1', floor: '#d5dbe1' } as const;

/** Requests a second of every contender as bars, a group for each row, with a scale of its own; invalid figures are no bars. */
export function chartOf({ rows }: Result): string {
  let y = 8;
  const parts: string[] = [];
  for (const { name, cells: measured } of rows) {
    const cells = measured.filter(isValid);
    const rates = cells.map(({ requestsPerSecond }) => median(requestsPerSecond));
    const most = Math.max(1, ...rates);
    parts.push(`<text x="8" y="${y + 18}" font-weight="600">${escaped(ROW_TITLES[name])}, requests a second</text>`);
    y += HEAD;
    cells.forEach(({ contender, kind }, at) => {
      const rate = rates[at] ?? 0;
      const length = Math.max(1, (rate / most) * (WIDTH - LABEL - 90));
      parts.push(
        `<text x="${LABEL - 8}" y="${y + 12}" text-anchor="end">${escaped(contender)}</text>`,
        `<rect x="${LABEL}" y="${y}" width="${length.toFixed(1)}" height="${BAR}" fill="${COLOURS[kind]}"/>`,
        `<text x="${(LABEL + length + 6).toFixed(1)}" y="${y + 12}">${Math.round(rate).toLocaleString('en-US')}</text>`,
      );
      y += BAR + GAP;
    });
    y += 12;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" font-family="system-ui, sans-serif" font-size="12" fill="#1f2933">`,
    '<title>Requests a second of the gateway and its peers</title>',
    `<rect width="${WIDTH}" height="${y}" fill="#ffffff"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
