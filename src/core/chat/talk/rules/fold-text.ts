/** As searched: compatibility forms are one, accents and case do not count. */
export const foldText = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
