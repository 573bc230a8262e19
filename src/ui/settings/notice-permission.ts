/** Whether this browser shows notices: asked for only when somebody wants them. */
export type NoticePermission = 'granted' | 'denied' | 'not-here'

type Asker = Pick<typeof Notification, 'permission' | 'requestPermission'>

const asker = (): Asker | undefined => (typeof Notification === 'undefined' ? undefined : Notification)

export const askForNotices = async (notices: Asker | undefined = asker()): Promise<NoticePermission> => {
  if (notices === undefined) return 'not-here'
  const permission = notices.permission === 'default' ? await notices.requestPermission() : notices.permission
  return permission === 'granted' ? 'granted' : 'denied'
}
