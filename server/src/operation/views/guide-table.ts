import type { Changes } from './changes-between.js';
import type { Member } from './members.js';

const BEGIN = '<!-- changes: written by `npm run schema:write`, do not edit -->';
const END = '<!-- end of changes -->';

/** The changes as Markdown: a table of what is replaced and a list of what is new. */
export function changesAsMarkdown({ replaced, added }: Changes, earlier: number, later: number): string {
  const rows = replaced.map(({ member, replacement }) => {
    const { deprecated } = member.life;
    const then = replacement ? signature(replacement) : (deprecated?.replacement ?? 'nothing');
    return `| ${signature(member)} | ${then} | ${cell(deprecated?.reason ?? '')} | ${deprecated?.sunset ?? ''} |`;
  });
  return [
    `| v${earlier} | v${later} | Why | Sunset in v${earlier} |`,
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    added.length === 0 ? `Nothing else is new in v${later}.` : `Also new in v${later}:`,
    ...(added.length === 0 ? [] : ['', ...added.map((member) => `- ${signature(member)}`)]),
  ].join('\n');
}

/**
 * The guide with its generated part replaced.
 *
 * @throws Error when the guide lacks the two marker lines
 */
export function withChanges(guide: string, changes: string): string {
  const begin = guide.indexOf(BEGIN);
  const end = guide.indexOf(END, begin);
  if (begin === -1 || end === -1) {
    throw new Error(
      `Expected the lines "${BEGIN}" and "${END}" in the guide, in this order. Put them where the changes belong.`,
    );
  }
  return `${guide.slice(0, begin + BEGIN.length)}\n\n${changes}\n\n${guide.slice(end)}`;
}

function signature(member: Member): string {
  const type = member.kind === 'enum value' ? '' : `: ${member.type}`;
  return `\`${member.shownAs}${type}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
