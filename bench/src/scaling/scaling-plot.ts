import { ratiosOf } from './judge-scaling.ts';
import type { DimensionResult } from './scaling-result.ts';

const WIDTH = 560;
const HEIGHT = 280;
const LEFT = 64;
const RIGHT = 20;
const TOP = 36;
const BOTTOM = 44;
const OURS = '#0b7a75';
const GREY = '#9aa5b1';

/** Cost of a request against that of the size that is compared with, with its interval, over the size on a logarithmic scale. */
export function scalingPlot(result: DimensionResult): string {
  const points = ratiosOf(result).flatMap(({ count, ratio }) => (ratio === null ? [] : [{ count, ...ratio }]));
  const [least, most] = [points[0]?.count ?? 1, points.at(-1)?.count ?? 10];
  const [bottom, top] = rangeOf(
    points.flatMap(({ low, high }) => [low, high]),
    result.mostGrowth,
  );
  const x = (count: number) =>
    LEFT + 24 + (Math.log(count / least) / Math.log(Math.max(2, most / least))) * (WIDTH - LEFT - RIGHT - 48);
  const y = (ratio: number) =>
    TOP + ((top - Math.min(top, Math.max(bottom, ratio))) / (top - bottom)) * (HEIGHT - TOP - BOTTOM);
  const line = points.map(({ count, mean }) => `${x(count).toFixed(1)},${y(mean).toFixed(1)}`).join(' ');
  const title = `CPU a request by ${result.name}, against ${result.from.toLocaleString('en-US')}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="12" fill="#1f2933">`,
    `<title>${title}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    `<text x="8" y="20" font-weight="600">${title}</text>`,
    ...[1, result.mostGrowth].flatMap((ratio) => [
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(ratio).toFixed(1)}" y2="${y(ratio).toFixed(1)}" stroke="${GREY}"${ratio === 1 ? '' : ' stroke-dasharray="4 4"'}/>`,
      `<text x="${LEFT - 8}" y="${(y(ratio) + 4).toFixed(1)}" text-anchor="end">${ratio.toFixed(2)} ×</text>`,
    ]),
    `<polyline points="${line}" fill="none" stroke="${OURS}" stroke-width="2"/>`,
    ...points.flatMap(({ count, mean, low, high }) => [
      `<line x1="${x(count).toFixed(1)}" x2="${x(count).toFixed(1)}" y1="${y(low).toFixed(1)}" y2="${y(high).toFixed(1)}" stroke="${OURS}"/>`,
      `<circle cx="${x(count).toFixed(1)}" cy="${y(mean).toFixed(1)}" r="4" fill="${OURS}"/>`,
      `<text x="${x(count).toFixed(1)}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${count.toLocaleString('en-US')}</text>`,
    ]),
    `<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 8}" text-anchor="middle">${result.name}</text>`,
    '</svg>',
    '',
  ].join('\n');
}

/** Intervals of a few short turns are wider than any picture; beyond these ratios they are cut. */
const [LEAST_SHOWN, MOST_SHOWN] = [0.5, 2];

/** Ends of the scale of ratios: all that is measured, as far as it is shown, and the goal. */
function rangeOf(ratios: readonly number[], mostGrowth: number): readonly [number, number] {
  const shown = ratios.map((ratio) => Math.min(MOST_SHOWN, Math.max(LEAST_SHOWN, ratio)));
  return [Math.min(0.95, ...shown) - 0.02, Math.max(mostGrowth + 0.05, ...shown) + 0.02];
}
