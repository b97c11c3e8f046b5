import { Type } from '../base/schema.ts'

/** A file as it came with a multipart form; nothing of it is trusted, not even its name. */
export interface Upload {
  fileName: string
  mediaType: string
  content: Uint8Array
}

const mark = 'x-kreiswerk-upload'

/** The schema of a file field in a form. */
export const upload = () => Type.Unsafe<Upload>({ type: 'object', additionalProperties: true, [mark]: true })

export const isUpload = (schema: object): boolean => mark in schema
