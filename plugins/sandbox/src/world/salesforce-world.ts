/** What Salesforce knows about a person, who is a contact or still a lead. Instants are epoch milliseconds. */
export interface SalesforcePerson {
  personIndex: number;
  object: 'Contact' | 'Lead';
  email: string;
  givenName: string;
  familyName: string;
  phone: string | null;
  /** Label of the `LeadSource` list, e.g. `Paid Social`; null when unknown. */
  leadSource: string | null;
  createdAt: number;
  updatedAt: number;
}

/** A sale that Salesforce knows, and HubSpot does not. */
export interface WorldOpportunity {
  /** 1, 2, 3 … */
  index: number;
  name: string;
  /** Decimal string in major units. */
  amount: string;
  currency: string;
  /** `StageName`: `Prospecting` … `Closed Won`, `Closed Lost`. */
  stage: string;
  won: boolean;
  /** ISO 8601 date on which it closed or is expected to. */
  closeDate: string;
  createdAt: number;
  updatedAt: number;
  personIndex: number;
  companyIndex: number | null;
}
