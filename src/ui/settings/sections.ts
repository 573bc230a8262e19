import { sectionNames } from '../strings/settings.ts'

export type SectionName = keyof typeof sectionNames

/** In the order of the list. */
export const sectionsInOrder = Object.keys(sectionNames) as readonly SectionName[]

export const isSectionName = (text: string): text is SectionName => Object.hasOwn(sectionNames, text)

export const sectionPath = (name: SectionName): string => `/settings/${name}`
