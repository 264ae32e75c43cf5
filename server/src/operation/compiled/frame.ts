import type { Path } from 'graphql/jsutils/Path.js';
import type { Frame, NumberedObjects, ObjectPlan } from './plan.js';

export class Objects implements NumberedObjects {
  readonly #frames = new Map<ObjectPlan, Frame>();
  readonly #frameOf: Frame[] = [];
  readonly #indexOf: number[] = [];

  get count(): number {
    return this.#frameOf.length;
  }

  get frames(): Iterable<Frame> {
    return this.#frames.values();
  }

  add(plan: ObjectPlan, value: object, path: Path | undefined): void {
    let frame = this.#frames.get(plan);
    if (frame === undefined) {
      frame = frameOf(plan);
      this.#frames.set(plan, frame);
    }
    this.#frameOf.push(frame);
    this.#indexOf.push(frame.parents.length);
    frame.parents.push(value);
    if (plan.needsPaths) frame.paths.push(path);
  }

  frameAt(number: number): Frame {
    return this.#frameOf[number] as Frame;
  }

  indexAt(number: number): number {
    return this.#indexOf[number] as number;
  }
}

export function frameOf(plan: ObjectPlan): Frame {
  return { plan, parents: [], paths: [], gathered: new Array(plan.gathered.length) };
}
