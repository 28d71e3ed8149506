/** Whether an incident is about an alert channel that delivers nothing any more, not about data. */

export const CHANNEL_PREFIX = 'channel:';

export const isOfChannel = ({ dataset }: { readonly dataset: string }): boolean =>
  dataset.startsWith(CHANNEL_PREFIX);
