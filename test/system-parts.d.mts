export interface SystemPart {
  programs: readonly string[];
  debian: string;
  tests: string | null;
}
export const PARTS: Readonly<Record<'redis' | 'postgres' | 'chromium', SystemPart>>;
export function partPath(name: 'redis' | 'postgres' | 'chromium'): string | null;
