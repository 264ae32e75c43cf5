let turn: Promise<void> | undefined;

/**
 * Resolves when the event loop has handled all input that is ready now; the same promise for all who ask in one turn of it,
 * so that they go on one right after the other. Outputs that wait for it are written together, which costs less than
 * each between two inputs: who reads them is woken once.
 */
export function endOfTurn(): Promise<void> {
  turn ??= new Promise((resolve) => {
    setImmediate(() => {
      turn = undefined;
      resolve();
    });
  });
  return turn;
}
