import { systemClock } from '../base/clock.ts'
import { prepareImage } from '../core/images/prepare-image.ts'
import { canvasCodec } from '../platform/browser/canvas-codec.ts'
import { consoleLog } from '../platform/browser/console-log.ts'
import { serveImagePool } from '../platform/browser/image-pool-worker.ts'

/** A worker of a page's, for the core: the first message is the port to the core's pool. */
self.addEventListener(
  'message',
  ({ data }: MessageEvent<unknown>) => {
    if (!(data instanceof MessagePort)) return
    serveImagePool(
      data,
      (source, options, admit, signal) =>
        prepareImage(source, options, { codec: canvasCodec, admit }, signal),
      { clock: systemClock, log: consoleLog },
    )
  },
  { once: true },
)
