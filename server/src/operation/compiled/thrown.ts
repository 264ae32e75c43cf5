/** An error in the place of a value. */
export class Thrown {
  constructor(readonly error: unknown) {}
}
