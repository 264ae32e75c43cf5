type LabelValue = string | number;

/** Values by labels, found without making a text key of them for each look-up, as prom-client does. */
export class LabelTree<L extends string, V> {
  readonly #names: readonly L[];
  readonly #make: (labels: Readonly<Record<L, LabelValue>>) => V;
  readonly #root = new Node<V>();
  readonly #values: V[] = [];

  constructor(names: readonly L[], make: (labels: Readonly<Record<L, LabelValue>>) => V) {
    this.#names = names;
    this.#make = make;
  }

  /** The value of the labels, made when they are met first. */
  of(labels: Readonly<Record<L, LabelValue>>): V {
    let node = this.#root;
    for (const name of this.#names) {
      node = node.belowBy(labels[name]);
    }
    if (node.value === undefined) {
      node.value = this.#make({ ...labels });
      this.#values.push(node.value);
    }
    return node.value;
  }

  get values(): readonly V[] {
    return this.#values;
  }
}

class Node<V> {
  value: V | undefined;
  /** Most nodes are leaves. */
  #below: Map<LabelValue, Node<V>> | null = null;

  /** Made when it is met first. */
  belowBy(label: LabelValue): Node<V> {
    this.#below ??= new Map();
    let node = this.#below.get(label);
    if (node === undefined) {
      node = new Node();
      this.#below.set(label, node);
    }
    return node;
  }
}
