const BEGIN = '<!-- vendors: written by npm run vendors -- --write -->';
const END = '<!-- /vendors -->';

/** The text between the markers. Throws for a document without them. */
export function tableIn(document: string): string {
  const [from, to] = placeIn(document);
  return document.slice(from, to).trim();
}

/** The document with another text between the markers. Throws for a document without them. */
export function withTable(document: string, table: string): string {
  const [from, to] = placeIn(document);
  return `${document.slice(0, from)}\n\n${table}\n\n${document.slice(to)}`;
}

function placeIn(document: string): [from: number, to: number] {
  const from = document.indexOf(BEGIN) + BEGIN.length;
  const to = document.indexOf(END);
  if (from < BEGIN.length || to < from) throw new Error(`Expected the lines ${BEGIN} and ${END}, in this order.`);
  return [from, to];
}
