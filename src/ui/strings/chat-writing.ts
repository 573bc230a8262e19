/** Every sentence around writing: the composer, what one can do with a message, what is attached. */
import { formatNumber, plural } from './format.ts'
import { chatWords } from './chat.ts'

export const composerWords = {
  label: (title: string): string => `Message to ${chatWords.named(title)}`,
  placeholder: 'Message',
  send: 'Send',
  save: 'Save the change',
  attach: 'Add an image or a work',
  attachTitle: 'Add to the message',
  image: 'An image',
  imageHint: 'From this device. Its location is taken out.',
  work: 'One of your works',
  workHint: 'It leads to the work on your wall',
  replyingTo: (name: string): string => `Answering ${chatWords.named(name)}`,
  replyingToSelf: 'Answering yourself',
  editing: 'Changing what you wrote',
  stopReply: 'Do not answer this message',
  stopEdit: 'Leave it as it was',
  tooLong: (over: number): string =>
    plural(over, {
      one: 'Too long by # character. Nothing is lost; shorten it, or send it in parts.',
      other: 'Too long by # characters. Nothing is lost; shorten it, or send it in parts.',
    }),
  left: (count: number): string => plural(count, { one: '# character left', other: '# characters left' }),
  draftFailed: 'What you typed is kept in this window, and could not be saved yet.',
} as const

export const actionWords = {
  title: 'Message',
  reply: 'Answer',
  react: 'React',
  reactWith: (name: string): string => `React with ${name}`,
  takeBack: (emoji: string): string => `Take back ${emoji}`,
  otherEmoji: 'Another emoji',
  notEmoji: 'Type one emoji.',
  useEmoji: 'React',
  copy: 'Copy the text',
  copied: 'Copied',
  copyFailed: 'This browser did not let Gesso copy. Select the text and copy it yourself.',
  edit: 'Change',
  remove: 'Delete',
  removeTitle: 'Delete this message?',
  removeMeaning:
    'Every device that has it is asked to take it out. Whoever saw or copied it before may still have it, and a device that never comes back keeps it.',
  removeConfirm: 'Delete it',
  removing: 'Deleting',
  cancel: 'Keep it',
} as const

export const reactionNames: { readonly [Emoji in string]: string } = {
  '👍': 'thumbs up',
  '❤️': 'heart',
  '😂': 'laughing',
  '😮': 'surprised',
  '😢': 'sad',
  '🙏': 'thank you',
}

/** Who reacted with it: `👍 Ana and you`. */
export const reactionText = (emoji: string, names: string, count: number): string =>
  `${reactionNames[emoji] ?? emoji}: ${formatNumber(count)}, ${names}`

export const imageDialogWords = {
  title: 'Send an image',
  alt: 'What is to be seen',
  altHint: 'For people who cannot see it',
  caption: 'Words beside it',
  send: 'Send',
  sending: 'Preparing and sending',
  cancel: 'Cancel',
  notImage: 'That is no image that Gesso can send.',
  preview: 'The image you chose',
} as const

export const workPickerWords = {
  title: 'Send one of your works',
  another: 'Another work',
  onlyMeMeaning: 'This album is only for you: they see the card, but cannot open the work.',
  connectionsMeaning:
    'This album is for your connections: whoever is not one of them sees the card, but cannot open the work.',
  caption: 'Words beside it',
  send: 'Send',
  sending: 'Sending',
} as const
