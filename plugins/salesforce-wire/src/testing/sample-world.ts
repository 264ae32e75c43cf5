/** The part of a simulated Salesforce's data from which samples are taken. */
export interface SampleWorld {
  readonly salesforcePeople: readonly {
    readonly personIndex: number;
    readonly object: 'Contact' | 'Lead';
    readonly email: string;
  }[];
  readonly people: readonly { readonly index: number; readonly companyIndex: number | null }[];
  readonly companies: readonly { readonly index: number }[];
  readonly owners: readonly { readonly index: number }[];
  readonly opportunities: readonly {
    readonly index: number;
    readonly won: boolean;
    /** ISO 8601 date. */
    readonly closeDate: string;
    readonly personIndex: number;
    readonly companyIndex: number | null;
  }[];
}
