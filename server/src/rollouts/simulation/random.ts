/**
 * A reproducible source of chance: xoshiro128** (D. Blackman and S. Vigna, public domain, 2018), whose period of 2¹²⁸ leaves
 * each of ten thousand runs a stretch of its own.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(seed: number) {
    let state = seed | 0;
    const scattered = (): number => {
      state = (state + 0x9e3779b9) | 0;
      let word = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
      word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
      return word ^ (word >>> 15);
    };
    [this.#a, this.#b, this.#c, this.#d] = [scattered(), scattered(), scattered(), scattered()];
  }

  /** A number in `[0, 1)`. */
  next(): number {
    const scrambled = Math.imul(rotated(Math.imul(this.#b, 5), 7), 9);
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = rotated(this.#d, 11);
    return (scrambled >>> 0) / 4_294_967_296;
  }

  /** A standard normal number (Box and Muller 1958). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }
}

function rotated(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

/** The seed of one run of one scenario, told apart from all others'. */
export function seedOf(base: number, scenario: string, run: number): number {
  let hash = base | 0;
  for (let at = 0; at < scenario.length; at++) hash = Math.imul(hash ^ scenario.charCodeAt(at), 0x01000193);
  return (Math.imul(hash ^ run, 0x85ebca6b) + run) | 0;
}
