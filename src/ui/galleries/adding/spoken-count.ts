/** Counts are seen as they change and said only now and then: a voice that reads forty of them helps nobody. Pure. */
const parts = 4

/** The count to say: the newest quarter reached, or null before the first one. */
export const spokenCount = (done: number, total: number): number | null => {
  if (total === 0) return null
  if (done >= total) return total
  const reached = Math.floor((done / total) * parts)
  return reached === 0 ? null : Math.ceil((reached / parts) * total)
}
