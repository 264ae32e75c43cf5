/** What is used of cephes 3, whose package.json does not lead TypeScript to the types it has; by its CommonJS build, compiled when it is loaded. */
declare module 'cephes' {
  const cephes: {
    /** ln B(a, b). */
    lbeta(a: number, b: number): number;
    /** The regularised incomplete beta function: P(X ≤ x) for X of Beta(a, b). */
    incbet(a: number, b: number, x: number): number;
  };
  export default cephes;
}
