import type { Readable } from 'node:stream'
import { Type } from '../base/schema.ts'
import type { TSchema } from '../base/schema.ts'

/** A reply that is a file for download instead of JSON. */
export interface FileReply {
  content: Uint8Array | string | Readable
  mediaType: string
  /** The name the browser offers; sent as an attachment after RFC 6266. */
  fileName: string
}

const mark = 'x-kreiswerk-file'

/** The reply schema of an action that answers with a file. */
export const fileReply = Type.Unsafe<FileReply>({ type: 'string', format: 'binary', [mark]: true })

export const isFileReply = (schema: TSchema): boolean => mark in schema
