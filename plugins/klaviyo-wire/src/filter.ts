/** `equals(field,"value")` */
export function equals(field: string, value: string): string {
  return `equals(${field},${JSON.stringify(value)})`;
}

/** `any(field,["one","other"])` */
export function any(field: string, values: readonly string[]): string {
  return `any(${field},${JSON.stringify(values)})`;
}

/** Whether Klaviyo's filters can carry the address: what cannot be one would fail the whole batch. */
export function isAddress(email: string): boolean {
  return /^[^\s"'\\,()[\]]+@[^\s"'\\,()[\]@]+$/.test(email);
}

/** Whether the text can be an id of Klaviyo's. */
export function isId(text: string): boolean {
  return /^[\w-]+$/.test(text);
}
