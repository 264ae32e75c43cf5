export { type ComparedAnswers, type Comparison, compareAnswers, type Difference } from './compare-answers.js';
export { type ComparisonTally, createComparisonTally } from './comparison-tally.js';
export { type ComparedRead, observationsOf } from './observations.js';
export {
  type ComparisonAnalysis,
  type ComparisonVerdict,
  type FieldVerdict,
  judgeComparison,
  judgeFields,
} from './verdict.js';
