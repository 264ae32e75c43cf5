/** Epoch milliseconds of an instant as HubSpot takes it: ISO 8601 or epoch milliseconds in decimal; null otherwise. */
export function parseInstant(value: string): number | null {
  const milliseconds = /^-?\d+$/.test(value) ? Number(value) : Date.parse(value);
  return Number.isNaN(milliseconds) ? null : milliseconds;
}
