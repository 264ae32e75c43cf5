/** What one version of the API says otherwise than another. */
export interface Dialect {
  /** First part of every path, e.g. `v25`. */
  version: string;
  campaignStart: {
    /** Field of a campaign to select, e.g. `campaign.start_date_time`. */
    field: string;
    /** Name under which the answer has it. */
    key: string;
    /** The field's value as date and time of the account's clock, `2026-01-05 00:00:00`; null for another form. */
    dateTime: (value: string) => string | null;
  };
}
