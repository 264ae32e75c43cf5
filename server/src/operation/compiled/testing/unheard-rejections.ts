/**
 * Runs with the process's unheard rejections collected, but for graphql-js's own: where a list fails at once it leaves the
 * promises behind that others of its items have made.
 */
export async function withUnheardRejections<T>(
  run: () => Promise<T>,
): Promise<{ result: T; unheard: readonly unknown[] }> {
  const unheard: unknown[] = [];
  const listeners = process.listeners('unhandledRejection');
  const collect = (error: unknown): void => {
    if (!isOfGraphqlJs(error)) unheard.push(error);
  };
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', collect);
  try {
    const result = await run();
    await new Promise(setImmediate);
    return { result, unheard };
  } finally {
    process.off('unhandledRejection', collect);
    for (const listener of listeners) process.on('unhandledRejection', listener);
  }
}

function isOfGraphqlJs(error: unknown): boolean {
  return error instanceof Error && 'path' in error && 'locations' in error;
}
