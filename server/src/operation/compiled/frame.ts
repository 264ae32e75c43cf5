import type { Path } from 'graphql/jsutils/Path.js';
import type { Frame, NumberedObjects, ObjectPlan } from './plan.js';

export class Objects implements NumberedObjects {
  count = 0;
  /** As long as all objects are of one type, each one's number is its index. */
  #only: Frame | null = null;
  #several: { frames: Map<ObjectPlan, Frame>; frameOf: Frame[]; indexOf: number[] } | null = null;

  get frames(): readonly Frame[] {
    if (this.#several !== null) return [...this.#several.frames.values()];
    return this.#only === null ? [] : [this.#only];
  }

  add(plan: ObjectPlan, value: object, path: Path | undefined): void {
    this.count += 1;
    const frame = this.#frameFor(plan);
    frame.parents.push(value);
    if (plan.needsPaths) frame.paths.push(path);
  }

  #frameFor(plan: ObjectPlan): Frame {
    if (this.#several === null) {
      if (this.#only === null) this.#only = frameOf(plan);
      if (this.#only.plan === plan) return this.#only;
      const { parents } = this.#only;
      this.#several = {
        frames: new Map([[this.#only.plan, this.#only]]),
        frameOf: parents.map(() => this.#only as Frame),
        indexOf: parents.map((_, index) => index),
      };
    }
    const { frames, frameOf: byNumber, indexOf } = this.#several;
    let frame = frames.get(plan);
    if (frame === undefined) {
      frame = frameOf(plan);
      frames.set(plan, frame);
    }
    byNumber.push(frame);
    indexOf.push(frame.parents.length);
    return frame;
  }

  frameAt(number: number): Frame {
    return (this.#several === null ? this.#only : this.#several.frameOf[number]) as Frame;
  }

  indexAt(number: number): number {
    return this.#several === null ? number : (this.#several.indexOf[number] as number);
  }
}

export function frameOf(plan: ObjectPlan): Frame {
  return { plan, parents: [], paths: [], gathered: new Array(plan.gathered.length) };
}
