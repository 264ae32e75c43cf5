/** The regular expression that fits this text alone, for a part of a larger one (also under the `u` flag). */
export function literalPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
