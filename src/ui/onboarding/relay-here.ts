/** The relay that serves this page, as relays are addressed. */
export const relayHere = (page: Pick<Location, 'protocol' | 'host'>): string =>
  `${page.protocol === 'https:' ? 'wss' : 'ws'}://${page.host}/sync`
