import { describeProblem } from '../config/index.js';
import { CatalogueError } from '../connectors/index.js';
import { locate } from './locate.js';

/** Why a gateway could not be started: connectors that cannot be loaded are told with the lines that name them. */
export async function explainStart(error: unknown, file: string): Promise<unknown> {
  if (!(error instanceof CatalogueError)) return error;
  const problems = await locate(file, error.problems);
  return new Error(problems.map((problem) => describeProblem(file, problem)).join('\n'), { cause: error });
}
