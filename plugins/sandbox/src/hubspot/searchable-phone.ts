/** Digits of a phone number as HubSpot indexes it for search: no `+`, no international `00`, no punctuation. */
export function searchablePhone(phone: string): string {
  return phone.replace(/\D/g, '').replace(/^00/, '');
}
