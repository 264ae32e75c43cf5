/**
 * Thrown when an operation meets what plans do not cover, such as a promise in a record's property: the whole operation
 * is then executed by graphql-js, whose answer is the one that counts.
 */
export class NotPlanned extends Error {
  constructor(what: string) {
    super(`Plans do not cover ${what}.`);
    this.name = 'NotPlanned';
  }
}
