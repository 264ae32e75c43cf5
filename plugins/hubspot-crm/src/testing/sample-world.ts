/** The part of a simulated HubSpot's data from which samples are taken. Instants are epoch milliseconds. */
export interface SampleWorld {
  readonly people: readonly {
    readonly index: number;
    readonly hubspot: { readonly id: number; readonly email: string; readonly phone: string | null } | null;
    readonly companyIndex: number | null;
  }[];
  readonly companies: readonly { readonly index: number; readonly id: number }[];
  readonly owners: readonly { readonly id: number }[];
  readonly deals: readonly {
    readonly id: number;
    readonly won: boolean;
    readonly closedAt: number;
    readonly personIndex: number;
    readonly companyIndex: number | null;
  }[];
}
