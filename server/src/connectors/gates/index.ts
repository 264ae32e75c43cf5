export { CONTRACT_RECORD, contractGate } from './contract-gate.js';
export { definitionGates } from './definition-gates.js';
export { type GateSubject, passed, refused, shown } from './gate.js';
export { integrityGate } from './integrity-gate.js';
