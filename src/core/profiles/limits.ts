/** How much a profile may hold. Characters are UTF-16 units, as people's editors count them. */
export const profileLimits = {
  nameChars: 200,
  placeChars: 200,
  bioChars: 10_000,
  roles: 24,
  roleChars: 80,
  links: 24,
  linkLabelChars: 80,
  linkUrlChars: 2_000,
  /** Of segments and of generations. */
  count: 1_000_000,
} as const
