import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The file in which an error was made, without Node's own frames; null when its stack does not say. */
export function topFrameOf(error: unknown): string | null {
  if (!(error instanceof Error) || typeof error.stack !== 'string') return null;
  // The message comes before the frames and may look like one.
  const frames = error.stack.startsWith(`${error.name}: ${error.message}`)
    ? error.stack.slice(error.name.length + 2 + error.message.length)
    : error.stack;
  for (const [, place = ''] of frames.matchAll(/^ {4}at (?:.*\()?(\S.*?):\d+:\d+\)?$/gm)) {
    if (place.startsWith('node:')) continue;
    return place.startsWith('file://') ? pathOf(place) : place;
  }
  return null;
}

export function isWithin(directory: string, file: string): boolean {
  return file.startsWith(directory.endsWith(sep) ? directory : directory + sep);
}

function pathOf(url: string): string | null {
  try {
    return fileURLToPath(url);
  } catch {
    return null;
  }
}
