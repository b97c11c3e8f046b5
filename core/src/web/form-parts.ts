import type { FastifyRequest } from 'fastify'
import type { Readable } from 'node:stream'
import { errors } from './errors.ts'
import { bytesOf, limits, mostFields, mostFiles } from './limits.ts'

/** A part of a multipart body, in the order of sending. */
export type FormPart = TextPart | FilePart

interface TextPart {
  name: string
  text: string
}

/** A file that is about to arrive. It has to be read to its end before the next part comes. */
interface FilePart {
  name: string
  /** Empty, or missing, when nothing was chosen. */
  fileName: string | undefined
  file: Readable
}

/** How multipart bodies are taken apart. */
export const partOptions = {
  limits: {
    // One more than may come, so that what is one too many gets here and is told as what it is.
    files: mostFields + mostFiles + 1,
    parts: mostFields + mostFiles + 1,
    fileSize: Number.POSITIVE_INFINITY,
    headerSize: 8_192,
  },
  // Texts as well: the reader gathers in memory what it takes for a text, whether or not anybody still wants it, but
  // lets a file wait until it is asked for.
  isPartAFile: () => true,
  // What many small parts that nobody has asked for yet hold of the memory.
  fileHwm: 4_096,
  throwFileSizeLimit: false,
}

/**
 * The parts of a multipart body. Names and texts together may have as many bytes as a body without files, else
 * `web.body-too-large`; more files than may come are `web.too-many-files`. Whoever leaves the loop stops the reading.
 */
export async function* partsOf(request: FastifyRequest): AsyncGenerator<FormPart> {
  const countText = textCounter()
  let files = 0
  let fields = 0
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') continue
      const { fieldname: name = '', file } = part
      const fileName = part.filename as string | undefined
      countText(Buffer.byteLength(name))
      if (fileName === undefined && part.mimetype !== 'application/octet-stream') {
        fields += 1
        if (fields > mostFields) throw errors.bodyTooLarge({ limit: limits.body })
        yield { name, text: await textOf(file, countText) }
      } else {
        files += 1
        if (files > mostFiles) throw errors.tooManyFiles({ limit: mostFiles })
        yield { name, fileName, file }
      }
    }
  } finally {
    request.raw.unpipe()
  }
}

function textCounter(): (bytes: number) => void {
  let total = 0
  return function countText(bytes) {
    total += bytes
    if (total > bytesOf(limits.body)) throw errors.bodyTooLarge({ limit: limits.body })
  }
}

async function textOf(content: Readable, count: (bytes: number) => void): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of content as AsyncIterable<Buffer>) {
    count(chunk.length)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}
