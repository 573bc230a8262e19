/** `header`: of If-None-Match (RFC 9110 §13.1.2). */
export const isKnownToClient = (header: string | undefined, entityTag: string): boolean =>
  header !== undefined &&
  header.split(',', 64).some(tag => tag.trim().replace(/^W\//, '') === entityTag || tag.trim() === '*')
